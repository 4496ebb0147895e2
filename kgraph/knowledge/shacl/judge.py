"""The judge: SHACL shapes run as SPARQL on the store, their results told as findings.

It says what a full SHACL processor says of the same data and shapes (the tests hold it to one), in
a fraction of the time.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from typing import cast

import pyoxigraph as ox

from kgraph.knowledge.architectures.parsing import parse_turtle
from kgraph.knowledge.shacl.called import Called, Term
from kgraph.knowledge.shacl.compiler import Rule, infer
from kgraph.model.finding import Finding, Lack
from kgraph.terms import tail

Data = str | Iterable[ox.Triple | ox.Quad]
FRESH_AFTER = 50
"""After so many architectures the dataset is made anew.

A store in memory keeps a trace of what was removed, and slows down.
"""

_GRAVITY = ("violation", "warning", "info")
_VARIABLE = re.compile(r"\{[$?](\w+)\}")


class Judge:
    """A dataset of its own, made by `fresh`, and rules to hold architectures to.

    Several threads may use it.
    """

    def __init__(self, fresh: Callable[[], ox.Store], shapes: Iterable[Rule]) -> None:
        self._rules = tuple(shapes)
        self._fresh = fresh
        self._store = fresh()
        self._judged = 0
        self._lock = threading.Lock()

    def findings(
        self, architecture: Data = "", *, where: str = "architecture.ttl"
    ) -> tuple[Finding, ...]:
        """Everything the architecture breaks, sorted, each finding once.

        InputError where the Turtle is wrong.
        """
        if isinstance(architecture, str):
            architecture = parse_turtle(architecture, where)
        quads = [_in_default_graph(triple) for triple in architecture]
        called = Called(quads)
        with self._lock, self._holding(quads):
            judging = (rule for rule in self._rules if rule.severity)
            broken = chain.from_iterable(self._broken(rule, called) for rule in judging)
            findings = set(broken)
        return tuple(sorted(findings, key=_gravest_first))

    @contextmanager
    def _holding(self, quads: Sequence[ox.Quad]) -> Iterator[None]:
        """While this lasts, the dataset holds these quads too."""
        if self._judged >= FRESH_AFTER:
            self._store, self._judged = self._fresh(), 0
        self._judged += 1
        added = [quad for quad in dict.fromkeys(quads) if quad not in self._store]
        self._store.bulk_extend(added)
        try:
            added += infer(self._store, self._rules)
            yield
        finally:
            for quad in added:
                self._store.remove(quad)

    def _broken(self, rule: Rule, called: Called) -> Iterator[Finding]:
        solutions = cast(ox.QuerySolutions, self._store.query(rule.query))
        variables = [variable.value for variable in solutions.variables]
        for row in solutions:
            bound = {name: term for name in variables if (term := row[name]) is not None}
            if any(map(_is_foreign, bound.values())):
                continue  # the same row in another language
            words = {name: called(term) for name, term in bound.items()}
            message, remedy = _filled(rule.message, words), _filled(rule.remedy, words)
            lack = _lack(bound, words)
            found = Finding(rule.severity, words["this"], rule.id, message, remedy, lack=lack)
            yield replace(found, follows="follows" in bound)


def _lack(bound: Mapping[str, Term], words: Mapping[str, str]) -> Lack | None:
    """What is missing where, if a rule says so: the IRIs of the things, with blanks between."""
    things = bound.get("lacks")
    if not isinstance(things, ox.Literal):
        return None
    ids = sorted(map(tail, things.value.split()))
    return Lack(tuple(ids), words.get("place", words["this"]))


def _in_default_graph(triple: ox.Triple | ox.Quad) -> ox.Quad:
    return ox.Quad(*(triple.triple if isinstance(triple, ox.Quad) else triple))


def _gravest_first(finding: Finding) -> tuple[int, str, str, str, str]:
    gravity = _GRAVITY.index(finding.severity)
    return gravity, finding.focus, finding.rule, finding.reason, finding.remedy


def _is_foreign(term: Term) -> bool:
    """Whether a term is a text in another language than English."""
    return isinstance(term, ox.Literal) and term.language not in (None, "en")


def _filled(template: str, words: Mapping[str, str]) -> str:
    """A message with what its variables are called in their places."""
    return _VARIABLE.sub(lambda found: words.get(found.group(1), found.group()), template)
