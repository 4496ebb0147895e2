"""What ranks architectures: preferences, each with what components cost by its query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kgraph.knowledge.store import rows
from kgraph.knowledge.values.evidence import day
from kgraph.model.preferences import CostWhere, Preference
from kgraph.terms import tail, word

PREFERENCES = """
SELECT ?x ?label ?definition ?per ?query ?position ?word ?one ?many {
  ?x a o:Preference ; rdfs:label ?label ; skos:definition ?definition ;
    o:countedPer ?per ; o:costQuery ?query
  OPTIONAL { ?x o:defaultPosition ?position }
  OPTIONAL { ?x o:boundWord ?word }
  OPTIONAL { ?x o:unit ?one ; o:units ?many }
}"""
OPPOSED = "SELECT ?x ?other { ?x o:opposes ?other }"
CONDITIONS = ("where", "unless", "since", "until")
"""What a row of a cost query may say beside the cost."""


def preferences(store: ox.Store) -> tuple[Preference, ...]:
    """The preferences, sorted by id."""
    opposed: dict[str, list[str]] = defaultdict(list)
    for row in rows(store, OPPOSED):
        opposed[row["x"]].append(tail(row["other"]))
    found = sorted(rows(store, PREFERENCES), key=lambda row: row["x"])
    return tuple(_preference(store, row, opposed[row["x"]]) for row in found)


def _preference(store: ox.Store, row: Mapping[str, str], opposed: Iterable[str]) -> Preference:
    """One preference, with its costs."""
    plain: list[tuple[str, str, int]] = []
    bound: list[CostWhere] = []
    for one in rows(store, row["query"]):
        cost = (tail(one["component"]), one.get("group", ""), int(one["cost"]))
        if any(name in one for name in CONDITIONS):
            bound.append(_cost_where(cost, one))
        else:
            plain.append(cost)
    return Preference(
        id=tail(row["x"]),
        label=row["label"],
        definition=row["definition"],
        counted_per=row["per"],
        default_position=int(row["position"]) if "position" in row else None,
        costs=tuple(cost for cost in sorted(plain) if cost[2]),
        costs_where=tuple(sorted(bound, key=lambda one: (one.cost, one.where, one.unless))),
        opposes=tuple(sorted(opposed)),
        bound_word=row.get("word", ""),
        unit=(row["one"], row["many"]) if "one" in row else None,
    )


def _cost_where(cost: tuple[str, str, int], row: Mapping[str, str]) -> CostWhere:
    """A cost with the conditions of its row."""
    return CostWhere(
        cost,
        _words(row.get("where", "")),
        _words(row.get("unless", "")),
        day(row.get("since")),
        day(row.get("until")),
    )


def _words(iris: str) -> tuple[str, ...]:
    """The words that the IRIs in a text stand for."""
    return tuple(sorted(set(map(word, iris.split()))))
