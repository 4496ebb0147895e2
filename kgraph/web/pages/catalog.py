"""The catalog page: find components, and read all that is known of one, its inside too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import streamlit as st

from kgraph import api
from kgraph.model.component import Component
from kgraph.model.knowledge import Capability, Cloud, Concern
from kgraph.web import words
from kgraph.web.parts import component_card, inside
from kgraph.words import count

SELECTED = (
    "component"  # the select box of this name, which is also in the address, owns the selection
)


def filters() -> tuple[Component, ...]:
    """The filters, and the components that fit them all."""
    known = api.knowledge()
    everything = known.components.values()
    text = st.text_input(
        "Search", key="find", bind="query-params", placeholder="a name, or a word of what it is"
    )
    capability = choice("Does", "does", labels(known.capabilities.values()))
    cloud = choice("Runs on", "on", known.cloud_labels)
    concern = choice("Area", "area", labels(known.concerns))
    license = choice("License", "license", _licenses(everything))
    maturity = choice("Maturity", "maturity", levels(everything))
    day = st.date_input(
        "To be had on",
        value=None,
        key="day",
        format="YYYY-MM-DD",
        min_value=date(1990, 1, 1),
        max_value=date(2100, 12, 31),
    )
    found = api.components(
        capability=capability, cloud=cloud, license=license, maturity=maturity, day=day, text=text
    )
    return tuple(one for one in found if concern in (None, one.concern))


def labels(things: Iterable[Capability | Cloud | Concern]) -> dict[str, str]:
    """What each is called, by its id."""
    return {one.id: one.label for one in things}


def levels(components: Iterable[Component]) -> dict[str, str]:
    """The levels of maturity that there are."""
    return {one.maturity: one.maturity for one in components if one.maturity}


def _licenses(components: Iterable[Component]) -> dict[str, str]:
    """The licenses that there are, and their classes."""
    found: dict[str, str] = {}
    for component in components:
        for one in component.licences:
            found |= {word: word for word in (one.id, one.kind) if word}
    return found


def choice(label: str, key: str, names: Mapping[str, str]) -> str | None:
    """A filter that is also in the address."""
    ids = sorted(names, key=lambda id: names[id].lower())
    by_name = {names[id]: id for id in ids}
    chosen = st.selectbox(
        label, list(by_name), index=None, key=key, bind="query-params", placeholder="any"
    )
    return by_name.get(chosen) if chosen else None


def row(component: Component) -> dict[str, str]:
    """A component as a line of the table."""
    known = api.knowledge()
    concern = known.concern_by_id.get(component.concern)
    closing = component.closing
    return {
        "Name": component.name,
        "What it is": component.definition,
        "Area": concern.label if concern else component.concern,
        "Runs on": ", ".join(map(known.cloud_label, component.clouds)) or "anything",
        "License": component.license,
        "Maturity": closing.said if closing else component.maturity or "",
    }


def table(found: Sequence[Component], *, height: int) -> None:
    """The components that fit; a click selects one."""

    def pick() -> None:
        rows = st.session_state["table"]["selection"]["rows"]
        if rows and rows[0] < len(found):
            st.session_state[SELECTED] = found[rows[0]].id

    st.dataframe(
        [row(component) for component in found],
        key="table",
        on_select=pick,
        selection_mode="single-row",
        hide_index=True,
        height=height,
        alt="The components that fit the filters",
        column_config={
            "Name": st.column_config.TextColumn(width="medium"),
            "What it is": st.column_config.TextColumn(width=260),
        },
    )


def go(id: str) -> None:
    """Turn to another component. For callbacks."""
    st.session_state[SELECTED] = id


with st.sidebar:
    found = filters()
known = api.knowledge().components
left, right = st.columns([3, 2], gap="large")
with right:
    chosen = st.selectbox(
        "Component",
        list(known),
        index=None,
        key=SELECTED,
        bind="query-params",
        placeholder="Pick a line, or find a component",
    )
    component = api.component(chosen) if chosen in known else None
    if component is not None:
        component_card.show(component)
    else:
        st.caption(
            "Pick a line of the table to read what the component does, what it needs and where "
            "that is known from."
        )
with left:
    st.html(
        words.element("h1", "title", "Catalog")
        + words.element("p", "sub", f"{count(len(found), 'component')} of {len(known)}")
    )
    if found:
        table(found, height=300 if component is not None and component.parts else 720)
    else:
        st.info("Nothing fits all of these. Take a filter away.", icon=":material/filter_alt_off:")
    if component is not None:
        inside.show(component, go=go)
