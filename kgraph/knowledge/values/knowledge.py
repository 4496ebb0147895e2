"""Everything that assembly and drawing need to know, as one value."""

from __future__ import annotations

import pyoxigraph as ox

from kgraph.knowledge.store import rows
from kgraph.knowledge.values.capabilities import capabilities, patterns
from kgraph.knowledge.values.chains import asks, chains
from kgraph.knowledge.values.components import components
from kgraph.knowledge.values.decisions import clouds, decisions, deliveries, demands
from kgraph.knowledge.values.drawing import concerns, flow_kinds, lanes, views
from kgraph.knowledge.values.preferences import preferences
from kgraph.knowledge.values.vendors import vendors
from kgraph.model.knowledge import LEVELS, Knowledge
from kgraph.terms import ONT

VERSION = "SELECT ?version { <https://w3id.org/kgraph/ont> owl:versionInfo ?version }"


def read_knowledge(store: ox.Store) -> Knowledge:
    """What a dataset says, sorted by id or by stated position."""
    version = rows(store, VERSION)
    asked = demands(store)
    of_places = {scope: asked.get((ONT + scope, "demands")) for scope in LEVELS}
    return Knowledge(
        version=version[0]["version"] if version else "",
        concerns=concerns(store),
        lanes=lanes(store),
        capabilities=capabilities(store),
        components=components(store),
        decisions=decisions(store, asked, asks(store)),
        flow_kinds=flow_kinds(store),
        patterns=patterns(store),
        chains=chains(store),
        preferences=preferences(store),
        clouds=clouds(store),
        place_demands={scope: found for scope, found in of_places.items() if found},
        views=views(store),
        vendors=vendors(store),
        deliveries=deliveries(store),
    )
