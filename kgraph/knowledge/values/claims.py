"""What entries claim, as it can be held against others: their sources, names, homes, stages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

import pyoxigraph as ox

from kgraph.knowledge.store import rows
from kgraph.knowledge.values.evidence import day
from kgraph.model.audit import Sourced
from kgraph.model.landscape import Claimed
from kgraph.terms import tail

SOURCED = """
SELECT ?x ?n ?source ?checked ?grade ?quote {
  ?x a o:Component ; ?part ?n . ?n o:grade/skos:notation ?grade ; dcterms:source ?source
  OPTIONAL { ?n o:checkedOn ?checked }
  OPTIONAL { ?n o:quote ?quote }
}"""
GRADES = (
    "SELECT ?id ?label { ?x a o:SourceGrade ; skos:notation ?id ; rdfs:label ?label ; o:rank ?r }"
)
CLAIMED = """
SELECT ?x ?home ?repository ?open {
  ?x a o:Component ; schema:url ?home
  OPTIONAL { ?x schema:codeRepository ?repository }
  OPTIONAL { ?x o:openSource ?open }
  OPTIONAL { ?x o:formOf ?main } FILTER(!BOUND(?main))
} ORDER BY ?x"""
NAMES = "SELECT ?x ?name { ?x a o:Component ; rdfs:label|skos:altLabel ?name }"
ALONE = "SELECT ?x ?why { ?x a o:Capability ; o:aloneBecause ?why }"
ONE_SIDED = "SELECT ?x { ?x a o:Protocol ; o:oneSidedBecause ?why }"
OWN = "SELECT ?x ?cloud { ?cloud o:operator ?vendor . ?x o:madeBy ?vendor }"
HOSTED = """
SELECT ?x ?source { ?x a o:Component ; o:delivery/o:runByOthers true
  OPTIONAL { ?x o:runs/dcterms:source ?source } } ORDER BY ?x"""
STAGES = "SELECT ?x ?level ?since { ?x o:maturity ?n . ?n o:level ?level ; o:since ?since }"


def sourced(store: ox.Store) -> tuple[Sourced, ...]:
    """The statements of entries that cite a page, sorted."""
    found = (
        Sourced(
            tail(row["x"]),
            row["n"].rsplit("/", 1)[-1],
            row["source"],
            day(row.get("checked")),
            row["grade"],
            "quote" in row,
        )
        for row in rows(store, SOURCED)
    )
    return tuple(sorted(set(found), key=lambda one: (one.statement, one.source)))


def grades(store: ox.Store) -> dict[str, str]:
    """The grades of sources with what they are called, the best first."""
    return {row["id"]: row["label"] for row in rows(store, f"{GRADES} ORDER BY ?r")}


def alone_because(store: ox.Store) -> dict[str, str]:
    """The capabilities that one component alone may provide, with the reasons."""
    return {tail(row["x"]): row["why"] for row in rows(store, ALONE)}


def one_sided(store: ox.Store) -> frozenset[str]:
    """The protocols of which the catalog may have one side alone, since they say why."""
    return frozenset(tail(row["x"]) for row in rows(store, ONE_SIDED))


def hosted(store: ox.Store) -> dict[str, str | None]:
    """The components that others run, each with the page that says where, if one is cited."""
    return {tail(row["x"]): row.get("source") for row in rows(store, HOSTED)}


def own_of_clouds(store: ox.Store) -> frozenset[tuple[str, str]]:
    """The components that whoever runs a cloud makes, each with the cloud."""
    return frozenset((tail(row["x"]), tail(row["cloud"])) for row in rows(store, OWN))


def claimed(store: ox.Store) -> tuple[Claimed, ...]:
    """What the components say of themselves; those that are forms of others are left out."""
    names = _gathered(rows(store, NAMES), "name")
    stages: Mapping[str, dict[str, date]] = defaultdict(dict)
    for row in rows(store, STAGES):
        stages[row["x"]][tail(row["level"])] = date.fromisoformat(row["since"])
    return tuple(
        Claimed(
            id=tail(row["x"]),
            names=tuple(sorted(names[row["x"]])),
            home=row["home"],
            repository=row.get("repository"),
            stages=stages[row["x"]],
            open_source=row.get("open") == "true",
        )
        for row in rows(store, CLAIMED)
    )


def _gathered(found: Iterable[dict[str, str]], key: str) -> Mapping[str, list[str]]:
    """What each thing has under a name."""
    values: Mapping[str, list[str]] = defaultdict(list)
    for row in found:
        values[row["x"]].append(row[key])
    return values
