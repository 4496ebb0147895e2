"""The vocabulary: every term that has a definition, by what it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter

from pages.asking import Row, asked, short
from pages.markdown import code, page, table, words

OTHER_PAGES = ("o:Capability", "o:Decision", "o:Option")
NOT_WORDS = ("o:Component", "o:Part", "dcterms:ProvenanceStatement")
CLASSES = {
    "owl:Class": "Kinds of things",
    "owl:ObjectProperty": "Properties that join two things",
    "owl:DatatypeProperty": "Properties that have a value",
    "rdf:Property": "Properties that do either",
    "skos:ConceptScheme": "Lists of words",
}
"""What kinds of words are called that are not ours."""
QUERY = """
SELECT ?term ?kind ?label ?definition (MIN(STR(?from)) AS ?source) {
  ?term a ?kind ; skos:definition ?definition .
  OPTIONAL { ?term skos:prefLabel ?preferred }
  OPTIONAL { ?term rdfs:label ?named }
  OPTIONAL { ?term dcterms:source ?from }
  BIND(STR(COALESCE(?preferred, ?named, "")) AS ?label)
  FILTER(?kind NOT IN (skos:Concept, owl:NamedIndividual))
} GROUP BY ?term ?kind ?label ?definition ORDER BY ?kind ?term
"""
CAPABILITIES = """
SELECT ?term ?label ?definition ?scope ?broader ?concern {
  ?term a o:Capability ; skos:prefLabel ?label ; skos:definition ?definition .
  OPTIONAL { ?term o:scope ?scope }
  OPTIONAL { ?term skos:broader ?broader . ?broader a o:Capability }
  OPTIONAL { ?term o:concern ?concern }
} ORDER BY ?concern ?term
"""


def every_term() -> list[Row]:
    """Every term of the vocabulary, with what it is; those of the catalog are none."""
    rows = (row | {"kind": short(row["kind"]), "term": short(row["term"])} for row in asked(QUERY))
    return [
        row for row in rows if row["kind"] not in NOT_WORDS and not row["kind"].startswith("http")
    ]


def pages() -> Mapping[str, str]:
    """The page of all words, and that of the capabilities."""
    rows = [row for row in every_term() if row["kind"] not in OTHER_PAGES]
    names = {row["term"]: row["label"] for row in rows} | CLASSES
    ordered = sorted(
        rows, key=lambda row: (row["kind"] in CLASSES, names[row["kind"]], row["term"])
    )
    kinds = groupby(ordered, key=itemgetter("kind"))
    sections = [_section(kind, names[kind], terms) for kind, terms in kinds]
    intro = (
        "The words in which the graph, its queries and its files speak. Prefixes are declared in "
        "every query already. Capabilities, and decisions with their options, have pages of their "
        "own: [capabilities](capabilities.md), [decisions](decisions.md)."
    )
    return {
        "reference/terms.md": page("Terms", intro, *sections),
        "reference/capabilities.md": _capabilities(),
    }


def _section(kind: str, name: str, terms: Iterable[Row]) -> str:
    rows = [
        (code(one["term"]), words(one["label"]), words(one["definition"]) + _source(one["source"]))
        for one in terms
    ]
    title = f"{name[0].upper()}{name[1:]}"
    told = table(("term", "called", "definition"), rows)
    return f"## {title}\n\nOf the kind {code(kind)}.\n\n{told}"


def _source(source: str) -> str:
    return (
        f" ([source]({source}))" if source.startswith("http") and "w3id.org" not in source else ""
    )


def _capabilities() -> str:
    """Capabilities by concern."""
    by_concern = groupby(asked(CAPABILITIES), key=itemgetter("concern"))
    sections = [_concern(short(concern), list(rows)) for concern, rows in by_concern]
    intro = (
        "What a component can do for an architecture. A capability is wanted, and provided, once "
        "for the world, at each site or in each cluster; who provides one provides what is broader "
        "as well. `kgraph catalog list --capability ID` names who has it."
    )
    return page("Capabilities", intro, *sections)


def _concern(concern: str, terms: Iterable[Row]) -> str:
    rows = [
        (
            code(short(one["term"])),
            words(one["definition"]),
            code(short(one["scope"]).partition(":")[2]),
            code(short(one["broader"])),
        )
        for one in terms
    ]
    title = concern.partition(":")[2] or "of no concern"
    return f"## {title}\n\n{table(('capability', 'definition', 'scope', 'broader'), rows)}"
