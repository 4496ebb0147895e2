"""The judge: SHACL shapes run as SPARQL on the store, their results told as findings.

It says what a full SHACL processor says of the same data and shapes (the tests hold it to one), in a fraction of the time.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable
from typing import cast

import pyoxigraph as ox

from kgraph.knowledge.architectures.naming import Names, short
from kgraph.knowledge.architectures.turtle_reader import parse_turtle
from kgraph.knowledge.shacl.compiler import Rule
from kgraph.model.finding import Finding
from kgraph.terms import ONT, RDF, RDFS

Data = str | Iterable[ox.Triple | ox.Quad]
FRESH_AFTER = 50
"""After so many architectures the dataset is made anew: a store in memory keeps a trace of what was removed, and slows down."""

_VARIABLE = re.compile(r"\{[$?](\w+)\}")
_Name = Callable[[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple], str]


class Judge:
    """A dataset of its own, made by `fresh`, and rules to hold architectures to; several threads may use it."""

    def __init__(self, fresh: Callable[[], ox.Store], shapes: Iterable[Rule]) -> None:
        self._rules = tuple(shapes)
        self._fresh = fresh
        self._store = fresh()
        self._judged = 0
        self._lock = threading.Lock()

    def findings(
        self, architecture: Data = "", *, where: str = "architecture.ttl"
    ) -> tuple[Finding, ...]:
        """Everything the architecture breaks, sorted, each finding once; InputError where the Turtle is wrong."""
        triples = (
            parse_turtle(architecture, where) if isinstance(architecture, str) else architecture
        )
        quads = [ox.Quad(t.subject, t.predicate, t.object, ox.DefaultGraph()) for t in triples]
        name = _namer(quads)
        with self._lock:
            if self._judged >= FRESH_AFTER:
                self._store, self._judged = self._fresh(), 0
            self._judged += 1
            added = [quad for quad in dict.fromkeys(quads) if quad not in self._store]
            self._store.extend(added)
            try:
                found = {finding for rule in self._rules for finding in self._broken(rule, name)}
            finally:
                for quad in added:
                    self._store.remove(quad)
        return tuple(
            sorted(
                found,
                key=lambda f: (_GRAVITY.index(f.severity), f.focus, f.rule, f.reason, f.remedy),
            )
        )

    def _broken(self, rule: Rule, name: _Name) -> Iterable[Finding]:
        solutions = cast(ox.QuerySolutions, self._store.query(rule.query))
        variables = [variable.value for variable in solutions.variables]
        for row in solutions:
            said = {variable: term for variable in variables if (term := row[variable]) is not None}
            if any(
                isinstance(term, ox.Literal) and term.language not in (None, "en")
                for term in said.values()
            ):
                continue  # the same row in another language
            words = {variable: name(term) for variable, term in said.items()}
            yield Finding(
                rule.severity,
                words["this"],
                rule.id,
                _filled(rule.message, words),
                _filled(rule.remedy, words),
            )


_GRAVITY = ("violation", "warning", "info")


def _filled(template: str, words: dict[str, str]) -> str:
    return _VARIABLE.sub(lambda found: words.get(found.group(1), found.group()), template)


def _namer(quads: Iterable[ox.Quad]) -> _Name:
    """How terms are called in findings: ids below an architecture, an architecture by its name, other IRIs with a prefix."""
    quads = tuple(quads)
    whole = ox.NamedNode(ONT + "Architecture")
    wholes = {
        quad.subject
        for quad in quads
        if quad.predicate.value == RDF + "type" and quad.object == whole
    }
    below = [Names(node.value) for node in wholes if isinstance(node, ox.NamedNode)]
    below.sort(key=lambda names: names.architecture)
    labels: dict[str, str] = {}
    for quad in quads:
        if (
            quad.subject in wholes
            and quad.predicate.value == RDFS + "label"
            and isinstance(quad.object, ox.Literal)
        ):
            iri, label = str(quad.subject).strip("<>"), quad.object.value
            labels[iri] = min(labels.get(iri, label), label)

    def name(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
        if isinstance(term, ox.BlankNode):
            return "something without an IRI"
        if not isinstance(term, ox.NamedNode):
            return term.value if isinstance(term, ox.Literal) else str(term)
        ids = (names.id(term.value) for names in below)
        return (
            labels.get(term.value)
            or next((id for id in ids if id is not None), None)
            or short(term.value)
            or f"<{term.value}>"
        )

    return name
