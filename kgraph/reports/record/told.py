"""Reasons and flows as people are told them: alike ones once, with all their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from kgraph.model.architecture import Flow, Placement, Reason

Ordered = dict[str, None]
"""A set that keeps the order in which its members came."""


@dataclass(frozen=True, slots=True)
class Told:
    """A reason as people are told it: the sentence, what in the brief it rests on, the sources."""

    text: str
    because: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def told_reasons(
    placements: Iterable[Placement], names: Mapping[str, str], brief: str = ""
) -> tuple[Told, ...]:
    """Why these are there, each reason once: first what the brief asks for, then who needs it.

    Those who need it for the same stand together. `brief` is where the brief was read from; only
    its file name is told.
    """
    asked: dict[str, _Gathered] = defaultdict(_Gathered)
    needed: dict[str, _Gathered] = defaultdict(_Gathered)
    for placement, reason in _with_reasons(placements):
        who = _who_needs(reason, names)
        if who:
            does = _by_name(reason.text.removeprefix(f"{who} "), placement.name)
            needed[does].add((who,), reason.source)
        else:
            statements = [short(statement, brief) for statement in reason.because]
            asked[reason.text].add(statements, reason.source)
    first = [Told(text, *gathered.tuples) for text, gathered in asked.items()]
    return (*first, *(_need(text, *gathered.tuples) for text, gathered in needed.items()))


def _by_name(does: str, name: str) -> str:
    """What is done with it, with the name of what it is.

    >>> _by_name("backs up it", "Harbor")
    'backs up Harbor'
    """
    return f"{does.removesuffix(' it')} {name}" if does.endswith(" it") else does


def _with_reasons(placements: Iterable[Placement]) -> Iterator[tuple[Placement, Reason]]:
    """Each placement with each of its reasons."""
    for placement in placements:
        for reason in placement.reasons:
            yield placement, reason


@dataclass(slots=True)
class _Gathered:
    """What reasons of one text rest on, and their sources."""

    because: Ordered = field(default_factory=dict)
    sources: Ordered = field(default_factory=dict)

    def add(self, because: Iterable[str], source: str | None) -> None:
        self.because.update(dict.fromkeys(because))
        if source:
            self.sources[source] = None

    @property
    def tuples(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return tuple(self.because), tuple(self.sources)


def _who_needs(reason: Reason, names: Mapping[str, str]) -> str:
    """What the placement is called whose need it is; nothing where it is no need of one."""
    who = names.get(reason.because[0], "") if reason.because else ""
    return who if who and reason.text.startswith(f"{who} ") else ""


def _need(what: str, whose: tuple[str, ...], sources: tuple[str, ...]) -> Told:
    text = f"{whose[0]} {what}" if len(whose) == 1 else f"{what}: {', '.join(whose)}"
    return Told(text, (), sources)


def short(statement: str, brief: str) -> str:
    """A statement with the file name of its brief instead of the whole path.

    >>> short("/home/me/shop.yaml:5: site eu", "/home/me/shop.yaml")
    'shop.yaml:5: site eu'
    """
    if brief and statement.startswith(f"{brief}:"):
        return f"{PurePath(brief).name}{statement[len(brief) :]}"
    return statement


@dataclass(frozen=True, slots=True)
class ToldFlow:
    """Flows alike: who does what with whom, where, by which sources."""

    source: str
    label: str
    target: str
    where: tuple[str, ...]
    sources: tuple[str, ...]


def told_flows(flows: Iterable[Flow], placements: Mapping[str, Placement]) -> tuple[ToldFlow, ...]:
    """The flows, those between the same products as one, in order."""
    found: dict[tuple[str, str, str], tuple[Ordered, Ordered]] = defaultdict(lambda: ({}, {}))
    for flow in flows:
        source = _end(flow.source, placements)
        target = _end(flow.target, placements)
        where, cited = found[source.name, flow.label, target.name]
        where[_between(source.place, target.place)] = None
        cited.update(dict.fromkeys(reason.source for reason in flow.reasons if reason.source))
    return tuple(
        ToldFlow(*alike, tuple(where), tuple(cited)) for alike, (where, cited) in found.items()
    )


@dataclass(frozen=True, slots=True)
class _End:
    """An end of a flow: what stands there, and where; of what is not known only its id."""

    name: str
    place: str = ""


def _end(id: str, placements: Mapping[str, Placement]) -> _End:
    placement = placements.get(id)
    return _End(placement.name, placement.place) if placement is not None else _End(id)


def _between(source: str, target: str) -> str:
    """From where to where; one place where it is the same, or where only one is known."""
    if source and target and source != target:
        return f"{source} → {target}"
    return source or target
