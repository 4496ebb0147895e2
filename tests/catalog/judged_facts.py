"""How many of the facts that a reader judged are right, with what chance leaves open.

Each file of `tests/data/judged` is one draw of `draw_facts.py`, with a verdict for each fact.

    python tests/catalog/judged_facts.py            # prints the page
    python tests/catalog/judged_facts.py --write    # writes docs/audit.md
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from draw_facts import PARTS

from kgraph.documents.yaml import read_yaml

HERE = Path(__file__).parent
DRAWS = HERE.parent / "data" / "judged"
PAGE = HERE.parents[1] / "docs" / "audit.md"
VERDICTS = ("right", "imprecise", "wrong", "unverifiable")
PLURALS = {"capability": "capabilities"}
Z = 1.959964
"""Of the normal distribution, for 95 %."""

HEAD = """# Facts judged by a reader

Besides [what a machine can check](catalog.md), facts are drawn from the catalog by a seed and
judged one by one, against public material, by a reader who did not write the entries: **right**;
**imprecise**, true in the main, but too wide, too narrow, or a day that is late by more than a
year; **wrong**; **unverifiable**, where nothing public was found. Each verdict stands with what
was seen, and where, in `tests/data/judged`; what was not right is mended, together with whatever
else has the same fault. The second draw was judged after that, by the same reader, and holds facts
of the first one again: of its 81 new ones, 78 are right.

A draw can be repeated at the commit whose subject its file names, with `python
tests/catalog/draw_facts.py SEED`, for a hundred facts with `--share 2`. This page is made by
`python tests/catalog/judged_facts.py --write`. The last column is Wilson's interval.
"""


@dataclass(frozen=True)
class Judged:
    """One fact of a draw: its kind, what was found of it, and why where it is not right."""

    id: str
    kind: str
    said: str
    verdict: str
    evidence: str
    because: str = ""
    seen: str = ""
    mended: str = ""


@dataclass(frozen=True)
class Draw:
    """What one seed drew, as it was judged."""

    seed: int
    catalog: str
    day: str
    facts: tuple[Judged, ...]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true")
    if options.parse_args().write:
        PAGE.write_text(page(draws()), "utf-8")
    else:
        print(page(draws()), end="")


def draws() -> tuple[Draw, ...]:
    """All draws that were judged, by their seeds."""
    return tuple(map(read, sorted(DRAWS.glob("*.yaml"))))


def read(path: Path) -> Draw:
    """One draw from its file."""
    told = read_yaml(path).plain()
    facts = tuple(Judged(**fact) for fact in told["facts"])
    return Draw(told["seed"], told["catalog"], told["day"], facts)


def page(judged: Iterable[Draw]) -> str:
    """The page: a table for each draw, and what was not right."""
    return "\n".join([HEAD, *(line for draw in judged for line in told(draw))])


def told(draw: Draw) -> Iterator[str]:
    """What is told of one draw."""
    yield f"## Seed {draw.seed}, {len(draw.facts)} facts, {draw.day}\n"
    yield "| facts | of | right | imprecise | wrong | unverifiable | right, 95 % |"
    yield "|---|---|---|---|---|---|---|"
    for kind in PARTS:
        yield row(PLURALS.get(kind, f"{kind}s"), [fact for fact in draw.facts if fact.kind == kind])
    yield row("**all**", draw.facts)
    yield "\n| not right | because | mended |"
    yield "|---|---|---|"
    for fact in draw.facts:
        if fact.verdict != "right":
            yield f"| {fact.said} | {fact.verdict}: {fact.because} | {fact.mended} |"
    yield ""


def row(name: str, facts: Iterable[Judged]) -> str:
    """One row of counts."""
    found = Counter(fact.verdict for fact in facts)
    of = found.total()
    low, high = interval(found["right"], of)
    counts = " | ".join(str(found[verdict]) for verdict in VERDICTS)
    return f"| {name} | {of} | {counts} | {low:.0%} to {high:.0%} |"


def interval(right: int, of: int) -> tuple[float, float]:
    """Wilson's interval of a share."""
    share = right / of
    middle = share + Z**2 / (2 * of)
    half = Z * sqrt(share * (1 - share) / of + Z**2 / (4 * of**2))
    scale = 1 + Z**2 / of
    return (middle - half) / scale, (middle + half) / scale


if __name__ == "__main__":
    main()
