"""Values for variables of a query: put in as terms in VALUES, never pasted into its text.

A variable is bound in each group of the query that uses it, so that filters and inner queries see
its value too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from kgraph.errors import nearest, shown
from kgraph.knowledge.query.sparql import MARK, NAME, WORD, Frame, Token, tokens
from kgraph.terms import shorten


@dataclass(slots=True)
class _Group:
    """What stands between two braces: where values can be put, and which variables it uses."""

    at: int
    takes: bool
    used: set[str] = field(default_factory=set)


def bound(text: str, values: Mapping[str, str]) -> str:
    """The query with values for variables, each as it is written in SPARQL; no line is added.

    >>> bound("SELECT ?x { ?x o:cloud ?cloud }", {"cloud": "cloud:aws"})
    'SELECT ?x { VALUES ?cloud { cloud:aws } ?x o:cloud ?cloud }'
    """
    groups = _groups(text, set(values)) if values else []
    for group in sorted(groups, key=lambda group: group.at, reverse=True):
        added = [f" VALUES ?{name} {{ {values[name]} }}" for name in sorted(group.used)]
        text = text[: group.at] + "".join(added) + text[group.at :]
    return text


def written(kind: str, value: str, datatype: str | None, language: str | None) -> str:
    """A term as SPARQL writes it, with all that means something there escaped.

    >>> written("literal", 'a "} b', None, None)
    '"a \\\\"} b"'
    """
    if kind == "iri":
        return shorten(ox.NamedNode(value).value)
    named = ox.NamedNode(datatype) if datatype else None
    return str(ox.Literal(value, datatype=named, language=language))


def unfit(text: str, names: set[str]) -> Frame | None:
    """What is wrong with values for variables of these names, if anything."""
    known = variables(text)
    for name in sorted(names - known):
        what = f"the query has no variable ?{shown(name)}"
        remedy = nearest(name, known) if known else "write one where the value is to stand"
        return {"error": "parameter", "what": what, "remedy": remedy}
    if names and not _groups(text, names):
        what = "no part of the query can take a value"
        return {"error": "parameter", "what": what, "remedy": "write a pattern in braces"}
    return None


def variables(text: str) -> set[str]:
    """The names of all variables of a query."""
    return {token.text[1:] for token in tokens(text) if _is_variable(token)}


def _is_variable(token: Token) -> bool:
    return token.kind == NAME and token.text[0] in "?$" and len(token.text) > 1


def _groups(text: str, names: set[str]) -> list[_Group]:
    """The groups that take values; the first of them those of every variable."""
    found = [group for group in _Reader(names).groups(text) if group.takes]
    if found:
        found[0].used = names & variables(text)
    return [group for group in found if group.used]


class _Reader:
    """Goes through a query, with the groups that are open, the innermost last."""

    def __init__(self, names: set[str]) -> None:
        self._names = names
        self._open: list[_Group] = []
        self._data = False
        self._before = ""

    def groups(self, text: str) -> Iterator[_Group]:
        """Every group of the query, in the order in which they begin."""
        found: list[_Group] = []
        for token in tokens(text):
            word = token.text.upper()
            if token.kind == MARK and word == "{":
                found.append(self._begin(token))
            elif token.kind == MARK and word == "}":
                self._end()
            elif token.kind == WORD:
                self._hear(word)
            elif _is_variable(token):
                self._use(token.text[1:])
            self._before = word
        yield from found

    def _begin(self, token: Token) -> _Group:
        takes = self._before != "CONSTRUCT" and not self._data
        self._data = False
        group = _Group(token.at + 1, takes)
        self._open.append(group)
        return group

    def _end(self) -> None:
        """What an inner group uses, the one around it uses as well."""
        if self._open:
            inner = self._open.pop()
            if self._open:
                self._open[-1].used |= inner.used

    def _hear(self, word: str) -> None:
        """A keyword: VALUES has a block of data, an inner SELECT fills the group that it is in."""
        if word == "VALUES":
            self._data = True
        if word == "SELECT" and self._before == "{":
            self._open[-1].takes = False

    def _use(self, name: str) -> None:
        if self._open and name in self._names:
            self._open[-1].used.add(name)
