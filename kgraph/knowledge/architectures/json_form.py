"""An architecture as JSON.

The published form, which `ontology/architecture.schema.json` describes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache, partial
from itertools import islice
from operator import attrgetter
from typing import Any, TypeVar

from kgraph.documents.faults import Fault, Steps
from kgraph.documents.json import lines_at, parse_json
from kgraph.documents.plain import plain, to_json_text
from kgraph.documents.problems import MAX_PROBLEMS, in_order
from kgraph.documents.schema import Schema
from kgraph.errors import InputError, Problem, nearest, shown
from kgraph.knowledge.architectures.forms import NEWEST, from_the_future, version_of
from kgraph.model.architecture import Architecture, Flow, Placement, Reason
from kgraph.model.brief import (
    ANY,
    Answers,
    Brief,
    Environment,
    Network,
    Preferences,
    Site,
    System,
    Workload,
)
from kgraph.model.finding import Finding
from kgraph.model.knowledge import LEVELS
from kgraph.model.topology import Place
from kgraph.resources import folder

SCHEMA = "https://w3id.org/kgraph/schema/architecture-{}.json"
"""What a file says of its form; the number is the version. 2 has what briefs of version 2 say."""
OTHERS = "default"
"""Whose preferences hold where a concern has none of its own."""
SCHEMA_FILE = "architecture.schema.json"
_VERSIONED = re.compile(r"https://w3id\.org/kgraph/schema/architecture-([0-9]{1,9})\.json")
_HALF = re.compile("[\ud800-\udfff]")
Items = list[dict[str, Any]]
T = TypeVar("T")


def to_json(architecture: Architecture, findings: Iterable[Finding] = ()) -> str:
    """The architecture as JSON with sorted keys, with the findings about it if there are any."""
    return to_json_text(to_data(architecture, findings))


def to_data(architecture: Architecture, findings: Iterable[Finding] = ()) -> dict[str, Any]:
    """The architecture as plain data in the published form."""
    one = architecture
    unproven = {} if one.proven else {"proven": False}
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
    }


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


def from_json(text: str, where: str) -> Architecture:
    """The architecture in a JSON text.

    InputError with file and line for what is not as the schema says. Findings are not read.
    """
    document = parse_json(text, where)
    faults = (
        tuple(islice(_unwritable(document, ()), MAX_PROBLEMS))
        or _schema_faults(document)
        or tuple(islice(_loose_ends(document), MAX_PROBLEMS))
    )
    if faults:
        lines = lines_at(text, [fault.path for fault in faults])
        problems = (
            Problem(f"{where}:{line}", fault.what, fault.remedy, fault.detail)
            for line, fault in zip(lines, faults, strict=True)
        )
        raise InputError(in_order(problems))
    return _read(document, where)


def _unwritable(value: Any, path: Steps) -> Iterator[Fault]:
    """Text that no file can hold: JSON can name half of a character, UTF-8 cannot."""
    remedy = "write the whole character, or leave it out"
    if isinstance(value, str) and _HALF.search(value):
        spot = ".".join(map(str, path)) or "the text"
        yield Fault(path, f"{spot} holds half of a character", remedy)
    for key, item in _inner(value):
        if isinstance(key, str) and _HALF.search(key):
            yield Fault(path, "a key holds half of a character", remedy)
        else:
            yield from _unwritable(item, (*path, key))


def _inner(value: Any) -> Iterable[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


@cache
def _schema() -> Schema:
    return Schema.read(folder("ontology") / SCHEMA_FILE)


def _schema_faults(document: Any) -> tuple[Fault, ...]:
    if newer := _from_the_future(document):
        return (newer,)
    if isinstance(document, dict) and "placements" in document:
        return _schema().faults(document)
    remedy = "name an architecture.json that kgraph wrote, with 'placements' and 'flows'"
    return (Fault((), "is no architecture", remedy),)


def _from_the_future(document: Any) -> Fault | None:
    """A file of a version that nobody here knows: nothing else is told of it."""
    stated = document.get("schema") if isinstance(document, dict) else None
    version = _VERSIONED.fullmatch(stated) if isinstance(stated, str) else None
    if version is None or int(version[1]) <= NEWEST:
        return None
    return Fault(("schema",), *from_the_future(int(version[1])))


def _loose_ends(document: dict[str, Any]) -> Iterator[Fault]:
    """What a schema cannot say: ids are unique, and what is referred to is there."""
    for key in ("sites", "placements", "flows"):
        yield from _doubled(document[key], key)
    places = {place.id for place in _places(document["sites"])}
    for i, item in enumerate(document["placements"]):
        place = _place_id(item)
        if place not in places or (item["scope"] == "world") != (place == "world"):
            what = f"'{shown(item['id'])}' stands at no place of this architecture"
            yield Fault(("placements", i, "site"), what, nearest(place, places))
    ids = {item["id"] for item in document["placements"]}
    for i, flow in enumerate(document["flows"]):
        for end in ("from", "to"):
            if flow[end] not in ids:
                what = f"'{shown(flow[end])}' is no placement of this architecture"
                yield Fault(("flows", i, end), what, nearest(flow[end], ids))


def _doubled(items: Items, key: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for i, item in enumerate(items):
        if item["id"] in seen:
            what = f"the id '{shown(item['id'])}' stands twice"
            yield Fault((key, i, "id"), what, "give each its own id")
        seen.add(item["id"])


def _read(document: dict[str, Any], where: str) -> Architecture:
    placements = map(_read_placement, document["placements"])
    flows = map(_read_flow, document["flows"])
    draft = Architecture(
        name=document["name"],
        as_of=date.fromisoformat(document["as_of"]),
        places=_places(document["sites"]),
        placements=tuple(sorted(placements, key=attrgetter("id"))),
        flows=tuple(sorted(flows, key=attrgetter("id"))),
        answers=_read_answers(document["brief"].get("answers", {})),
        preferences=tuple((item["id"], item["value"]) for item in document["preferences"]),
        ontology=document["ontology"],
        proven=document.get("proven", True),
    )
    if "name" not in document["brief"]:
        return draft
    return replace(draft, brief=_read_brief(document["brief"], where))


def _places(sites: Items) -> tuple[Place, ...]:
    found = [Place("world", "world")]
    found += [Place(site["id"], "site", "world", site["cloud"], site["region"]) for site in sites]
    for site in sites:
        found += _inside(site)
    return tuple(sorted(found, key=lambda place: LEVELS.index(place.scope)))


def _inside(site: dict[str, Any]) -> Iterator[Place]:
    """The networks and clusters of a site."""
    id, cloud = site["id"], site["cloud"]
    within: dict[str, str] = {}
    for network in site.get("networks", ()):
        place = f"{id}/{network['id']}"
        within |= dict.fromkeys(network["clusters"], place)
        yield Place(place, "network", id, cloud)
    for name in site["clusters"]:
        yield Place(f"{id}/{name}", "cluster", within.get(name, id), cloud)


def _place_id(item: dict[str, Any]) -> str:
    """Where a placement stands: of a cluster the network around it is told too."""
    inner = item["cluster"] or item.get("network")
    return "/".join(part for part in (item["site"], inner) if part) or "world"


def _read_placement(item: dict[str, Any]) -> Placement:
    capabilities, serves = tuple(item["capabilities"]), tuple(item.get("serves", ()))
    return Placement(
        item["id"],
        item["component"],
        item["name"],
        _place_id(item),
        capabilities,
        _read_reasons(item),
        item.get("workload"),
        serves,
        item.get("system"),
    )


def _read_flow(item: dict[str, Any]) -> Flow:
    return Flow(
        item["id"], item["from"], item["to"], item["kind"], item["label"], _read_reasons(item)
    )


def _read_reasons(item: dict[str, Any]) -> tuple[Reason, ...]:
    return tuple(
        Reason(one["text"], tuple(one["because"]), one.get("source")) for one in item["reasons"]
    )


def _read_answers(answers: dict[str, Any]) -> Answers:
    return tuple(
        (decision, (value,) if isinstance(value, str) else tuple(value))
        for decision, value in sorted(answers.items())
    )


def _read_brief(brief: dict[str, Any], where: str) -> Brief:
    use = dict(map(_read_use, brief["use"]))
    told = brief["prefer"]
    prefer = told if isinstance(told, dict) else {OTHERS: told}
    return Brief(
        name=brief["name"],
        as_of=date.fromisoformat(brief["as_of"]),
        sites=tuple(map(_read_site, brief["sites"])),
        workloads=tuple(map(_read_workload, brief["workloads"])),
        answers=_read_answers(brief["answers"]),
        use=tuple(use),
        avoid=tuple(brief["avoid"]),
        prefer=tuple(prefer[OTHERS]),
        source=where,
        systems=tuple(map(_read_system, brief.get("systems", ()))),
        use_at=tuple((id, at) for id, at in use.items() if at),
        environments=tuple(map(_read_environment, brief.get("environments", ()))),
        prefer_in=_read_orders(prefer),
    )


def _read_orders(prefer: dict[str, list[str]]) -> Preferences:
    """The orders of concerns, without that of all others."""
    own = sorted(concern for concern in prefer if concern != OTHERS)
    return tuple((concern, tuple(prefer[concern])) for concern in own)


def _read_use(one: str | dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """A component to be used, with the places where it must be, if any are told."""
    return (one, ()) if isinstance(one, str) else (one["component"], tuple(one["at"]))


def _read_site(item: dict[str, Any]) -> Site:
    answers = _read_answers(item.get("answers", {}))
    clusters = tuple(item["clusters"])
    networks = tuple(_read_network(one, clusters) for one in item.get("networks", ()))
    return Site(item["id"], item["cloud"], item.get("region"), clusters, answers, networks)


def _read_network(item: dict[str, Any], clusters: tuple[str, ...]) -> Network:
    holds = item.get("holds", ())
    components = tuple(one for one in holds if one not in clusters)
    return Network(
        id=item["id"],
        clusters=tuple(one for one in holds if one in clusters),
        holds=components,
        peered_with=tuple(item.get("peered-with", ())),
        egress_through=item.get("egress-through"),
    )


def _read_environment(item: dict[str, Any]) -> Environment:
    return Environment(item["id"], tuple(item["holds"]), item.get("promotes-to"))


def _read_system(item: dict[str, Any]) -> System:
    return System(item["id"], item["name"], item.get("at"), tuple(item.get("provides", ())))


def _read_workload(item: dict[str, Any]) -> Workload:
    own = ("id", "name", "at", "sites", "calls")
    answers = {key: value for key, value in item.items() if key not in own}
    at = item.get("at", item.get("sites", ()))  # how it was told before clusters could be named
    calls = tuple(item.get("calls", ()))
    named = tuple(sorted(_read_named(answers)))
    return Workload(item["id"], item["name"], _read_answers(answers), tuple(at), calls, named)


def _read_named(answers: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for decision, value in answers.items():
        for option, component in value.items() if isinstance(value, dict) else ():
            if component != ANY:
                yield decision, option, component
