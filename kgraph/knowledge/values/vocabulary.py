"""The words of the graph: what each is called, what it means, and where it is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import filterfalse

import pyoxigraph as ox

from kgraph import terms
from kgraph.knowledge.store import rows

WORDS = """
SELECT ?x ?label ?definition ?kind {
  ?x rdfs:label ?label ; skos:definition ?definition
  { ?x a skos:Concept ; a ?class . ?class a owl:Class ; rdfs:label ?kind }
  UNION
  { ?x rdfs:isDefinedBy <https://w3id.org/kgraph/ont> ; a owl:Class BIND("class" AS ?kind) }
  UNION
  { VALUES ?form { owl:ObjectProperty owl:DatatypeProperty rdf:Property }
    ?x rdfs:isDefinedBy <https://w3id.org/kgraph/ont> ; a ?form BIND("property" AS ?kind) }
}"""
DOMAINS = "SELECT ?x ?class { ?x schema:domainIncludes ?class } ORDER BY ?x ?class"
_FILING = (terms.SKOS, terms.RDF, terms.RDFS)
"""Namespaces whose statements file a word, and do not use it."""


@dataclass(frozen=True, slots=True)
class Word:
    """A class, a property or a concept, by the name that a query uses it with.

    `use` is a statement of the graph with it, or a pattern where only architectures have one.
    """

    id: str
    kind: str
    label: str
    definition: str
    use: str

    @property
    def name(self) -> str:
        """What it is called without its prefix; where no prefix fits, the end of its address."""
        prefix, _, local = self.id.partition(":")
        return local if prefix in terms.PREFIXES else terms.tail(self.id.strip("<>"))


def words(store: ox.Store) -> tuple[Word, ...]:
    """All words of the graph, sorted by their names."""
    domains = {row["x"]: row["class"] for row in reversed(rows(store, DOMAINS))}
    found: dict[str, Word] = {}
    for row in sorted(rows(store, WORDS), key=lambda row: (row["x"], row["kind"])):
        iri = row["x"]
        found[iri] = Word(
            id=terms.shorten(iri),
            kind=row["kind"],
            label=row["label"],
            definition=row["definition"],
            use=_use(store, iri, row["kind"], domains.get(iri, "")),
        )
    return tuple(sorted(found.values(), key=lambda word: word.id))


def matching(known: Iterable[Word], text: str) -> list[Word]:
    """The words that a text names, or else those that speak of it, the nearest first."""
    asked = text.casefold()
    found = [(rank, word) for word in known if (rank := _rank(word, asked)) is not None]
    exact = [word for rank, word in found if rank == 0]
    return exact or [word for _, word in sorted(found, key=lambda one: (one[0], one[1].id))]


def _rank(word: Word, asked: str) -> int | None:
    """How near a word is to what is asked; None where it has nothing to do with it."""
    names = [name.casefold() for name in (word.id, word.label)]
    if asked in (*names, word.name.casefold()):
        return 0
    if any(asked in name for name in names):
        return 1
    return 2 if asked in word.definition.casefold() else None


def _use(store: ox.Store, iri: str, kind: str, domain: str) -> str:
    """A statement with a word: the first by its text, so that it stays the same."""
    node = ox.NamedNode(iri)
    if kind == "property":
        return _first(store.quads_for_pattern(None, node, None)) or _pattern(iri, domain)
    if kind == "class":
        typed = ox.NamedNode(terms.RDF + "type")
        return _first(store.quads_for_pattern(None, typed, node)) or f"?x a {terms.shorten(iri)}"
    used = store.quads_for_pattern(None, None, node)
    return _first(filterfalse(_files, used)) or _first(store.quads_for_pattern(node, None, None))


def _files(quad: ox.Quad) -> bool:
    return quad.predicate.value.startswith(_FILING)


def _pattern(iri: str, domain: str) -> str:
    """How one asks for what only architectures state."""
    typed = f"a {terms.shorten(domain)} ; " if domain else ""
    return f"?x {typed}{terms.shorten(iri)} ?y"


def _first(quads: Iterator[ox.Quad] | Iterable[ox.Quad]) -> str:
    return min(map(_said, quads), default="")


def _said(quad: ox.Quad) -> str:
    """A statement as a query has it; `a` for the type."""
    subject, predicate, value = map(_short, (quad.subject, quad.predicate, quad.object))
    return f"{subject} {'a' if predicate == 'rdf:type' else predicate} {value}"


def _short(term: object) -> str:
    return terms.shorten(term.value) if isinstance(term, ox.NamedNode) else str(term)
