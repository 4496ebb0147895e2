"""Who makes or runs components."""

from __future__ import annotations

import pyoxigraph as ox

from kgraph.knowledge.store import rows
from kgraph.knowledge.values.evidence import SOURCED, day, evidence
from kgraph.model.vendor import Ownership, Vendor
from kgraph.terms import tail

VENDORS = f"""
SELECT ?id ?name ?homepage ?owner ?since ?source ?checked ?unverified ?quote ?grade {{
  ?x a o:Vendor ; rdfs:label ?name ; skos:notation ?id
  OPTIONAL {{ ?x schema:url ?homepage }}
  OPTIONAL {{ ?x o:partOf ?n . ?n o:owner ?owner
    OPTIONAL {{ ?n o:since ?since }}
    {SOURCED} }}
}}"""


def vendors(store: ox.Store) -> dict[str, Vendor]:
    """The vendors by their ids, sorted."""
    found: dict[str, Vendor] = {}
    for row in sorted(rows(store, VENDORS), key=lambda row: row["id"]):
        part_of = None
        if "owner" in row:
            part_of = Ownership(tail(row["owner"]), day(row.get("since")), evidence(row))
        found[row["id"]] = Vendor(row["id"], row["name"], row.get("homepage"), part_of)
    return found
