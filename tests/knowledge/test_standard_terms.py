"""The dataset in terms that other tools know: schemes, labels, definitions, a description."""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from kgraph import resources
from kgraph.knowledge import store as store_room
from kgraph.knowledge.shacl.compiler import load_shapes
from kgraph.knowledge.shacl.judge import Judge
from kgraph.knowledge.store import rows
from kgraph.model.knowledge import Knowledge

NAMELESS = """SELECT ?x { ?x a skos:Concept
  OPTIONAL { ?x skos:prefLabel ?label } OPTIONAL { ?x skos:inScheme ?scheme }
  FILTER(!BOUND(?label) || !BOUND(?scheme)) }"""
ROOTLESS = """SELECT ?x { ?x skos:inScheme ?scheme
  OPTIONAL { SELECT DISTINCT ?x ?scheme (true AS ?found) {
    ?x skos:broader* ?top . ?top skos:topConceptOf ?scheme } }
  FILTER(!BOUND(?found)) }"""
UNDEFINED = """SELECT ?x { ?x a ?kind
  FILTER(?kind IN (owl:Class, owl:ObjectProperty, owl:DatatypeProperty, rdf:Property))
  OPTIONAL { ?x rdfs:isDefinedBy ?where } FILTER(!BOUND(?where)) }"""
SCHEMES = """SELECT ?scheme (COUNT(?top) AS ?tops) {
  ?scheme a skos:ConceptScheme ; skos:prefLabel ?label ; skos:definition ?said .
  ?scheme skos:hasTopConcept ?top
} GROUP BY ?scheme"""


RANGELESS = """SELECT ?x { ?x rdfs:isDefinedBy <https://w3id.org/kgraph/ont> ; a ?kind
  FILTER(?kind IN (owl:ObjectProperty, owl:DatatypeProperty))
  OPTIONAL { ?x schema:rangeIncludes ?range } FILTER(!BOUND(?range)) }"""
STRICT = """SELECT ?x (COUNT(DISTINCT ?strict) AS ?one) (COUNT(DISTINCT ?loose) AS ?several) {
  VALUES (?told ?said) { (rdfs:domain schema:domainIncludes) (rdfs:range schema:rangeIncludes) }
  ?x ?said ?loose ; rdfs:isDefinedBy ?ontology OPTIONAL { ?x ?told ?strict }
} GROUP BY ?x ?told"""
ALIGNED = """SELECT ?x ?page { ?x a o:Component ; rdfs:seeAlso ?page }"""


@pytest.mark.parametrize("query", [NAMELESS, ROOTLESS, UNDEFINED, RANGELESS])
def test_nothing_lacks_what_other_tools_look_for(dataset: ox.Store, query: str) -> None:
    assert rows(dataset, query) == []


def test_domains_and_ranges_are_strict_where_there_is_one(dataset: ox.Store) -> None:
    found = rows(dataset, STRICT)
    assert {row["one"] for row in found if row["several"] == "1"} == {"1"}
    assert {row["one"] for row in found if row["several"] != "1"} == {"0"}
    assert len([row for row in found if row["one"] == "1"]) > 200


def test_entries_lead_to_their_pages_of_the_landscape(
    dataset: ox.Store, knowledge: Knowledge
) -> None:
    found = rows(dataset, ALIGNED)
    assert len(found) > 90
    assert {row["x"].rsplit("/", 1)[-1] for row in found} <= set(knowledge.components)
    pages = [row["page"] for row in found]
    assert all(page.startswith("https://landscape.cncf.io/?item=") for page in pages)
    assert all(page.partition("=")[2].count("--") == 2 for page in pages)


def test_each_scheme_has_tops_and_that_of_capabilities_begins_with_the_concerns(
    dataset: ox.Store, knowledge: Knowledge
) -> None:
    every = {
        row["scheme"] for row in rows(dataset, "SELECT ?scheme { ?scheme a skos:ConceptScheme }")
    }
    tops = {row["scheme"]: int(row["tops"]) for row in rows(dataset, SCHEMES)}
    assert tops.keys() == every
    begin = rows(dataset, "SELECT ?x { o:capabilities skos:hasTopConcept ?x }")
    assert {row["x"].rsplit("/", 1)[-1] for row in begin} == {one.id for one in knowledge.concerns}


def test_a_concern_is_no_capability_that_somebody_provides(
    dataset: ox.Store, knowledge: Knowledge
) -> None:
    assert rows(dataset, "SELECT ?x { ?x o:provides ?k . ?k a o:Concern }") == []
    assert all(
        set(one.broader) <= set(knowledge.capabilities) for one in knowledge.capabilities.values()
    )


def test_the_dataset_says_what_it_is_and_from_what_it_was_built(
    dataset: ox.Store, knowledge: Knowledge
) -> None:
    (told,) = rows(
        dataset,
        """SELECT ?title ?version ?license ?day ?many ?build ?how {
          ?x a <http://rdfs.org/ns/void#Dataset> ; dcterms:title ?title ; owl:versionInfo ?version ;
            dcterms:license ?license ; dcterms:modified ?day ; dcterms:identifier ?build ;
            dcterms:provenance/skos:definition ?how ; <http://rdfs.org/ns/void#entities> ?many }""",
    )
    assert date.fromisoformat(told["day"]) >= date(2026, 11, 26)
    assert int(told["many"]) == len(knowledge.components)
    assert told["build"].startswith("sha256:")
    assert len(told["build"]) == len("sha256:") + 64


def test_a_loose_concept_is_named_by_the_rules() -> None:
    store = ox.Store()
    store.load(
        b"""@prefix o: <https://w3id.org/kgraph/ont#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        o:loose a skos:Concept ; skos:prefLabel "loose"@en .""",
        format=ox.RdfFormat.TURTLE,
    )
    found = Judge(lambda: store, load_shapes(resources.folder("ontology") / "shapes" / "core.ttl"))
    assert {one.rule for one in found.findings()} == {"concept-scheme"}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["core", "catalog"])
def test_a_shacl_processor_at_its_defaults_agrees_on_the_dataset(
    dataset: ox.Store, name: str
) -> None:
    path = resources.folder("ontology") / "shapes" / f"{name}.ttl"
    graph = rdflib.Graph().parse(data=store_room.dump(dataset), format="nt")
    conforms, _, told = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(path))
    ours = Judge(lambda: store_room.copy(dataset), load_shapes(path)).findings()
    assert conforms is (not ours), told
