"""Hypothesis strategies: tiny catalogs with briefs for them, and briefs for the product's own catalog."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from kgraph.assembly.topology import Topology, places
from kgraph.briefs import statements
from kgraph.model.brief import Brief, Site, Statement
from kgraph.model.component import Clash, Component, Event, Evidence, Need
from kgraph.model.knowledge import SCOPES, Capability, Cloud, Decision, Demand, Knowledge, Option, Preference

DAY = date(2026, 1, 1)
CLOUDS = ("x", "y")
CAPABILITIES = ("p0", "p1", "p2")
SHAPES = (
    (("x", ("main",)),),
    (("x", ("a", "b")),),
    (("x", ("main",)), ("x", ("main",))),
    (("x", ("main",)), ("y", ("main",))),
)
"""The topologies: for each site its cloud and its clusters."""

scopes = st.sampled_from(SCOPES)


@dataclass(frozen=True)
class Case:
    """A brief and all that is known about what it can be answered with."""

    brief: Brief
    knowledge: Knowledge

    @property
    def topology(self) -> Topology:
        return Topology(places(self.brief))

    @property
    def said(self) -> tuple[Statement, ...]:
        return statements(self.brief, self.knowledge)


def _some(values: tuple[str, ...], most: int, least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True, min_size=least, max_size=most).map(lambda chosen: tuple(sorted(chosen)))


@st.composite
def needs(draw: st.DrawFn, owner: str, ids: tuple[str, ...]) -> tuple[Need, ...]:
    found = []
    for number in range(draw(st.sampled_from((0, 0, 1, 1, 2)))):
        capability = draw(st.sampled_from((*CAPABILITIES, None)))
        alternatives = () if capability else draw(_some(ids, 2, 1))
        apart = draw(st.sampled_from((None, None, "site", "cluster")))
        found.append(Need(f"{owner}#{number}", "uses", "request", capability, alternatives, apart, None, None, Evidence()))
    return tuple(found)


@st.composite
def components(draw: st.DrawFn, id: str, ids: tuple[str, ...]) -> Component:
    gone = draw(st.sampled_from((False, False, False, True)))
    clash = draw(st.sampled_from((None, None, None, *ids)))
    return Component(
        id=id, name=id.upper(), definition="", concern="", homepage="", vendor="", license="", delivery="", icon="",
        scope=draw(scopes),
        provides=draw(_some(CAPABILITIES, 2, 1)),
        host=draw(st.sampled_from((None, None, None, "p0"))),
        clouds=draw(st.sampled_from(((), (), ("x",), ("y",)))),
        spans_clouds=draw(st.booleans()),
        needs=draw(needs(id, ids)),
        clashes=(Clash(clash, draw(scopes), "", Evidence()),) if clash and clash != id else (),
        retired=Event(date(2025, 1, 1), None, Evidence()) if gone else None,
    )  # fmt: skip


@st.composite
def demands(draw: st.DrawFn, id: str, ids: tuple[str, ...], firm: bool) -> tuple[Demand, ...]:
    """What an option asks for; components are only ever demanded, never wished for."""
    pool = CAPABILITIES * 3 + (ids if firm else ())
    chosen = sorted(set(draw(st.lists(st.sampled_from(pool), max_size=2))))
    return tuple(Demand(f"{id}#{w}", w if w in CAPABILITIES else None, None if w in CAPABILITIES else w, "", None, None) for w in chosen)


@st.composite
def decisions(draw: st.DrawFn, id: str, ids: tuple[str, ...]) -> Decision:
    option = Option(
        "yes", "", "",
        demands=draw(demands(f"{id}.yes", ids, True)),
        prefers=draw(demands(f"{id}.yes.wish", ids, False)),
        forbids=draw(st.sampled_from(((), (), (), ("p2",)))),
        gives=(),
        min_sites=draw(st.sampled_from((1, 1, 1, 2))),
        min_clouds=draw(st.sampled_from((1, 1, 1, 1, 2))),
    )  # fmt: skip
    return Decision(id, "", "", "brief", "", "", False, (), (option,))


@st.composite
def preferences(draw: st.DrawFn, id: str, counted: str, ids: tuple[str, ...]) -> Preference:
    group = st.sampled_from(("g", "h"))
    costs = tuple((one, draw(group) if counted == "group" else "", draw(st.integers(1, 3))) for one in draw(_some(ids, len(ids))))
    if counted == "group":  # a group has one cost, whoever is in it
        costs = tuple((one, name, 2) for one, name, _ in costs)
    return Preference(id, "", "", counted, None, costs)


@st.composite
def cases(draw: st.DrawFn, most: int = 6) -> Case:
    """A catalog of at most six components with a brief for it, small enough to try every answer."""
    shape = draw(st.sampled_from(SHAPES))
    ids = tuple(f"c{number}" for number in range(draw(st.integers(2, most if len(shape) == 1 and len(shape[0][1]) == 1 else min(most, 4)))))
    known = Knowledge(
        version="",
        concerns=(),
        lanes=(),
        capabilities={
            id: Capability(id, id, "", draw(scopes), "", 0, 0, draw(st.sampled_from((None, None, 1))), False, ()) for id in CAPABILITIES
        },
        components={id: draw(components(id, ids)) for id in ids},
        decisions=tuple(draw(decisions(id, ids)) for id in ("d0", "d1")[: draw(st.integers(1, 2))]),
        flow_kinds=(),
        patterns=(),
        preferences=(
            draw(preferences("per-placement", "placement", ids)),
            draw(preferences("per-component", "component", ids)),
            draw(preferences("per-group", "group", ids)),
        ),
        clouds=tuple(Cloud(id, id) for id in CLOUDS),
        place_demands={"cluster": (Demand("base", "p0", None, "", None, None),)} if draw(st.booleans()) else {},
    )
    use = draw(_some(ids, 1))
    brief = Brief(
        name="case",
        as_of=DAY,
        sites=tuple(Site(f"s{number}", cloud, None, clusters) for number, (cloud, clusters) in enumerate(shape)),
        workloads=(),
        answers=tuple((decision.id, ("yes",)) for decision in known.decisions),
        use=use,
        avoid=tuple(id for id in draw(_some(ids, 1)) if id not in use),
        prefer=tuple(draw(st.permutations([p.id for p in known.preferences]))[: draw(st.integers(0, 3))]),
    )
    return Case(brief, known)


@st.composite
def brief_texts(draw: st.DrawFn, knowledge: Knowledge) -> str:
    """A brief in YAML for a catalog: well formed, whether or not anything can answer it."""
    clouds = [cloud.id for cloud in knowledge.clouds]
    sites = [
        {"id": f"s{number}", "cloud": draw(st.sampled_from(clouds)), "clusters": draw(st.sampled_from((["main"], ["a", "b"])))}
        for number in range(draw(st.integers(1, 3)))
    ]
    chosen: dict[str, dict[str, object]] = {"brief": {}, "workload": {}}
    for decision in draw(st.lists(st.sampled_from(knowledge.decisions), unique_by=lambda d: d.id, max_size=8)):
        chosen[decision.asked_of][decision.id] = draw(st.sampled_from([option.id for option in decision.options]))
    avoid = draw(st.lists(st.sampled_from(sorted(knowledge.components)), unique=True, max_size=3))
    prefer = draw(st.lists(st.sampled_from([p.id for p in knowledge.preferences]), unique=True, max_size=3))
    brief = {"name": "Drawn", "as_of": "2026-11-23", "sites": sites, "answers": chosen["brief"], "avoid": avoid, "prefer": prefer}
    return json.dumps({**brief, "workloads": [{"id": "shop", **chosen["workload"]}]})


names = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40)
"""Any text that a name could be, and much that it could not."""
