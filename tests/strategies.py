"""Hypothesis strategies.

Tiny catalogs with briefs for them, and briefs for the product's own catalog.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any

from hypothesis import strategies as st

from kgraph.brief.statements import statements
from kgraph.model.brief import Brief, Site, Statement
from kgraph.model.component import Clash, Component, Evidence, Need
from kgraph.model.decisions import Decision, Demand, Option
from kgraph.model.knowledge import SCOPES, Capability, Cloud, Knowledge
from kgraph.model.life import Event
from kgraph.model.preferences import Preference
from kgraph.model.topology import Topology, places

DAY = date(2026, 1, 1)
CLOUDS = ("x", "y")
CAPABILITIES = ("p0", "p1", "p2")
SHAPES = (
    (("x", ("main",)),),
    (("x", ("a", "b")),),
    (("x", ("main",)), ("x", ("main",))),
    (("x", ("main",)), ("y", ("main",))),
    (("y", ("main",)), ("x", ("main",))),
)
"""The topologies: for each site its cloud and its clusters."""


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


def _some(random: Random, values: tuple[str, ...], *sizes: int) -> tuple[str, ...]:
    """Some of the values, sorted; each of the sizes is as likely as the others."""
    return tuple(sorted(random.sample(values, random.choice(sizes))))


def _needs(random: Random, owner: str, ids: tuple[str, ...]) -> Iterator[Need]:
    others = tuple(id for id in ids if id != owner)
    for number in range(random.choice((0, 0, 0, 1, 1, 2))):
        capabilities = random.choice((_some(random, CAPABILITIES, 1, 1, 2), ()))
        alternatives = () if capabilities else _some(random, others, 1, 2)
        apart = random.choice((None, None, "site", "cluster"))
        yield Need(
            f"{owner}#{number}",
            "uses",
            "request",
            capabilities,
            alternatives,
            apart,
            None,
            None,
            Evidence(),
            **_condition(random),
        )


def _condition(random: Random) -> dict[str, Any]:
    """Most needs have none; the others are optional, told by an answer, or told in words."""
    told = (
        {"optional": True},
        {"when": ("d0.yes",)},
        {"when": ("d0.no",)},
        {"condition": "it is so"},
    )
    return random.choice((*[{}] * 9, *told))


def _component(random: Random, id: str, ids: tuple[str, ...]) -> Component:
    clash = random.choice((None, None, None, *ids))
    return Component(
        id=id, name=id.upper(), definition="", concern="", homepage="", vendor="", license="", delivery="", icon="",
        scope=random.choice(SCOPES),
        provides=_some(random, CAPABILITIES, 1, 2),
        host=random.choice((None, None, None, None, None, "p0")),
        clouds=random.choice(((), (), (), (), ("x",), ("y",), ("x", "y"))),
        spans_clouds=random.random() < 0.3,
        needs=tuple(_needs(random, id, ids)),
        clashes=(Clash(clash, random.choice(SCOPES), "", Evidence()),) if clash and clash != id else (),
        retired=Event(date(2025, 1, 1), None, Evidence()) if random.random() < 0.08 else None,
    )  # fmt: skip


def _formed(random: Random, components: dict[str, Component]) -> dict[str, Component]:
    """The components, now and then with the second and the third as forms of the first."""
    main, *others = components.values()
    if random.random() < 0.7:
        return components
    forms = others[: random.choice((1, 2))]
    family = [replace(main, forms=tuple(one.id for one in forms))]
    family += [replace(one, form_of=main.id) for one in forms]
    return components | {one.id: one for one in family}


def _demands(id: str, wanted: tuple[str, ...]) -> tuple[Demand, ...]:
    return tuple(
        Demand(
            f"{id}#{w}",
            w if w in CAPABILITIES else None,
            None if w in CAPABILITIES else w,
            "",
            None,
            None,
        )
        for w in wanted
    )


def _decision(random: Random, id: str, ids: tuple[str, ...]) -> Decision:
    """A decision with an option that asks for something and one that does not.

    Components are demanded, never wished for.
    """
    option = Option(
        "yes", "", "",
        demands=_demands(f"{id}.yes", _some(random, CAPABILITIES, 0, 1, 1) + _some(random, ids, *[0] * 5, 1)),
        prefers=_demands(f"{id}.wish", _some(random, CAPABILITIES, 0, 1)),
        forbids=_some(random, CAPABILITIES, *[0] * 11, 1),
        gives=(),
        min_sites=random.choice((*[1] * 25, 2)),
        min_clouds=random.choice((*[1] * 25, 2)),
    )  # fmt: skip
    return Decision(
        id, "", "", "brief", "", "", False, (), (option, Option("no", "", "", (), (), (), (), 1, 1))
    )


def _preference(random: Random, counted: str, ids: tuple[str, ...]) -> Preference:
    """Costs for some components; a group has one cost, whoever is in it."""
    chosen = _some(random, ids, len(ids) // 2, len(ids))
    costs = tuple(
        (one, random.choice("gh"), 2) if counted == "group" else (one, "", random.randint(1, 3))
        for one in chosen
    )
    return Preference(f"per-{counted}", "", "", counted, None, costs)


def _knowledge(random: Random, ids: tuple[str, ...]) -> Knowledge:
    return Knowledge(
        version="",
        concerns=(),
        lanes=(),
        capabilities={
            id: Capability(
                id,
                id,
                "",
                random.choice(SCOPES),
                "",
                0,
                0,
                random.choice((None, None, None, 1)),
                False,
                (),
            )
            for id in CAPABILITIES
        },
        components=_formed(random, {id: _component(random, id, ids) for id in ids}),
        decisions=tuple(_decision(random, id, ids) for id in ("d0", "d1")),
        flow_kinds=(),
        patterns=(),
        preferences=tuple(
            _preference(random, counted, ids) for counted in ("placement", "component", "group")
        ),
        clouds=tuple(Cloud(id, id) for id in CLOUDS),
        place_demands={"cluster": _demands("base", ("p0",))} if random.random() < 0.15 else {},
    )


def case(random: Random) -> Case:
    """A catalog of at most six components with a brief for it, small enough to try every answer."""
    shape = random.choice(SHAPES)
    ids = tuple(f"c{number}" for number in range(6 if shape == SHAPES[0] else 4))
    known = _knowledge(random, ids)
    use = _some(random, ids, 0, 0, 0, 0, 1)
    brief = Brief(
        name="case",
        as_of=DAY,
        sites=tuple(
            Site(f"s{number}", cloud, None, clusters)
            for number, (cloud, clusters) in enumerate(shape)
        ),
        workloads=(),
        answers=tuple((decision.id, ("yes",)) for decision in known.decisions),
        use=use,
        avoid=tuple(id for id in _some(random, ids, 0, 0, 1) if id not in use),
        prefer=tuple(random.sample([p.id for p in known.preferences], random.randint(0, 3))),
    )
    return Case(brief, known)


def cases() -> st.SearchStrategy[Case]:
    """Cases, drawn evenly.

    Structured draws gather where nothing answers, and cases are too small to need shrinking.
    """
    return st.integers(0, 2**32).map(lambda seed: case(Random(seed)))  # noqa: S311


def roomy(case: Case, random: Random) -> Case:
    """The case with most of what stands in the way taken out, so that there are several answers to choose from."""
    known = case.knowledge
    components = {
        id: replace(
            c,
            clashes=(),
            clouds=(),
            host=None,
            retired=None,
            needs=c.needs[: random.choice((0, 0, 0, 1))],
        )
        for id, c in known.components.items()
    }
    capabilities = {id: replace(c, max_providers=None) for id, c in known.capabilities.items()}
    decisions = tuple(
        replace(
            d,
            options=(
                replace(
                    d.options[0],
                    demands=_demands(d.id, (one,)),
                    forbids=(),
                    min_sites=1,
                    min_clouds=1,
                ),
            ),
        )
        for d, one in zip(known.decisions, random.sample(CAPABILITIES, 2), strict=True)
    )
    prefer = tuple(random.sample([p.id for p in known.preferences], random.randint(2, 3)))
    return Case(
        replace(case.brief, use=(), prefer=prefer),
        replace(
            known,
            components=components,
            capabilities=capabilities,
            decisions=decisions,
            place_demands={},
        ),
    )


def roomy_cases() -> st.SearchStrategy[Case]:
    """Cases that mostly have several answers."""

    def make(seed: int) -> Case:
        random = Random(seed)  # noqa: S311
        return roomy(case(random), random)

    return st.integers(0, 2**32).map(make)


@st.composite
def brief_texts(draw: st.DrawFn, knowledge: Knowledge) -> str:
    """A brief in YAML for a catalog: well formed, whether or not anything can answer it."""
    clouds = [cloud.id for cloud in knowledge.clouds]
    sites = [
        {
            "id": f"s{number}",
            "cloud": draw(st.sampled_from(clouds)),
            "clusters": draw(st.sampled_from((["main"], ["a", "b"]))),
        }
        for number in range(draw(st.integers(1, 3)))
    ]
    chosen: dict[str, dict[str, object]] = {"brief": {}, "workload": {}}
    for decision in draw(
        st.lists(st.sampled_from(knowledge.decisions), unique_by=lambda d: d.id, max_size=8)
    ):
        chosen[decision.asked_of][decision.id] = draw(
            st.sampled_from([option.id for option in decision.options])
        )
    products = sorted(one.id for one in knowledge.components.values() if one.choosable)
    avoid = draw(st.lists(st.sampled_from(products), unique=True, max_size=3))
    prefer = draw(
        st.lists(st.sampled_from([p.id for p in knowledge.preferences]), unique=True, max_size=3)
    )
    brief = {
        "name": "Drawn",
        "as_of": "2026-11-23",
        "sites": sites,
        "answers": chosen["brief"],
        "avoid": avoid,
        "prefer": prefer,
    }
    return json.dumps({**brief, "workloads": [{"id": "shop", **chosen["workload"]}]})


names = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40)
"""Any text that a name could be, and much that it could not."""
