"""What is selected in a picture, a box or an arrow: in the address, whose hidden field owns it."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import streamlit as st

from kgraph.errors import likely
from kgraph.model.answers import Swap
from kgraph.model.architecture import Architecture
from kgraph.web import words
from kgraph.web.parts import held, owned, svg_view
from kgraph.web.twin import Link, Thing, Twin, one_of

SELECTED = "box"
_PICK = "pick one in the picture"


def shown(twin: Twin, architecture: Architecture | None = None) -> Thing | Link | None:
    """The box or the arrow that is selected; told where this picture has none of that id.

    One selected in another view stays, where this one shows what stands for it. One that this
    picture leaves out is selected without it, where the architecture holds it.
    """
    wanted = owned.word(SELECTED)
    found = twin.thing(wanted) or twin.link(wanted) or _left_out(wanted, architecture)
    if wanted and found is None:
        _miss(wanted, twin, architecture)
    return found


def _left_out(wanted: str, architecture: Architecture | None) -> Thing | None:
    """The placement of that id, or of a component or a workload of that id, as a box by itself."""
    placements = architecture.placements if architecture is not None else ()
    exact = (one for one in placements if one.id == wanted)
    called = (one for one in placements if wanted in (one.component, one.workload))
    one = next(chain(exact, called), None)
    if one is None:
        return None
    return Thing(one.id, one.name, "", "", "", 1, (one.id,), one.place, one.id)


def meant(architecture: Architecture, thing: Thing) -> Thing:
    """The thing that is selected: where a box stands for several, the one of them that is named."""
    one = architecture.placement_by_id.get(one_of(thing, st.session_state[SELECTED]))
    return replace(thing, title=one.name, count=1, covers=(one.id,)) if one else thing


def _miss(wanted: str, twin: Twin, architecture: Architecture | None) -> None:
    """Say that there is no such box in this picture, and which one may be meant."""
    names = {thing.id for thing in twin.things}
    for one in architecture.placements if architecture is not None else ():
        names |= {one.id, one.component}
    remedy = likely(wanted[:80], names) or _PICK
    said = f"“{wanted[:80]}” is not in this picture: {remedy}"
    st.toast(words.markdown(said), icon=":material/search_off:", duration="long")


def take(picture: str, shown: Twin) -> None:
    """Select what was picked in a picture. For callbacks."""
    picked = svg_view.picked(picture)
    if not picked:
        return
    box = shown.thing(picked)
    held.put(SELECTED, box.called if box else picked)


def follow(swap: Swap, architecture: Architecture | None) -> None:
    """Select who took the place of what was selected; nothing where nobody did. For callbacks."""
    place = st.session_state[SELECTED].rpartition("/")[0]
    placements = architecture.placements if architecture is not None else ()
    taking = [one for one in placements if one.component == swap.instead]
    here = (one.id for one in taking if one.place == place)
    anywhere = (one.id for one in taking)
    held.put(SELECTED, next(chain(here, anywhere), ""))


def choose(id: str) -> None:
    """Select a box by its id. For callbacks."""
    held.put(SELECTED, id)
