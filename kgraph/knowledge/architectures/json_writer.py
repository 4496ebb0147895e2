"""An architecture as JSON, in the published form of `ontology/architecture.schema.json`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, TypeVar

from kgraph.documents.plain import plain, to_json_text
from kgraph.knowledge.architectures.forms import version_of
from kgraph.model.architecture import Architecture, Placement
from kgraph.model.brief import (
    ANY,
    OTHERS,
    Answers,
    Bound,
    Brief,
    Environment,
    Network,
    Site,
    System,
    Workload,
)
from kgraph.model.finding import Finding
from kgraph.model.topology import Place

SCHEMA = "https://w3id.org/kgraph/schema/architecture-{}.json"
"""What a file says of its form; the number is the version."""
T = TypeVar("T")


def to_json(architecture: Architecture, findings: Iterable[Finding] = ()) -> str:
    """The architecture as JSON with sorted keys, with the findings about it if there are any."""
    return to_json_text(to_data(architecture, findings))


def to_data(architecture: Architecture, findings: Iterable[Finding] = ()) -> dict[str, Any]:
    """The architecture as plain data in the published form."""
    one = architecture
    unproven = {} if one.proven else {"proven": False}
    layers = {"catalogs": one.catalogs} if one.catalogs else {}
    document = {
        "schema": SCHEMA.format(version_of(one)),
        "ontology": one.ontology,
        "name": one.name,
        "as_of": one.as_of,
        "brief": _brief(one),
        "sites": _each(one.sites, partial(_site, one)),
        "placements": _each(one.placements, partial(_placement, one)),
        "flows": one.flows,
        "preferences": _each(one.preferences, _preference),
        "findings": _each(sorted(findings), _finding),
        **unproven,
        **layers,
    }
    found: dict[str, Any] = plain(document)
    return found


def _each(things: Iterable[T], told: Callable[[T], object]) -> list[object]:
    """Each of these things as it is told."""
    return [told(thing) for thing in things]


def _preference(cost: tuple[str, int]) -> dict[str, object]:
    id, value = cost
    return {"id": id, "value": value}


def _brief(one: Architecture) -> dict[str, object]:
    """The brief as the user would write it, with every default written out.

    Where there is none, only the answers.
    """
    brief = one.brief
    if brief is None:
        return {"answers": _answers(one.answers)} if one.answers else {}
    at = dict(brief.use_at)
    return {
        "name": brief.name,
        "as_of": brief.as_of,
        "sites": _each(brief.sites, _site_of_brief),
        **_some("environments", _each(brief.environments, _environment)),
        **_some("systems", _each(brief.systems, _system)),
        "workloads": _each(brief.workloads, _workload),
        "answers": _answers(brief.answers),
        "use": [{"component": id, "at": at[id]} if id in at else id for id in brief.use],
        "avoid": brief.avoid,
        "prefer": _prefer(brief),
        **_some("bounds", _each(brief.bounds, _bound)),
    }


BOUND = ("preference", "at_most", "unit", "concern")
"""How much more a preference may cost, as it is told."""


def _bound(bound: Bound) -> dict[str, object]:
    told = zip(BOUND, bound, strict=True)
    return {key: value for key, value in told if value != ""}


def _prefer(brief: Brief) -> object:
    """One order of preferences, or that of each concern beside that of all others."""
    if not brief.prefer_in:
        return brief.prefer
    return {**dict(brief.prefer_in), OTHERS: brief.prefer}


def _some(key: str, value: object) -> dict[str, object]:
    """A key that is told only where it says anything."""
    return {key: value} if value else {}


def _site_of_brief(site: Site) -> dict[str, object]:
    return {
        "id": site.id,
        "cloud": site.cloud,
        "clusters": site.clusters,
        **_some("region", site.region),
        **_some("networks", _each(site.networks, _network)),
        **_some("answers", _answers(site.answers)),
    }


def _network(network: Network) -> dict[str, object]:
    return {
        "id": network.id,
        **_some("holds", [*network.clusters, *network.holds]),
        **_some("peered-with", network.peered_with),
        **_some("egress-through", network.egress_through),
    }


def _environment(environment: Environment) -> dict[str, object]:
    after = _some("promotes-to", environment.promotes_to)
    return {"id": environment.id, "holds": environment.holds, **after}


def _system(system: System) -> dict[str, object]:
    return {
        "id": system.id,
        "name": system.name,
        **_some("at", system.at),
        **_some("provides", system.provides),
    }


def _workload(workload: Workload) -> dict[str, object]:
    where = "at" if any("/" in place for place in workload.at) else "sites"  # as scripts know it
    return {
        "id": workload.id,
        "name": workload.name,
        **_some(where, workload.at),
        **_some("calls", workload.calls),
        **_answers(workload.answers),
        **_named(workload),
    }


def _named(workload: Workload) -> dict[str, object]:
    """The answers for which a workload names components, each option with its component."""
    told: dict[str, object] = {}
    for decision, options in workload.answers:
        named = workload.named_for(decision)
        if named:
            told[decision] = {option: named.get(option, ANY) for option in options}
    return told


def _answers(answers: Answers) -> dict[str, object]:
    return {decision: options[0] if len(options) == 1 else options for decision, options in answers}


def _site(one: Architecture, site: Place) -> dict[str, object]:
    inside = one.topology.right_inside(site.id)
    networks = [
        {"id": _own(place), "clusters": _clusters(one, place)}
        for place in inside
        if place.scope == "network"
    ]
    return {
        "id": site.id,
        "cloud": site.cloud,
        "region": site.region,
        "clusters": _clusters(one, site),
        **_some("networks", networks),
    }


def _clusters(one: Architecture, place: Place) -> list[str]:
    """The clusters within a place, by their own parts of their ids."""
    return [_own(cluster) for cluster in one.topology.clusters_in(place.id)]


def _own(place: Place) -> str:
    """The part of a place's id that is its own within its site."""
    return place.id.rpartition("/")[2]


def _placement(one: Architecture, placement: Placement) -> dict[str, object]:
    place = one.place(placement.place)
    site = place.id.partition("/")[0]
    around = map(one.place, one.around(place.id))
    network = next((_own(outer) for outer in around if outer.scope == "network"), None)
    told: dict[str, object] = {
        "id": placement.id,
        "component": placement.component,
        "name": placement.name,
        "capabilities": placement.capabilities,
        "scope": place.scope,
        "site": site if place.scope != "world" else None,
        "cluster": _own(place) if place.scope == "cluster" else None,
        **_some("network", network),
        "reasons": placement.reasons,
    }
    if placement.serves:
        told["serves"] = placement.serves
    for key, own in (("workload", placement.workload), ("system", placement.system)):
        if own is not None:
            told[key] = own
    return told


def _finding(finding: Finding) -> dict[str, object]:
    told = finding.published()
    return {name: value for name, value in told.items() if value is not None}
