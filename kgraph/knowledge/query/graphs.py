"""Which graphs a query reads: the dataset and what was handed over with it, unless FROM says less.

Nothing is ever fetched: FROM can only name what is loaded already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pyoxigraph as ox

from kgraph import terms
from kgraph.errors import nearest, shown
from kgraph.knowledge.query.sparql import IRI, MARK, WORD, Frame, Token, expanded, tokens

Named = ox.NamedNode | ox.BlankNode
Graph = Named | ox.DefaultGraph


class Clause(NamedTuple):
    """A FROM of a query: what it names, on which line, and whether as a named graph."""

    name: str
    line: int
    named: bool


class Read(NamedTuple):
    """The graphs that a query sees together, and those that it sees under their names."""

    together: list[Graph]
    named: list[Named]


def clauses(text: str) -> list[Clause]:
    """What stands after FROM before the pattern; some engines let words touch, as in ASKFROM.

    The template of a CONSTRUCT comes before that, in braces of its own.

    >>> clauses("SELECT * FROM a:shop FROM NAMED <x:y> {}")
    [Clause(name='a:shop', line=1, named=False), Clause(name='<x:y>', line=1, named=True)]
    >>> clauses("CONSTRUCT { ?x ?y ?z } FROM <x:y> WHERE { ?x ?y ?z }")
    [Clause(name='<x:y>', line=1, named=False)]
    """
    return list(_clauses(tokens(text)))


def _clauses(read: Iterator[Token]) -> Iterator[Clause]:
    before = ""
    for token in read:
        if token.kind == MARK and token.text == "{":
            if not before.upper().endswith("CONSTRUCT"):
                return
            _skip_template(read)
        before = token.text
        if token.kind == WORD and _is_from(token.text):
            target = next(read, token)
            named = target.text.upper() == "NAMED"
            target = next(read, target) if named else target
            yield Clause(target.text, token.line, named)


def _skip_template(read: Iterator[Token]) -> None:
    """Read on to the brace that closes the one that was read last."""
    depth = 1
    for token in read:
        if token.kind == MARK:
            depth += {"{": 1, "}": -1}.get(token.text, 0)
        if not depth:
            return


def _is_from(word: str) -> bool:
    return word.upper().endswith("FROM") and ":" not in word


def is_hidden(text: str) -> bool:
    """Whether escapes hide a FROM from who reads the text as it stands."""
    return clauses(expanded(text)) != clauses(text)


def read_by(
    text: str, loaded: Iterable[ox.NamedNode], prefixes: dict[str, str], *, together: bool
) -> Read | Frame:
    """The graphs that a query reads, or what is wrong with its FROM.

    Where it says none: the dataset, `together` with what is loaded beside it, and each of that
    under its name. `prefixes` are all that the query may use.
    """
    named: list[Named] = list(loaded)
    found = clauses(text)
    if not found:
        return Read([ox.DefaultGraph(), *(named if together else ())], named)
    known: dict[str, Graph] = {node.value: node for node in named}
    known[terms.DATASET] = ox.DefaultGraph()
    chosen = Read([], [])
    for clause in found:
        if not _choose(chosen, clause, known.get(_iri(clause.name, prefixes))):
            return _unknown(clause, list(known))
    return chosen


def _choose(chosen: Read, clause: Clause, graph: Graph | None) -> bool:
    """Add what a clause names, once; whether it is there, and has a name if one is needed."""
    if clause.named:
        if not isinstance(graph, Named):
            return False
        chosen.named.append(graph)
    elif graph is not None and graph not in chosen.together:
        chosen.together.append(graph)
    return graph is not None


def _iri(name: str, prefixes: dict[str, str]) -> str:
    """The IRI that the text of a token stands for."""
    if name.startswith("<"):
        return name[1:-1]
    prefix, _, local = name.partition(":")
    return prefixes.get(prefix, "") + local.replace("\\", "")


def _unknown(clause: Clause, known: Iterable[str]) -> Frame:
    what = f"FROM names {shown(clause.name)}, which is not loaded, and nothing is fetched"
    fit = [one for one in known if one != terms.DATASET or not clause.named]
    remedy = nearest(clause.name.strip("<>"), fit) if fit else "leave FROM out"
    return {"error": "from", "line": clause.line, "what": what, "remedy": remedy}


def declared(text: str) -> dict[str, str]:
    """The prefixes that a query declares, with what they stand for."""
    read = list(tokens(text))
    found: dict[str, str] = {}
    for keyword, name, iri in zip(read, read[1:], read[2:], strict=False):
        if keyword.text.upper() == "PREFIX" and name.text.endswith(":") and iri.kind == IRI:
            found[name.text[:-1]] = iri.text[1:-1]
    return found
