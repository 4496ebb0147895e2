"""Cyclomatic complexity of functions and methods, as radon counts it."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from dataclasses import dataclass

from radon.complexity import cc_visit_ast

from gates.figures import Figure, Offence, counted
from gates.sources import Source

MOST, MANY = 12, 10
SHARE_OVER_MANY = 0.02  # of all blocks, at most
MEAN = 2.8  # the highest among the projects that are our models


@dataclass(frozen=True, slots=True)
class Block:
    """A function or a method, with those inside it."""

    path: str
    name: str
    first: int
    last: int
    complexity: int


def blocks(sources: Iterable[Source]) -> tuple[Block, ...]:
    """The functions and methods of the files. A class is none: it would count its methods twice."""
    return tuple(
        Block(source.path, found.fullname, found.lineno, found.endline, found.complexity)
        for source in sources
        for found in cc_visit_ast(source.tree)
        if found.letter != "C"
    )


def figures(sources: Iterable[Source]) -> tuple[Figure, ...]:
    """How many blocks are too complex, how complex the worst is, and all of them on average."""
    measured = blocks(sources)
    complexities = [block.complexity for block in measured] or [0]
    worst, mean = max(complexities), round(statistics.mean(complexities), 2)
    return (
        counted("blocks_over_10", _over(measured, MANY), goal=int(SHARE_OVER_MANY * len(measured))),
        counted("blocks_over_12", _over(measured, MOST)),
        Figure("worst_block", worst, MOST, _over(measured, MOST)),
        Figure("mean_complexity", mean, MEAN, slack=0.05),
    )


def _over(measured: Iterable[Block], limit: int) -> tuple[Offence, ...]:
    return tuple(_offence(block, limit) for block in measured if block.complexity > limit)


def _offence(block: Block, limit: int) -> Offence:
    what = f"{block.name} has complexity {block.complexity}"
    return Offence(block.path, block.first, block.last, what, block.complexity - limit)
