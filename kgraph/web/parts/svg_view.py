"""The picture in the page: inline SVG with pan and zoom, whose boxes can be picked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from kgraph.web.parts import state
from kgraph.web.parts.boundary import does


def _beside(suffix: str) -> str:
    return Path(__file__).with_suffix(suffix).read_text("utf-8")


_VIEW = st.components.v2.component(
    "kgraph_svg_view", html=_beside(".html"), css=_beside(".css"), js=_beside(".js")
)
_FOCUS = st.components.v2.component(
    "kgraph_svg_focus",
    html="<i hidden></i>",
    js=Path(__file__).with_name("svg_focus.js").read_text("utf-8"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a picture beside its lines: names of boxes and arrows, and where to begin.

    `view` tells which view it shows: another picture of the same one stays where the visitor had
    moved it, one of no named view opens anew. `kinds` are the kinds of its arrows with their
    labels; `steps` are those of its walk, each a text with ids of arrows. `called` tells it from
    another picture of the page, in the names of its buttons.
    """

    names: Mapping[str, str]
    arrows: Mapping[str, str] = field(default_factory=dict)
    entrance: str = ""
    kinds: Sequence[tuple[str, str]] = ()
    steps: Sequence[tuple[str, Sequence[str]]] = ()
    called: str = ""
    view: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """How much a picture shows, of what there is to choose, and what size of pane it is made for.

    `levels` are ids with labels, `panes` the sizes that are not the widest, each with the pixels
    from which on a pane is larger. Where a visitor chooses another level, or the pane has another
    size, `told_by` has it when `on_level` or `on_pane` runs.
    """

    levels: Sequence[tuple[str, str]] = ()
    level: str = ""
    panes: Sequence[tuple[str, int]] = ()
    pane: str = ""
    on_level: Callable[[], None] | None = None
    on_pane: Callable[[], None] | None = None

    @property
    def told(self) -> dict[str, object]:
        """What the browser is told of it."""
        levels, panes = map(list, self.levels), map(list, self.panes)
        return {"levels": [*levels], "level": self.level, "panes": [*panes], "pane": self.pane}


_ANY = Room()
"""A picture of which there is one level, for panes of all sizes."""


def show(
    svg: str,
    told: Told,
    *,
    theme: str,
    key: str,
    came: Sequence[str] = (),
    on_picked: Callable[[], None] | None = None,
    room: Room = _ANY,
    height: str = "max(70vh, 420px)",
) -> None:
    """Show a picture, with the boxes marked that have come; `focus` says what is picked in it.

    With an `on_picked` there is no focus: `told_by` has what is picked when it runs. Without one,
    what is picked waits until the focus is there.

    `theme` is the one that it is drawn in; when the page takes the other one, the script runs anew.
    It is as wide as there is room, and as high as that makes it, but not higher than `height`.

    Nothing volatile may be in `data`: it is sent whole whenever a part of it changes.
    """
    steps = [{"text": text, "arrows": list(arrows)} for text, arrows in told.steps]
    _VIEW(
        key=key,
        data={
            "key": key,
            "alone": on_picked is not None,
            "called": told.called,
            "view": told.view,
            "svg": svg,
            "boxes": list(told.names),
            "names": dict(told.names),
            "arrows": dict(told.arrows),
            "entrance": told.entrance,
            "kinds": [list(pair) for pair in told.kinds],
            "steps": steps,
            "came": list(came),
            **room.told,
            "height": height,
            "theme": theme,
        },
        on_picked_change=on_picked,
        on_theme_change=does(state.turn),  # the page runs anew, with the other theme
        on_level_change=room.on_level,
        on_pane_change=room.on_pane,
    )


def told_by(picture: str, what: str) -> str:
    """What the picture of that key tells: what is picked in it, its level, or its pane. For
    callbacks.

    Empty where the picture is gone: a second click may come when the first has led elsewhere.
    """
    found: str = st.session_state.get(picture, {}).get(what) or ""
    return found


def focus(
    picture: str, chosen: str | None, on_picked: Callable[[], None], *, inside: bool = False
) -> None:
    """Tell the picture of that key what is picked in it, and hear what is picked next.

    `inside` says that one can look into what is picked.

    A box or an arrow of which is told, picked by mouse or keyboard, is what `picked` says when
    `on_picked` runs.

    Apart from the picture, which is large and does not travel again. The browser marks a picked box
    at once; where the pick is taken back before its answer came, nothing here would differ from
    before: so how often something was picked goes with it.
    """
    counter = f"{picture}.picks"

    def count_and_tell() -> None:
        st.session_state[counter] = st.session_state.get(counter, 0) + 1
        on_picked()

    picks = st.session_state.get(counter, 0)
    data = {"picture": picture, "focus": chosen, "inside": inside, "picks": picks}
    _FOCUS(key=_hearing(picture), data=data, on_picked_change=does(count_and_tell))


def picked(picture: str) -> str:
    """What was picked in the picture of that key; empty where it is gone. For callbacks."""
    return told_by(_hearing(picture), "picked")


def _hearing(picture: str) -> str:
    return f"{picture}-focus"
