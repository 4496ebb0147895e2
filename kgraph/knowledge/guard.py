"""The process that reads a query before it is run: is it SPARQL, and does it ask for anything but the dataset?

It only parses. Parsers of SPARQL work by recursion, and a query of some ten thousand characters is enough to exhaust
their stack and take the process with them; so this too is a process of its own, started by its path like the worker.
"""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox


def syntax_error(text: str, prefixes: dict[str, str]) -> str | None:
    """The parser's message where the text is no query, else None. Nothing is evaluated.

    The substitution of a variable that the query cannot select is refused by the engine after parsing and before
    evaluation; that refusal is the sign that the syntax is right.
    """
    nowhere = ox.Variable(f"v{secrets.token_hex(16)}")
    try:
        ox.Store().query(text, prefixes=prefixes, substitutions={nowhere: ox.Literal("")})
    except SyntaxError as error:
        return str(error.msg)
    except RuntimeError:
        return None
    return None


def walk(node: Any) -> Iterator[Any]:
    """Every parsed node below a node, itself included."""
    yield node
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, (list, tuple)) else ()
    for item in inner:
        yield from walk(item)


def reaches(text: str, prefixes: dict[str, str]) -> str | None:
    """What in the parsed query lies outside the dataset: "SERVICE", "FROM", or "unreadable" where it cannot be parsed."""
    from rdflib.plugins.sparql import prepareQuery

    try:
        algebra = prepareQuery(text, initNs=prefixes).algebra
        if any(getattr(node, "name", None) == "ServiceGraphPattern" for node in walk(algebra)):
            return "SERVICE"
        # not .get(): in rdflib's nodes it answers with the key itself where there is nothing
        return "FROM" if any(isinstance(node, dict) and "datasetClause" in node and node["datasetClause"] for node in walk(algebra)) else None
    except Exception:  # the parser raises all kinds, plain Exception among them
        return "unreadable"


def is_update(text: str, prefixes: dict[str, str]) -> bool:
    """Whether the text is a SPARQL update (INSERT, DELETE, LOAD, …)."""
    from rdflib.plugins.sparql.parser import parseUpdate

    try:
        parsed = parseUpdate("".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in prefixes.items()) + text)
    except Exception:  # as above
        return False
    return bool(parsed.request)


def verdict(text: str, readings: list[str], prefixes: dict[str, str]) -> dict[str, Any]:
    """What is wrong with a query, if anything.

    `readings` are the ways in which its escaped characters may be understood; there are none where no word in it
    could name anything outside the dataset. What cannot be parsed in each of them is refused.
    """
    error = syntax_error(text, prefixes)
    found = {reaches(reading, prefixes) for reading in readings} - {None}
    for outside in ("SERVICE", "FROM"):
        if outside in found:
            return {"outside": outside}
    if error and any(is_update(reading, prefixes) for reading in readings):
        return {"outside": "update"}
    if error:
        return {"syntax": error}
    return {"outside": "unreadable"} if found else {}


def main() -> None:
    """Judge the query on standard input; the verdict goes to standard output."""
    json.dump(verdict(**json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main()
