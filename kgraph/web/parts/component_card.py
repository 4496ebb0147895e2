"""One component of the catalog: what it is, what it does and needs, what it cannot stand beside, and its dates."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from kgraph import api
from kgraph.model.component import Component, Event, Need
from kgraph.web import words


def show(component: Component) -> Component:
    """Show all that is known of a component."""
    st.html("".join(_parts(component)))
    return component


def name_of(id: str) -> str:
    """The name of a component, or its id where there is none."""
    known = api.knowledge().components.get(id)
    return known.name if known else id


def _parts(component: Component) -> Iterable[str]:
    capabilities = api.knowledge().capabilities
    yield words.element("p", "name", component.name)
    yield words.element("p", "sub", component.id)
    yield words.element("p", "def", component.definition)
    yield words.facts(_facts(component))
    yield words.element("p", "head", "Provides")
    yield "".join(
        words.element("span", "chip", capabilities[id].label) for id in component.provides
    )
    yield from _section("Needs", (_need(need) for need in component.needs))
    yield from _section(
        "Cannot stand with",
        (
            f"{escape(name_of(one.other))} in the same {escape(one.within)}: {escape(one.reason)} {words.evidence(one.evidence)}"
            for one in component.clashes
        ),
    )
    dates = (("Released", component.released), ("Retired", component.retired))
    yield from _section(
        "Dates", (_event(label, event) for label, event in dates if event is not None)
    )
    yield from _section(
        "Inside", (f"{escape(part.name)}: {escape(part.definition)}" for part in component.parts)
    )


def _section(title: str, items: Iterable[str]) -> list[str]:
    found = list(items)
    return [words.element("p", "head", title), words.bullets(found)] if found else []


def _facts(component: Component) -> Iterable[tuple[str, str]]:
    clouds = map(api.knowledge().cloud_label, component.clouds)
    yield (
        "Home page",
        words.link(component.homepage, component.homepage.removeprefix("https://").rstrip("/")),
    )
    yield "Vendor", escape(component.vendor)
    yield "License", escape(component.license)
    yield "Had as", escape(component.delivery)
    yield "Placed once per", escape({"world": "architecture"}.get(component.scope, component.scope))
    yield "Runs on", escape(", ".join(clouds) or "anything")
    yield "Maturity", escape(component.maturity or "")
    yield "Also called", escape(", ".join(component.aliases))
    yield "Speaks", escape(", ".join(component.speaks))
    yield "Followed by", escape(name_of(component.successor) if component.successor else "")


def _need(need: Need) -> str:
    capability = api.knowledge().capabilities.get(need.capability or "")
    met_by = capability.label if capability else " or ".join(map(name_of, need.alternatives))
    days = [
        f"since {need.since.isoformat()}" if need.since else "",
        f"until {need.until.isoformat()}" if need.until else "",
    ]
    when = f" ({', '.join(day for day in days if day)})" if any(days) else ""
    return f"{escape(need.role)} <b>{escape(met_by)}</b>{escape(when)}<br>{words.evidence(need.evidence)}"


def _event(label: str, event: Event) -> str:
    note = f": {event.note}" if event.note else ""
    return (
        f"{escape(f'{label} on {event.day.isoformat()}{note}')}<br>{words.evidence(event.evidence)}"
    )
