"""The fields that narrow the catalog: each is also in the address, and tells how many would fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

import streamlit as st

from kgraph import api
from kgraph.model.component import Component
from kgraph.web.facets import Facet, counts, facets, fitting, meant
from kgraph.web.parts.boundary import does

ALL, THERE, RETIRED = "all", "to be had", "retired"
"""Whether what nobody can newly have is shown."""
_YEARS = (date(1990, 1, 1), date(2100, 12, 31))
FIELD = "facet."
"""With its parameter the key of the field of a facet; a field that nobody sees owns its value."""


def found(*, on_change: Callable[[], None]) -> tuple[Component, ...]:
    """The components that fit every field, in the order of their names.

    `on_change` runs where a visitor changes one.
    """
    by = facets(api.knowledge(), date.today())
    chosen = _chosen(by)
    text = st.text_input(
        "Search",
        key="find",
        bind="query-params",
        placeholder="a name, or a word of what it is",
        on_change=on_change,
    )
    place = st.container()
    retired = _retired(on_change)
    day = _day(on_change)
    within = [one for one in api.components(day=day, text=text) if _shown(one, retired)]
    with place:
        for facet in by:
            many = counts(within, by, chosen, facet)
            _field(facet, many, chosen.get(facet.key), on_change=on_change)
    return tuple(sorted(fitting(within, by, chosen), key=lambda one: one.name.lower()))


def _chosen(by: Sequence[Facet]) -> dict[str, str]:
    """What the address asks for, by the keys of facets."""
    chosen: dict[str, str] = {}
    with st.container(key="address-facets"):
        for facet in by:
            # first of all: where one goes back, only now it is known to what
            said = st.text_input(
                facet.key, key=facet.key, bind="query-params", label_visibility="collapsed"
            )
            value = meant(facet, said)
            if value is not None:
                chosen[facet.key] = value
    return chosen


def _field(
    facet: Facet, many: Mapping[str, int], chosen: str | None, *, on_change: Callable[[], None]
) -> None:
    """The field of a facet: its values with how many have each, of which one or none is chosen."""
    key = FIELD + facet.key
    ids = list(many) if chosen is None or chosen in many else [chosen, *many]
    st.session_state[key] = chosen
    st.selectbox(
        facet.label,
        ids,
        index=None,
        key=key,
        format_func=partial(_told, facet.names, many),
        placeholder="any",
        on_change=does(_take, facet.key, on_change),
    )


def _told(names: Mapping[str, str], many: Mapping[str, int], id: str) -> str:
    """A value as it is listed: its name, and how many have it."""
    return f"{names.get(id, id)} ({many.get(id, 0)})"


def _take(facet: str, on_change: Callable[[], None]) -> None:
    """Put what was chosen of a facet into the address. For callbacks."""
    st.session_state[facet] = st.session_state[FIELD + facet] or ""
    on_change()


def _retired(on_change: Callable[[], None]) -> str:
    chosen = st.segmented_control(
        "Still to be had",
        [ALL, THERE, RETIRED],
        key="retired",
        default=ALL,
        required=True,
        bind="query-params",
        width="stretch",
        on_change=on_change,
    )
    return chosen or ALL


def _day(on_change: Callable[[], None]) -> date | None:
    least, most = _YEARS
    return st.date_input(
        "To be had on",
        value=None,
        key="day",
        bind="query-params",
        format="YYYY-MM-DD",
        min_value=least,
        max_value=most,
        on_change=on_change,
    )


def _shown(component: Component, retired: str) -> bool:
    over = component.retired is not None and component.retired.first <= date.today()
    return retired == ALL or over == (retired == RETIRED)
