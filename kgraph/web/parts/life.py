"""The life of a component as a line of days, and where all that is known of it comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from urllib.parse import urlsplit

from kgraph.model.component import Component, Evidence, Licence
from kgraph.web import words
from kgraph.words import count

UNGRADED = "other sources"


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, how it is said, what was then, and where that is known from."""

    day: date
    said: str
    what: str
    evidence: Evidence


def timeline(component: Component, today: date) -> str:
    """The days of a component in their order, as HTML; nothing where none is known."""
    moments = sorted(_moments(component), key=lambda one: one.day)
    if not moments:
        return ""
    past = [_line(one) for one in moments if one.day <= today]
    coming = [_line(one) for one in moments if one.day > today]
    now = f'<li class="kg-now"><b>{today.isoformat()}</b> today</li>'
    return f'<ol class="kg-life">{"".join([*past, now, *coming])}</ol>'


def _moments(component: Component) -> Iterator[Moment]:
    if component.released is not None:
        event = component.released
        yield Moment(event.first, event.said, _noted("released", event.note), event.evidence)
    for stage in component.life:
        event = stage.event
        yield Moment(event.first, event.said, _noted(stage.label, event.note), event.evidence)
    for licence in component.licences:
        yield from _terms(licence)
    for part in component.parts:
        if part.since is not None:
            yield _dated(part.since, f"has {part.name}", component.inside_evidence)
        if part.until is not None:
            yield _dated(part.until, f"without {part.name}", component.inside_evidence)


def _terms(licence: Licence) -> Iterator[Moment]:
    what = f" ({licence.what})" if licence.what else ""
    if licence.since is not None:
        yield _dated(licence.since, f"under {licence.id}{what}", licence.evidence)
    if licence.until is not None:
        yield _dated(licence.until, f"no longer under {licence.id}{what}", licence.evidence)


def _dated(day: date, what: str, evidence: Evidence) -> Moment:
    return Moment(day, day.isoformat(), what, evidence)


def _noted(what: str, note: str | None) -> str:
    return f"{what}: {note}" if note else what


def _line(one: Moment) -> str:
    return f"<li><b>{escape(one.said)}</b> {escape(one.what)} {words.evidence(one.evidence)}</li>"


def sources(component: Component) -> str:
    """Where all that is known of it comes from, by grade, as HTML."""
    told = [one for one in _evidence(component) if one.source or one.unverified]
    grades = Counter(one.grade or UNGRADED for one in told if one.source)
    parts = [_graded(grade, told) for grade in sorted(grades, key=lambda one: (-grades[one], one))]
    unverified = dict.fromkeys(one.unverified for one in told if one.unverified and not one.source)
    if unverified:
        listed = words.bullets(escape(one) for one in unverified if one)
        parts.append(words.element("p", "soft", "not verified") + listed)
    return "".join(parts)


def _graded(grade: str, told: Iterable[Evidence]) -> str:
    """The sources of one grade, each once, with how much is known from it."""
    facts = Counter(one.source for one in told if (one.grade or UNGRADED) == grade and one.source)
    items = [_source(address, number) for address, number in facts.most_common()]
    return words.element("p", "soft", grade.replace("-", " ")) + words.bullets(items)


def _source(address: str, number: int) -> str:
    named = urlsplit(address)
    first, *rest = [one for one in named.path.split("/") if one] or [""]
    where = f"{named.netloc}/{first}"
    said = f"{where}/…/{rest[-1]}" if len(rest) > 1 else "/".join([where, *rest])
    many = words.element("span", "soft", count(number, "fact"))
    return f"{words.link(address, said)} {many}"


def _evidence(component: Component) -> Iterator[Evidence]:
    """All the evidence there is, in the order of the entry."""
    yield from (one.evidence for one in component.provisions)
    yield from (one.evidence for one in component.needs)
    yield from (one.evidence for one in component.clashes)
    yield from (one.evidence for one in component.licences)
    yield from (one.evidence for one in component.adoption)
    yield from (stage.event.evidence for stage in component.life)
    if component.released is not None:
        yield component.released.evidence
    yield component.inside_evidence
