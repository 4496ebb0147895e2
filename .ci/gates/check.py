"""Measure the tree, hold it against the record, and say what is worse and where.

Ends with 0 where no figure is worse than recorded, with 1 where one is, or was never recorded.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from gates import complexity, expressions, linting, recent, record
from gates.figures import Figure, Offence
from gates.sources import MEASURED, PACKAGE, ROOT, sources

SHOWN = 40


def measure(root: Path) -> tuple[Figure, ...]:
    """Every figure of the tree below `root`.

    Complexity and expressions are those of the package; lines and parameters are looked at in
    tests, benchmarks and gates too.
    """
    package = sources(root, [PACKAGE])
    return (
        *complexity.figures(package),
        *expressions.figures(package),
        *linting.figures(root, [folder for folder in MEASURED if (root / folder).is_dir()]),
    )


def main(words: Sequence[str] | None = None, *, root: Path = ROOT) -> int:
    """The command; its exit code."""
    options = _options(words)
    figures = measure(root)
    if options.list is not None:
        print(*_listed(figures, options.list), sep="\n")
        return 0
    path = root / record.FILE
    recorded = record.read(path)
    print(*_table(figures, recorded), sep="\n")
    worse = record.worse(figures, recorded)
    changed = recent.changes(root, record.FILE) if worse else None
    for figure in worse:
        print(*_complaint(figure, recorded, changed), sep="\n", file=sys.stderr)
    if worse:
        return 1
    if options.tighten:
        record.write(path, record.tightened(figures, recorded))
        return 0
    for figure in record.better(figures, recorded):
        print(_invitation(figure, recorded))
    return int(any(figure.id not in recorded for figure in figures))


def _options(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=".ci/gates/run", description=__doc__)
    parser.add_argument(
        "--tighten",
        action="store_true",
        help="record what is better; refused where a figure is worse",
    )
    parser.add_argument(
        "--list",
        nargs="?",
        const="",
        metavar="FIGURE",
        help="name every place that counts, and end",
    )
    return parser.parse_args(words)


def _table(figures: Iterable[Figure], recorded: record.Record) -> Iterator[str]:
    yield f"{'figure':<24}{'now':>8}{'recorded':>10}{'goal':>8}"
    for one in figures:
        yield f"{one.id:<24}{one.value:>8}{recorded.get(one.id, '–'):>10}{one.goal:>8}"


def _complaint(
    figure: Figure, recorded: record.Record, changed: recent.Changes | None
) -> Iterator[str]:
    """What is worse and by how much, with the places on changed lines, or all where none is."""
    before = recorded[figure.id]
    more = round(figure.value - before, 2)
    yield f"{figure.id}: is {figure.value}, {more} more than recorded: bring it back to {before}"
    offences = figure.worst_first
    new = [one for one in offences if recent.touched(one, changed)] if changed is not None else []
    yield from _places(new or offences, figure.id)


def _places(offences: Sequence[Offence], id: str) -> Iterator[str]:
    for offence in offences[:SHOWN]:
        yield f"    {offence}"
    if len(offences) > SHOWN:
        yield f"    … and {len(offences) - SHOWN} more: .ci/gates/run --list {id}"


def _invitation(figure: Figure, recorded: record.Record) -> str:
    before = f"was {recorded[figure.id]}" if figure.id in recorded else "was never recorded"
    return f"{figure.id}: is {figure.value}, {before}: keep it with .ci/gates/run --tighten"


def _listed(figures: Iterable[Figure], id: str) -> Iterator[str]:
    for one in figures:
        if id in ("", one.id):
            yield f"{one.id}: {one.value}"
            yield from (f"    {offence}" for offence in one.worst_first)


if __name__ == "__main__":
    sys.exit(main())
