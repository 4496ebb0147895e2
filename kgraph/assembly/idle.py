"""What is to be said of a component that would take nobody's place.

Nothing asks for what it does, or somebody does it who stays for more than that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgraph.assembly.construction import changed
from kgraph.assembly.facts import provided
from kgraph.assembly.rivals import Held
from kgraph.assembly.solution import Solution
from kgraph.assembly.weighing import Weighed
from kgraph.model.chain import cut
from kgraph.model.decisions import Option
from kgraph.model.knowledge import SCOPES, Knowledge
from kgraph.model.words import has_clusters, options_said

SHOWN = 3
"""How many answers are named that would ask for something."""
MORE = "and more than that"
"""Said of who does what another one could, and stays for the rest."""


def unwanted(held: Held, component: str) -> str:
    """That nothing asks for what it does: it is there already, no place for it is here, or other
    answers would.
    """
    provides = held.problem.knowledge.components[component].provides
    there = next(_there_already(held, provides), "")
    return there or _nowhere(held, provides) or _unasked(provides, held.problem.knowledge)


def _nowhere(held: Held, provides: Iterable[str]) -> str:
    """That answers of the brief ask for what it does, but in clusters, where there are none."""
    known, brief = held.problem.knowledge, held.problem.brief
    able = _narrow(provides, known)
    in_clusters = {id for id in able if known.capabilities[id].scope == SCOPES[-1]}
    given = options_said(brief.answers)
    asking = [id for id in _asking(in_clusters, known) if f"option/{id}" in given]
    if not asking or has_clusters(brief):
        return ""
    what = _labels(in_clusters, known)
    answers = _first_of(list(map(known.option_words, asking)))
    return f"these answers ask for {what} in clusters, and there is none: {answers}"


def _there_already(held: Held, provides: Iterable[str]) -> Iterator[str]:
    """The systems that do some of this."""
    known = held.problem.knowledge
    for system in held.problem.brief.systems:
        common = set(provides).intersection(provided(system, known))
        if common:
            yield f"{system.name}, there already, does {_labels(_narrow(common, known), known)}"


def _unasked(provides: Iterable[str], knowledge: Knowledge) -> str:
    able = _narrow(provides, knowledge)
    what = _labels(able, knowledge)
    answers = list(dict.fromkeys(map(knowledge.option_words, _asking(able, knowledge))))
    if not answers:
        return f"no answer asks for {what}: it comes where the brief names it"
    return f"nothing here asks for {what}, as these answers would: {_first_of(answers)}"


def _first_of(answers: list[str]) -> str:
    more = ["…"] if len(answers) > SHOWN else []
    return "; ".join([*answers[:SHOWN], *more])


def beside(held: Held, component: str, doing: Iterable[str], after: Solution) -> str:
    """Who does what it could do and stays for more, and by how much the best answer with it is
    worse.
    """
    problem, known = held.problem, held.problem.knowledge
    able = set(known.components[component].provides)
    told = [_doing(one, able, held) for one in doing]
    comes, goes = changed(problem, held.solution, after)
    own = known.family(component)
    others = [known.called(id) for id in comes if id not in own]
    moved = [_moving(others, "come"), _moving(list(map(known.called, goes)), "go")]
    way = " and ".join(filter(None, moved))
    why = Weighed(problem, held.solution, after).why
    way = f"with it {way}" if way else "beside it"
    return f"{' and '.join(told)}, {MORE}; {way}: {why}"


def _doing(one: str, able: set[str], held: Held) -> str:
    """What a component is there for that another could do."""
    known = held.problem.knowledge
    purposes = held.purposes[one] or known.components[one].provides
    return f"{known.called(one)} does {_labels(able.intersection(purposes), known)}"


def _moving(names: list[str], verb: str) -> str:
    """Who comes or goes, with a verb that fits their number; empty where nobody does.

    >>> _moving(["Jaeger"], "go"), _moving(["Jaeger", "Tempo"], "come")
    ('Jaeger goes', 'Jaeger, Tempo come')
    """
    ending = {"come": "s", "go": "es"}[verb] if len(names) == 1 else ""
    return f"{', '.join(names)} {verb}{ending}" if names else ""


def _narrow(able: Iterable[str], knowledge: Knowledge) -> set[str]:
    """The narrowest of some capabilities."""
    narrow = set(able)
    for id in tuple(narrow):
        narrow.difference_update(knowledge.capabilities[id].broader)
    return narrow


def _labels(ids: Iterable[str], knowledge: Knowledge) -> str:
    return ", ".join(knowledge.capabilities[id].label for id in sorted(ids))


def _asking(able: set[str], knowledge: Knowledge) -> Iterator[str]:
    """The answers, each as ``decision.option``, that ask for one of these capabilities."""
    for decision in knowledge.decisions:
        for option in decision.options:
            if not able.isdisjoint(_asked(option, knowledge)):
                yield f"{decision.id}.{option.id}"


def _asked(option: Option, knowledge: Knowledge) -> Iterator[str]:
    """The capabilities that an option asks for, itself or by a chain."""
    for demand in (*option.demands, *option.prefers):
        yield demand.wanted
    for asked in option.asks:
        whole = cut(knowledge.chains[asked.chain], asked)
        yield from (whole.station(id).capability for id in whole.must_pass())
