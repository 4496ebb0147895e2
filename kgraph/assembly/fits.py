"""Where a component can be asked for."""

from __future__ import annotations

from kgraph.assembly.footing import Grounds
from kgraph.assembly.forms import Fitting
from kgraph.model.component import Component


def fitting_places(component: Component, on: Grounds) -> list[str]:
    """The places of the widest scope that the component serves, where its clouds permit and
    something of ours runs.

    A world-wide service of one cloud that serves no other fits the sites of its own cloud, where
    there are others.
    """
    own = _at(component, "site", on)
    if own and narrowed(component, on):
        return own
    return _at(component, on.knowledge.widest(component), on)


def _at(component: Component, scope: str, on: Grounds) -> list[str]:
    """The places of a scope where something of ours runs and a component can."""
    inhabited = (place for place in on.topology.at(scope) if on.holds_ours(place.id))
    return [one.id for one in inhabited if one.cloud is None or component.runs_on(one.cloud)]


def fitting(on: Grounds) -> Fitting:
    """The places that a component fits, by its id."""
    return lambda id: fitting_places(on.knowledge.components[id], on)


def narrowed(component: Component, on: Grounds) -> bool:
    """Whether a component serves only the sites of its own clouds, and something of ours runs at
    others.
    """
    limited = component.scope == "world" and bool(component.clouds) and not component.spans_clouds
    return limited and not all(map(component.runs_on, _clouds_of_ours(on)))


def _clouds_of_ours(on: Grounds) -> list[str]:
    """The clouds of the sites where something of ours runs."""
    return [str(site.cloud) for site in on.topology.at("site") if on.holds_ours(site.id)]
