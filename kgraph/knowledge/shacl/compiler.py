"""SHACL shapes compiled to SPARQL: the constructs that `ontology/shapes/` uses, no others.

A shape's targets are joined in front of each query instead of binding ``$this`` beforehand. The two
are the same as long as every group of a ``sh:select`` that names ``$this`` also binds it, which the
tests hold against a full SHACL processor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from kgraph.knowledge.shacl.constraints import CONSTRAINTS
from kgraph.knowledge.shacl.statements import Statements, UnsupportedShapeError, key_of, sh_name
from kgraph.terms import ONT, RDF, RDFS, SH

_ABOUT = {
    RDF + "type",
    RDFS + "label",
    RDFS + "comment",
    RDFS + "seeAlso",
    SH + "name",
    SH + "message",
    SH + "severity",
    ONT + "remedy",
}
_NODE_SHAPE = _ABOUT | {SH + "targetClass", SH + "property", SH + "sparql", SH + "rule"}
_PROPERTY_SHAPE = _ABOUT | {SH + name for name in ("path", *CONSTRAINTS)}
_SPARQL = {RDF + "type", SH + "prefixes", SH + "select"}
_RULE = {RDF + "type", SH + "prefixes", SH + "construct", SH + "order"}
_DECLARING = {SH + "declare", SH + "prefix", SH + "namespace"}
_FORBIDDEN = re.compile(
    r"(?<![\w:?$-])(MINUS|VALUES|SERVICE|FROM|GRAPH)\b|[$?](PATH|shapesGraph|currentShape)\b",
    re.IGNORECASE,
)
_SEVERITIES = {"Violation": "violation", "Warning": "warning", "Info": "info"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One constraint of one shape as a query whose rows break it; `?this` is the focus.

    One without a severity breaks nothing: what its query constructs is there for those after it.
    """

    id: str
    shape: str
    severity: str
    message: str
    remedy: str
    query: str
    order: int = 0


def load_shapes(*paths: Path) -> tuple[Rule, ...]:
    """The rules of Turtle files of shapes; UnsupportedShapeError where one cannot be compiled."""
    texts = (path.read_text("utf-8") for path in paths)
    return tuple(chain.from_iterable(map(compile_shapes, texts)))


def compile_shapes(turtle: str) -> tuple[Rule, ...]:
    """The rules of a Turtle text of shapes, sorted by rule and query.

    UnsupportedShapeError where one cannot be compiled.
    """
    rules = _Compiler(Statements(turtle)).rules()
    return tuple(sorted(rules, key=lambda rule: (rule.id, rule.query)))


def infer(store: ox.Store, rules: Iterable[Rule]) -> list[ox.Quad]:
    """Add what rules construct to a store, in their order; what was not there yet."""
    added: list[ox.Quad] = []
    for rule in sorted(rules, key=lambda rule: rule.order):
        if not rule.severity:
            triples = cast(ox.QueryTriples, store.query(rule.query))
            quads = dict.fromkeys(ox.Quad(*triple) for triple in triples)
            fresh = [quad for quad in quads if quad not in store]
            store.bulk_extend(fresh)
            added += fresh
    return added


class _Compiler:
    """The shapes of one text."""

    def __init__(self, statements: Statements) -> None:
        self.said = statements

    def rules(self) -> list[Rule]:
        """The rules of every node shape; nothing of SHACL may stand outside of one."""
        rules = list(chain.from_iterable(map(self.node_shape, sorted(self.node_shapes()))))
        for subject, about in self.said.of.items():
            if subject not in self.said.reached:
                stray = {predicate for predicate in about if predicate.startswith(SH)} - _DECLARING
                if stray:
                    construct = f"{sh_name(min(stray))} outside of a node shape"
                    raise UnsupportedShapeError(subject, construct)
        return rules

    def node_shapes(self) -> list[str]:
        """The subjects that are called node shapes."""
        shape = ox.NamedNode(SH + "NodeShape")
        return [subject for subject, about in self.said.of.items() if shape in about[RDF + "type"]]

    def node_shape(self, shape: str) -> Iterator[Rule]:
        """The rules of a node shape and of its property shapes."""
        self.said.only(shape, _NODE_SHAPE)
        about = self.said.of[shape]
        classes = [self.said.iri(shape, "targetClass", term) for term in about[SH + "targetClass"]]
        if not classes:
            raise UnsupportedShapeError(shape, "no sh:targetClass")
        target = _target(sorted(classes))
        for node in about[SH + "sparql"]:
            yield self.rule(shape, self.select(shape, key_of(node), target))
        for node in about[SH + "rule"]:
            yield self.inference(shape, key_of(node), target)
        for node in about[SH + "property"]:
            yield from self.property_shape(key_of(node), target)

    def property_shape(self, shape: str, target: str) -> Iterator[Rule]:
        """A rule for each constraint of a property shape."""
        self.said.only(shape, _PROPERTY_SHAPE)
        path = self.said.iri(shape, "path", self.said.one(shape, SH + "path"))
        for name, constraint in sorted(CONSTRAINTS.items()):
            for value in self.said.of[shape].get(SH + name, ()):
                body = constraint(f"<{path}>", value)
                if body is None:
                    raise UnsupportedShapeError(shape, f"sh:{name} {value}")
                yield self.rule(shape, f"SELECT DISTINCT ?this WHERE {{ {target} {body}")

    def select(self, shape: str, node: str, target: str) -> str:
        """The query of a ``sh:sparql``, with its prefixes and with the targets joined."""
        self.said.only(node, _SPARQL, shape)
        text = self.said.one(node, SH + "select").value
        if not re.match(r"\s*SELECT\b[^{]*[$?]this\b", text):
            raise UnsupportedShapeError(shape, "a sh:select that does not select $this")
        return self.query(shape, node, target, text)

    def inference(self, shape: str, node: str, target: str) -> Rule:
        """What a ``sh:rule`` adds."""
        given = self.said.of[node][SH + "order"]
        order = int(self.said.one(node, SH + "order").value) if given else 0
        return Rule(shape, shape, "", "", "", self.construct(shape, node, target), order)

    def construct(self, shape: str, node: str, target: str) -> str:
        """The query of a ``sh:rule``, likewise."""
        self.said.only(node, _RULE, shape)
        return self.query(shape, node, target, self.said.one(node, SH + "construct").value)

    def query(self, shape: str, node: str, target: str, text: str) -> str:
        """A query with its prefixes and with the targets joined."""
        forbidden = _FORBIDDEN.search(re.sub(r'"[^"]*"', '""', text))
        if forbidden:
            raise UnsupportedShapeError(shape, f"{forbidden.group()} in a query")
        joined, count = re.subn(
            r"\bWHERE\s*\{", lambda found: f"{found.group()} {target}", text, count=1
        )
        if not count:
            raise UnsupportedShapeError(shape, "a query without WHERE")
        return self.prologue(node) + re.sub(r"\$(?=\w)", "?", joined)

    def prologue(self, node: str) -> str:
        """The prefixes that a ``sh:sparql`` names the declarations of."""
        declared: list[str] = []
        for ontology in self.said.of[node][SH + "prefixes"]:
            declared += map(key_of, self.said.of[key_of(ontology)][SH + "declare"])
        # sorted as they are written: the ids of declarations are new in every reading
        return "".join(sorted(map(self.prefix, declared)))

    def prefix(self, declaration: str) -> str:
        """The line of a query for one declaration of a prefix."""
        prefix = self.said.one(declaration, SH + "prefix")
        namespace = self.said.one(declaration, SH + "namespace")
        return f"PREFIX {prefix.value}: <{namespace.value}>\n"

    def rule(self, shape: str, query: str) -> Rule:
        """The rule of a query, with what its shape says of it."""
        term = self.said.one(shape, SH + "severity")
        severity = self.said.iri(shape, "severity", term).removeprefix(SH)
        if severity not in _SEVERITIES:
            raise UnsupportedShapeError(shape, f"the severity {severity}")
        return Rule(
            id=self.said.english(shape, SH + "name"),
            shape=shape,
            severity=_SEVERITIES[severity],
            message=self.said.english(shape, SH + "message"),
            remedy=self.said.english(shape, ONT + "remedy"),
            query=query,
        )


def _target(classes: Iterable[str]) -> str:
    """What a focus is: an instance of one of the classes, or of a subclass."""
    each = [
        f"{{ ?this <{RDF}type> ?focus_class . ?focus_class <{RDFS}subClassOf>* <{iri}> }}"
        for iri in classes
    ]
    return "{ SELECT DISTINCT ?this WHERE { " + " UNION ".join(each) + " } }"
