"""What a brief can say: decisions with their options, what those ask for, preferences, clouds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pyoxigraph as ox

from kgraph.knowledge.store import rows
from kgraph.knowledge.values.chains import Asks
from kgraph.model.decisions import Decision, Demand, Exclusion, Option
from kgraph.model.knowledge import Cloud
from kgraph.terms import tail, word

CLOUDS = """
SELECT ?x ?label ?separate {
  ?x a o:Cloud ; rdfs:label ?label ; o:position ?position
  OPTIONAL { ?x o:separateSites ?separate }
} ORDER BY ?position"""
DELIVERIES = "SELECT ?x ?label { ?x a o:Delivery ; rdfs:label ?label }"
DEMANDS = """
SELECT ?x ?how ?n ?capability ?component ?because ?flow ?role ?at_copy ?beside ?for ?from ?runs
  ?regions {
  VALUES ?how { o:demands o:prefers o:qualifies }
  ?x ?how ?n . ?n o:because ?because
  OPTIONAL { ?n o:capability ?capability }
  OPTIONAL { ?n o:component ?component }
  OPTIONAL { ?n o:flowKind ?flow }
  OPTIONAL { ?n o:role ?role }
  OPTIONAL { ?n o:roleAtCopy ?at_copy }
  OPTIONAL { ?n o:roleBesideCopy ?beside }
  OPTIONAL { ?n o:onlyFor ?for }
  OPTIONAL { ?n o:from ?from }
  OPTIONAL { ?n o:runsIn ?runs }
  OPTIONAL { ?n o:acrossRegions ?regions }
}"""
DROPS = """
SELECT ?n ?by { ?n o:droppedBy ?by }"""
EXCLUSIONS = """
SELECT ?x ?other ?flow ?reason {
  ?x o:excludes ?n . ?n o:with ?other ; o:reason ?reason
  OPTIONAL { ?n o:flowKind ?flow }
}"""
OPTION_LISTS = """
SELECT ?x ?list ?item {
  VALUES ?list { o:forbids o:gives o:spares o:waives o:accepts o:survives o:lasts o:savedBy }
  ?x a o:Option ; ?list ?item
}"""
CONDITIONS = "SELECT ?x ?how ?word { VALUES ?how { o:defaultWhere o:defaultUnless } ?x ?how ?word }"
OPTIONS = """
SELECT ?decision ?x ?id ?label ?definition ?position
       ?sites ?clouds ?networks ?alone ?runs ?away ?lose {
  ?decision o:option ?x .
  ?x skos:notation ?id ; rdfs:label ?label ; skos:definition ?definition ; o:position ?position
  OPTIONAL { ?x o:minSites ?sites }
  OPTIONAL { ?x o:minClouds ?clouds }
  OPTIONAL { ?x o:minNetworks ?networks }
  OPTIONAL { ?x o:alone ?alone }
  OPTIONAL { ?x o:mayBeAway ?away }
  OPTIONAL { ?x o:mayLoseData ?lose }
  OPTIONAL { ?x o:runsIn ?runs }
}"""
DEFAULTS = """
SELECT ?decision ?id ?position {
  ?decision o:default ?x . ?x skos:notation ?id ; o:position ?position
}"""
DECISIONS = """
SELECT ?x ?label ?question ?asked ?section ?source ?multiple ?position {
  ?x a o:Decision ; rdfs:label ?label ; skos:definition ?question ; o:askedOf ?asked ;
    o:section ?section ; dcterms:source ?source ; o:position ?position
  OPTIONAL { ?x o:multiple ?multiple }
}"""
Demands = Mapping[tuple[str, str], tuple[Demand, ...]]
"""What an option or a place asks for: by its IRI, and ``demands``, ``prefers`` or ``qualifies``."""


def deliveries(store: ox.Store) -> dict[str, str]:
    """What each way to have a component is called."""
    return {tail(row["x"]): row["label"] for row in rows(store, DELIVERIES)}


def clouds(store: ox.Store) -> tuple[Cloud, ...]:
    """The clouds in their order."""
    return tuple(
        Cloud(tail(row["x"]), row["label"], row.get("separate") == "true")
        for row in rows(store, CLOUDS)
    )


def demands(store: ox.Store) -> Demands:
    """What options and places ask for."""
    found: dict[tuple[str, str], list[Demand]] = defaultdict(list)
    drops = _drops(store)
    for row in sorted(rows(store, DEMANDS), key=lambda row: row["n"]):
        demand = Demand(
            id=row["n"].rsplit("/", 1)[-1],
            capability=_tail_of(row, "capability"),
            component=_tail_of(row, "component"),
            because=row["because"],
            flow=_tail_of(row, "flow"),
            role=row.get("role"),
            only_for=_tail_of(row, "for"),
            source=_tail_of(row, "from"),
            runs_in=_tail_of(row, "runs"),
            dropped_by=tuple(sorted(drops[row["n"]])),
            role_at_copy=row.get("at_copy"),
            role_beside_copy=row.get("beside"),
            across_regions=row.get("regions") == "true",
        )
        found[row["x"], tail(row["how"])].append(demand)
    return {key: tuple(values) for key, values in found.items()}


def _drops(store: ox.Store) -> Mapping[str, list[str]]:
    """Beside which answers each demand is not made."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows(store, DROPS):
        found[row["n"]].append(tail(row["by"]))
    return found


def _tail_of(row: Mapping[str, str], name: str) -> str | None:
    """The end of an IRI in a row; None where the row has none."""
    return tail(row[name]) if name in row else None


def decisions(store: ox.Store, asked: Demands, chains: Asks) -> tuple[Decision, ...]:
    """The decisions in their order; `asked` and `chains` are what their options ask for."""
    options, defaults = _options(store, asked, chains), _defaults(store)
    return tuple(
        Decision(
            id=tail(row["x"]),
            label=row["label"],
            question=row["question"],
            asked_of=row["asked"],
            section=row["section"],
            source=row["source"],
            multiple=row.get("multiple") == "true",
            defaults=tuple(defaults[row["x"]]),
            options=tuple(options[row["x"]]),
        )
        for row in sorted(rows(store, DECISIONS), key=lambda row: int(row["position"]))
    )


def _options(store: ox.Store, asked: Demands, chains: Asks) -> Mapping[str, list[Option]]:
    """The options of each decision, in their order."""
    lists: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows(store, OPTION_LISTS):
        lists[row["x"], tail(row["list"])].append(tail(row["item"]))
    excluded, conditions = _exclusions(store), _conditions(store)
    found: dict[str, list[Option]] = defaultdict(list)
    for row in sorted(rows(store, OPTIONS), key=lambda row: int(row["position"])):
        option = Option(
            id=row["id"],
            label=row["label"],
            definition=row["definition"],
            demands=asked.get((row["x"], "demands"), ()),
            prefers=asked.get((row["x"], "prefers"), ()),
            forbids=tuple(sorted(lists[row["x"], "forbids"])),
            gives=tuple(sorted(lists[row["x"], "gives"])),
            min_sites=int(row.get("sites", 1)),
            min_clouds=int(row.get("clouds", 1)),
            min_networks=int(row.get("networks", 1)),
            spares=tuple(sorted(lists[row["x"], "spares"])),
            alone=row.get("alone") == "true",
            qualifies=asked.get((row["x"], "qualifies"), ()),
            excludes=tuple(excluded[row["x"]]),
            runs_in=_tail_of(row, "runs"),
            waives=tuple(sorted(lists[row["x"], "waives"])),
            accepts=tuple(sorted(lists[row["x"], "accepts"])),
            asks=chains.get(row["x"], ()),
            survives=tuple(sorted(lists[row["x"], "survives"])),
            lasts=tuple(sorted(lists[row["x"], "lasts"])),
            saved_by=tuple(sorted(lists[row["x"], "savedBy"])),
            may_be_away=row.get("away") == "true",
            may_lose_data=row.get("lose") == "true",
            default_where=tuple(sorted(conditions[row["x"], "defaultWhere"])),
            default_unless=tuple(sorted(conditions[row["x"], "defaultUnless"])),
        )
        found[row["decision"]].append(option)
    return found


def _conditions(store: ox.Store) -> Mapping[tuple[str, str], list[str]]:
    """The words that make each option the default, and those that keep it from being it."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows(store, CONDITIONS):
        found[row["x"], tail(row["how"])].append(word(row["word"]))
    return found


def _exclusions(store: ox.Store) -> Mapping[str, list[Exclusion]]:
    """What does not go together with each option, sorted."""
    found: dict[str, list[Exclusion]] = defaultdict(list)
    for row in sorted(rows(store, EXCLUSIONS), key=lambda row: (row["x"], row["other"])):
        exclusion = Exclusion(tail(row["other"]), _tail_of(row, "flow"), row["reason"])
        found[row["x"]].append(exclusion)
    return found


def _defaults(store: ox.Store) -> Mapping[str, list[str]]:
    """The options that each decision takes by default, in their order."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in sorted(rows(store, DEFAULTS), key=lambda row: (int(row["position"]), row["id"])):
        found[row["decision"]].append(row["id"])
    return found
