"""Property constraints of SHACL as SPARQL: what each of them looks for in the values of a path.

Each gives the rest of a query for what breaks it, which begins with the focus as `?this`; None
where the value of the constraint is none that is covered.
"""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox

from kgraph.terms import RDF, RDFS, SH, XSD

Term = ox.NamedNode | ox.BlankNode | ox.Literal
Constraint = Callable[[str, Term], str | None]

_CASTS = {XSD + name for name in ("date", "integer", "decimal", "boolean")}
"""The types to which SPARQL can cast: a value that cannot be cast is none of that type."""


def _count(sign: str) -> Constraint:
    def compiled(path: str, value: Term) -> str | None:
        most = f"HAVING (COUNT(DISTINCT ?value) {sign} {int(value.value)})"
        return f"OPTIONAL {{ ?this {path} ?value }} }} GROUP BY ?this {most}"

    return compiled


def _datatype(path: str, value: Term) -> str | None:
    type = value.value
    if type not in _CASTS | {XSD + "string"}:
        return None
    castable = f"COALESCE(STR(<{type}>(STR(?value))) != '', false)"
    sound = castable if type in _CASTS else "true"
    typed = f"COALESCE(DATATYPE(?value) = <{type}>, false)"
    return f"?this {path} ?value . FILTER(!({typed} && {sound})) }}"


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
    alike = "LANG(?value) != '' && LANG(?value) = LANG(?second)"
    # of the two rows that a pair would give, one is enough
    return f"?this {path} ?value , ?second . FILTER({alike} && STR(?value) < STR(?second)) }}"


CONSTRAINTS: dict[str, Constraint] = {
    "minCount": _count("<"),
    "maxCount": _count(">"),
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "class": _class,
    "pattern": _pattern,
    "uniqueLang": _unique_language,
}
"""The constraints that are covered, by their names in SHACL."""
