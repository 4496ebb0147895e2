"""Triples from the forms in which they are written, and whether they tell of an architecture."""

from __future__ import annotations

import pyoxigraph as ox

from kgraph import terms
from kgraph.documents import kinds
from kgraph.errors import InputError

_EXAMPLE = '<…> a o:Architecture ; rdfs:label "…" ; o:asOf "…"^^xsd:date'

FORMATS = {
    kinds.TURTLE: (ox.RdfFormat.TURTLE, "Turtle"),
    kinds.NTRIPLES: (ox.RdfFormat.N_TRIPLES, "N-Triples"),
    kinds.TRIG: (ox.RdfFormat.TRIG, "TriG"),
    kinds.RDFXML: (ox.RdfFormat.RDF_XML, "RDF/XML"),
    kinds.JSONLD: (ox.RdfFormat.JSON_LD, "JSON-LD"),
}
"""The forms in which triples are read, each with its name."""


def parse_turtle(
    text: str, where: str, kind: str = kinds.TURTLE, *, apart: bool = False
) -> list[ox.Triple]:
    """The triples of a Turtle text, or of one in another of `FORMATS`, of whatever graph.

    With `apart`, things without a name are told from those of every other text. InputError with
    file and line where its syntax is wrong.
    """
    format, name = FORMATS[kind]
    try:
        # as bytes: half of a character in a text is told like any other mistake
        data = text.encode("utf-8", "surrogatepass")
        quads = ox.parse(data, format=format, base_iri=terms.ARCHITECTURE, rename_blank_nodes=apart)
        return [quad.triple for quad in quads]
    except SyntaxError as error:
        spot = f"{where}:{error.lineno or 1}"
        raise InputError.one(spot, f"is not {name}", "mend the syntax there", error.msg) from None


def parse_architecture(text: str, where: str, kind: str = kinds.TURTLE) -> list[ox.Triple]:
    """The triples of a text that holds an architecture, however incomplete.

    InputError where it holds none: rules that judge architectures have nothing to say against that.
    """
    triples = parse_turtle(text, where, kind)
    type, architecture = ox.NamedNode(terms.RDF + "type"), ox.NamedNode(terms.ONT + "Architecture")
    if not any(one.predicate == type and one.object == architecture for one in triples):
        raise without_architecture(where)
    return triples


def without_architecture(where: str) -> InputError:
    """What is told of a text that holds none."""
    remedy = f"name one architecture: '{_EXAMPLE}'"
    return InputError.one(f"{where}:1", "holds no architecture", remedy)
