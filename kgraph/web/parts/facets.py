"""The fields that narrow the catalog: each is also in the address, and tells how many would fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

import streamlit as st

from kgraph import api
from kgraph.errors import nearest
from kgraph.model.component import Component
from kgraph.web.facets import Facet, counts, facets, fitting, meant
from kgraph.web.parts import owned
from kgraph.web.parts.boundary import does

ALL, THERE, RETIRED = "all", "to be had", "retired"
"""Whether what nobody can newly have is shown."""
FIND, RETIRED_OR_NOT, DAY = "find", "retired", "day"
"""Parameters of the address, beside those of the facets."""


def found(*, on_change: Callable[[], None]) -> tuple[Component, ...]:
    """The components that fit every field, in the order of their names.

    `on_change` runs where a visitor changes one.
    """
    by = facets(api.knowledge(), date.today())
    chosen = _chosen(by)
    wanted = _text(on_change)
    place = st.container()
    retired = _retired(on_change)
    day = owned.day("To be had on", DAY, then=on_change)
    within = [one for one in api.components(day=day, text=wanted) if _shown(one, retired)]
    with place:
        for facet in by:
            many = counts(within, by, chosen, facet)
            _field(facet, many, chosen.get(facet.key), on_change=on_change)
    return tuple(sorted(fitting(within, by, chosen), key=lambda one: one.name.lower()))


def _chosen(by: Sequence[Facet]) -> dict[str, str]:
    """What the address asks for, by the keys of facets."""
    chosen: dict[str, str] = {}
    missed: list[tuple[str, Facet]] = []
    with st.container(key="address-facets"):
        for facet in by:
            said = owned.word(facet.key)
            value = meant(facet, said)
            if value is not None:
                chosen[facet.key] = value
            elif said:
                missed.append((said, facet))
    for said, facet in missed:
        owned.unknown(said, nearest(said[:80], facet.names))
    return chosen


def _field(
    facet: Facet, many: Mapping[str, int], chosen: str | None, *, on_change: Callable[[], None]
) -> None:
    """The field of a facet: its values with how many have each, of which one or none is chosen."""
    ids = list(many) if chosen is None or chosen in many else [chosen, *many]
    st.selectbox(
        facet.label,
        ids,
        index=None,
        key=owned.kept(facet.key, chosen),
        format_func=partial(_told, facet.names, many),
        placeholder="any",
        on_change=does(owned.take, facet.key, on_change),
    )


def _told(names: Mapping[str, str], many: Mapping[str, int], id: str) -> str:
    """A value as it is listed: its name, and how many have it."""
    return f"{names.get(id, id)} ({many.get(id, 0)})"


def _text(on_change: Callable[[], None]) -> str:
    """The field for words of a component, and what was written into it."""
    with st.container(key="address-find"):
        said = owned.word(FIND)
    st.text_input(
        "Search",
        key=owned.kept(FIND, said),
        placeholder="a name, or a word of what it is",
        on_change=does(owned.take, FIND, on_change),
    )
    return said


def text() -> str:
    """The words that a component is to have; empty where none are asked for."""
    found: str = owned.shown(FIND)
    return found


def _retired(on_change: Callable[[], None]) -> str:
    with st.container(key="address-retired"):
        said = owned.word(RETIRED_OR_NOT) or ALL
    choices = [ALL, THERE, RETIRED]
    chosen = said if said in choices else ALL
    st.segmented_control(
        "Still to be had",
        choices,
        key=owned.kept(RETIRED_OR_NOT, chosen),
        required=True,
        width="stretch",
        on_change=does(owned.take, RETIRED_OR_NOT, on_change, usual=ALL),
    )
    if chosen != said:
        owned.unknown(said, nearest(said[:80], choices))
    return chosen


def _shown(component: Component, retired: str) -> bool:
    over = component.retired is not None and component.retired.first <= date.today()
    return retired == ALL or over == (retired == RETIRED)
