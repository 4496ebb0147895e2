"""What triples say, asked thing by thing; what is wrong with it is gathered."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kgraph import terms
from kgraph.errors import Problem, shown
from kgraph.knowledge.architectures.naming import short

Term = ox.NamedNode | ox.BlankNode | ox.Literal
_WHOLE = re.compile(r"[+-]?[0-9]{1,4000}")  # Python reads no longer number


class Facts:
    """The triples of a text by their subjects, and the `problems` found so far.

    Things go by their IRIs; those without one by their mark in the text. Properties are named by
    the ends of their IRIs where they are ours.
    """

    def __init__(self, triples: Iterable[ox.Triple], where: str) -> None:
        self.where = where
        self.problems: list[Problem] = []
        self._about: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            if not isinstance(triple.subject, ox.Triple) and not isinstance(
                triple.object, ox.Triple
            ):
                self._about[_key(triple.subject)][triple.predicate.value].append(triple.object)

    def __contains__(self, iri: str) -> bool:
        """Whether anything is said of a thing."""
        return iri in self._about

    def __iter__(self) -> Iterator[str]:
        """All things of which something is said."""
        return iter(self._about)

    def terms(self, subject: str, property: str) -> list[Term]:
        """The objects of a property by its whole IRI, as they were written."""
        return self._about[subject][property] if subject in self._about else []

    def nodes(self, subject: str, name: str) -> list[str]:
        """The objects of one of our own properties, sorted, each once."""
        return sorted(set(map(_key, self.terms(subject, terms.ONT + name))))

    def tails(self, subject: str, name: str) -> tuple[str, ...]:
        """The ends of the IRIs that something is joined with by a property, sorted."""
        return tuple(sorted(map(terms.tail, self.nodes(subject, name))))

    def only(self, subject: str, name: str) -> str:
        """The one object of a property of ours, or nothing; two are a problem."""
        found = self.nodes(subject, name)
        if len(found) > 1:
            self.fault(subject, f"has 'o:{name}' {len(found)} times", "keep one")
        return found[0] if found else ""

    def number(self, subject: str, name: str) -> int:
        """The one number of a property of ours, or 0; what is none is a problem."""
        text = self.only(subject, name) or "0"
        if _WHOLE.fullmatch(text):
            return int(text)
        what = f"has 'o:{name}' '{shown(text, 40)}', which is no number"
        self.fault(subject, what, "write a whole number")
        return 0

    def label(self, subject: str) -> str | None:
        """The label of a thing: in English or without a language, else the first there is."""
        labels = self.terms(subject, terms.RDFS + "label")
        found = sorted((getattr(one, "language", None) or "", one.value) for one in labels)
        own = [value for language, value in found if language in ("", "en")]
        return next(iter(own), found[0][1] if found else None)

    def is_a(self, iri: str, kind: str) -> bool:
        """Whether a thing is said to be of a class of ours."""
        return terms.ONT + kind in map(_key, self.terms(iri, terms.RDF + "type"))

    def fault(self, iri: str, what: str, remedy: str) -> None:
        """Note a problem with a thing."""
        self.problems.append(Problem(self.where, f"{shown_iri(iri)} {what}", remedy))


def shown_iri(iri: str) -> str:
    """An IRI as it is told in a message."""
    if iri.startswith("_:"):
        return "something without an IRI"
    own = iri.removeprefix(terms.ARCHITECTURE)
    return shown(own if own != iri else short(iri) or f"<{iri}>", 200)


def _key(term: Term) -> str:
    """A term as a key; blank nodes keep their mark, so that they never look like text."""
    return str(term) if isinstance(term, ox.BlankNode) else term.value
