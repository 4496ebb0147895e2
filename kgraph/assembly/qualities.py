"""What answers ask of those who serve a workload or the whole brief, and which do not agree.

One who keeps rows for a workload may have to send copies on as well: that is asked by one answer,
and served by whoever serves another. One component has to be able at all places of the workload,
since copies of one product are of no use to another. An answer of the brief asks this of those who
serve it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from kgraph.assembly.chosen import Chosen, chosen_options
from kgraph.assembly.demands import Asked
from kgraph.assembly.facts import fact
from kgraph.assembly.reach import Reach
from kgraph.model.architecture import Placement
from kgraph.model.brief import Brief
from kgraph.model.decisions import Exclusion
from kgraph.model.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Quality:
    """What one statement asks of whoever serves another: `of` asks for `wanted`, and who provides
    that is to provide `also`.
    """

    statement: str
    of: str
    wanted: str
    also: str
    because: str


@dataclass(frozen=True, slots=True)
class Oddity:
    """Two options in force that do not go together, and why."""

    one: Chosen
    other: Chosen
    reason: str


def qualities(brief: Brief, knowledge: Knowledge) -> Iterator[Quality]:
    """Everything that answers of workloads ask of those who serve the same workload, and answers of
    the brief of those who serve them.
    """
    options = list(chosen_options(brief, knowledge))
    for own in _by_workload(options).values():
        for chosen in own:
            yield from _asked_by(chosen, own)
    for chosen in options:
        if chosen.workload is None:
            yield from _asked_by(chosen, [chosen])


def _asked_by(chosen: Chosen, own: Sequence[Chosen]) -> Iterator[Quality]:
    """What one option asks of those who serve it, or the options of its workload."""
    spared = set(chain.from_iterable(one.option.spares for one in own))
    for asked in chosen.option.qualifies:
        if asked.wanted not in spared:
            for of, wanted in _using(own, asked.flow):
                if wanted != asked.wanted:
                    yield Quality(chosen.statement, of, wanted, asked.wanted, asked.because)


def oddities(brief: Brief, knowledge: Knowledge) -> Iterator[Oddity]:
    """The options of one workload, or of it and the brief, that do not go together."""
    options = list(chosen_options(brief, knowledge))
    whole = [chosen for chosen in options if chosen.workload is None]
    for own in _by_workload(options).values():
        for chosen, exclusion in _exclusions(own):
            yield from _odd(chosen, exclusion, [*own, *whole])


def _exclusions(own: Sequence[Chosen]) -> Iterator[tuple[Chosen, Exclusion]]:
    """What the options of a workload exclude, as far as it uses what that is about."""
    for chosen in own:
        for exclusion in chosen.option.excludes:
            if exclusion.flow is None or any(_using(own, exclusion.flow)):
                yield chosen, exclusion


def _odd(chosen: Chosen, exclusion: Exclusion, others: Iterable[Chosen]) -> Iterator[Oddity]:
    for other in others:
        if other.statement.endswith(f".{exclusion.other}"):
            yield Oddity(chosen, other, exclusion.reason)


def _by_workload(options: Iterable[Chosen]) -> dict[str, list[Chosen]]:
    """The options in force of each workload."""
    found: dict[str, list[Chosen]] = defaultdict(list)
    for chosen in options:
        if chosen.workload is not None:
            found[chosen.workload].append(chosen)
    return found


def _using(own: Iterable[Chosen], flow: str | None) -> Iterator[tuple[str, str]]:
    """The statements of a workload that ask for something with a kind of flow, and for what."""
    for chosen in own:
        for demand in chosen.option.demands:
            if demand.flow == flow:
                yield chosen.statement, demand.wanted


def quality_facts(brief: Brief, knowledge: Knowledge) -> list[str]:
    """All of it as the solver reads it."""
    found = [
        fact("quality", one.statement, one.of, one.wanted, one.also)
        for one in qualities(brief, knowledge)
    ]
    odd = (fact("at_odds", o.one.statement, o.other.statement) for o in oddities(brief, knowledge))
    return sorted({*found, *odd})


# --- on a finished answer


def fitted(asked: Sequence[Asked], reach: Reach, found: Iterable[Quality]) -> list[Asked]:
    """What is asked for, with the component named that has the qualities asked for."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for one in found:
        wanted[one.of].add(one.also)
    named = {id: _able(_of(id, asked), reach, also) for id, also in wanted.items()}
    return [replace(one, named=named.get(one.statement) or one.named) for one in asked]


def _of(statement: str, asked: Iterable[Asked]) -> list[Asked]:
    """What a statement asks for, place by place."""
    return [one for one in asked if one.statement == statement and one.demand.capability]


def _able(asked: Iterable[Asked], reach: Reach, also: set[str]) -> str | None:
    """The first component that does what is asked for, at all places, and also this; None where a
    system does.
    """
    able = [_components(one, reach, also) for one in asked]
    common = set[str]().union(*able[:1]).intersection(*able)
    return next((id for id in chain.from_iterable(able) if id in common), None)


def _components(asked: Asked, reach: Reach, also: set[str]) -> list[str]:
    """The components that do what is asked for at a place, and also this, the nearest first."""
    here = reach.meant(asked.demand.wanted, asked.place, asked.named)
    chosen = [one for one in here if one.own is None]
    return [one.component for one in chosen if also.issubset(one.capabilities)]


def kept_at(quality: Quality, asked: Iterable[Asked], reach: Reach) -> list[Placement]:
    """Who serves a workload for the answer that a quality is asked of, each once: at the first
    place, and where copies are.
    """
    found: dict[Placement, None] = {}
    for one in asked:
        if (one.statement, one.demand.capability) == (quality.of, quality.wanted):
            found |= dict.fromkeys(reach.meant(quality.wanted, one.place, one.named)[:1])
    return list(found)
