"""The life of a component as a line of days, and where all that is known of it comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from kgraph.model.component import Component, Evidence, Licence
from kgraph.web import words
from kgraph.web.words import escape
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
    told = list(_evidence(component))
    sourced = [one for one in told if one.source]
    grades = Counter(map(_grade, sourced))
    in_order = sorted(grades, key=lambda grade: (-grades[grade], grade))
    parts = [_graded(grade, sourced) for grade in in_order]
    return "".join([*parts, _unverified(told)])


def _grade(evidence: Evidence) -> str:
    return evidence.grade or UNGRADED


def _unverified(told: Iterable[Evidence]) -> str:
    """What nobody could verify, in the words that say so."""
    said = dict.fromkeys(one.unverified for one in told if not one.source)
    listed = [escape(text) for text in said if text]
    if not listed:
        return ""
    return words.element("p", "soft", "not verified") + words.bullets(listed)


def _graded(grade: str, told: Iterable[Evidence]) -> str:
    """The sources of one grade, each once, with how much is known from it."""
    of_grade = (one.source for one in told if _grade(one) == grade)
    facts = Counter(source for source in of_grade if source)
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
