"""SHACL shapes compiled to SPARQL: exactly the constructs that `ontology/shapes/` uses, anything else refused.

A shape's targets are joined in front of each query instead of binding ``$this`` beforehand. The two are the same as long
as every group of a ``sh:select`` that names ``$this`` also binds it, which the tests hold against a full SHACL processor.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kgraph.errors import KgraphError
from kgraph.terms import ONT, RDF, RDFS, SH, XSD

Term = ox.NamedNode | ox.BlankNode | ox.Literal
Statements = dict[str, dict[str, list[Term]]]

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
_NODE_SHAPE = _ABOUT | {SH + "targetClass", SH + "property", SH + "sparql"}
_SPARQL = {RDF + "type", SH + "prefixes", SH + "select"}
_CASTS = {XSD + name for name in ("date", "integer", "decimal", "boolean")}
_FORBIDDEN = re.compile(
    r"(?<![\w:?$-])(MINUS|VALUES|SERVICE|FROM|GRAPH)\b|[$?](PATH|shapesGraph|currentShape)\b",
    re.IGNORECASE,
)
_SEVERITIES = {"Violation": "violation", "Warning": "warning", "Info": "info"}


class UnsupportedShapeError(KgraphError):
    """A shape uses what the compiler does not cover; the message names the shape and the construct."""

    def __init__(self, shape: str, construct: str) -> None:
        super().__init__(
            f"{shape}: {construct}: say it with what kgraph.knowledge.shacl.compiler covers, or extend that"
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """One constraint of one shape as a query whose rows are what breaks it; `?this` is the focus."""

    id: str
    shape: str
    severity: str
    message: str
    remedy: str
    query: str


def load_shapes(*paths: Path) -> tuple[Rule, ...]:
    """The rules of Turtle files of shapes; UnsupportedShapeError where one cannot be compiled."""
    return tuple(rule for path in paths for rule in compile_shapes(path.read_text("utf-8")))


def compile_shapes(turtle: str) -> tuple[Rule, ...]:
    """The rules of a Turtle text of shapes, sorted by rule and query; UnsupportedShapeError where one cannot be compiled."""
    statements: Statements = defaultdict(lambda: defaultdict(list))
    for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
        if isinstance(quad.object, ox.Triple) or isinstance(quad.subject, ox.Triple):
            raise UnsupportedShapeError(str(quad.subject), "a triple term")
        statements[_key(quad.subject)][quad.predicate.value].append(quad.object)
    return tuple(sorted(_Compiler(statements).rules(), key=lambda rule: (rule.id, rule.query)))


class _Compiler:
    def __init__(self, statements: Statements) -> None:
        self.of = statements
        self.reached: set[str] = set()

    def rules(self) -> Iterator[Rule]:
        found: list[Rule] = []
        for shape in sorted(self.typed("NodeShape")):
            found.extend(self.node_shape(shape))
        for subject, about in self.of.items():
            stray = sorted(
                p
                for p in about
                if p.startswith(SH) and p not in (SH + "declare", SH + "prefix", SH + "namespace")
            )
            if stray and subject not in self.reached:
                raise UnsupportedShapeError(subject, f"{_sh(stray[0])} outside of a node shape")
        yield from found

    def typed(self, name: str) -> list[str]:
        return [
            s
            for s, about in self.of.items()
            if any(o.value == SH + name for o in about[RDF + "type"] if isinstance(o, ox.NamedNode))
        ]

    def node_shape(self, shape: str) -> Iterator[Rule]:
        self.only(shape, _NODE_SHAPE)
        classes = [
            self.iri(shape, "targetClass", target) for target in self.of[shape][SH + "targetClass"]
        ]
        if not classes:
            raise UnsupportedShapeError(shape, "no sh:targetClass")
        target = _target(sorted(classes))
        for node in self.of[shape][SH + "sparql"]:
            yield self.rule(shape, self.select(shape, _key(node), target))
        for node in self.of[shape][SH + "property"]:
            yield from self.property_shape(_key(node), target)

    def property_shape(self, shape: str, target: str) -> Iterator[Rule]:
        self.only(shape, _ABOUT | {SH + "path"} | {SH + name for name in _CONSTRAINTS})
        path = f"<{self.iri(shape, 'path', self.one(shape, SH + 'path'))}>"
        for name, compiled in sorted(_CONSTRAINTS.items()):
            for value in self.of[shape].get(SH + name, ()):
                body = compiled(path, value)
                if body is None:
                    raise UnsupportedShapeError(shape, f"sh:{name} {value}")
                yield self.rule(shape, f"SELECT DISTINCT ?this WHERE {{ {target} {body}")

    def select(self, shape: str, node: str, target: str) -> str:
        """The query of a ``sh:sparql``, with its prefixes and with the targets joined."""
        self.only(node, _SPARQL, shape)
        text = self.one(node, SH + "select").value
        forbidden = _FORBIDDEN.search(re.sub(r'"[^"]*"', '""', text))
        if forbidden:
            raise UnsupportedShapeError(shape, f"{forbidden.group()} in sh:select")
        if not re.match(r"\s*SELECT\b[^{]*[$?]this\b", text):
            raise UnsupportedShapeError(shape, "a sh:select that does not select $this")
        declared = [
            _key(d)
            for ontology in self.of[node][SH + "prefixes"]
            for d in self.of[_key(ontology)][SH + "declare"]
        ]
        prologue = "".join(
            f"PREFIX {self.one(d, SH + 'prefix').value}: <{self.one(d, SH + 'namespace').value}>\n"
            for d in sorted(declared)
        )
        joined, count = re.subn(r"\bWHERE\s*\{", lambda m: f"{m.group()} {target}", text, count=1)
        if not count:
            raise UnsupportedShapeError(shape, "a sh:select without WHERE")
        return prologue + re.sub(r"\$(?=\w)", "?", joined)

    def rule(self, shape: str, query: str) -> Rule:
        severity = self.iri(shape, "severity", self.one(shape, SH + "severity")).removeprefix(SH)
        if severity not in _SEVERITIES:
            raise UnsupportedShapeError(shape, f"the severity {severity}")
        name, message, remedy = (
            self.english(shape, predicate)
            for predicate in (SH + "name", SH + "message", ONT + "remedy")
        )
        return Rule(name, shape, _SEVERITIES[severity], message, remedy, query)

    def english(self, shape: str, predicate: str) -> str:
        found = [
            o.value
            for o in self.of[shape][predicate]
            if isinstance(o, ox.Literal) and o.language in (None, "en")
        ]
        if len(found) != 1:
            raise UnsupportedShapeError(shape, f"{len(found)} English values of {_sh(predicate)}")
        return found[0]

    def one(self, subject: str, predicate: str) -> Term:
        found = self.of[subject][predicate]
        if len(found) != 1:
            raise UnsupportedShapeError(subject, f"{len(found)} values of {_sh(predicate)}")
        return found[0]

    def iri(self, shape: str, what: str, term: Term) -> str:
        if not isinstance(term, ox.NamedNode):
            raise UnsupportedShapeError(shape, f"sh:{what} with something other than an IRI")
        return term.value

    def only(self, subject: str, allowed: Iterable[str], shape: str = "") -> None:
        """The subject (part of a shape) has no statements but these, lest a constraint be passed over in silence."""
        self.reached.add(subject)
        unknown = sorted(set(self.of[subject]) - set(allowed))
        if unknown:
            raise UnsupportedShapeError(shape or subject, _sh(unknown[0]))


def _target(classes: list[str]) -> str:
    """What a focus is: an instance of one of the classes, or of a subclass."""
    each = [
        f"{{ ?this <{RDF}type> ?focus_class . ?focus_class <{RDFS}subClassOf>* <{one}> }}"
        for one in classes
    ]
    return "{ SELECT DISTINCT ?this WHERE { " + " UNION ".join(each) + " } }"


def _count(sign: str) -> Callable[[str, Term], str | None]:
    def compiled(path: str, value: Term) -> str | None:
        return f"OPTIONAL {{ ?this {path} ?value }} }} GROUP BY ?this HAVING (COUNT(DISTINCT ?value) {sign} {int(value.value)})"

    return compiled


def _datatype(path: str, value: Term) -> str | None:
    if value.value not in _CASTS | {XSD + "string"}:
        return None
    sound = (
        f"COALESCE(STR(<{value.value}>(STR(?value))) != '', false)"
        if value.value in _CASTS
        else "true"
    )
    return f"?this {path} ?value . FILTER(!(COALESCE(DATATYPE(?value) = <{value.value}>, false) && {sound})) }}"


def _node_kind(path: str, value: Term) -> str | None:
    kind = {SH + "IRI": "isIRI", SH + "Literal": "isLiteral"}.get(value.value)
    return f"?this {path} ?value . FILTER(!{kind}(?value)) }}" if kind else None


def _class(path: str, value: Term) -> str | None:
    known = f"?value <{RDF}type>/<{RDFS}subClassOf>* <{value.value}>"
    return f"?this {path} ?value . FILTER NOT EXISTS {{ {known} }} }}"


def _pattern(path: str, value: Term) -> str | None:
    escaped = value.value.replace("\\", "\\\\").replace('"', '\\"')
    return f'?this {path} ?value . FILTER(isBlank(?value) || !REGEX(STR(?value), "{escaped}")) }}'


def _unique_language(path: str, value: Term) -> str | None:
    if value.value != "true":
        return None
    return f"?this {path} ?value , ?second . FILTER(LANG(?value) != '' && LANG(?value) = LANG(?second) && STR(?value) < STR(?second)) }}"


_CONSTRAINTS: dict[str, Callable[[str, Term], str | None]] = {
    "minCount": _count("<"),
    "maxCount": _count(">"),
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "class": _class,
    "pattern": _pattern,
    "uniqueLang": _unique_language,
}


def _key(term: Term) -> str:
    return str(term) if isinstance(term, ox.BlankNode) else term.value


def _sh(iri: str) -> str:
    return "sh:" + iri.removeprefix(SH) if iri.startswith(SH) else f"<{iri}>"
