"""The chains, and what options ask of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pyoxigraph as ox

from kgraph.knowledge.store import rows
from kgraph.model.chain import Chain, ChainDemand, Link, Station
from kgraph.terms import tail

CHAINS = """
SELECT ?x ?label ?start ?end { ?x a o:Chain ; rdfs:label ?label ; o:starts ?start ; o:ends ?end }"""
STATIONS = """
SELECT ?x ?chain ?label ?capability ?given {
  ?x a o:Station ; o:ofChain ?chain ; rdfs:label ?label ; o:capability ?capability
  OPTIONAL { ?x o:given ?given }
}"""
LINKS = """
SELECT ?x ?chain ?label ?from ?to ?signal ?kind ?verb ?opens ?free {
  ?x a o:Link ; o:from ?from ; o:to ?to ; rdfs:label ?label ; o:flowKind ?kind ; o:label ?verb ;
    o:signal ?signal .
  ?from o:ofChain ?chain
  OPTIONAL { ?x o:endOpens ?opens }
  OPTIONAL { ?x o:free ?free }
}"""
PROTOCOLS = """
SELECT ?x ?which ?protocol { VALUES ?which { o:onlyBy o:notBy } ?x a o:Link ; ?which ?protocol }"""
ASKS = """
SELECT ?option ?x ?chain ?because ?each {
  ?option o:asks ?x . ?x a o:ChainDemand ; o:chain ?chain ; o:because ?because
  OPTIONAL { ?x o:ofEach ?each }
}"""
STATIONS_ASKED = """
SELECT ?x ?which ?station {
  VALUES ?which { o:through o:without } ?x a o:ChainDemand ; ?which ?station
}"""
FILLED = """
SELECT ?x ?station ?component { ?x o:filled ?n . ?n o:station ?station ; o:by ?component }"""
Asks = Mapping[str, tuple[ChainDemand, ...]]
"""The chains that an option asks for, by its IRI."""
Lists = Mapping[tuple[str, str], tuple[str, ...]]


def chains(store: ox.Store) -> dict[str, Chain]:
    """The chains by their ids, sorted."""
    stations, links = _stations(store), _links(store)
    found = {}
    for row in sorted(rows(store, CHAINS), key=lambda row: row["x"]):
        found[tail(row["x"])] = Chain(
            id=tail(row["x"]),
            label=row["label"],
            start=tail(row["start"]),
            end=tail(row["end"]),
            stations=tuple(stations[row["x"]]),
            links=tuple(links[row["x"]]),
        )
    return found


def _stations(store: ox.Store) -> Mapping[str, list[Station]]:
    found: dict[str, list[Station]] = defaultdict(list)
    for row in sorted(rows(store, STATIONS), key=lambda row: row["x"]):
        given = row.get("given") == "true"
        station = Station(tail(row["x"]), row["label"], tail(row["capability"]), given)
        found[row["chain"]].append(station)
    return found


def _links(store: ox.Store) -> Mapping[str, list[Link]]:
    protocols = _lists(store, PROTOCOLS, "protocol")
    found: dict[str, list[Link]] = defaultdict(list)
    for row in sorted(rows(store, LINKS), key=lambda row: row["x"]):
        link = Link(
            id=tail(row["x"]),
            label=row["label"],
            start=tail(row["from"]),
            end=tail(row["to"]),
            signal=tail(row["signal"]),
            kind=tail(row["kind"]),
            verb=row["verb"],
            end_opens=row.get("opens") == "true",
            free=row.get("free") == "true",
            only_by=protocols.get((row["x"], "onlyBy"), ()),
            not_by=protocols.get((row["x"], "notBy"), ()),
        )
        found[row["chain"]].append(link)
    return found


def _lists(store: ox.Store, query: str, item: str) -> Lists:
    """What stands in rows by subject and property, sorted."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows(store, query):
        found[row["x"], tail(row["which"])].append(tail(row[item]))
    return {key: tuple(sorted(items)) for key, items in found.items()}


def asks(store: ox.Store) -> Asks:
    """The chains that options ask for."""
    stations, filled = _lists(store, STATIONS_ASKED, "station"), _filled(store)
    found: dict[str, list[ChainDemand]] = defaultdict(list)
    for row in sorted(rows(store, ASKS), key=lambda row: row["x"]):
        demand = ChainDemand(
            id=row["x"].rsplit("/", 1)[-1],
            chain=tail(row["chain"]),
            because=row["because"],
            through=stations.get((row["x"], "through"), ()),
            without=stations.get((row["x"], "without"), ()),
            filled=tuple(sorted(filled[row["x"]])),
            of_each=row.get("each") == "true",
        )
        found[row["option"]].append(demand)
    return {option: tuple(demands) for option, demands in found.items()}


def _filled(store: ox.Store) -> Mapping[str, list[tuple[str, str]]]:
    """Which stations each demand has filled, and by which component."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows(store, FILLED):
        found[row["x"]].append((tail(row["station"]), tail(row["component"])))
    return found
