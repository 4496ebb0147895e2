"""Words of a query that are read well and mean nothing: told with the nearest that does.

A query that names what the graph does not hold is right as SPARQL and finds nothing, without a
word. Of our own namespaces it is known what there is; so a name beyond it is told, and so is a text
that is there in a language while the query asks for it in none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kgraph import terms
from kgraph.errors import nearest, shown
from kgraph.knowledge.query import graphs
from kgraph.knowledge.query.sparql import IRI, MARK, NAME, STRING, WORD, Token, tokens

LANGUAGE = "en"
"""The language of every label and definition of ours."""
_NOT_COUNTED = (terms.ARCHITECTURE, terms.SOURCE)
"""Namespaces whose names anybody makes."""
_PREFIX_OF = {namespace: prefix for prefix, namespace in terms.PREFIXES.items()}
_AMONG_ARGUMENTS = frozenset("(,")

Note = tuple[int, str, str]
"""On which line, what is noticed, and what to do."""


def notes(store: ox.Store, text: str, *, found: bool) -> list[Note]:
    """What is to be said of the words of a query that was answered; `found` says whether anything
    was.
    """
    read = list(tokens(text))
    declared = graphs.declared(text)
    said = [*_unknown(store, read, terms.PREFIXES | declared)]
    if not found:
        said += _taken_over(declared, read)
        said += _without_language(store, read)
    return sorted(set(said))


# --- names


def _unknown(store: ox.Store, read: list[Token], prefixes: dict[str, str]) -> Iterator[Note]:
    """Every name of our own namespaces that nothing in the graph has."""
    for token in read:
        iri = _iri(token, prefixes)
        namespace = _namespace(iri)
        if namespace and iri != namespace and not _is_there(store, iri):
            name, known = iri.removeprefix(namespace), _names(store, namespace)
            what = f"'{shown(token.text)}' is not known"
            yield token.line, what, nearest(name, known, prefix=f"{_PREFIX_OF[namespace]}:")


def _iri(token: Token, prefixes: dict[str, str]) -> str:
    """The IRI that a token names; nothing where it names none."""
    if token.kind == IRI:
        return token.text[1:-1]
    prefix, colon, name = token.text.partition(":")
    if token.kind != WORD or not colon or prefix not in prefixes:
        return ""
    return prefixes[prefix] + name.replace("\\", "")


def _namespace(iri: str) -> str:
    """Our own namespace that an IRI is of; nothing where it is of none, or of anybody's."""
    end = 1 + max(iri.rfind("#"), iri.rfind("/"))
    namespace = iri[:end]
    ours = namespace in terms.PREFIXES.values() and namespace.startswith(terms.BASE)
    return namespace if ours and namespace not in _NOT_COUNTED else ""


def _is_there(store: ox.Store, iri: str) -> bool:
    """Whether anything in the graph is said of a name, with it, or to be it."""
    node = ox.NamedNode(iri)
    places = (node, None, None), (None, node, None), (None, None, node)
    return any(next(store.quads_for_pattern(*place), None) for place in places)


def _names(store: ox.Store, namespace: str) -> set[str]:
    """The names in a namespace that something is said of or with, without the namespace."""
    quads = store.quads_for_pattern(None, None, None)
    iris = set()
    for quad in quads:
        nodes = quad.subject, quad.predicate
        iris |= {node.value for node in nodes if isinstance(node, ox.NamedNode)}
    return {iri.removeprefix(namespace) for iri in iris if iri.startswith(namespace)}


def _taken_over(declared: dict[str, str], read: Iterable[Token]) -> Iterator[Note]:
    """Prefixes of ours that a query declares as something else."""
    lines = {token.text: token.line for token in reversed(list(read))}
    for prefix, iri in declared.items():
        if iri != terms.PREFIXES.get(prefix, iri):
            what = f"'{prefix}:' is declared as <{shown(iri)}>, while ours is another"
            yield lines[f"{prefix}:"], what, "leave that PREFIX out, it is declared already"


# --- texts


def _without_language(store: ox.Store, read: list[Token]) -> Iterator[Note]:
    """Texts that the graph holds in a language, asked for without one."""
    padded = [None, *read, None]
    for before, token, after in zip(padded, read, padded[2:], strict=False):
        if token.kind != STRING or _is_argument(before) or _is_qualified(after):
            continue
        value = token.text.strip(token.text[0])
        text = ox.Literal(value, language=LANGUAGE)
        if next(store.quads_for_pattern(None, None, text), None):
            what = f"the graph holds '{shown(value)}' with its language only"
            yield token.line, what, f"write {shown(token.text)}@{LANGUAGE}"


def _is_argument(before: Token | None) -> bool:
    """Whether a text stands where functions have theirs: most take it without a language."""
    return before is not None and before.kind == MARK and before.text in _AMONG_ARGUMENTS


def _is_qualified(after: Token | None) -> bool:
    """Whether a text is followed by its language or its datatype."""
    if after is None:
        return False
    return after.text == "^" or (after.kind == NAME and after.text.startswith("@"))
