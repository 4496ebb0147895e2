"""The catalog: find components, and a page for each with all that is known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from kgraph import api
from kgraph.errors import likely, nearest
from kgraph.model.component import Component
from kgraph.web import words
from kgraph.web.parts import around, component_card, facets, held, inside, life, owned, top
from kgraph.web.parts.boundary import does
from kgraph.words import count

# the parameter of the address, whose field nobody sees, owns the selection; the other shows it
SELECTED, _NAMED = "component", "component-named"
PAGE, _PAGE = 24, "page"
DIGITS = 6
"""So many has the number of a page at most: what is longer is none."""


def card(component: Component) -> None:
    """A component in the list: its name, which leads to its page, and what it is."""
    closing = component.closing
    known = api.knowledge()
    clouds = ", ".join(map(known.cloud_label, component.clouds))
    delivery = known.deliveries.get(component.delivery, component.delivery)
    license = component.license.replace("LicenseRef-", "")  # the mark of words that SPDX lacks
    said = (clouds, delivery, license, closing.said if closing else component.maturity)
    with st.container(border=True, gap=None, key=f"entry-{component.id}"):
        st.button(
            words.markdown(component.name),
            key=f"entry.{component.id}",
            type="tertiary",
            on_click=does(go, component.id),
        )
        st.html(
            words.own(component.catalog)
            + words.element("p", "def", component.definition)
            + words.element("p", "soft", " · ".join(filter(None, said)))
        )


def listed(found: Sequence[Component]) -> None:
    """The components that fit, some a page."""
    pages = -(-len(found) // PAGE)
    shown = st.container(horizontal=True, key="entries", gap="small")
    number = min(page_asked(), pages)
    if pages > 1:
        st.pagination(
            pages, key=owned.kept(_PAGE, number), on_change=does(owned.take, _PAGE, usual="1")
        )
    with shown:
        for component in found[(number - 1) * PAGE : number * PAGE]:
            card(component)


def page_asked() -> int:
    """The page of the list that the address asks for; the first where it asks for none."""
    said = st.session_state.get(_PAGE) or ""
    return max(int(said), 1) if said.isdecimal() and len(said) <= DIGITS else 1


def go(id: str | None) -> None:
    """Turn to the page of a component, or to the list. For callbacks."""
    held.put(SELECTED, id or "")


def narrowed() -> None:
    """Turn to the beginning of the list. For callbacks."""
    go(None)
    held.put(_PAGE, "")


def go_to_named() -> None:
    """Turn to the page of the component that was named. For callbacks."""
    go(st.session_state[_NAMED])


def show(component: Component) -> None:
    """The page of a component."""
    component_card.head(component)
    around.picture(component, go=go)
    told, others, known = st.columns(3, gap="large")
    with told:
        component_card.show(component)
    with others:
        around.replacing(component, go=go)
        around.needing(component, go=go)
    with known:
        remember(component)
    inside.show(component, go=go)


def remember(component: Component) -> None:
    """Its days, and where all that is known comes from."""
    days = life.timeline(component, date.today())
    if days:
        st.html(words.element("h2", "head", "Its life") + days)
    sources = life.sources(component)
    if sources:
        st.html(words.element("h2", "head", "Sources by grade") + sources)


def find(known: Mapping[str, Component]) -> Component | None:
    """The component of the address, and the fields that lead to another or to the list."""
    with st.container(key="address-component"):
        word = owned.word(SELECTED)
        owned.word(_PAGE)
    found = known.get(word) or api.knowledge().component_meant(word)
    if word and found is None:
        remedy = nearest(word[:80], known)
        st.toast(words.markdown(f"“{word[:80]}” is not in the catalog: {remedy}"), duration="long")
    st.session_state[_NAMED] = found.id if found is not None else None
    with st.container(horizontal=True, key="catalog-row", vertical_alignment="bottom"):
        st.selectbox(
            "Component",
            sorted(known, key=lambda id: known[id].name.lower()),
            index=None,
            key=_NAMED,
            format_func=component_card.name_of,
            placeholder="Find a component by its name",
            on_change=does(go_to_named),
            label_visibility="collapsed",
            width=360,
        )
        if found is not None:
            st.button("All components", icon=":material/arrow_back:", on_click=does(go, None))
    return found


def nothing(known: Mapping[str, Component]) -> str:
    """What is said where nothing fits: the name that may be meant, or what to do."""
    said = facets.text().lower()[:80]
    names = {one.name.lower() for one in known.values()}
    remedy = likely(said, {*known, *names}) if said else ""
    return f"Nothing fits all of these: {remedy or 'take a filter away.'}"


def whole() -> None:
    """The page."""
    known = api.knowledge().components
    component = find(known)
    # in one place, whatever is shown below it
    top.show(component.id if component else f"page-{page_asked()}")
    with st.sidebar:
        found = facets.found(on_change=does(narrowed))
    if component is not None:
        st.set_page_config(page_title=f"{component.name} · Catalog")
        show(component)
        return
    st.html(
        words.element("h1", "title", "Catalog")
        + words.element("p", "sub", f"{count(len(found), 'component')} of {len(known)}")
    )
    if found:
        listed(found)
    else:
        st.info(words.markdown(nothing(known)), icon=":material/filter_alt_off:")


whole()
