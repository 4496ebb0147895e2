"""Packed expressions: several comprehensions, or many conditional expressions, in one statement.

An expression is all that a statement says without the statements inside it: both sides of an
assignment, the condition of an ``if``, the head of a ``for`` or ``with``. What is nested counts,
and what stands side by side.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator

from gates.figures import Figure, Offence, counted
from gates.sources import Source

COMPREHENSIONS, CONDITIONALS = 1, 2
_HOLDERS = ast.stmt | ast.ExceptHandler | ast.match_case


def comprehensions(node: ast.AST) -> int:
    """How many comprehensions a node is by itself: one for each ``for`` in it."""
    if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        return len(node.generators)
    return 0


def conditionals(node: ast.AST) -> int:
    """How many conditional expressions a node is by itself: one or none."""
    return int(isinstance(node, ast.IfExp))


def figures(sources: Iterable[Source]) -> tuple[Figure, ...]:
    """How many expressions hold more than one comprehension, or two conditional expressions."""
    measured = tuple(sources)
    return (
        counted(
            "packed_comprehensions",
            _packed(measured, comprehensions, COMPREHENSIONS, "comprehensions"),
        ),
        counted(
            "packed_conditionals",
            _packed(measured, conditionals, CONDITIONALS, "conditional expressions"),
        ),
    )


def _packed(
    measured: Iterable[Source], weight: Callable[[ast.AST], int], limit: int, words: str
) -> tuple[Offence, ...]:
    found = []
    for source in measured:
        for holder in _holders(source.tree):
            said = list(_said(holder))
            count = sum(map(weight, said))
            if count > limit:
                first, last = _lines(said)
                found.append(
                    Offence(
                        source.path,
                        first,
                        last,
                        f"{count} {words} in one expression",
                        count - limit,
                    )
                )
    return tuple(found)


def _holders(tree: ast.Module) -> Iterator[ast.AST]:
    return (node for node in ast.walk(tree) if isinstance(node, _HOLDERS))


def _said(holder: ast.AST) -> Iterator[ast.AST]:
    """The nodes of what a statement says, without those of the statements inside it."""
    for inner in ast.iter_child_nodes(holder):
        if not isinstance(inner, _HOLDERS):
            yield inner
            yield from _said(inner)


def _lines(nodes: Iterable[ast.AST]) -> tuple[int, int]:
    placed = [node for node in nodes if isinstance(node, ast.expr)]
    return min(node.lineno for node in placed), max(
        node.end_lineno or node.lineno for node in placed
    )
