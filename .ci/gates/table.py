"""The measures of the house as Markdown.

Densities are told per lines that are not empty. A room is the first folder below the package.
"""

from __future__ import annotations

import argparse
import ast
import io
import statistics
import sys
import tokenize
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from gates import expressions
from gates.complexity import MANY, blocks
from gates.packed import most_packed
from gates.sources import PACKAGE, ROOT, Source, sources

WIDTH = 100


def main(words: Sequence[str] | None = None, *, root: Path = ROOT) -> int:
    """The command; its exit code."""
    parser = argparse.ArgumentParser(prog=".ci/gates/table", description=__doc__)
    parser.add_argument(
        "--packed",
        type=int,
        default=0,
        metavar="N",
        help="the N functions that a reader pays most for",
    )
    options = parser.parse_args(words)
    package = sources(root, [PACKAGE])
    lines = (
        packed(package, options.packed)
        if options.packed
        else house(package, sources(root, ["tests"]))
    )
    print(*lines, sep="\n")
    return 0


def house(package: Sequence[Source], tests: Iterable[Source]) -> Iterator[str]:
    """The measures, one a row."""
    yield from ("| | kgraph |", "|---|--:|")
    for name, value in _measures(package, tests):
        yield f"| {name} | {value} |"


def _measures(package: Sequence[Source], tests: Iterable[Source]) -> Iterator[tuple[str, str]]:
    lengths = sorted(len(source.lines) for source in package)
    yield "modules; lines", f"{len(lengths)}; {sum(lengths):,}"
    yield (
        "module median / p90",
        f"{statistics.median(lengths):.0f} / {lengths[len(lengths) * 9 // 10]}",
    )
    found = [block.complexity for block in blocks(package)]
    over = sum(one > MANY for one in found)
    yield (
        f"radon mean; blocks over {MANY}; worst",
        f"{statistics.mean(found):.1f}; {100 * over / len(found):.1f} % ({over}); {max(found)}",
    )
    yield "comprehensions per 1,000 lines", f"{1000 * _per_line(package, _comprehensions):.0f}"
    yield (
        "conditional expressions per 1,000",
        f"{1000 * _per_line(package, expressions.conditionals):.0f}",
    )
    filled = sum(map(_filled, package))
    long = sum(len(line) > WIDTH for source in package for line in source.lines)
    yield f"lines over {WIDTH} characters", f"{100 * long / filled:.1f} % ({long:,})"
    yield "comment lines per 100", f"{100 * sum(map(_comments, package)) / filled:.1f}"
    yield (
        "letters in a function's name, median",
        f"{statistics.median(map(len, _names(package))):.0f}",
    )
    yield "test lines per code line", f"{sum(len(test.lines) for test in tests) / sum(lengths):.2f}"
    room, share = biggest_room(package)
    yield "biggest room's share of lines", f"{room}, {100 * share:.0f} %"


def biggest_room(package: Iterable[Source]) -> tuple[str, float]:
    """The folder with the most lines, and its share of all."""
    lines: Counter[str] = Counter()
    for source in package:
        _, room, *below = source.path.split("/")
        lines[room if below else "no room"] += len(source.lines)
    room, most = lines.most_common(1)[0]
    return f"{room}/", most / lines.total()


def packed(package: Iterable[Source], most: int) -> Iterator[str]:
    """The functions of the greatest weight, one a row."""
    yield from ("| function | complexity | expressions | weight |", "|---|--:|--:|--:|")
    for one in most_packed(package, most):
        place = f"`{one.block.path}:{one.block.first}` {one.block.name}"
        yield f"| {place} | {one.block.complexity} | {one.expressions} | {one.weight} |"


def _per_line(package: Sequence[Source], weight: Callable[[ast.AST], int]) -> float:
    weights = sum(weight(node) for source in package for node in ast.walk(source.tree))
    return weights / sum(map(_filled, package))


def _comprehensions(node: ast.AST) -> int:
    """Here, one with two ``for`` is one: so the models were measured."""
    return min(expressions.comprehensions(node), 1)


def _filled(source: Source) -> int:
    return sum(bool(line.strip()) for line in source.lines)


def _comments(source: Source) -> int:
    """The lines that hold nothing but a comment."""
    tokens = tokenize.generate_tokens(io.StringIO(source.text).readline)
    return sum(
        token.type == tokenize.COMMENT and token.line.lstrip().startswith("#") for token in tokens
    )


def _names(package: Iterable[Source]) -> Iterator[str]:
    for source in package:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node.name


if __name__ == "__main__":
    sys.exit(main())
