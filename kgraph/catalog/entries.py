"""Catalog entries as they lie in files: located, checked against the JSON Schema, given IRIs where people give none."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgraph.documents.plain import to_json_line
from kgraph.documents.schema import schema_validator
from kgraph.documents.yaml import Located, read_yaml
from kgraph.errors import InputError, Problem, nearest

SCHEMA_FILE = "component.schema.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """One component as its file says it."""

    path: Path
    root: Located

    @property
    def id(self) -> str:
        """The id that the file states."""
        return str(self.root.value["id"].value)

    def at(self, *steps: str | int) -> str:
        """``file:line`` of what stands at a path of keys."""
        return f"{self.path}:{self.root.line_at(list(steps))}"


def read_entries(folder: Path, *, names: dict[str, frozenset[str]]) -> tuple[Entry, ...]:
    """Every entry below `folder`, sorted by id.

    `names` holds the known ids of what entries refer to, by kind: capabilities, concerns, clouds, protocols.
    InputError names *all* problems of all files, each with file and line.
    """
    problems: list[Problem] = []
    entries: list[Entry] = []
    check = _schema_check(folder)
    for path in sorted(folder.rglob("*.yaml")):
        try:
            entry = Entry(path, read_yaml(path))
        except InputError as error:
            problems.extend(error.problems)
            continue
        faults = [*check(entry), *_identity(entry)]
        problems.extend(faults)
        if not faults:
            entries.append(entry)
    components = frozenset(entry.id for entry in entries)
    problems.extend(_references(entries, names, components=None if problems else components))
    if problems:
        raise InputError(sorted(problems))
    return tuple(sorted(entries, key=lambda entry: entry.id))


def read_entry(
    path: Path, *, names: dict[str, frozenset[str]], components: frozenset[str]
) -> Entry:
    """One entry, held against the ids that it may refer to; `components` are those of the catalog it belongs to."""
    entry = Entry(path, read_yaml(path))
    problems = [*_schema_check(path.parent)(entry), *_identity(entry)]
    if not problems:
        problems = list(_references([entry], names, components=components | {entry.id}))
    if problems:
        raise InputError(sorted(problems))
    return entry


def document(entries: Iterable[Entry], context: dict[str, Any]) -> str:
    """All entries as one JSON-LD document."""
    graph = [_with_ids(entry.root.plain()) for entry in entries]
    return to_json_line({**context, "@graph": graph})


def _schema_check(folder: Path) -> Any:
    schema_path = next(
        (p / SCHEMA_FILE for p in (folder, *folder.parents) if (p / SCHEMA_FILE).exists()), None
    )
    if schema_path is None:
        raise InputError.one(
            str(folder), f"has no {SCHEMA_FILE} beside or above it", "name a catalog folder"
        )
    validator = schema_validator(json.loads(schema_path.read_text("utf-8")))

    def check(entry: Entry) -> Iterator[Problem]:
        for fault in validator.iter_errors(entry.root.plain()):
            yield from _explain(entry, fault)

    return check


def _explain(entry: Entry, fault: Any) -> Iterator[Problem]:
    path = list(fault.absolute_path)
    spot = ".".join(map(str, path)) or "the entry"
    if fault.validator == "additionalProperties":
        allowed = fault.schema.get("properties", {})
        for key in sorted(set(fault.instance) - set(allowed)):
            yield Problem(entry.at(*path, key), f"unknown key '{key}'", nearest(key, allowed))
    elif fault.validator == "required":
        missing = fault.message.split("'")[1]
        yield Problem(entry.at(*path), f"'{missing}' is missing in {spot}", "add it")
    elif fault.validator == "enum":
        yield Problem(
            entry.at(*path),
            f"'{fault.instance}' is not a value for {spot}",
            nearest(str(fault.instance), map(str, fault.validator_value)),
        )
    elif fault.validator == "anyOf":
        yield Problem(
            entry.at(*path),
            f"{spot} cites no source",
            "add 'source' and 'checked', or 'unverified' with what is not verified",
        )
    elif fault.validator == "oneOf":
        yield Problem(
            entry.at(*path), f"{spot} names no provider", "add 'capability' or 'any', not both"
        )
    else:
        yield Problem(
            entry.at(*path),
            f"{spot} is not as it must be ({fault.message[:120]})",
            f"see {SCHEMA_FILE}",
        )


def _identity(entry: Entry) -> Iterator[Problem]:
    root = entry.root.plain()
    if root.get("id") != entry.path.stem:
        yield Problem(
            entry.at("id"),
            f"the id '{root.get('id')}' is not the file's name",
            f"write 'id: {entry.path.stem}'",
        )
    if root.get("concern") != entry.path.parent.name:
        yield Problem(
            entry.at("concern"),
            f"the concern '{root.get('concern')}' is not the folder's name",
            f"write 'concern: {entry.path.parent.name}'",
        )
    inner = [("needs", i, need) for i, need in enumerate(_items(root, "needs"))]
    inside = root.get("inside")
    parts = _items(inside, "parts") if isinstance(inside, dict) else []
    seen: set[str] = set()
    for steps, item in [
        *(((k, i), n) for k, i, n in inner),
        *((("inside", "parts", i), p) for i, p in enumerate(parts)),
    ]:
        id = item.get("id")
        if not isinstance(id, str):
            continue
        if not id.startswith(f"{root.get('id')}#"):
            yield Problem(
                entry.at(*steps, "id"),
                f"'{id}' does not begin with '{root.get('id')}#'",
                "ids inside an entry begin with the entry's own",
            )
        if id in seen:
            yield Problem(entry.at(*steps, "id"), f"'{id}' stands twice", "give each its own id")
        seen.add(id)


def _items(holder: Any, key: str) -> list[dict[str, Any]]:
    value = holder.get(key)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _references(
    entries: list[Entry], names: dict[str, frozenset[str]], *, components: frozenset[str] | None
) -> Iterator[Problem]:
    """Everything that an entry refers to is there. Without `components`, since some could not be read, those are let pass."""
    for entry in entries:
        parts = frozenset(
            part["id"] for part in _items(entry.root.plain().get("inside") or {}, "parts")
        )
        for kind, id, steps in _mentions(entry.root.plain()):
            if kind == "components":
                if components is None or id in components or id in parts:
                    continue
                yield Problem(
                    entry.at(*steps), f"unknown component '{id}'", nearest(id, components | parts)
                )
            elif id not in names[kind]:
                yield Problem(
                    entry.at(*steps), f"unknown {_SINGULAR[kind]} '{id}'", nearest(id, names[kind])
                )


_SINGULAR = {
    "capabilities": "capability",
    "concerns": "concern",
    "clouds": "cloud",
    "protocols": "protocol",
}


REFERENCES: tuple[tuple[str, str], ...] = (
    ("concern", "concerns"),
    ("runs.host", "capabilities"),
    ("runs.clouds.*", "clouds"),
    ("provides.*", "capabilities"),
    ("needs.*.capability", "capabilities"),
    ("needs.*.any.*", "components"),
    ("speaks.*.protocol", "protocols"),
    ("conflicts.*.with", "components"),
    ("successor.component", "components"),
    ("inside.flows.*.from", "components"),
    ("inside.flows.*.to", "components"),
    ("inside.flows.*.from_capability", "capabilities"),
    ("inside.flows.*.to_capability", "capabilities"),
)
"""Where an entry refers to something, and to what kind of thing."""


def _mentions(root: dict[str, Any]) -> Iterator[tuple[str, str, tuple[str | int, ...]]]:
    for path, kind in REFERENCES:
        for steps, id in _found(root, path.split("."), ()):
            yield kind, id, steps


def _found(
    value: Any, path: list[str], steps: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The texts at a path in which ``*`` stands for every item of a list."""
    if not path:
        yield steps, str(value)
    elif path[0] == "*" and isinstance(value, list):
        for i, item in enumerate(value):
            yield from _found(item, path[1:], (*steps, i))
    elif isinstance(value, dict) and path[0] in value:
        yield from _found(value[path[0]], path[1:], (*steps, path[0]))


def _with_ids(root: dict[str, Any]) -> dict[str, Any]:
    """The entry with its class, and an IRI for every nested statement, so that no blank node is left."""
    own = root["id"]
    entry = {**root, "type": "o:Component"}
    for key, kind in (
        ("runs", None),
        ("released", "o:Event"),
        ("retired", "o:Event"),
        ("successor", "o:Succession"),
        ("inside", "o:Inside"),
    ):
        if key in entry:
            entry[key] = {**entry[key], "id": f"{own}#{key}", **({"type": kind} if kind else {})}
    entry["needs"] = [{**need, "type": "o:Need"} for need in root.get("needs", [])]
    for key, field, kind in (
        ("speaks", "protocol", "o:Support"),
        ("conflicts", "with", "o:Conflict"),
        ("maturity", "level", "o:MaturityRecord"),
    ):
        entry[key] = [
            {
                **item,
                "id": f"{own}#{key}-{'-'.join(str(item[f]) for f in (field, 'since') if f in item)}",
                "type": kind,
            }
            for item in root.get(key, [])
        ]
    if "inside" in root:
        parts = [{**part, "type": "o:Part"} for part in root["inside"]["parts"]]
        flows = [
            {**flow, "type": "o:InnerFlow", "id": f"{own}#flow-{_flow_slug(flow)}"}
            for flow in root["inside"]["flows"]
        ]
        entry["inside"] = {**entry["inside"], "parts": parts, "flows": flows}
    return entry


def _flow_slug(flow: dict[str, Any]) -> str:
    ends = [flow.get(end) or flow.get(f"{end}_capability") for end in ("from", "to")]
    return "--".join(
        [
            *(str(end).rsplit("#", 1)[-1] for end in ends),
            flow["kind"],
            flow["label"].lower().replace(" ", "-"),
        ]
    )
