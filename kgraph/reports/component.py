"""A component of the catalog as a document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kgraph.model.component import (
    Adoption,
    Clash,
    Component,
    Evidence,
    Licence,
    Need,
    options_by_decision,
)
from kgraph.model.exchange import in_words
from kgraph.model.life import Event
from kgraph.reports.document import Document, Line, line, link

Fact = tuple[str, Line]

LICENSES = {"LicenseRef-proprietary": "proprietary", "LicenseRef-none": "no license"}
"""What is no license of the SPDX list, in words."""


def component_document(component: Component) -> Document:
    """All that is known of a component but its aliases and what only pictures need."""
    title = f"{component.name} ({component.id})"
    facts = (*_forms(component), *_facts(component))
    return Document(title, facts, lead=line(component.definition))


def _forms(component: Component) -> Iterator[Fact]:
    """Of what it is a form, or its forms."""
    if component.form_of is not None:
        yield "form of", line(component.form_of)
    if component.forms:
        yield "forms", line(", ".join(component.forms))


def license_words(component: Component, day: date | None = None) -> str:
    """Its license as people read it, that of a day if one is given."""
    license = component.license_on(day) if day else component.license
    return " and ".join(map(_licence_words, license.split(" AND ")))


def _licence_words(id: str) -> str:
    return LICENSES.get(id, id.removeprefix("LicenseRef-"))


def _licence(licence: Licence) -> Line:
    """One licence of several, or one that says more than its id."""
    what = f" for {licence.what}" if licence.what else ""
    others = f", or {' or '.join(map(_licence_words, licence.instead))}" if licence.instead else ""
    days = f"{_from('since', licence.since)}{_from('until', licence.until)}"
    words = f"{_licence_words(licence.id)} ({licence.kind}){others}{what}{days}"
    return line(words, _evidence(licence.evidence))


def _facts(component: Component) -> Iterator[Fact]:
    yield "home page", line(link(component.homepage))
    yield "from", line(_origin(component))
    for one in component.adoption:
        yield "adoption", _adoption(one)
    yield "runs", line(_room(component))
    for licence in component.licences:
        if licence.evidence != Evidence():
            yield "licence", _licence(licence)
    yield "provides", line(", ".join(component.provides))
    for provision in component.provisions:
        yield "provides", line(provision.capability, _evidence(provision.evidence))
    yield from _exchanges(component)
    if component.released:
        yield "released", _event(component.released)
    for stage in component.life:
        yield stage.label, _event(stage.event)
    if component.successor:
        yield "successor", line(component.successor)
    yield from _needs_and_clashes(component)
    for part in component.parts:
        yield "part", line(f"{part.name}: {part.definition}")


def _needs_and_clashes(component: Component) -> Iterator[Fact]:
    for need in component.needs:
        yield _kind(need), _need(need)
    for clash in component.clashes:
        yield "conflicts", _clash(clash)


def _exchanges(component: Component) -> Iterator[Fact]:
    """What it can be joined by."""
    if component.offers:
        yield "offers", line(in_words(component.offers))
    if component.uses:
        yield "uses", line(in_words(component.uses))
    if component.undirected:
        yield "speaks", line(f"{', '.join(component.undirected)}; who connects is not known")


def _origin(component: Component) -> str:
    known = [component.vendor, license_words(component), component.delivery, component.maturity]
    return ", ".join(filter(None, known))


def _room(component: Component) -> str:
    """Where it runs, and how many there are of it."""
    where = ", ".join(component.clouds) or "anywhere"
    on = f", on {component.host}" if component.host else ""
    others = "; serves other clouds too" if component.spans_clouds else ""
    return f"{where}; one per {component.scope}{on}{others}"


def _adoption(adoption: Adoption) -> Line:
    words = f"{adoption.figure:,g} {adoption.measure} on {adoption.day.isoformat()}"
    return line(words, _evidence(adoption.evidence))


def _event(event: Event) -> Line:
    note = f" ({event.note})" if event.note else ""
    return line(f"{event.said}{note}", _evidence(event.evidence))


def _kind(need: Need) -> str:
    """Whether it cannot work without, or only under a condition, or can."""
    if need.optional:
        return "can use"
    return "needs at times" if need.conditional else "needs"


def _when(need: Need) -> str:
    """Under which condition a need is there."""
    if need.condition is not None:
        return f", when: {need.condition}"
    by_decision = options_by_decision(need.when)
    told = [f"{decision}: {' or '.join(ids)}" for decision, ids in by_decision.items()]
    return f", with the answer {'; '.join(told)}" if told else ""


def _need(need: Need) -> Line:
    what = " or ".join(need.capabilities or need.alternatives)
    outside = f", outside its own {need.apart}" if need.apart else ""
    days = f"{_from('since', need.since)}{_from('until', need.until)}"
    done = f", which does its {' and '.join(need.controls)}" if need.controls else ""
    each = ", each that is there" if need.each else ""
    words = f"{what}: {need.role}{outside}{_when(need)}{days}{each}{done}"
    return line(words, _evidence(need.evidence))


def _from(word: str, day: date | None) -> str:
    return f", {word} {day.isoformat()}" if day else ""


def _clash(clash: Clash) -> Line:
    words = f"with {clash.other} in one {clash.within}: {clash.reason}"
    return line(words, _evidence(clash.evidence))


def _evidence(evidence: Evidence) -> Line:
    """Where a fact comes from and when it was looked at; or what is not verified of it."""
    if evidence.source:
        day = evidence.checked.isoformat() if evidence.checked else "some day"
        grade = f" ({evidence.grade})" if evidence.grade else ""
        said = f": “{evidence.quote}”" if evidence.quote else ""
        return line(" ", link(evidence.source), grade, f", looked at {day}{said}")
    return line(f" (not verified: {evidence.unverified})" if evidence.unverified else "")
