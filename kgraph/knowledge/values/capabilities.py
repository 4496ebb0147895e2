"""Capabilities, and the patterns by which those who provide them are joined."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox

from kgraph.knowledge.store import rows
from kgraph.model.flows import FlowPattern
from kgraph.model.knowledge import Capability
from kgraph.terms import tail

BROADER = """
SELECT ?x ?broader { ?x a o:Capability ; skos:broader+ ?broader . ?broader a o:Capability }"""
INSTEAD = "SELECT ?x ?other { ?x a o:Capability ; o:insteadOf ?other }"
CAPABILITIES = """
SELECT ?x ?label ?definition ?scope ?concern ?layer ?prominence ?max ?frames ?glyph
  ?position ?door ?own ?one ?up ?filters ?inner ?as_asked ?own_region ?joins_regions {
  ?x a o:Capability ; rdfs:label ?label ; skos:definition ?definition ; o:scope ?scope ;
    o:concern ?concern ; o:layer ?layer ; o:prominence ?prominence
  OPTIONAL { ?x o:maxProvidersPerScope ?max }
  OPTIONAL { ?x o:frames ?frames }
  OPTIONAL { ?x o:glyph ?glyph }
  OPTIONAL { ?x o:wayPosition ?position }
  OPTIONAL { ?x o:oneDoor ?door }
  OPTIONAL { ?x o:ownCluster ?own }
  OPTIONAL { ?x o:oneServes ?one }
  OPTIONAL { ?x o:comesUpWithHost ?up }
  OPTIONAL { ?x o:filters ?filters }
  OPTIONAL { ?x o:forInsiders ?inner }
  OPTIONAL { ?x o:toldAsAsked ?as_asked }
  OPTIONAL { ?x o:ownRegionOnly ?own_region }
  OPTIONAL { ?x o:joinsRegions ?joins_regions }
}"""
PATTERN_LISTS = """
SELECT ?x ?list ?item {
  VALUES ?list { o:protocol o:unless o:onlyFor o:notFrom o:notTo } ?x a o:FlowPattern ; ?list ?item
}"""
PATTERNS = """
SELECT ?x ?from ?to ?kind ?label ?asked ?needed ?said ?through ?served ?door ?home ?inward ?across
  ?follows ?kept {
  ?x a o:FlowPattern ; o:from ?from ; o:to ?to ; o:flowKind ?kind ; o:label ?label
  OPTIONAL { ?x o:whenAsked ?asked }
  OPTIONAL { ?x o:needed ?needed }
  OPTIONAL { ?x o:saidBy ?said }
  OPTIONAL { ?x o:through ?through }
  OPTIONAL { ?x o:asServed ?served }
  OPTIONAL { ?x o:targetServed ?door }
  OPTIONAL { ?x o:atHome ?home }
  OPTIONAL { ?x o:furtherIn ?inward }
  OPTIONAL { ?x o:acrossClouds ?across }
  OPTIONAL { ?x o:follows ?follows }
  OPTIONAL { ?x o:whereKept ?kept }
}"""


def capabilities(store: ox.Store) -> dict[str, Capability]:
    """The capabilities by their ids, sorted."""
    broader: dict[str, set[str]] = defaultdict(set)
    for row in rows(store, BROADER):
        broader[tail(row["x"])].add(tail(row["broader"]))
    instead: dict[str, set[str]] = defaultdict(set)
    for row in rows(store, INSTEAD):
        instead[tail(row["x"])].add(tail(row["other"]))
    found = {}
    for row in sorted(rows(store, CAPABILITIES), key=lambda row: tail(row["x"])):
        id = tail(row["x"])
        found[id] = Capability(
            id=id,
            label=row["label"],
            definition=row["definition"],
            scope=tail(row["scope"]),
            concern=tail(row["concern"]),
            layer=int(row["layer"]),
            prominence=int(row["prominence"]),
            max_providers=int(row["max"]) if "max" in row else None,
            frames=row.get("frames") == "true",
            broader=tuple(sorted(broader[id])),
            glyph=row.get("glyph", ""),
            instead_of=tuple(sorted(instead[id])),
            way_position=int(row.get("position", 0)),
            one_door=row.get("door") == "true",
            own_cluster=row.get("own") == "true",
            one_serves=row.get("one") == "true",
            comes_up_with_host=row.get("up") == "true",
            filters=row.get("filters") == "true",
            for_insiders=row.get("inner") == "true",
            told_as_asked=row.get("as_asked") == "true",
            own_region_only=row.get("own_region") == "true",
            joins_regions=row.get("joins_regions") == "true",
        )
    return found


def patterns(store: ox.Store) -> tuple[FlowPattern, ...]:
    """The patterns, sorted by id."""
    lists: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows(store, PATTERN_LISTS):
        lists[row["x"], tail(row["list"])].append(tail(row["item"]))
    return tuple(
        FlowPattern(
            id=tail(row["x"]),
            source=tail(row["from"]),
            target=tail(row["to"]),
            kind=tail(row["kind"]),
            label=row["label"],
            protocols=tuple(sorted(lists[row["x"], "protocol"])),
            unless=tuple(sorted(lists[row["x"], "unless"])),
            when_asked=tail(row.get("asked", "")),
            needed=row.get("needed", ""),
            said_by=row.get("said", ""),
            only_for=tuple(sorted(lists[row["x"], "onlyFor"])),
            not_from=tuple(sorted(lists[row["x"], "notFrom"])),
            not_to=tuple(sorted(lists[row["x"], "notTo"])),
            through=tail(row.get("through", "")),
            as_served=row.get("served") == "true",
            target_served=row.get("door") == "true",
            at_home=row.get("home") == "true",
            further_in=row.get("inward") == "true",
            across_clouds=row.get("across") == "true",
            follows=row.get("follows") == "true",
            where_kept=row.get("kept") == "true",
        )
        for row in sorted(rows(store, PATTERNS), key=lambda row: row["x"])
    )
