"""Catalog entries as one JSON-LD document: given IRIs where people give none, so that no blank
node is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from kgraph import terms
from kgraph.catalog.entries import Entry
from kgraph.catalog.moments import bounded
from kgraph.catalog.references import options_of
from kgraph.documents.plain import to_json_line

Content = dict[str, Any]
_SINGLE = {
    "runs": None,
    "successor": "o:Succession",
    "inside": "o:Inside",
}
"""Statements of which an entry has one, with their classes."""
_EVENTS = ("released", "retired")
"""What happened on a day, or within bounds."""
_MANY = {
    "speaks": ("protocol", "o:Support"),
    "conflicts": ("with", "o:Conflict"),
    "maturity": ("level", "o:MaturityRecord"),
    "provisions": ("capability", "o:Provision"),
}
"""Statements of which an entry has several, each with what tells them apart and their class."""


def document(entries: Iterable[Entry], context: Content) -> str:
    """All entries as one JSON-LD document."""
    graph = [_with_ids(entry.content) | _origin(entry) for entry in entries]
    return to_json_line({**context, "@graph": graph})


def _origin(entry: Entry) -> Content:
    """The layer that an entry is from, if it is from one."""
    return {"catalog": entry.layer} if entry.layer else {}


def _with_ids(root: Content) -> Content:
    """The entry with its class, and an IRI for every nested statement."""
    own = root["id"]
    entry = {**root, "type": "o:Component"}
    if "license" in root:
        entry["license"] = _license(root["license"])
    for key, kind in _SINGLE.items():
        if key in entry:
            entry[key] = _typed({**entry[key], "id": f"{own}#{key}"}, kind)
    for key, (field, kind) in _MANY.items():
        entry[key] = [
            _typed({**item, "id": f"{own}#{key}-{_told_apart(item, field)}"}, kind)
            for item in root.get(key, [])
        ]
    entry |= _events(root, own) | _lists(root, own)
    if "inside" in root:
        entry["inside"] |= _inside(root["inside"], own)
    return entry


def _events(root: Content, own: str) -> Content:
    """What happened, each with the bounds of its day."""
    told = {key: bounded(root[key]) for key in _EVENTS if key in root}
    return {key: _typed({**one, "id": f"{own}#{key}"}, "o:Event") for key, one in told.items()}


def _stage(stage: Content, own: str) -> Content:
    """A stage that a component reached, told apart from others by its day."""
    told = bounded(stage)
    id = f"{own}#life-{stage['stage']}-{told['latest']}"
    return _typed({**told, "id": id}, "o:StageRecord")


def _adoption(figure: Content, own: str) -> Content:
    """A figure of how many use it, told apart by what was counted and when."""
    apart = re.sub("[^a-z0-9]+", "-", f"{figure['of']} {figure['on']}".lower()).strip("-")
    return {**figure, "id": f"{own}#adoption-{apart}", "type": "o:Adoption"}


def _licensing(licence: Content, own: str) -> Content:
    """That a component, or a part of it, is under a licence."""
    apart = "-".join(str(licence[key]) for key in ("id", "since") if key in licence)
    told = {**licence, "id": f"{own}#licence-{apart}", "license": _license(licence["id"])}
    if "or" in licence:
        told["or"] = list(map(_license, licence["or"]))
    return _typed(told, "o:Licensing")


def _license(id: str) -> str:
    """A licence of the public list by its id there, one that is not in it by an IRI of ours."""
    return f"{terms.LICENSE}{id}" if id.startswith("LicenseRef-") else id


def _lists(root: Content, own: str) -> Content:
    """Needs, stages, figures and licences, each with what it takes to be a statement."""
    stages = (_stage(one, own) for one in root.get("life", ()))
    figures = (_adoption(one, own) for one in root.get("adoption", ()))
    licences = (_licensing(one, own) for one in root.get("licences", ()))
    return {
        "needs": list(map(_need, root.get("needs", ()))),
        "life": list(stages),
        "adoption": list(figures),
        "licensing": list(licences),
    }


def _need(need: Content) -> Content:
    """A need, with its condition as options or as words."""
    told = {key: value for key, value in need.items() if key != "when"}
    when = need.get("when")
    if isinstance(when, dict):
        told["whenOption"] = [f"{decision}.{id}" for decision, id in options_of(when)]
    elif when is not None:
        told["condition"] = when
    return _typed(told, "o:Need")


def _typed(statement: Content, kind: str | None) -> Content:
    return {**statement, "type": kind} if kind else statement


def _told_apart(item: Content, field: str) -> str:
    """What makes one of several statements another.

    Records of one level differ by their day, those of one protocol by direction and signals.
    """
    words = [str(item[key]) for key in (field, "since") if key in item]
    for direction in ("offers", "uses"):
        words += [direction, *item[direction]] if direction in item else []
    return "-".join(words)


def _inside(inside: Content, own: str) -> Content:
    parts = [_typed(part, "o:Part") for part in inside["parts"]]
    flows = [_typed(_flow(flow, own), "o:InnerFlow") for flow in inside["flows"]]
    return {"parts": parts, "flows": flows}


def _flow(flow: Content, own: str) -> Content:
    return {**flow, "id": f"{own}#flow-{_flow_slug(flow)}"}


def _flow_slug(flow: Content) -> str:
    ends = [str(flow.get(end) or flow.get(f"{end}_capability")) for end in ("from", "to")]
    names = (end.rsplit("#", 1)[-1] for end in ends)
    return "--".join([*names, flow["kind"], flow["label"].lower().replace(" ", "-")])
