"""The functions that a reader pays most for: complex, and said in packed expressions."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass

from gates.complexity import Block, blocks
from gates.expressions import comprehensions, conditionals
from gates.sources import Source


@dataclass(frozen=True, slots=True)
class Packed:
    """A block with the comprehensions and conditional expressions in it."""

    block: Block
    expressions: int

    @property
    def weight(self) -> int:
        """Complexity times expressions."""
        return self.block.complexity * self.expressions


def most_packed(measured: Iterable[Source], most: int) -> tuple[Packed, ...]:
    """The blocks of the greatest weight, the heaviest first."""
    found = [packed for source in measured for packed in _packed(source)]
    return tuple(
        sorted(found, key=lambda one: (-one.weight, one.block.path, one.block.first))[:most]
    )


def _packed(source: Source) -> list[Packed]:
    by_line = {block.first: block for block in blocks([source])}
    functions = [
        node
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    return [
        Packed(by_line[one.lineno], _expressions(one)) for one in functions if one.lineno in by_line
    ]


def _expressions(function: ast.AST) -> int:
    return sum(comprehensions(node) + conditionals(node) for node in ast.walk(function))
