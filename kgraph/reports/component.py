"""A component of the catalog in words and as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kgraph.model.component import Component, Event, Evidence, Need


def component_json(component: Component) -> dict[str, Any]:
    """All that is known of a component, as JSON-ready data."""
    return {
        "id": component.id,
        "name": component.name,
        "definition": component.definition,
        "aliases": list(component.aliases),
        "concern": component.concern,
        "homepage": component.homepage,
        "vendor": component.vendor,
        "license": component.license,
        "delivery": component.delivery,
        "scope": component.scope,
        "host": component.host,
        "clouds": list(component.clouds),
        "spans_clouds": component.spans_clouds,
        "provides": list(component.provides),
        "needs": [_need(need) for need in component.needs],
        "speaks": list(component.speaks),
        "conflicts": [
            {"with": c.other, "within": c.within, "reason": c.reason, **_evidence(c.evidence)}
            for c in component.clashes
        ],
        "maturity": component.maturity,
        "released": _event(component.released),
        "retired": _event(component.retired),
        "successor": component.successor,
        "parts": [
            {"id": part.id, "name": part.name, "definition": part.definition}
            for part in component.parts
        ],
    }


def _need(need: Need) -> dict[str, Any]:
    return {
        "id": need.id,
        "role": need.role,
        "flow": need.flow,
        "capability": need.capability,
        "any": list(need.alternatives),
        "apart": need.apart,
        "since": need.since.isoformat() if need.since else None,
        "until": need.until.isoformat() if need.until else None,
        **_evidence(need.evidence),
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "source": evidence.source,
        "checked": evidence.checked.isoformat() if evidence.checked else None,
        "unverified": evidence.unverified,
    }


def _event(event: Event | None) -> dict[str, Any] | None:
    return (
        {"date": event.day.isoformat(), "note": event.note, **_evidence(event.evidence)}
        if event
        else None
    )


def component_text(component: Component) -> str:
    """All that is known of a component, for people."""
    return "\n".join(_lines(component)) + "\n"


def _lines(c: Component) -> Iterator[str]:
    yield f"{c.name} ({c.id})"
    yield c.definition
    yield f"  home page   {c.homepage}"
    yield f"  from        {c.vendor}, {c.license}, {c.delivery}{f', {c.maturity}' if c.maturity else ''}"
    where = ", ".join(c.clouds) or "anywhere"
    yield f"  runs        {where}; one per {c.scope}{f', on {c.host}' if c.host else ''}{'; serves other clouds too' if c.spans_clouds else ''}"
    yield f"  provides    {', '.join(c.provides)}"
    if c.speaks:
        yield f"  speaks      {', '.join(c.speaks)}"
    for event, word in ((c.released, "released"), (c.retired, "retired")):
        if event:
            yield f"  {word:<11} {event.day.isoformat()}{f' ({event.note})' if event.note else ''}{_said(event.evidence)}"
    if c.successor:
        yield f"  successor   {c.successor}"
    for need in c.needs:
        what = need.capability or " or ".join(need.alternatives)
        times = "".join(
            f", {word} {day.isoformat()}"
            for word, day in (("since", need.since), ("until", need.until))
            if day
        )
        yield f"  needs       {what}: {need.role}{f', outside its own {need.apart}' if need.apart else ''}{times}{_said(need.evidence)}"
    for clash in c.clashes:
        yield f"  conflicts   with {clash.other} in one {clash.within}: {clash.reason}{_said(clash.evidence)}"
    for part in c.parts:
        yield f"  part        {part.name}: {part.definition}"


def _said(evidence: Evidence) -> str:
    if evidence.source:
        return f" <{evidence.source}>, looked at {evidence.checked.isoformat() if evidence.checked else 'some day'}"
    return f" (not verified: {evidence.unverified})" if evidence.unverified else ""
