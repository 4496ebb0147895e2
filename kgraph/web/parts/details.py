"""One box of the picture in words: what it is, why it is there, where to read more."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date

import streamlit as st

from kgraph import api
from kgraph.model import grounds
from kgraph.model.answers import Choice, Swap, Why
from kgraph.model.architecture import Architecture, Flow, Placement, Reason
from kgraph.model.component import Component
from kgraph.model.finding import Finding
from kgraph.web import words, work
from kgraph.web.parts import chained, own_places, selection, state
from kgraph.web.parts.boundary import does
from kgraph.web.parts.needs import Needs
from kgraph.web.twin import Link, Thing, Twin
from kgraph.web.words import escape
from kgraph.words import count

FEW = 5
"""How many lines of a list stand beside the picture."""
MANY = 12
"""How many of those that one box stands for."""
_REST = words.element("p", "soft", "The table has them all: “The whole architecture”.")


def show(
    architecture: Architecture,
    thing: Thing,
    shown: Twin,
    *,
    inside: str | None = None,
    go: Callable[[str], None] | None = None,
) -> tuple[Placement, ...]:
    """Show a box; the placements that it stands for.

    None where it is a part of something or not of this architecture. `inside` is the view of its
    inside, if there is one that can be shown here; `go` is called with the view to go to.
    """
    by_id = architecture.placement_by_id
    placements = tuple(by_id[id] for id in thing.covers if id in by_id)
    parts = "".join(_parts(thing, placements, shown, architecture))
    st.html(f'<div class="kg-side" tabindex="0">{parts}</div>')
    component = _component(thing, placements)
    if component is not None:
        _into(inside, go)
    if component is not None and not any(one.own for one in placements):
        _to_catalog(component)
    return placements


def close() -> None:
    """The way to select nothing."""
    st.button(
        "Close",
        key="close",
        icon=":material/close:",
        type="tertiary",
        on_click=does(selection.choose, ""),
    )


def within(box: Thing, choose: Callable[[str], None]) -> None:
    """The way back to the box that stands for what is selected, and for more."""
    label = f"{words.markdown(box.title)} ×{len(box.covers)}"
    st.button(
        label,
        key="within",
        type="tertiary",
        icon=":material/arrow_back:",
        on_click=does(choose, box.called),
    )


def elsewhere(thing: Thing, architecture: Architecture, go: Callable[[str], None]) -> None:
    """That a box is not in this picture, and ways to the views that have it."""
    st.html(words.element("p", "soft", "It is not in this picture, but in:"))
    with st.container(horizontal=True, gap="xsmall", key="doors-elsewhere"):
        for view in api.views_with(architecture, thing.id)[:FEW]:
            st.button(view.label, key=f"elsewhere.{view.id}", on_click=does(go, view.id))


def members(placements: Sequence[Placement], choose: Callable[[str], None]) -> None:
    """Where one box stands for different components, a way to each of them."""
    if not _several(placements):
        return
    st.html(words.element("p", "head", "In this box"))
    with st.container(horizontal=True, gap="xsmall", key="doors-members"):
        for one in placements[:MANY]:
            name = words.markdown(one.name)
            st.button(name, key=f"member.{one.id}", on_click=does(choose, one.id))
    if len(placements) > MANY:
        more = f"and {len(placements) - MANY} more, which “All boxes” shows"
        st.html(words.element("p", "soft", more))


def _several(placements: Iterable[Placement]) -> bool:
    """Whether placements are of different components."""
    return len({one.component for one in placements}) > 1


def show_link(link: Link, architecture: Architecture) -> None:
    """Show an arrow of an architecture: what it joins, what it carries, why, and what that rests
    on.
    """
    kind = api.knowledge().flow_label(link.kind)
    told = list(dict.fromkeys(_why_joined(link, architecture)))
    parts = [
        words.element("p", "name", f"{link.source} → {link.target}"),
        words.element("p", "sub", f"{link.label} · {kind}" if kind else link.label),
        words.element("p", "def", f"Step {link.number}") if link.number else "",
        words.element("p", "head", "Why they are joined"),
        _few(told or map(escape, dict.fromkeys(link.about.splitlines()))),
    ]
    st.html(f'<div class="kg-side" tabindex="0">{"".join(parts)}</div>')
    _link_chain(link, architecture)


def _link_chain(link: Link, architecture: Architecture) -> None:
    """The chain from an arrow to the lines of the brief, told when it is opened."""
    by_id = architecture.flow_by_id
    flows = [by_id[id] for id in link.covers if id in by_id]
    if not flows:
        return
    drawer = st.expander("Chain to the brief", on_change="rerun", key="link-chain")
    if drawer.open:
        chain = grounds.of_flows(architecture, flows)
        drawer.html(chained.html(chain, architecture.placement_by_id))


def _why_joined(link: Link, architecture: Architecture) -> Iterator[str]:
    """The reasons of the flows of an arrow, with what they rest on, as HTML."""
    flows = architecture.flow_by_id
    for flow in (flows[id] for id in link.covers if id in flows):
        yield from (reason(one, architecture.placement_by_id) for one in flow.reasons)


def against(findings: Iterable[Finding], ids: Set[str]) -> None:
    """What the rules say against any of some placements, if they say anything."""
    told = [f"{one.severity}: {one.reason}: {one.remedy}" for one in findings if one.focus in ids]
    if told:
        bullets = words.bullets(escape(own_places.told(line)) for line in told)
        st.html(words.element("p", "head", "What the rules say") + bullets)


def instead(
    text: str, architecture: Architecture, component: str, at_risk: Callable[[], Sequence[str]]
) -> None:
    """The chain to the lines of the brief, who could be in its place at what cost, and what is at
    risk with it.

    Worked out when it is opened: it takes the solver.
    """
    drawer = st.expander(
        "Chain to the brief, alternatives, risks", on_change="rerun", key="instead"
    )
    if not drawer.open:
        return
    with drawer:
        if api.knowledge().components[component].choosable:
            _others(work.why(text, component, date.today()), architecture.placement_by_id)
        else:
            st.html(words.element("p", "soft", "The brief itself places it: it is not chosen."))
        risky = at_risk()
        st.html(words.element("p", "head", "Risks"))
        st.html(words.bullets(map(escape, risky or ["Nothing is lost with it alone."])))


def _others(why: Why, by_id: Mapping[str, Placement]) -> None:
    """The chain from the brief to a component, and who could be in its place."""
    if why.chain:
        st.html(words.element("p", "head", "From the brief to here"))
        st.html(chained.html(why.chain, by_id))
    st.html(words.element("p", "head", "Instead"))
    for number, swap in enumerate(why.swaps):
        _swap(swap, number)
    if not why.swaps:
        st.html(words.element("p", "soft", why.reason or _opposite(why.otherwise)))


def _swap(swap: Swap, number: int) -> None:
    """One that could be in its place: at what cost, and a button."""
    names = api.knowledge().components
    name = names[swap.instead].name if swap.instead in names else swap.instead
    st.html(words.element("p", "brings", swap.why))
    st.button(
        words.markdown(f"Swap for {name}"),
        key=f"swap.{number}",
        icon=":material/swap_horiz:",
        on_click=does(_take, swap),
    )


def _take(swap: Swap) -> None:
    """Let one take the place of what is selected. For callbacks."""
    state.swap(swap.chosen, swap.instead)
    answer = work.answer(state.text(), state.today())
    selection.follow(swap, answer.architecture)


def _opposite(choice: Choice) -> str:
    """What would be without it, in a sentence."""
    if choice.conflict is not None:
        return own_places.told(choice.conflict.story)
    gone, come = ", ".join(choice.goes) or "nothing", ", ".join(choice.comes) or "nothing"
    return f"Without it {gone} would go, and {come} would come."


def _into(inside: str | None, go: Callable[[str], None] | None) -> None:
    """The way into a box whose inside can be shown."""
    if inside is not None and go is not None:
        st.button(
            "Look inside",
            key="look-inside",
            type="tertiary",
            icon=":material/zoom_in:",
            on_click=does(go, inside),
        )


def _to_catalog(component: Component) -> None:
    """The way to the page of a component."""
    page = st.session_state.get("catalog-page")
    if page is not None:
        st.page_link(
            page,
            label="All about it in the catalog",
            icon=":material/inventory_2:",
            query_params={"component": component.id},
        )


def _component(thing: Thing, placements: Sequence[Placement]) -> Component | None:
    """The component of a box; None where that is none, or it stands for different ones."""
    if _several(placements):
        return None
    return api.knowledge().components.get(placements[0].component if placements else thing.id)


def _parts(
    thing: Thing, placements: Sequence[Placement], shown: Twin, architecture: Architecture
) -> Iterator[str]:
    component = _component(thing, placements)
    yield words.element("p", "name", placements[0].name if len(placements) == 1 else thing.title)
    for line in _where(thing, placements, architecture):
        yield words.element("p", "sub", line)
    if _several(placements):
        return
    if component is None:
        for line in thing.about.splitlines()[1:]:
            yield words.element("p", "def", line)
    else:
        yield from _about(component, thing)
    if component is None or not placements:
        yield from _beside(thing, shown.links)
    else:
        yield from _there(placements, architecture)


def _about(component: Component, thing: Thing) -> Iterator[str]:
    """What a component is, wherever it stands."""
    if component.name != thing.title:
        yield words.element("p", "sub", component.name)
    yield words.own(component.catalog)
    yield words.element("p", "def", component.definition)
    if component.choosable:
        page = words.link(component.homepage, "Home page")
        yield f'<p class="kg-soft">{page} · {escape(component.license)}</p>'


def _there(placements: Sequence[Placement], architecture: Architecture) -> Iterator[str]:
    """What placements are there for, why, and what they are joined with."""
    by_id, one = architecture.placement_by_id, len(placements) == 1
    yield "".join(_purposes(placements))
    yield words.element("p", "head", "Why it is there" if one else "Why they are there")
    yield _few(_reasons(placements, by_id))
    ids = {placement.id for placement in placements}
    needs = Needs(architecture)
    joined = needs.besides(architecture.flows_of(ids))
    flows = dict.fromkeys(_flow(flow, by_id) for flow in joined)
    yield from _listed("Needs", needs.of(ids))
    yield from _listed("Needed by", needs.met_by(ids))
    yield from _listed("What is there for its sake", _led_to(ids, architecture))
    they = "it is" if one else "they are"
    yield from _listed(f"What {they} joined with", flows)


def _listed(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """The first of some lines below a heading; nothing where there is none."""
    told = list(map(escape, lines))
    if told:
        yield words.element("p", "head", heading)
        yield _few(told)


def _few(lines: Iterable[str]) -> str:
    """The first lines as a list, and how many more there are: they travel with each click."""
    told = words.first(list(lines), FEW)
    return words.bullets(told) + (_REST if len(told) > FEW else "")


def _led_to(ids: Set[str], architecture: Architecture) -> list[str]:
    """The names of what is there because of some placements."""
    found: dict[str, None] = {}
    for one in architecture.placements:
        rests = itertools.chain.from_iterable(reason.because for reason in one.reasons)
        if one.id not in ids and not ids.isdisjoint(rests):
            found[chained.at(one.name, one.place)] = None
    return list(found)


def _purposes(placements: Iterable[Placement]) -> Iterator[str]:
    """What placements are there for, each once."""
    capabilities = api.knowledge().capabilities
    met: dict[str, None] = {}
    for placement in placements:
        met |= dict.fromkeys(placement.purposes)
    for id in met:
        yield words.element("span", "chip", capabilities[id].label)


def _where(
    thing: Thing, placements: Sequence[Placement], architecture: Architecture
) -> Iterator[str]:
    if len(placements) == 1:
        yield _place(placements[0], architecture)
    elif placements:
        places = ", ".join(dict.fromkeys(placement.place for placement in placements))
        yield f"This box stands for {count(len(placements), 'placement')}: {places}"
    elif thing.place:
        yield f"in {thing.place}"


def _beside(thing: Thing, links: Iterable[Link]) -> Iterator[str]:
    """What a box that is no placement is joined with in this picture."""
    said: dict[str, None] = {}
    for link in links:
        if {thing.id, thing.end}.intersection(link.ends):
            said |= dict.fromkeys(link.about.splitlines())
    if said:
        yield words.element("p", "head", "What it is joined with")
        yield words.bullets(map(escape, said))


def _reasons(placements: Sequence[Placement], by_id: Mapping[str, Placement]) -> Iterator[str]:
    """Every reason once; where not all placements have it, with the places of those that do."""
    found: dict[tuple[str, str | None], list[tuple[str, Reason]]] = {}
    for placement in placements:
        for one in placement.reasons:
            found.setdefault((one.text, one.source), []).append((placement.place, one))
    for (text, source), given in found.items():
        places = dict.fromkeys(place for place, _ in given)
        where = "" if len(places) == len(placements) else f" ({', '.join(places)})"
        because = itertools.chain.from_iterable(one.because for _, one in given)
        yield reason(Reason(text + where, tuple(dict.fromkeys(because)), source), by_id)


def reason(one: Reason, by_id: Mapping[str, Placement]) -> str:
    """A reason with what it rests on and where it comes from, as HTML."""
    rests = "; ".join(dict.fromkeys(because(item, by_id) for item in one.because))
    soft = " · ".join(part for part in (escape(rests), words.source(one.source)) if part)
    if not soft:
        return escape(one.text)
    return f'{escape(one.text)}<br><span class="kg-soft">{soft}</span>'


def because(item: str, by_id: Mapping[str, Placement]) -> str:
    """What a reason rests on: another placement by its name, or a line of the brief."""
    if item in by_id:
        return chained.at(by_id[item].name, by_id[item].place)
    return chained.statement(item)


def _place(placement: Placement, architecture: Architecture) -> str:
    place = architecture.place(placement.place)
    if place.scope == chained.WORLD:
        return chained.EVERYWHERE
    region = f" ({place.region})" if place.region else ""
    return f"{place.scope} {place.id}{region}"


def _flow(flow: Flow, by_id: Mapping[str, Placement]) -> str:
    return f"{by_id[flow.source].name} {flow.label} {by_id[flow.target].name}"
