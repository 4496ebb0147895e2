"""The compare page: two briefs, two days, or before and after the last change, as one picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kgraph.model.architecture import Architecture
from kgraph.model.comparison import Cause, Comparison
from kgraph.web import twin, words, work
from kgraph.web.parts import contrast, details, selection, sides, state, svg_view
from kgraph.web.parts.boundary import does, guarded
from kgraph.web.words import escape

if TYPE_CHECKING:
    from kgraph.layout.drawing import Drawing

# the key of the picture, and of the part of the page that tells what is selected in it
PICTURE, SIDE = "difference", "differing"
MUCH = 3
"""Where one of so many boxes differs, all of the picture tells what does."""
Both = tuple[Architecture, Architecture]
"""What is compared: that of before, and that of after."""
NOTHING = (
    "Choose what to compare with: another brief, the same one on another day, or a file. After a "
    "change under Design, what was there before it is compared by itself."
)


def title(told: Comparison | None) -> None:
    """What is compared, and how much differs."""
    said, sub = "Compare", ""
    if told is not None:
        days = (told.before_day.isoformat(), told.after_day.isoformat())
        said = f"{told.before} → {told.after}"
        if told.before == told.after:
            said = f"{told.after}, before and after"
        sub = f"as of {days[0]} and {days[1]} · {contrast.sizes(told)}"
    heading = words.element("h1", "title", said)
    st.html(f'{heading}<p class="kg-sub" role="status">{sub}</p>')


def opening(drawn: Drawing, shown: twin.Twin, told: Comparison) -> str:
    """The box at which to open: of those that differ the one that is read first. The beginning of
    the picture where much differs.
    """
    differing = {*told.placements.added, *told.placements.removed}
    ids = {thing.id for thing in shown.standing_for(differing)}
    boxes = tuple(drawn.boxes())
    fresh = [box for box in boxes if box.id in ids]
    if len(fresh) * MUCH > len(boxes):
        return ""
    return min(fresh, key=lambda box: (box.rect.y, box.rect.x)).id if fresh else ""


def picture(svg: str, shown: twin.Twin, begin: str, both: Both) -> None:
    """Both in one picture, opened where they differ, and beside it what is selected in it."""
    with st.container(horizontal=True, key="work", gap="small", vertical_alignment="top"):
        with st.container(key="stage", gap=None):
            svg_view.show(
                svg,
                svg_view.Told(shown.spoken, shown.spoken_links, begin),
                theme=work.theme(),
                key=PICTURE,
            )
        with st.container(key="side", gap="small"):
            side(shown, both)


@st.fragment(key=SIDE)
@guarded
def side(shown: twin.Twin, both: Both) -> None:
    """What is selected in the picture. Only this runs anew on a click: little is sent."""
    if state.turned():
        st.rerun()
    chosen = selection.shown(shown)
    marked = chosen.id if chosen else None
    svg_view.focus(PICTURE, marked, does(selection.take, PICTURE, shown))
    if chosen is None:
        return
    details.close()
    said, architecture = where(chosen.covers, both)
    if said:
        st.html(words.element("p", "soft", said))
    if isinstance(chosen, twin.Link):
        details.show_link(chosen, architecture)
    else:
        details.show(architecture, chosen, shown)


def where(ids: Sequence[str], both: Both) -> tuple[str, Architecture]:
    """On which side a box or an arrow is that stands for placements or flows of these ids, where
    that is one only, and an architecture that has it.
    """
    before, after = (
        not (one.placement_by_id.keys() | one.flow_by_id.keys()).isdisjoint(ids) for one in both
    )
    if before and not after:
        return "Only before", both[0]
    return ("Only after" if after and not before else ""), both[1]


def told_in_words(told: Comparison, found: Sequence[Cause]) -> None:
    """The answers that made the difference, and what else there is to say."""
    st.html(words.element("h2", "head", "The answers that made the difference"))
    if found:
        st.html(contrast.causes(found, dict(told.names)))
    else:
        st.caption("Both answer the same brief, or one of them answers none.")
    for heading, items in contrast.beside(told):
        if items:
            bullets = words.bullets(map(escape, items))
            st.html(words.element("h2", "head", heading) + bullets)


def table(
    told: Comparison, found: Sequence[Cause], before: Architecture, after: Architecture
) -> None:
    """The same as a table."""
    st.html(words.element("h2", "head", "The same as a table"))
    rows = contrast.rows(told, found, before, after)
    if rows:
        st.dataframe(
            rows,
            hide_index=True,
            height="content" if len(rows) < 14 else 520,
            alt="What differs between the two",
            column_config={"Change": st.column_config.TextColumn(width=90)},
        )
    else:
        st.caption("Nothing differs.")


def compared(heading: DeltaGenerator, first: sides.Side, second: sides.Side) -> None:
    """The comparison of two sides that both have an architecture, or why there is none."""
    before, after = first.architecture, second.architecture
    if before is None or after is None:
        with heading:
            title(None)
        for problem in (*first.problems, *second.problems):
            st.error(words.markdown(problem), icon=":material/error:")
        return
    contents = (first.content, second.content)
    with st.spinner("Comparing"):
        drawn, told = work.difference(before, after, contents)
        svg = work.marked(before, after, contents, work.theme())
    with heading:
        title(told)
    shown = twin.twin(drawn)
    picture(svg, shown, opening(drawn, shown, told), (before, after))
    with st.spinner("Looking for the answers that made the difference"):
        found = work.causes(before, after, contents)
    left, right = st.columns([2, 3], gap="large")
    with left:
        told_in_words(told, found)
    with right:
        table(told, found, before, after)


def whole() -> None:
    """The page."""
    state.follow()
    state.arrive()
    heading = st.container()
    sides.choose()
    for problem in sides.problems():
        st.error(words.markdown(problem), icon=":material/error:")
    found = sides.both()
    if found is None:
        with heading:
            title(None)
        st.info(NOTHING, icon=":material/difference:")
    else:
        compared(heading, *found)


whole()
