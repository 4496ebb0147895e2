"""What a published system must not have, looked for in an architecture: one check for each kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from kgraph.model.architecture import Architecture, Flow, Placement

WRITES = re.compile("write|ship|send|push|forward|feed|store|load|deliver|ingest|put", re.I)
ASIDE = re.compile("goes out|resolves")
"""Requests that are no step on the way from a client to a workload."""

Ids = frozenset[str]


class Built:
    """An architecture, asked by the words of the files."""

    def __init__(self, architecture: Architecture) -> None:
        self.architecture = architecture
        self.placements = architecture.placements
        self.flows = architecture.flows
        self.place = {one.id: one.place for one in architecture.placements}
        self.scope = {place.id: place.scope for place in architecture.places}

    def of(self, id: str) -> Ids:
        """The placements of a component, of a workload, of a system, or all (`*`)."""
        kind, _, own = id.rpartition(":")
        return frozenset(one.id for one in self.placements if _is(one, kind, own))

    def any(self, ids: Iterable[str]) -> Ids:
        return frozenset().union(*map(self.of, ids))

    def between(self, starts: Ids, ends: Ids, kind: str = "", label: str = "") -> list[Flow]:
        return [
            flow
            for flow in self.flows
            if flow.source in starts
            and flow.target in ends
            and kind in ("", flow.kind)
            and label in flow.label
        ]

    def site(self, id: str) -> str:
        """The site of a placement; nothing where it stands in the world."""
        place = self.place[id]
        return "" if self.scope[place] == "world" else place.split("/")[0]

    def cluster(self, id: str) -> str:
        """The cluster of a placement; nothing where it stands in none."""
        return self.place[id] if self.scope[self.place[id]] == "cluster" else ""

    def from_(self, id: str) -> list[Flow]:
        return [flow for flow in self.flows if flow.source == id]

    def to(self, id: str) -> list[Flow]:
        return [flow for flow in self.flows if flow.target == id]

    def joined(self, one: Ids, other: Ids) -> bool:
        return bool(self.between(one, other) or self.between(other, one))


def _is(placement: Placement, kind: str, id: str) -> bool:
    if kind == "workload":
        return id in ("*", placement.workload) and bool(placement.workload)
    if kind == "system":
        return id in ("*", placement.system) and bool(placement.system)
    return id in ("*", placement.component)


# --- what would be plainly wrong: each check gives its evidence, or nothing


def _edge(built: Built, ends: list[str], check: dict[str, Any]) -> bool:
    start, end = map(built.of, ends)
    return bool(built.between(start, end, check.get("kind", ""), check.get("label", "")))


def _parallel(built: Built, ends: list[str], _: dict[str, Any]) -> bool:
    starts, one, other = map(built.of, ends)
    return any(
        built.between(frozenset({start}), one, "request")
        and built.between(frozenset({start}), other, "request")
        for start in starts
    )


def _hop(built: Built, ids: list[str], _: dict[str, Any]) -> bool:
    def carries(flows: list[Flow]) -> bool:
        return any(flow.kind == "request" and "goes out" not in flow.label for flow in flows)

    return any(carries(built.to(one)) and carries(built.from_(one)) for one in built.any(ids))


def _placed(built: Built, ids: list[str], _: dict[str, Any]) -> bool:
    return bool(built.any(ids))


def _isolated(built: Built, ids: list[str], _: dict[str, Any]) -> bool:
    return any(not built.to(one) and not built.from_(one) for one in built.any(ids))


def _no_input(built: Built, ids: list[str], _: dict[str, Any]) -> bool:
    return any(
        not any(WRITES.search(flow.label) for flow in built.to(one)) for one in built.any(ids)
    )


def _no_output(built: Built, ids: list[str], _: dict[str, Any]) -> bool:
    return any(
        not any(WRITES.search(flow.label) for flow in built.from_(one)) for one in built.any(ids)
    )


def _no_output_kind(built: Built, said: list[str], _: dict[str, Any]) -> bool:
    id, word = said
    return any(not any(word in flow.label for flow in built.from_(one)) for one in built.of(id))


def _dead_end(built: Built, ids: list[str], _: dict[str, Any]) -> bool:
    return any(not built.from_(one) for one in built.any(ids))


def _in_cluster(built: Built, ids: list[str], _: dict[str, Any]) -> bool:
    return any(built.cluster(one) for one in built.any(ids))


def _reach(built: Built, ends: list[str], _: dict[str, Any]) -> bool:
    starts, goals = map(built.of, ends)
    seen, waiting = set(starts), list(starts)
    while waiting:
        here = waiting.pop()
        for flow in built.from_(here):
            led = flow.kind == "request" and not ASIDE.search(flow.label)
            if led and flow.target not in seen:
                seen.add(flow.target)
                waiting.append(flow.target)
    return not goals.isdisjoint(seen)


def _cross_cluster(built: Built, ids: list[str], _: dict[str, Any]) -> bool:
    requests = [
        flow
        for flow in built.flows
        if flow.source in built.any(ids) and flow.kind == "request" and built.cluster(flow.target)
    ]
    return any(built.cluster(one.source) not in ("", built.cluster(one.target)) for one in requests)


def _cross_site(built: Built, ends: list[str], _: dict[str, Any]) -> bool:
    start, end = map(built.of, ends)
    led = built.between(start, end)
    sites = [{built.site(one.source), built.site(one.target)} - {""} for one in led]
    return any(len(one) > 1 for one in sites)


def _no_self(built: Built, ids: list[str], _: dict[str, Any]) -> bool:
    copies = [built.of(id) for id in ids]
    return any(
        len({built.site(one) for one in copy}) > 1 and not built.between(copy, copy)
        for copy in copies
    )


def _around(built: Built, said: list[Any], _: dict[str, Any]) -> bool:
    filters, entrances = said
    guarded = {flow.target for one in built.of(filters) for flow in built.from_(one)}
    doors = [
        one.id
        for one in built.placements
        if one.component == "client" or "dns-hosting" in one.capabilities
    ]
    led = {flow.target for door in doors for flow in built.from_(door)}
    return bool(guarded and led & built.any(entrances) - guarded)


def _kubernetes(built: Built, _: Any, __: dict[str, Any]) -> bool:
    able = {"managed-kubernetes", "self-managed-kubernetes"}
    return any(able.intersection(one.capabilities) for one in built.placements)


def _more_than(built: Built, most: int, _: dict[str, Any]) -> bool:
    people = {"client", "developer", "operator"}
    return len([one for one in built.placements if one.component not in people]) > most


CHECKS: dict[str, Callable[[Built, Any, dict[str, Any]], bool]] = {
    "edge": _edge,
    "parallel": _parallel,
    "hop": _hop,
    "placed": _placed,
    "isolated": _isolated,
    "no_input": _no_input,
    "no_output": _no_output,
    "no_output_kind": _no_output_kind,
    "dead_end": _dead_end,
    "in_cluster": _in_cluster,
    "reach": _reach,
    "cross_cluster": _cross_cluster,
    "cross_site": _cross_site,
    "no_self": _no_self,
    "around": _around,
    "kubernetes": _kubernetes,
    "more_than": _more_than,
}


def violated(check: dict[str, Any], built: Built) -> bool:
    """Whether an architecture has the fault that a check looks for."""
    kind = next(one for one in check if one in CHECKS)
    return CHECKS[kind](built, check[kind], check)
