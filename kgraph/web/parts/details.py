"""One placement in words: what it is, why it is there, where to read more."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from kgraph import api
from kgraph.model.architecture import Architecture, Flow, Placement, Reason
from kgraph.web import words


def show(architecture: Architecture, id: str) -> Placement:
    """Show a placement of the architecture; KeyError where there is none of that id."""
    by_id = {placement.id: placement for placement in architecture.placements}
    placement = by_id[id]
    component = api.knowledge().components.get(placement.component)
    st.html(_html(placement, by_id, architecture))
    page = st.session_state.get("catalog-page")
    if component is not None and page is not None:
        st.page_link(
            page,
            label="All about it in the catalog",
            icon=":material/inventory_2:",
            query_params={"component": component.id},
        )
    return placement


def _html(placement: Placement, by_id: Mapping[str, Placement], architecture: Architecture) -> str:
    component = api.knowledge().components.get(placement.component)
    capabilities = api.knowledge().capabilities
    parts = [words.element("p", "name", placement.name), words.element("p", "sub", _place(placement, architecture))]
    if component is not None and component.name != placement.name:
        parts.append(words.element("p", "sub", component.name))
    if component is not None:
        parts.append(words.element("p", "def", component.definition))
        if component.delivery not in ("actor", "own-code"):
            parts.append(
                f'<p class="kg-soft">{words.link(component.homepage, "Home page")} · {escape(component.license)}</p>'
            )
    parts.append(
        "".join(
            words.element("span", "chip", capabilities[one].label) for one in placement.serves or placement.capabilities
        )
    )
    parts += [
        words.element("p", "head", "Why it is there"),
        words.bullets(reason(one, by_id) for one in placement.reasons),
    ]
    flows = [flow for flow in architecture.flows if placement.id in (flow.source, flow.target)]
    if flows:
        parts += [
            words.element("p", "head", "What it is joined with"),
            words.bullets(escape(_flow(flow, by_id)) for flow in flows),
        ]
    return f'<div class="kg-side" tabindex="0">{"".join(parts)}</div>'


def reason(one: Reason, by_id: Mapping[str, Placement]) -> str:
    """A reason with what it rests on and where it comes from, as HTML."""
    rests = "; ".join(because(item, by_id) for item in one.because)
    said = [escape(rests)] if rests else []
    where = words.source(one.source)
    soft = " · ".join([*said, *([where] if where else [])])
    return escape(one.text) + (f'<br><span class="kg-soft">{soft}</span>' if soft else "")


def because(item: str, by_id: Mapping[str, Placement]) -> str:
    """What a reason rests on: another placement by its name, or a line of the brief."""
    if item in by_id:
        return f"{by_id[item].name} in {by_id[item].place}"
    where, _, said = item.partition(": ")
    line = where.rpartition(":")[2]
    return f"line {line} of the brief: {said}" if said and line.isdigit() else item


def _place(placement: Placement, architecture: Architecture) -> str:
    place = architecture.place(placement.place)
    region = f" ({place.region})" if place.region else ""
    return "for the whole architecture" if place.scope == "world" else f"{place.scope} {place.id}{region}"


def _flow(flow: Flow, by_id: Mapping[str, Placement]) -> str:
    return f"{by_id[flow.source].name} {flow.label} {by_id[flow.target].name}"
