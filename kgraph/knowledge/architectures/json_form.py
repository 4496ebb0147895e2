"""An architecture as JSON, in the published form that `ontology/architecture.schema.json` describes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from kgraph.documents.plain import by_field_names, plain, to_json_text
from kgraph.documents.schema import schema_validator
from kgraph.documents.yaml import parse_yaml
from kgraph.errors import InputError, Problem, nearest
from kgraph.model.architecture import Architecture, Flow, Placement, Reason
from kgraph.model.brief import Brief, Site, Workload
from kgraph.model.finding import Finding
from kgraph.model.topology import Place
from kgraph.resources import folder

SCHEMA = "https://w3id.org/kgraph/schema/architecture-1.json"
SCHEMA_FILE = "architecture.schema.json"
_HALF = re.compile("[\ud800-\udfff]")
Answers = tuple[tuple[str, tuple[str, ...]], ...]
Items = list[dict[str, Any]]


def to_json(architecture: Architecture, findings: Iterable[Finding] = ()) -> str:
    """The architecture as JSON with sorted keys, with the findings about it if there are any."""
    return to_json_text(to_data(architecture, findings))


def to_data(architecture: Architecture, findings: Iterable[Finding] = ()) -> dict[str, Any]:
    """The architecture as plain data in the published form."""
    one = architecture
    document = {
        "schema": SCHEMA,
        "ontology": one.ontology,
        "name": one.name,
        "as_of": one.as_of,
        "brief": _brief(one),
        "sites": [_site(one, site) for site in one.sites],
        "placements": [_placement(one, placement) for placement in one.placements],
        "flows": one.flows,
        "preferences": [{"id": id, "value": value} for id, value in one.preferences],
        "findings": [_finding(finding) for finding in sorted(findings)],
        **({} if one.proven else {"proven": False}),
    }
    found: dict[str, Any] = plain(document)
    return found


def _brief(one: Architecture) -> dict[str, object]:
    """The brief as the user would write it, with every default written out.

    Where there is none, only the answers.
    """
    brief = one.brief
    if brief is None:
        return {"answers": _answers(one.answers)} if one.answers else {}
    return {
        "name": brief.name,
        "as_of": brief.as_of,
        "sites": [_site_of_brief(site) for site in brief.sites],
        "workloads": [_workload(workload) for workload in brief.workloads],
        "answers": _answers(brief.answers),
        "use": brief.use,
        "avoid": brief.avoid,
        "prefer": brief.prefer,
    }


def _site_of_brief(site: Site) -> dict[str, object]:
    told: dict[str, object] = {"id": site.id, "cloud": site.cloud, "clusters": site.clusters}
    return told if site.region is None else {**told, "region": site.region}


def _workload(workload: Workload) -> dict[str, object]:
    return {
        "id": workload.id,
        "name": workload.name,
        **({"sites": workload.sites} if workload.sites else {}),
        **_answers(workload.answers),
    }


def _answers(answers: Answers) -> dict[str, object]:
    return {decision: options[0] if len(options) == 1 else options for decision, options in answers}


def _site(one: Architecture, site: Place) -> dict[str, object]:
    inside = one.topology.right_inside(site.id)
    clusters = [place.id.rsplit("/", 1)[-1] for place in inside]
    return {"id": site.id, "cloud": site.cloud, "region": site.region, "clusters": clusters}


def _placement(one: Architecture, placement: Placement) -> dict[str, object]:
    place = one.place(placement.place)
    site, _, cluster = place.id.partition("/")
    return {
        "id": placement.id,
        "component": placement.component,
        "name": placement.name,
        "capabilities": placement.capabilities,
        "scope": place.scope,
        "site": site if place.scope != "world" else None,
        "cluster": cluster or None,
        "reasons": placement.reasons,
        **({"serves": placement.serves} if placement.serves else {}),
        **({"workload": placement.workload} if placement.workload is not None else {}),
    }


def _finding(finding: Finding) -> dict[str, object]:
    told = by_field_names(finding)
    return {name: value for name, value in told.items() if value is not None}


def from_json(text: str, where: str) -> Architecture:
    """The architecture in a JSON text; InputError with file and line for what is not as the schema says. Findings are not read."""
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError.one(
            f"{where}:{error.lineno}", f"is not JSON ({error.msg})", "mend the syntax there"
        ) from None
    except RecursionError:
        raise InputError.one(f"{where}:1", "is nested too deep", "is it the right file?") from None
    except ValueError:
        raise InputError.one(
            f"{where}:1", "holds a number that is too long", "is it the right file?"
        ) from None
    faults = (
        list(_unwritable(document, []))
        or sorted(_schema_faults(document), key=lambda fault: (list(map(str, fault[0])), fault[1]))
        or list(_loose_ends(document))
    )
    if faults:
        lines = _lines(text, where, [path for path, *_ in faults])
        raise InputError(
            dict.fromkeys(
                Problem(f"{where}:{line}", what, remedy)
                for line, (_, what, remedy) in zip(lines, faults, strict=True)
            )
        )
    return _read(document, where)


Fault = tuple[list[str | int], str, str]


def _unwritable(value: Any, path: list[str | int]) -> Iterator[Fault]:
    """Text that no file can hold: JSON can name half of a character, UTF-8 cannot."""
    if isinstance(value, str) and _HALF.search(value):
        yield (
            path,
            f"{'.'.join(map(str, path))} holds half of a character",
            "write the whole character, or leave it out",
        )
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, item in inner:
        if isinstance(key, str) and _HALF.search(key):
            yield (
                path,
                "a key holds half of a character",
                "write the whole character, or leave it out",
            )
        else:
            yield from _unwritable(item, [*path, key])


def _schema_faults(document: Any) -> Iterator[Fault]:
    schema = json.loads((folder("ontology") / SCHEMA_FILE).read_text("utf-8"))
    validator = schema_validator(schema)
    if not isinstance(document, dict) or "placements" not in document:
        yield (
            [],
            "is no architecture",
            "name an architecture.json that kgraph wrote, with 'placements' and 'flows'",
        )
        return
    for fault in validator.iter_errors(document):
        path = list(fault.absolute_path)
        spot = ".".join(map(str, path)) or "the architecture"
        if fault.validator == "additionalProperties":
            allowed = fault.schema.get("properties", {})
            for key in sorted(set(fault.instance) - set(allowed)):
                yield [*path, key], f"unknown key '{key}' in {spot}", nearest(key, allowed)
        elif fault.validator == "required":
            missing = next(key for key in fault.validator_value if key not in fault.instance)
            yield path, f"'{missing}' is missing in {spot}", "add it"
        else:
            yield path, f"{spot} is not as it must be ({fault.message[:120]})", f"see {SCHEMA}"


def _loose_ends(document: dict[str, Any]) -> Iterator[Fault]:
    """What a schema cannot say: ids are unique, and what is referred to is there."""
    places = {place.id for place in _places(document["sites"])}
    for i, site in enumerate(document["sites"]):
        if site["id"] in {other["id"] for other in document["sites"][:i]}:
            yield ["sites", i, "id"], f"the id '{site['id']}' stands twice", "give each its own id"
    for key in ("placements", "flows"):
        seen: set[str] = set()
        for i, item in enumerate(document[key]):
            if item["id"] in seen:
                yield [key, i, "id"], f"the id '{item['id']}' stands twice", "give each its own id"
            seen.add(item["id"])
    for i, item in enumerate(document["placements"]):
        if _place_id(item) not in places or (item["scope"] == "world") != (
            _place_id(item) == "world"
        ):
            yield (
                ["placements", i, "site"],
                f"'{item['id']}' stands at no place of this architecture",
                nearest(_place_id(item), places),
            )
    ids = {item["id"] for item in document["placements"]}
    for i, flow in enumerate(document["flows"]):
        for end in ("from", "to"):
            if flow[end] not in ids:
                yield (
                    ["flows", i, end],
                    f"'{flow[end]}' is no placement of this architecture",
                    nearest(flow[end], ids),
                )


def _lines(text: str, where: str, paths: list[list[str | int]]) -> list[int]:
    """The line of each path. JSON is read as YAML for this; where that fails, everything is said of the first line."""
    try:
        root = parse_yaml(text, where)
    except InputError:
        return [1 for _ in paths]
    return [root.line_at(path) for path in paths]


def _read(document: dict[str, Any], where: str) -> Architecture:
    draft = Architecture(
        name=document["name"],
        as_of=date.fromisoformat(document["as_of"]),
        places=_places(document["sites"]),
        placements=tuple(
            sorted(
                (_read_placement(item) for item in document["placements"]), key=lambda one: one.id
            )
        ),
        flows=tuple(
            sorted((_read_flow(item) for item in document["flows"]), key=lambda one: one.id)
        ),
        answers=_read_answers(document["brief"].get("answers", {})),
        preferences=tuple((item["id"], item["value"]) for item in document["preferences"]),
        ontology=document["ontology"],
        proven=document.get("proven", True),
    )
    return (
        replace(draft, brief=_read_brief(document["brief"], where))
        if "name" in document["brief"]
        else draft
    )


def _places(sites: Items) -> tuple[Place, ...]:
    found = [Place("world", "world")]
    found += [Place(site["id"], "site", "world", site["cloud"], site["region"]) for site in sites]
    found += [
        Place(f"{site['id']}/{cluster}", "cluster", site["id"], site["cloud"])
        for site in sites
        for cluster in site["clusters"]
    ]
    return tuple(found)


def _place_id(item: dict[str, Any]) -> str:
    return "/".join(part for part in (item["site"], item["cluster"]) if part) or "world"


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
    sites = tuple(
        Site(item["id"], item["cloud"], item.get("region"), tuple(item["clusters"]))
        for item in brief["sites"]
    )
    workloads = tuple(_read_workload(item) for item in brief["workloads"])
    lists = {key: tuple(brief[key]) for key in ("use", "avoid", "prefer")}
    return Brief(
        brief["name"],
        date.fromisoformat(brief["as_of"]),
        sites,
        workloads,
        _read_answers(brief["answers"]),
        **lists,
        source=where,
    )


def _read_workload(item: dict[str, Any]) -> Workload:
    answers = {key: value for key, value in item.items() if key not in ("id", "name", "sites")}
    return Workload(item["id"], item["name"], _read_answers(answers), tuple(item.get("sites", ())))
