"""The process that reads a query before it is run: is it SPARQL, and does it ask for anything but the dataset?

It only parses. Parsers of SPARQL work by recursion, and a query of some ten thousand characters is enough to exhaust
their stack and take the process with them; so this too is a process of its own, started by its path like the worker.
"""

from __future__ import annotations

import json
import re
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


def uses(text: str, word: str, prefixes: dict[str, str]) -> bool:
    """Whether a word stands as a keyword in a query that is right as it is.

    The engine's own parser is asked: with the first letter of the word changed everywhere, names, strings and comments
    are as good as before, and a keyword is none any more. No other reading of the query is as exact: rdflib takes a
    ``#`` within a string for a comment and may overlook what follows.
    """
    changed = re.sub(
        word, lambda found: ("Q" if found[0][0].isupper() else "q") + found[0][1:], text, flags=re.I
    )
    return changed != text and syntax_error(changed, prefixes) is not None


def walk(node: Any) -> Iterator[Any]:
    """Every parsed node below a node, itself included."""
    yield node
    inner = (
        node.values() if isinstance(node, dict) else node if isinstance(node, (list, tuple)) else ()
    )
    for item in inner:
        yield from walk(item)


def reaches(text: str, prefixes: dict[str, str]) -> str | None:
    """What in the parsed query lies outside the dataset: "SERVICE", "FROM", or "unreadable" where it cannot be parsed.

    This parser replaces escaped characters first, as some engines do; so it sees keywords that are hidden in that way.
    """
    from rdflib.plugins.sparql import prepareQuery

    try:
        nodes = list(walk(prepareQuery(text, initNs=prefixes).algebra))
    except Exception:  # the parser raises all kinds, plain Exception among them
        return "unreadable"
    if any(getattr(node, "name", None) == "ServiceGraphPattern" for node in nodes):
        return "SERVICE"
    # not .get(): in rdflib's nodes it answers with the key itself where there is nothing
    return (
        "FROM"
        if any(
            isinstance(node, dict) and "datasetClause" in node and node["datasetClause"]
            for node in nodes
        )
        else None
    )


def is_update(text: str, prefixes: dict[str, str]) -> bool:
    """Whether the text is a SPARQL update (INSERT, DELETE, LOAD, …)."""
    from rdflib.plugins.sparql.parser import parseUpdate

    try:
        parsed = parseUpdate(
            "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in prefixes.items()) + text
        )
    except Exception:  # as above
        return False
    return bool(parsed.request)


def outside(text: str, prefixes: dict[str, str], *, query: bool) -> str | None:
    """What a text asks for beside the dataset, by two readings; `query` says whether it is one to the engine itself."""
    if query:
        for word in ("SERVICE", "FROM"):
            if uses(text, word, prefixes):
                return word
    found = reaches(text, prefixes)
    if found != "unreadable":
        return found
    if not query:
        return "update" if is_update(text, prefixes) else None
    return (
        found if "\\u" in text.lower() else None
    )  # without escapes the engine's own reading is enough


def verdict(text: str, suspicious: bool, prefixes: dict[str, str]) -> dict[str, str]:
    """What is wrong with a query, if anything; `suspicious` where a word in it could name something outside the dataset."""
    error = syntax_error(text, prefixes)
    found = outside(text, prefixes, query=error is None) if suspicious else None
    if found:
        return {"outside": found}
    return {"syntax": error} if error else {}


def main() -> None:
    """Judge the query on standard input; the verdict goes to standard output."""
    json.dump(verdict(**json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main()
