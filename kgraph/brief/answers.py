"""Answers to decisions: of the whole brief, and of each workload."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kgraph.documents.located import Located, scalar
from kgraph.documents.reading import Keys, Reader, said
from kgraph.documents.vocabulary import Refusal, Vocabulary
from kgraph.errors import nearest, shown
from kgraph.model.brief import ANY, Answers, Brief
from kgraph.model.decisions import Decision, Demand, Option
from kgraph.model.knowledge import SCOPES, Knowledge
from kgraph.model.words import options_said, words_given

Asked = dict[str, Decision]


def asked_of(knowledge: Knowledge, whom: str) -> Asked:
    """The decisions that are asked of a ``brief``, or of each ``workload``, by their ids."""
    return {one.id: one for one in knowledge.decisions if one.asked_of == whom}


def asked_by(brief: Brief, knowledge: Knowledge) -> tuple[Decision, ...]:
    """All decisions with the defaults that hold for a brief: what else it says decides of them."""
    words = words_given(brief, knowledge)
    return tuple(
        replace(one, defaults=one.defaults_for(words)) if one.asked_of == "brief" else one
        for one in knowledge.decisions
    )


def asked_at_sites(knowledge: Knowledge) -> Asked:
    """The decisions of a whole brief that a site may answer in its own way: not those that speak
    of how many sites or clouds there are.
    """
    asked = asked_of(knowledge, "brief")
    return {id: decision for id, decision in asked.items() if not speaks_of_many(decision)}


def speaks_of_many(decision: Decision) -> bool:
    """Whether an option of a decision asks for several sites, clouds or networks."""
    return any(option.speaks_of_many for option in decision.options)


def site_answers(reader: Reader, item: Located | None, knowledge: Knowledge, site: str) -> Answers:
    """What differs at a site from what the whole brief answers."""
    asked = asked_at_sites(knowledge)
    keys = _mapping(reader, item)
    for key, there in keys.items():
        if key not in asked and key in asked_of(knowledge, "brief"):
            what = f"'{key}' is asked of all sites together"
            reader.fault(there, what, "answer it under the 'answers' of the brief")
        elif key not in asked:
            _refuse_other(reader, key, there, asked, knowledge)
    differing = {id: decision for id, decision in asked.items() if said(keys, id)}
    return read_answers(reader, keys, differing, f"sites.{site}.answers")


def brief_answers(
    reader: Reader, item: Located | None, knowledge: Knowledge, words: frozenset[str]
) -> Answers:
    """What the whole brief answers, with the defaults for what it leaves open.

    Some defaults depend on what it answers elsewhere, and on `words`, which are what else it says.
    No default depends on another.
    """
    asked = asked_of(knowledge, "brief")
    keys = _mapping(reader, item)
    for key, there in keys.items():
        if key not in asked:
            _refuse_other(reader, key, there, asked, knowledge)
    given = read_answers(reader, keys, asked, "answers")
    return with_default_answers(given, asked, words | options_said(given))


def _mapping(reader: Reader, item: Located | None) -> Keys:
    """The decisions that are answered, each with its answer."""
    if item is not None and not isinstance(item.value, dict):
        reader.fault(item, "'answers' is not a mapping", "write 'decision: option' lines")
        return {}
    return {} if item is None else item.value


def _refuse_other(
    reader: Reader, key: str, item: Located, asked: Asked, knowledge: Knowledge
) -> None:
    """A decision that is not asked here, or none at all."""
    if key in knowledge.decision_by_id:
        remedy = "it is answered for each workload: write it there"
        reader.fault(item, f"'{key}' is not asked of the whole brief", remedy)
    else:
        reader.fault(item, f"unknown decision '{shown(key)}'", nearest(key, asked))


def read_answers(reader: Reader, keys: Keys, asked: Asked, of: str) -> Answers:
    """The options chosen for the decisions that are answered.

    `of` begins the keys of the statements.
    """
    answers: list[tuple[str, tuple[str, ...]]] = []
    for id, decision in asked.items():
        if item := said(keys, id):
            reader.note(f"{of}.{id}", item)
            answers.append((id, _options(reader, item, decision)))
    return tuple(answer for answer in answers if answer[1])


def with_default_answers(
    given: Answers, asked: Asked, words: frozenset[str] = frozenset()
) -> Answers:
    """The answers given, with the defaults for what they leave open where a brief says `words`."""
    chosen = dict(given)
    answers = ((id, chosen.get(id) or one.defaults_for(words)) for id, one in asked.items())
    return tuple((id, options) for id, options in answers if options)


def _words_of(item: Located, decision: Decision) -> Located:
    """The options of an answer; those of a workload may have a component named for each."""
    if decision.asked_of != "workload" or not isinstance(item.value, dict):
        return item
    return Located([scalar(key, value.line) for key, value in item.value.items()], item.line)


def read_named(
    reader: Reader, keys: Keys, answers: Answers, knowledge: Knowledge
) -> tuple[tuple[str, str, str], ...]:
    """The components that answers name for what their options ask for: ``{tables: a-database}``.

    With `ANY` behind an option, the component is left to be chosen.
    """
    runs_in = knowledge.runs_in(answers)
    found: list[tuple[str, str, str]] = []
    for id, _ in answers:
        decision, item = knowledge.decision_by_id[id], said(keys, id)
        for key, named in item.value.items() if item and isinstance(item.value, dict) else ():
            option = decision.option(key)
            if option is None or named.value is None:
                continue
            able = able_to(option, runs_in, knowledge)
            component = reader.word(named, key, _nameable(option, able))
            if component not in (None, ANY):
                found.append((id, key, str(component)))
    return tuple(sorted(found))


def _asked_in(demand: Demand, runs_in: str, knowledge: Knowledge) -> bool:
    """Whether who runs in places of a scope asks for this: it must not be there for narrower ones
    alone.
    """
    if demand.capability is None or demand.runs_in not in (None, runs_in):
        return False
    scope = knowledge.capabilities[demand.capability].scope
    return SCOPES.index(scope) <= SCOPES.index(runs_in)


def able_to(option: Option, runs_in: str, knowledge: Knowledge) -> list[str]:
    """The components that do what an option asks for who runs in places of a scope."""
    wanted = {one.capability for one in option.demands if _asked_in(one, runs_in, knowledge)}
    return sorted(one.id for one in knowledge.components.values() if wanted & set(one.provides))


def _nameable(option: Option, able: list[str]) -> Vocabulary:
    """The components that can be named for an option: no others than those that do it."""

    def refuse(word: str) -> Refusal:
        what = f"'{shown(word)}' does not do what '{option.id}' asks for"
        return what, nearest(word, [*able, ANY])

    return Vocabulary("component", frozenset([*able, ANY]), refuse=refuse)


def _refuse_company(
    reader: Reader, item: Located, decision: Decision, chosen: Sequence[str]
) -> None:
    """An answer that says all there is to say stands beside no other."""
    alone = {option.id for option in decision.options if option.alone}
    for id in sorted(alone.intersection(chosen))[: len(chosen) - 1]:
        what = f"'{id}' is no answer beside others to '{decision.id}'"
        reader.fault(item, what, f"leave out '{id}', or the others")


def _options(reader: Reader, item: Located, decision: Decision) -> tuple[str, ...]:
    """The options chosen, in the order of the ontology."""
    known = [option.id for option in decision.options]
    options = Vocabulary("option", known, of=f" for '{decision.id}'")
    chosen: Iterable[str] = reader.known_words(_words_of(item, decision), decision.id, options)
    if isinstance(item.value, (list, dict)) and len(item.value) > 1 and not decision.multiple:
        remedy = f"choose one of {', '.join(known)}"
        reader.fault(item, f"'{decision.id}' takes one answer", remedy)
    chosen = list(chosen)
    _refuse_company(reader, item, decision, chosen)
    return tuple(sorted(chosen, key=known.index))
