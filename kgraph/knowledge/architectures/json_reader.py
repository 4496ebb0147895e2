"""An architecture read from JSON, in the published form that `ontology/architecture.schema.json`
describes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import islice, product
from operator import attrgetter
from typing import Any

from kgraph.documents.faults import Fault, Steps
from kgraph.documents.json import lines_at, parse_json
from kgraph.documents.problems import MAX_PROBLEMS, in_order
from kgraph.documents.schema import Schema
from kgraph.errors import InputError, Problem, nearest, shown
from kgraph.knowledge.architectures.forms import NEWEST, from_the_future
from kgraph.model.architecture import Architecture, Flow, Placement, Reason
from kgraph.model.brief import (
    ANY,
    OTHERS,
    Answers,
    Bound,
    Brief,
    Environment,
    Network,
    Preferences,
    Site,
    System,
    Workload,
)
from kgraph.model.knowledge import LEVELS
from kgraph.model.topology import Place
from kgraph.resources import folder

SCHEMA_FILE = "architecture.schema.json"
_VERSIONED = re.compile(r"https://w3id\.org/kgraph/schema/architecture-([0-9]{1,9})\.json")
_HALF = re.compile("[\ud800-\udfff]")
Items = list[dict[str, Any]]


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
    yield from _out_of_place(document)
    yield from _without_end(document)


def _out_of_place(document: dict[str, Any]) -> Iterator[Fault]:
    """Placements at places that the document does not have."""
    places = {place.id for place in _places(document["sites"])}
    for i, item in enumerate(document["placements"]):
        place = _place_id(item)
        if place not in places or (item["scope"] == "world") != (place == "world"):
            what = f"'{shown(item['id'])}' stands at no place of this architecture"
            yield Fault(("placements", i, "site"), what, nearest(place, places))


def _without_end(document: dict[str, Any]) -> Iterator[Fault]:
    """Flows that begin or end at placements that the document does not have."""
    ids = {item["id"] for item in document["placements"]}
    ends = product(enumerate(document["flows"]), ("from", "to"))
    for (i, flow), end in ends:
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
        catalogs=tuple(sorted(document.get("catalogs", ()))),
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
        bounds=tuple(map(_read_bound, brief.get("bounds", ()))),
    )


def _read_bound(one: dict[str, Any]) -> Bound:
    return one["preference"], int(one["at_most"]), one["unit"], one.get("concern", "")


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
