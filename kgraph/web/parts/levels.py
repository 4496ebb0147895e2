"""How much of an architecture the picture shows: a level in the address, the size of the pane, and
the column that both ask for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from kgraph import api
from kgraph.errors import nearest
from kgraph.model.architecture import Architecture
from kgraph.model.pictures import ViewChoice
from kgraph.web import levels, words
from kgraph.web.parts import held, owned, selection, svg_view, views
from kgraph.web.parts.boundary import does

_PANE, _WHENCE = "pane", "level-from"
"""The size of the pane, as the browser told it; and the view from which one went inside."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is to be drawn: a view, in a column of `width` pixels if one is named, at a level."""

    view: ViewChoice
    width: int
    level: str


def arrive(architecture: Architecture, choices: Mapping[str, ViewChoice]) -> None:
    """Let an address that asks for the inside of a box name the view of that. Before all fields."""
    named = st.query_params
    if views.LEVEL in st.session_state or named.get(views.LEVEL) != levels.INSIDE:
        return
    found = _inside_of(architecture, named.get(selection.SELECTED, ""), choices)
    if found is not None and not views.is_inside(named.get(views.CHOSEN, "")):
        st.session_state[views.CHOSEN] = found


def seen(architecture: Architecture, view: ViewChoice, choices: Mapping[str, ViewChoice]) -> Seen:
    """What the address and the pane ask for, where the tabs ask for that view."""
    with st.container(key="address-level"):
        word = owned.word(views.LEVEL)
    level = _understood(word)
    if level == levels.INSIDE and not views.is_inside(view.id):
        found = _inside_of(architecture, _selected(), choices)
        if found is None:
            st.toast("Select a box whose inside is known, to look into it.", duration="long")
        level, view = "", choices.get(found or "", view)
    if views.is_inside(view.id):
        return Seen(view, levels.column("", pane()), levels.INSIDE)
    return Seen(view, levels.column(level, pane()), levels.shown(level, pane()))


def likely() -> tuple[str, int]:
    """What is to be drawn in all likelihood, known before the tabs are: a view, and its column."""
    named = _named(views.CHOSEN) or api.knowledge().views[0].id
    return named, levels.column("" if views.is_inside(named) else _named(views.LEVEL), pane())


def _named(word: str) -> str:
    """What the field of that parameter says, or the address where there is no field yet."""
    found: str = st.session_state.get(word, st.query_params.get(word, ""))
    return found


def _understood(word: str) -> str:
    """The level of that name; none, which is told, where there is no such level."""
    if not word or word in levels.LEVELS:
        return word
    said = f"“{word[:80]}” is no level: {nearest(word[:80], levels.LEVELS)}"
    st.toast(words.markdown(said), duration="long")
    return ""


def inside_of_selected(architecture: Architecture) -> str | None:
    """The view of the inside of what is selected, if there is one."""
    return _inside_of(architecture, _selected(), views.of(architecture))


def _inside_of(
    architecture: Architecture, box: str, choices: Mapping[str, ViewChoice]
) -> str | None:
    placement = architecture.placement_by_id.get(box)
    component = placement.component if placement else box.rpartition("/")[2]
    return views.insides(choices).get(component)


def room(
    architecture: Architecture, seen: Seen, choices: Mapping[str, ViewChoice], picture: str
) -> svg_view.Room:
    """What the picture of that key is told of levels and panes, and what happens on a change."""
    return svg_view.Room(
        levels=tuple(levels.LEVELS.items()),
        level=seen.level,
        panes=tuple(levels.PANES.items()),
        pane=pane(),
        on_level=does(_choose, architecture, seen, choices, picture),
        on_pane=does(_take_pane, picture),
    )


def pane() -> str:
    """The size of the pane; until the browser has told it, what it is in all likelihood."""
    if _PANE not in st.session_state:
        st.session_state[_PANE] = levels.at_first(st.context.headers)
    found: str = st.session_state[_PANE]
    return found


def _take_pane(picture: str) -> None:
    """Compose for a pane of another size. For callbacks."""
    told = svg_view.told_by(picture, "pane")
    if told in (*levels.PANES, levels.WIDE):
        st.session_state[_PANE] = told


def _choose(
    architecture: Architecture, seen: Seen, choices: Mapping[str, ViewChoice], picture: str
) -> None:
    """Show another level. For callbacks."""
    level = svg_view.told_by(picture, "level")
    named = st.session_state[views.CHOSEN]
    if level == levels.INSIDE and seen.level != levels.INSIDE:
        found = _inside_of(architecture, _selected(), choices)
        if found is not None:
            # the address names the inside by its view: to go there and back is one step each
            st.session_state[_WHENCE] = named
            held.put(views.CHOSEN, found)
    elif level in (levels.FOLDED, levels.BOXES):
        if views.is_inside(named):
            held.put(views.CHOSEN, st.session_state.get(_WHENCE, ""))
        if level != levels.shown(st.session_state[views.LEVEL], pane()):
            held.put(views.LEVEL, level)


def _selected() -> str:
    return _named(selection.SELECTED)
