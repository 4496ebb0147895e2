"""The sources of a document, numbered as they are first cited; and the reasons that cite them, each said once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from kgraph.model.architecture import Flow, Placement
from kgraph.reports.document import Item, Line, Span, line

ARTICLE = "/kgraph/source/"
"""What the addresses of texts have in common that are no pages: the part after ``#`` is a section."""


class Sources:
    """Numbers for sources, in the order in which they are cited."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def cite(self, sources: Iterable[str | None]) -> Line:
        """The citations of these, with a space before each."""
        spans: list[Span] = []
        for source in dict.fromkeys(sources):
            if source:
                number = self._numbers.setdefault(source, len(self._numbers) + 1)
                spans += [Span(" "), Span(str(number), "cite", address(source))]
        return tuple(spans)

    def items(self) -> tuple[Item, ...]:
        """All that was cited, by number."""
        return tuple(
            Item(line(Span(named(source), href=address(source)))) for source in self._numbers
        )


def address(source: str) -> str:
    """Where a source can be read, or nothing.

    >>> address("https://prometheus.io/docs/"), address("https://w3id.org/kgraph/source/x#DNS")
    ('https://prometheus.io/docs/', '')
    """
    return source if source.startswith(("https://", "http://")) and ARTICLE not in source else ""


def named(source: str) -> str:
    """A source in words.

    >>> named("https://w3id.org/kgraph/source/architecting-kubernetes#DNS")
    'article, section DNS'
    """
    if ARTICLE not in source:
        return source
    section = source.partition("#")[2]
    return f"article, section {section}" if section else "article"


@dataclass(frozen=True, slots=True)
class Told:
    """A reason as people are told it: the sentence, what in the brief it rests on, the sources."""

    text: str
    because: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def told_reasons(
    placements: Iterable[Placement], names: Mapping[str, str], brief: str = ""
) -> tuple[Told, ...]:
    """Why these are there, each reason once: what the brief asks for, then who needs it, by what they need it for.

    `brief` is where the brief was read from; only its file name is told.
    """
    asked: dict[str, Told] = {}
    needed: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for reason in (reason for placement in placements for reason in placement.reasons):
        who = names.get(reason.because[0], "") if reason.because else ""
        sources = (reason.source,) if reason.source else ()
        if who and reason.text.startswith(f"{who} "):
            whose, cited = needed.setdefault(reason.text[len(who) + 1 :], ({}, {}))
            whose[who] = None
            cited.update(dict.fromkeys(sources))
            continue
        before = asked.get(reason.text, Told(reason.text))
        because = (short(one, brief) for one in reason.because)
        asked[reason.text] = Told(
            reason.text,
            tuple(dict.fromkeys((*before.because, *because))),
            _joined(before.sources, sources),
        )
    return (
        *asked.values(),
        *(_need(what, list(whose), tuple(cited)) for what, (whose, cited) in needed.items()),
    )


def _joined(some: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*some, *others)))


def _need(what: str, whose: list[str], cited: tuple[str, ...]) -> Told:
    return Told(
        f"{whose[0]} {what}" if len(whose) == 1 else f"{what}: {', '.join(whose)}", (), cited
    )


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
    found: dict[tuple[str, str, str], tuple[dict[str, None], dict[str, None]]] = {}
    for flow in flows:
        source, target = placements.get(flow.source), placements.get(flow.target)
        key = (
            source.name if source else flow.source,
            flow.label,
            target.name if target else flow.target,
        )
        where, cited = found.setdefault(key, ({}, {}))
        where[_between(source, target)] = None
        cited.update(dict.fromkeys(reason.source for reason in flow.reasons if reason.source))
    return tuple(
        ToldFlow(*key, tuple(where), tuple(cited)) for key, (where, cited) in found.items()
    )


def _between(source: Placement | None, target: Placement | None) -> str:
    if source is None or target is None:
        return (source or target).place if source or target else ""  # type: ignore[union-attr]
    return source.place if source.place == target.place else f"{source.place} → {target.place}"
