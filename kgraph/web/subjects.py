"""What a question is about: what is said of it, else something of one's own architecture.

Pure functions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kgraph import api
from kgraph.terms import tail

if TYPE_CHECKING:
    from kgraph.knowledge.query.examples import Example, Parameter
    from kgraph.model.architecture import Architecture
    from kgraph.model.brief import Brief


@dataclass(frozen=True, slots=True)
class Mine:
    """What one's own architecture has that a question can be about: the names of its workloads by
    their ids, and the ids of its components.
    """

    workloads: Mapping[str, str] = field(default_factory=dict)
    components: Sequence[str] = ()


def mine(brief: Brief, architecture: Architecture | None) -> Mine:
    """What a brief and its architecture have, of the components those of the catalog; none where
    there is no architecture.
    """
    known = api.knowledge()
    # what is drawn first matters most
    weights = {kind.id: 1 / kind.prominence for kind in known.flow_kinds if kind.leans}
    ids = _most_leaned_on(architecture, weights) if architecture is not None else ()
    components = tuple(id for id in ids if known.components[id].choosable)
    return Mine({one.id: one.name for one in brief.workloads}, components)


def _most_leaned_on(architecture: Architecture, weights: Mapping[str, float]) -> Sequence[str]:
    """The components of an architecture, first those on which others lean most by the weights of
    the kinds of flows, then those at which most flows begin or end.
    """
    by_id, joined = architecture.placement_by_id, Counter[str]()
    leaned: dict[str, float] = defaultdict(float)
    for flow in architecture.flows:
        source, target = by_id[flow.source].component, by_id[flow.target].component
        joined.update((source, target))
        leaned[target] += weights.get(flow.kind, 0.0)
    return sorted(architecture.components, key=lambda id: (-leaned[id], -joined[id]))


def values(example: Example, mine: Mine, given: Mapping[str, str]) -> dict[str, str]:
    """The values with which a question is asked where some are given, without its defaults."""
    usual = {one.name: said(one) for one in example.parameters}
    own = {one.name: _own(example, one, mine) for one in example.parameters}
    found = own | dict(given)
    return {name: value for name, value in found.items() if value != usual.get(name)}


def _own(example: Example, one: Parameter, mine: Mine) -> str:
    """What a question is about where nothing is set: something of the architecture that it asks."""
    usual, there = said(one), _there(one, mine) if example.architectures else ()
    return usual if usual in there else next(iter(there), usual)


def _there(one: Parameter, mine: Mine) -> Iterable[str]:
    """The values that a parameter can have in one's own architecture; none where it is of another
    kind.
    """
    if is_component(one):
        return mine.components
    return mine.workloads if is_workload(one) else ()


def said(parameter: Parameter) -> str:
    """The default of a parameter as one writes it."""
    return parameter.said.partition("=")[2]


def is_workload(one: Parameter) -> bool:
    """Whether a parameter is the id of a workload."""
    return one.default.kind != "iri" and one.default.datatype is None


def is_component(one: Parameter) -> bool:
    """Whether a parameter is the id of a component."""
    return one.default.kind == "iri" and tail(one.default.value) in api.knowledge().components
