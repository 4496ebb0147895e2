"""What is inside components: their parts and the flows between those."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pyoxigraph as ox

from kgraph.knowledge.store import rows
from kgraph.knowledge.values.evidence import SOURCED, day, evidence
from kgraph.model.component import Evidence, InnerEnd, InnerFlow, Part
from kgraph.terms import tail

PARTS = """
SELECT ?x ?part ?name ?definition ?icon ?glyph ?since ?until ?within {
  ?x o:inside/o:part ?part . ?part rdfs:label ?name ; skos:definition ?definition
  OPTIONAL { ?part o:icon ?icon }
  OPTIONAL { ?part o:actsAs/o:glyph ?glyph }
  OPTIONAL { ?part o:since ?since }
  OPTIONAL { ?part o:until ?until }
  OPTIONAL { ?part o:partWithin ?within }
}"""
CONDITIONS = "SELECT ?part ?with { ?x o:part ?part . ?part o:onlyWith ?with }"
EXCEPTIONS = "SELECT ?flow ?without { ?x o:innerFlow ?flow . ?flow o:onlyWithout ?without }"
FLOWS = """
SELECT ?n ?x ?from ?of ?to ?at ?kind ?label {
  ?x o:inside/o:innerFlow ?n . ?n o:flowKind ?kind ; o:label ?label
  OPTIONAL { ?n o:from ?from }
  OPTIONAL { ?n o:fromCapability ?of }
  OPTIONAL { ?n o:to ?to }
  OPTIONAL { ?n o:toCapability ?at }
}"""
INSIDES = f"SELECT ?x ?source ?checked ?unverified ?quote ?grade {{ ?x o:inside ?n {SOURCED} }}"


def parts(store: ox.Store) -> Mapping[str, list[Part]]:
    """The parts of each component, sorted."""
    found: dict[str, list[Part]] = defaultdict(list)
    conditions: dict[str, list[str]] = defaultdict(list)
    for row in rows(store, CONDITIONS):
        conditions[row["part"]].append(tail(row["with"]))
    for row in sorted(rows(store, PARTS), key=lambda row: row["part"]):
        part = Part(
            id=row["part"].rsplit("/", 1)[-1],
            name=row["name"],
            definition=row["definition"],
            icon=row.get("icon", ""),
            glyph=row.get("glyph", ""),
            since=day(row.get("since")),
            until=day(row.get("until")),
            within=row.get("within", "").rsplit("/", 1)[-1],
            only_with=tuple(sorted(conditions[row["part"]])),
        )
        found[tail(row["x"])].append(part)
    return found


def inner_flows(store: ox.Store) -> Mapping[str, list[InnerFlow]]:
    """The flows inside each component."""
    found: dict[str, list[InnerFlow]] = defaultdict(list)
    exceptions: dict[str, list[str]] = defaultdict(list)
    for row in rows(store, EXCEPTIONS):
        exceptions[row["flow"]].append(tail(row["without"]))
    for row in rows(store, FLOWS):
        source = _end(row.get("from"), row.get("of"))
        target = _end(row.get("to"), row.get("at"))
        without = tuple(sorted(exceptions[row["n"]]))
        flow = InnerFlow(source, target, tail(row["kind"]), row["label"], without)
        found[tail(row["x"])].append(flow)
    return found


def _end(thing: str | None, capability: str | None) -> InnerEnd:
    """An end of a flow: a part or a component, or whatever has a capability."""
    if thing is None:
        return InnerEnd("capability", tail(capability or ""))
    name = thing.rsplit("/", 1)[-1]
    return InnerEnd("part" if "#" in name else "component", name)


def inside_evidence(store: ox.Store) -> dict[str, Evidence]:
    """Where it comes from what is told of the inside of each component."""
    return {tail(row["x"]): evidence(row) for row in rows(store, INSIDES)}
