"""How the terms of a finding are called.

Ids below an architecture, an architecture by its name, other IRIs with a prefix.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from kgraph.knowledge.architectures.naming import Names, short
from kgraph.terms import ONT, RDF, RDFS

_TYPE, _LABEL = ox.NamedNode(RDF + "type"), ox.NamedNode(RDFS + "label")
_ARCHITECTURE = ox.NamedNode(ONT + "Architecture")

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Called:
    """What terms are called where these quads are judged."""

    def __init__(self, quads: Sequence[ox.Quad]) -> None:
        wholes = sorted(_architectures(quads))
        self._below = [Names(iri) for iri in wholes]
        self._labels = _labels(quads, set(wholes))

    def __call__(self, term: Term) -> str:
        """What a term is called."""
        if isinstance(term, ox.NamedNode):
            return self._iri(term.value)
        if isinstance(term, ox.BlankNode):
            return "something without an IRI"
        return term.value if isinstance(term, ox.Literal) else str(term)

    def _iri(self, iri: str) -> str:
        return self._labels.get(iri) or self._id(iri) or short(iri) or f"<{iri}>"

    def _id(self, iri: str) -> str | None:
        """The id of what stands below an architecture."""
        ids = (names.id(iri) for names in self._below)
        return next((id for id in ids if id is not None), None)


def _architectures(quads: Iterable[ox.Quad]) -> set[str]:
    """The IRIs of the architectures."""
    wholes = (
        quad.subject for quad in quads if quad.predicate == _TYPE and quad.object == _ARCHITECTURE
    )
    return {whole.value for whole in wholes if isinstance(whole, ox.NamedNode)}


def _labels(quads: Iterable[ox.Quad], wholes: set[str]) -> dict[str, str]:
    """What each of these is called; of several names, the first in the alphabet."""
    labels: dict[str, str] = {}
    for quad in quads:
        if quad.predicate != _LABEL or not isinstance(quad.subject, ox.NamedNode):
            continue
        iri = quad.subject.value
        if iri in wholes and isinstance(quad.object, ox.Literal):
            labels[iri] = min(labels.get(iri, quad.object.value), quad.object.value)
    return labels
