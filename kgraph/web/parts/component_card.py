"""One component of the catalog: what it is, does and needs, and what it clashes with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import streamlit as st

from kgraph import api
from kgraph.model.component import Clash, Component, Need, Part
from kgraph.model.exchange import in_words
from kgraph.web import words
from kgraph.web.words import escape


def head(component: Component) -> None:
    """What it is, and what became of it where nobody can newly have it."""
    known = api.knowledge()
    concern = known.concern_by_id.get(component.concern)
    area = f" · {concern.label}" if concern else ""
    st.html(
        words.element("h1", "title", component.name)
        + words.element("p", "sub", f"{component.id}{area}")
        + words.own(component.catalog)
        + words.element("p", "def", component.definition)
    )
    for said, _ in component.standing(date.today()):
        st.warning(words.markdown(f"{said}."), icon=":material/event_busy:")


def show(component: Component) -> None:
    """Show what is known of a component beside what it is."""
    st.html("".join(_parts(component)))


def name_of(id: str) -> str:
    """The name of a component, or its id where there is none."""
    known = api.knowledge().components.get(id)
    return known.name if known else id


def _parts(component: Component) -> Iterator[str]:
    capabilities = api.knowledge().capabilities
    chips = (words.element("span", "chip", capabilities[id].label) for id in component.provides)
    yield words.element("h2", "head", "Provides")
    yield "".join(chips)
    yield words.facts(_facts(component))
    yield from _section("Needs", [_need(one) for one in component.needs if not one.optional])
    yield from _section("Can use", [_need(one) for one in component.needs if one.optional])
    yield from _section("Cannot stand with", map(_clash, component.clashes))
    yield from _section("Inside", map(_part, component.parts))


def _section(title: str, items: Iterable[str]) -> list[str]:
    found = list(items)
    return [words.element("h2", "head", title), words.bullets(found)] if found else []


def _facts(component: Component) -> Iterator[tuple[str, str]]:
    clouds = map(api.knowledge().cloud_label, component.clouds)
    yield (
        "Home page",
        words.link(component.homepage, component.homepage.removeprefix("https://").rstrip("/")),
    )
    yield "Vendor", escape(component.vendor)
    yield "License", escape(component.license)
    yield "Had as", escape(api.knowledge().deliveries.get(component.delivery, component.delivery))
    yield "Placed once per", escape({"world": "architecture"}.get(component.scope, component.scope))
    yield "Runs on", escape(", ".join(clouds) or "anything")
    yield "Maturity", escape(component.maturity or "")
    yield "Also called", escape(", ".join(component.aliases))
    yield "Offers", escape(in_words(component.offers))
    yield "Uses", escape(in_words(component.uses))
    yield "Speaks", escape(", ".join(component.undirected))
    yield "Form of", escape(name_of(component.form_of) if component.form_of else "")
    yield "Forms", escape(", ".join(map(name_of, component.forms)))
    yield "Followed by", escape(name_of(component.successor) if component.successor else "")


def _need(need: Need) -> str:
    known = api.knowledge().capabilities
    labels = [known[one].label if one in known else one for one in need.capabilities]
    met_by = " or ".join(labels or map(name_of, need.alternatives))
    days = []
    if need.since:
        days.append(f"since {need.since.isoformat()}")
    if need.until:
        days.append(f"until {need.until.isoformat()}")
    if need.conditional:
        days.append(api.knowledge().condition_words(need))
    when = f" ({', '.join(days)})" if days else ""
    said = f"{escape(need.role)} <b>{escape(met_by)}</b>{escape(when)}"
    return f"{said}<br>{words.evidence(need.evidence)}"


def _clash(clash: Clash) -> str:
    where = f"{escape(name_of(clash.other))} in the same {escape(clash.within)}"
    return f"{where}: {escape(clash.reason)} {words.evidence(clash.evidence)}"


def _part(part: Part) -> str:
    return f"{escape(part.name)}: {escape(part.definition)}"
