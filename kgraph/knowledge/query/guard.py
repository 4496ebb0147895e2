"""The process that reads a query before it is run: is it SPARQL, and does it ask for anything but
the dataset?

It only parses. Parsers of SPARQL work by recursion, and a query of some ten thousand characters is
enough to exhaust their stack and take the process with them; so this is a process of its own,
beside the one that holds the dataset.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from typing import Any

import pyoxigraph as ox

from kgraph.knowledge.query import sparql
from kgraph.terms import PREFIXES


def syntax_error(text: str) -> str | None:
    """The parser's message where the text is no query, else None. Nothing is evaluated.

    The substitution of a variable that the query cannot select is refused by the engine after
    parsing and before evaluation; that refusal is the sign that the syntax is right.
    """
    nowhere = ox.Variable(f"v{secrets.token_hex(16)}")
    try:
        ox.Store().query(text, prefixes=PREFIXES, substitutions={nowhere: ox.Literal("")})
    except SyntaxError as error:
        return str(error.msg)
    except RuntimeError:
        return None
    return None


def uses(text: str, word: str) -> bool:
    """Whether a word stands as a keyword in a query that is right as it is.

    The engine's own parser is asked: with the first letter of the word changed everywhere, names,
    strings and comments are as good as before, and a keyword is none any more. No other reading of
    the query is as exact: rdflib takes a ``#`` within a string for a comment and may overlook what
    follows.
    """
    changed = re.sub(
        word, lambda found: ("Q" if found[0][0].isupper() else "q") + found[0][1:], text, flags=re.I
    )
    return changed != text and syntax_error(changed) is not None


def walk(node: Any) -> Iterator[Any]:
    """Every parsed node below a node, itself included."""
    yield node
    inner = (
        node.values() if isinstance(node, dict) else node if isinstance(node, (list, tuple)) else ()
    )
    for item in inner:
        yield from walk(item)


def reaches(text: str) -> str | None:
    """What in the parsed query lies outside the dataset: "SERVICE", or "unreadable" where it cannot
    be parsed.

    This parser replaces escaped characters first, as some engines do; so it sees keywords that are
    hidden in that way.
    """
    from rdflib.plugins.sparql import prepareQuery

    try:
        nodes = list(walk(prepareQuery(text, initNs=PREFIXES).algebra))
    except MemoryError:
        raise
    except Exception:  # the parser raises all kinds, plain Exception among them
        return "unreadable"
    served = any(getattr(node, "name", None) == "ServiceGraphPattern" for node in nodes)
    return "SERVICE" if served else None


def is_update(text: str) -> bool:
    """Whether the text is a SPARQL update (INSERT, DELETE, LOAD, …)."""
    from rdflib.plugins.sparql.parser import parseUpdate

    try:
        parsed = parseUpdate(
            "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in PREFIXES.items()) + text
        )
    except Exception:  # as above
        return False
    return bool(parsed.request)


def outside(text: str, *, query: bool) -> str | None:
    """What a text asks for beside the dataset, by two readings; `query` says whether it is one to
    the engine itself.
    """
    if query and uses(text, "SERVICE"):
        return "SERVICE"
    found = reaches(text)
    if found != "unreadable":
        return found
    if not query:
        return "update" if is_update(text) else None
    return (
        found if "\\u" in text.lower() else None
    )  # without escapes the engine's own reading is enough


def verdict(text: str) -> sparql.Frame:
    """What is wrong with a query, if anything."""
    error = syntax_error(text)
    if found := outside(text, query=error is None):
        named = found == "SERVICE"
        line = sparql.line_of(found, text) if named else sparql.form_of(text)[1]
        return {"error": "outside", "which": found, "line": line}
    return {} if error is None else sparql.syntax_fault(text, error)


def serve(requests: Iterator[str], reply: Callable[[sparql.Frame], None]) -> None:
    """Judge one query after another."""
    for text in requests:
        reply(verdict(sparql.normalised(text)))
