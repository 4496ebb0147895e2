"""One box of the picture in words: what it is, why it is there, where to read more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape

import streamlit as st

from kgraph import api
from kgraph.model.architecture import Architecture, Flow, Placement, Reason
from kgraph.model.component import Component
from kgraph.web import words
from kgraph.web.twin import Link, Thing, Twin
from kgraph.words import count


def show(
    architecture: Architecture,
    thing: Thing,
    shown: Twin,
    *,
    insides: Mapping[str, str],
    go: Callable[[str], None],
) -> tuple[Placement, ...]:
    """Show a box; the placements that it stands for, none where it is a part of something or not of this architecture.

    `insides` names for each component the view of its inside, if there is one; `go` is called with the view to go to.
    """
    by_id = architecture.placement_by_id
    placements = tuple(by_id[id] for id in thing.covers if id in by_id)
    st.html(
        f'<div class="kg-side" tabindex="0">{"".join(_parts(thing, placements, shown, architecture))}</div>'
    )
    component = _component(thing, placements)
    if component is not None:
        _doors(component, insides.get(component.id), go)
    return placements


def _doors(component: Component, inside: str | None, go: Callable[[str], None]) -> None:
    """Where to go on from here."""
    page = st.session_state.get("catalog-page")
    if inside is not None:
        st.button(
            "Look inside",
            key="look-inside",
            type="tertiary",
            icon=":material/zoom_in:",
            on_click=go,
            args=(inside,),
        )
    if page is not None:
        st.page_link(
            page,
            label="All about it in the catalog",
            icon=":material/inventory_2:",
            query_params={"component": component.id},
        )


def _component(thing: Thing, placements: Sequence[Placement]) -> Component | None:
    return api.knowledge().components.get(placements[0].component if placements else thing.id)


def _parts(
    thing: Thing, placements: Sequence[Placement], shown: Twin, architecture: Architecture
) -> Iterable[str]:
    by_id = architecture.placement_by_id
    component = _component(thing, placements)
    yield words.element("p", "name", placements[0].name if len(placements) == 1 else thing.title)
    yield from (words.element("p", "sub", line) for line in _where(thing, placements, architecture))
    if component is None:
        yield from (words.element("p", "def", line) for line in thing.about.splitlines()[1:])
        yield from _beside(thing, shown.links)
        return
    if component.name != thing.title:
        yield words.element("p", "sub", component.name)
    yield words.element("p", "def", component.definition)
    if component.choosable:
        yield f'<p class="kg-soft">{words.link(component.homepage, "Home page")} · {escape(component.license)}</p>'
    if not placements:
        yield from _beside(thing, shown.links)
        return
    capabilities = api.knowledge().capabilities
    met = dict.fromkeys(one for placement in placements for one in placement.purposes)
    yield "".join(words.element("span", "chip", capabilities[one].label) for one in met)
    yield words.element(
        "p", "head", "Why it is there" if len(placements) == 1 else "Why they are there"
    )
    yield words.bullets(_reasons(placements, by_id))
    joined = architecture.flows_of(placement.id for placement in placements)
    flows = dict.fromkeys(_flow(flow, by_id) for flow in joined)
    if flows:
        yield words.element(
            "p",
            "head",
            "What it is joined with" if len(placements) == 1 else "What they are joined with",
        )
        yield words.bullets(map(escape, flows))


def _where(
    thing: Thing, placements: Sequence[Placement], architecture: Architecture
) -> Iterable[str]:
    if len(placements) == 1:
        yield _place(placements[0], architecture)
    elif placements:
        places = ", ".join(placement.place for placement in placements)
        yield f"This box stands for {count(len(placements), 'placement')}: {places}"
    elif thing.place:
        yield f"in {thing.place}"


def _beside(thing: Thing, links: Iterable[Link]) -> Iterable[str]:
    """What a box that is no placement is joined with in this picture."""
    said = dict.fromkeys(
        line for link in links if thing.end in link.ends for line in link.about.splitlines()
    )
    if said:
        yield words.element("p", "head", "What it is joined with")
        yield words.bullets(map(escape, said))


def _reasons(placements: Sequence[Placement], by_id: Mapping[str, Placement]) -> Iterable[str]:
    """Every reason once; where not all placements have it, with the places of those that do."""
    found: dict[tuple[str, str | None], list[tuple[str, Reason]]] = {}
    for placement in placements:
        for one in placement.reasons:
            found.setdefault((one.text, one.source), []).append((placement.place, one))
    for (text, source), given in found.items():
        places = tuple(dict.fromkeys(place for place, _ in given))
        because = tuple(dict.fromkeys(item for _, one in given for item in one.because))
        where = "" if len(places) == len(placements) else f" ({', '.join(places)})"
        yield reason(Reason(text + where, because, source), by_id)


def reason(one: Reason, by_id: Mapping[str, Placement]) -> str:
    """A reason with what it rests on and where it comes from, as HTML."""
    rests = "; ".join(dict.fromkeys(because(item, by_id) for item in one.because))
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
    return (
        "for the whole architecture"
        if place.scope == "world"
        else f"{place.scope} {place.id}{region}"
    )


def _flow(flow: Flow, by_id: Mapping[str, Placement]) -> str:
    return f"{by_id[flow.source].name} {flow.label} {by_id[flow.target].name}"
