"""What a Turtle text says of its shapes, subject by subject."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from kgraph.errors import KgraphError
from kgraph.knowledge.shacl.constraints import Term
from kgraph.terms import SH


class UnsupportedShapeError(KgraphError):
    """A shape uses what the compiler does not cover; it names the shape and the construct."""

    def __init__(self, shape: str, construct: str) -> None:
        remedy = "say it with what kgraph.knowledge.shacl.compiler covers, or extend that"
        super().__init__(f"{shape}: {construct}: {remedy}")


class Statements:
    """The objects of each subject and predicate; `reached` are the subjects that were read."""

    def __init__(self, turtle: str) -> None:
        self.of: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self.reached: set[str] = set()
        for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
            if isinstance(quad.object, ox.Triple) or isinstance(quad.subject, ox.Triple):
                raise UnsupportedShapeError(str(quad.subject), "a triple term")
            self.of[key_of(quad.subject)][quad.predicate.value].append(quad.object)

    def english(self, shape: str, predicate: str) -> str:
        """What a shape says in English, which must be one thing."""
        literals = (term for term in self.of[shape][predicate] if isinstance(term, ox.Literal))
        texts = [literal.value for literal in literals if literal.language in (None, "en")]
        if len(texts) != 1:
            raise UnsupportedShapeError(
                shape, f"{len(texts)} English values of {sh_name(predicate)}"
            )
        return texts[0]

    def one(self, subject: str, predicate: str) -> Term:
        """The value of a predicate, which must be one."""
        terms = self.of[subject][predicate]
        if len(terms) != 1:
            raise UnsupportedShapeError(subject, f"{len(terms)} values of {sh_name(predicate)}")
        return terms[0]

    def iri(self, shape: str, what: str, term: Term) -> str:
        """The IRI that a term must be."""
        if not isinstance(term, ox.NamedNode):
            raise UnsupportedShapeError(shape, f"sh:{what} with something other than an IRI")
        return term.value

    def only(self, subject: str, allowed: Iterable[str], shape: str = "") -> None:
        """The subject (part of a shape) has no statements but these.

        Else a constraint would be passed over in silence.
        """
        self.reached.add(subject)
        unknown = sorted(set(self.of[subject]) - set(allowed))
        if unknown:
            raise UnsupportedShapeError(shape or subject, sh_name(unknown[0]))


def key_of(term: Term) -> str:
    """What a term goes by as a subject."""
    return str(term) if isinstance(term, ox.BlankNode) else term.value


def sh_name(iri: str) -> str:
    """A term of SHACL as one writes it, another IRI in brackets."""
    return "sh:" + iri.removeprefix(SH) if iri.startswith(SH) else f"<{iri}>"
