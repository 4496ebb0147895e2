"""What is drawn as tables: the twin of the picture, and everything there is in the architecture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import streamlit as st

from kgraph import api
from kgraph.model.architecture import Architecture, Flow, Placement, Reason
from kgraph.model.finding import Finding
from kgraph.model.ruling import Ruling
from kgraph.web import words
from kgraph.web.parts import own_places, rows
from kgraph.web.parts.details import because
from kgraph.web.twin import Link, Thing, Twin
from kgraph.web.words import escape
from kgraph.words import clean, count

HERE, ALL = "In this picture", "The whole architecture"


def show(architecture: Architecture, shown: Twin, outline: str, *, picture: str) -> int:
    """Show what the picture of that key shows as tables and as text, or everything if that is
    wished.

    The number of boxes or placements.
    """
    what = st.segmented_control(
        "Rows", [HERE, ALL], default=HERE, required=True, key="rows", label_visibility="collapsed"
    )
    if what == ALL:
        return _everything(architecture)
    return _picture(architecture, shown, outline, picture)


def _picture(architecture: Architecture, shown: Twin, outline: str, picture: str) -> int:
    by_id = architecture.placement_by_id
    numbered = bool(shown.steps)
    boxes = {thing.id: _clean(_thing(thing, by_id)) for thing in shown.things}
    arrows = {link.id: _clean(_link(link, numbered=numbered)) for link in shown.links}
    st.caption("A row leads to the picture; what is picked there is marked here.")
    for title, about, listed, key in (
        (_size(shown), "Every box of the picture with its reasons", boxes, "table-boxes"),
        (count(len(arrows), "arrow"), "Every arrow of the picture", arrows, "table-arrows"),
    ):
        st.html(words.element("p", "head", title))
        if listed:
            rows.show(listed, about, picture=picture, key=key)
    if shown.left_out:
        st.html(words.notes(words.left_out(text, views) for text, views in shown.left_out))
    drawer = st.expander(
        "The picture as text", icon=":material/notes:", on_change="rerun", key="as-text"
    )
    if drawer.open:  # what colours code takes longer than all the rest of the page
        drawer.code(outline, language=None, wrap_lines=True, height=480)
    return len(boxes)


def _link(link: Link, *, numbered: bool) -> dict[str, str]:
    row = {"Step": link.number} if numbered else {}
    return row | {
        "From": link.source,
        "Does": link.label,
        "To": link.target,
        "Carries": api.knowledge().flow_label(link.kind),
    }


def _size(shown: Twin) -> str:
    frames = sum(thing.framed for thing in shown.things)
    boxes = count(len(shown.things) - frames, "box", "boxes")
    return f"{boxes}, {count(frames, 'frame')}" if frames else boxes


def _thing(thing: Thing, by_id: Mapping[str, Placement]) -> dict[str, str]:
    placements = [by_id[id] for id in thing.covers if id in by_id]
    if not placements:
        why = "; ".join(thing.about.splitlines()[1:])
        return _row(thing.name, thing.place, there_for=thing.subtitle, why=why)
    return _row(
        thing.name,
        ", ".join(placement.place for placement in placements),
        there_for=_purpose(placements),
        why=_why(placements),
        because=_because(placements, by_id),
    )


def _row(name: str, place: str, *, there_for: str, why: str, because: str = "") -> dict[str, str]:
    return {
        "Component": name,
        "Place": place,
        "There for": there_for,
        "Why": why,
        "Because of": because,
    }


def _everything(architecture: Architecture) -> int:
    by_id = architecture.placement_by_id
    placements = [_placement(placement, by_id) for placement in architecture.placements]
    flows = [_flow(flow, by_id) for flow in architecture.flows]
    _table(placements, count(len(placements), "placement"), "Every placement with its reasons")
    _table(flows, count(len(flows), "connection"), "Every connection between placements")
    return len(placements)


def _placement(placement: Placement, by_id: Mapping[str, Placement]) -> dict[str, str]:
    return _row(
        placement.name,
        placement.place,
        there_for=_purpose([placement]),
        why=_why([placement]),
        because=_because([placement], by_id),
    )


def _flow(flow: Flow, by_id: Mapping[str, Placement]) -> dict[str, str]:
    start, end = by_id[flow.source], by_id[flow.target]
    return {
        "From": start.name,
        "Place": start.place,
        "Does": flow.label,
        "To": end.name,
        "At": end.place,
        "Carries": api.knowledge().flow_label(flow.kind),
    }


def _table(
    rows: Sequence[Mapping[str, str]],
    title: str,
    alt: str,
) -> None:
    st.html(words.element("p", "head", title))
    if not rows:
        return
    wide = {"Why": st.column_config.TextColumn(width="large")}
    st.dataframe(
        list(map(_clean, rows)),
        hide_index=True,
        height="content" if len(rows) < 12 else 420,
        alt=alt,
        column_config=wide if "Why" in rows[0] else None,
    )


def _clean(row: Mapping[str, str]) -> dict[str, str]:
    return {name: clean(cell) for name, cell in row.items()}


def _purpose(placements: Iterable[Placement]) -> str:
    known = api.knowledge().capabilities
    met: dict[str, None] = {}
    for placement in placements:
        met |= dict.fromkeys(placement.purposes)
    return ", ".join(known[id].label if id in known else id for id in met)


def _why(placements: Iterable[Placement]) -> str:
    return "; ".join(dict.fromkeys(reason.text for reason in _reasons(placements)))


def _because(placements: Iterable[Placement], by_id: Mapping[str, Placement]) -> str:
    said: dict[str, None] = {}
    for reason in _reasons(placements):
        said |= dict.fromkeys(because(item, by_id) for item in reason.because)
    return "; ".join(said)


def _reasons(placements: Iterable[Placement]) -> Iterator[Reason]:
    for placement in placements:
        yield from placement.reasons


def show_findings(findings: Sequence[Finding], rulings: Sequence[Ruling]) -> int:
    """Show how it stands with what policies rule, and what is found; the number of findings."""
    if rulings:
        st.html(words.element("p", "head", "What your policies rule"))
        st.html(words.bullets(_standing(one, findings) for one in rulings))
    if not findings:
        st.success("Every rule holds.", icon=":material/check_circle:")
        return 0
    rows = [
        {
            "How grave": f.severity,
            "At": f.focus,
            "What": own_places.told(f.reason),
            "What to do": own_places.told(f.remedy),
            "Rule": f.rule,
        }
        for f in findings
    ]
    st.dataframe(
        rows,
        hide_index=True,
        alt="The rules that are broken",
        column_config={"What": st.column_config.TextColumn(width="large")},
    )
    return len(findings)


def _standing(ruling: Ruling, findings: Iterable[Finding]) -> str:
    """What a policy rules, where it says so, and whether that holds, as HTML."""
    broken = any(ruling.where in finding.reason for finding in findings)
    held = words.element("span", "own", "is broken" if broken else "holds")
    where = words.element("span", "soft", words.spot(own_places.told(ruling.where)))
    return f"{escape(own_places.told(ruling.text))} {held} {where}"
