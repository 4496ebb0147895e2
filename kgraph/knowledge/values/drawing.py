"""The terms that pictures are drawn with: concerns and lanes, kinds of flow, views."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox

from kgraph.knowledge.store import rows
from kgraph.model.flows import FlowKind, Strand
from kgraph.model.pictures import Concern, Lane, ViewDefinition
from kgraph.terms import tail

CONCERNS = """
SELECT ?x ?label ?definition ?position ?lane ?glyph {
  ?x a o:Concern ; rdfs:label ?label ; skos:definition ?definition ;
    o:position ?position ; o:lane ?lane
  OPTIONAL { ?x o:glyph ?glyph }
}"""
LANES = """
SELECT ?x ?label ?position ?hue ?dark ?band ?gathers ?watches {
  ?x a o:Lane ; rdfs:label ?label ; o:position ?position ;
    o:hue ?hue ; o:darkHue ?dark ; o:band ?band
  OPTIONAL { ?x o:gathers ?gathers }
  OPTIONAL { ?x o:watches ?watches }
}"""
PULLS = "SELECT ?x ?label { ?x a o:FlowKind ; o:pulls ?label } ORDER BY ?x ?label"
WIDER = """
SELECT ?x ?label ?words {
  ?wider a o:WiderWords ; o:flowKind ?x ; rdfs:label ?words ; o:holdsFor ?label
} ORDER BY ?x ?label ?words"""
STRANDS = """
SELECT ?x ?kind ?label ?definition ?dash ?weight ?hue ?dark ?position {
  ?x a o:Strand ; o:flowKind ?kind ; rdfs:label ?label ; skos:definition ?definition ;
    o:dash ?dash ; o:weight ?weight ; o:hue ?hue ; o:darkHue ?dark ; o:position ?position
}"""
STRAND_LABELS = "SELECT ?x ?label { ?x a o:Strand ; o:holdsFor ?label } ORDER BY ?x ?label"
FLOW_KINDS = """
SELECT ?x ?label ?definition ?dash ?weight ?hue ?dark ?position ?path ?served ?leans ?prominence {
  ?x a o:FlowKind ; rdfs:label ?label ; skos:definition ?definition ;
    o:dash ?dash ; o:weight ?weight ; o:hue ?hue ; o:darkHue ?dark ;
    o:position ?position ; o:prominence ?prominence
  OPTIONAL { ?x o:mainPath ?path }
  OPTIONAL { ?x o:asServed ?served }
  OPTIONAL { ?x o:leans ?leans }
}"""
ALONG = """
SELECT ?x ?kind { ?x a o:View ; o:along ?kind . ?kind o:position ?position } ORDER BY ?x ?position"""
VIEWS = """
SELECT ?x ?label ?definition ?position ?query ?arrangement ?per ?numbered {
  ?x a o:View ; rdfs:label ?label ; skos:definition ?definition ;
    o:position ?position ; o:selects ?query ; o:arrangement ?arrangement
  OPTIONAL { ?x o:per ?per }
  OPTIONAL { ?x o:numbered ?numbered }
}"""
Row = dict[str, str]


def concerns(store: ox.Store) -> tuple[Concern, ...]:
    """The concerns in their order."""
    return tuple(
        Concern(
            id=tail(row["x"]),
            label=row["label"],
            definition=row["definition"],
            position=int(row["position"]),
            lane=tail(row["lane"]),
            glyph=row.get("glyph", ""),
        )
        for row in _in_order(rows(store, CONCERNS))
    )


def lanes(store: ox.Store) -> tuple[Lane, ...]:
    """The lanes in their order."""
    return tuple(
        Lane(
            id=tail(row["x"]),
            label=row["label"],
            position=int(row["position"]),
            hue=row["hue"],
            dark_hue=row["dark"],
            band=row["band"],
            gathers=row.get("gathers") == "true",
            watches=row.get("watches") == "true",
        )
        for row in _in_order(rows(store, LANES))
    )


def flow_kinds(store: ox.Store) -> tuple[FlowKind, ...]:
    """The kinds of flow in their order."""
    pulls: dict[str, list[str]] = defaultdict(list)
    for row in rows(store, PULLS):
        pulls[row["x"]].append(row["label"])
    wider: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows(store, WIDER):
        wider[row["x"]].append((row["label"], row["words"]))
    strands = _strands(store)
    return tuple(
        FlowKind(
            *_line(row),
            main_path=row.get("path") == "true",
            prominence=int(row["prominence"]),
            pulls=tuple(pulls[row["x"]]),
            as_served=row.get("served") == "true",
            leans=row.get("leans") == "true",
            wider=tuple(wider[row["x"]]),
            strands=tuple(strands[row["x"]]),
        )
        for row in _in_order(rows(store, FLOW_KINDS))
    )


def _strands(store: ox.Store) -> dict[str, list[Strand]]:
    """The strands of each kind of flow, in their order."""
    labels: dict[str, list[str]] = defaultdict(list)
    for row in rows(store, STRAND_LABELS):
        labels[row["x"]].append(row["label"])
    found: dict[str, list[Strand]] = defaultdict(list)
    for row in _in_order(rows(store, STRANDS)):
        found[row["kind"]].append(Strand(*_line(row), labels=tuple(labels[row["x"]])))
    return found


def _line(row: Row) -> tuple[str, str, str, str, float, str, str]:
    """The fields of a `kgraph.model.flows.Line`, in their order."""
    look = row["dash"], float(row["weight"]), row["hue"], row["dark"]
    return tail(row["x"]), row["label"], row["definition"], *look


def views(store: ox.Store) -> tuple[ViewDefinition, ...]:
    """The views in their order."""
    along: dict[str, list[str]] = defaultdict(list)
    for row in rows(store, ALONG):
        along[row["x"]].append(tail(row["kind"]))
    return tuple(
        ViewDefinition(
            id=tail(row["x"]),
            label=row["label"],
            definition=row["definition"],
            position=int(row["position"]),
            query=row["query"],
            arrangement=row["arrangement"],
            along=tuple(along[row["x"]]),
            per=row.get("per", ""),
            numbered=row.get("numbered") == "true",
        )
        for row in _in_order(rows(store, VIEWS))
    )


def _in_order(found: list[Row]) -> list[Row]:
    """Rows by the position that each states."""
    return sorted(found, key=lambda row: int(row["position"]))
