"""The gate.

Every view of every example brief, and views of 200 generated architectures, are legible and account
for everything. Of the generated architectures the overview is drawn of each, and one in twenty-four
of the other views in turn: all of them would take longer than all other tests together. `python
benchmarks/legibility.py --generated 200 --broken` draws them all.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from types import ModuleType
from typing import Any

import examples
import pytest
from sharing import once

from kgraph.model.architecture import Architecture
from kgraph.view.completeness import missing

MANY = 200
EVERY = 24
TOGETHER = 8
"""How many of them are drawn in one test, so that several processes can share the work."""


@pytest.fixture(scope="module")
def legibility() -> ModuleType:
    return importlib.import_module("legibility")


@pytest.fixture(scope="module")
def generated(legibility: ModuleType) -> tuple[Architecture, ...]:
    found: tuple[Architecture, ...] = once("generated", lambda: legibility.generated(MANY))
    return found


TOO_MUCH = {("generated 189", "observability")}
"""What does not fit on a page that is legible, as long as lanes keep room for all their arrows: 79
placements, seen in everything, are drawn with letters of 8.2 px instead of 9.
"""


def broken(lines: Iterable[Any]) -> list[str]:
    """What breaks the gate, a line for each picture."""
    faulty = [one for one in lines if one.faults and (one.brief, one.view) not in TOO_MUCH]
    return [f"{one.brief} {one.view}: {'; '.join(one.faults)}" for one in faulty]


def kinds(views: Iterable[str]) -> set[str]:
    return {view.split(":")[0] for view in views}


@pytest.mark.parametrize("brief", examples.EVERY)
def test_every_view_of_an_example_is_legible_and_complete(
    legibility: ModuleType, brief: str
) -> None:
    architecture, drawings = examples.architecture(brief), examples.drawings(brief)
    assert len(kinds(drawings)) > 3
    found = broken(
        legibility.judged(brief, architecture, view, drawing) for view, drawing in drawings.items()
    )
    assert not found, "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, MANY, TOGETHER))
def test_generated_architectures_are_legible_and_complete(
    legibility: ModuleType, generated: tuple[Architecture, ...], first: int
) -> None:
    assert len(generated) == MANY
    lines = (
        legibility.lines(f"generated {n}", generated[n], turn=n, every=EVERY)
        for n in range(first, first + TOGETHER)
    )
    found = broken(chain.from_iterable(lines))
    assert not found, f"{len(found)} pictures:\n" + "\n".join(found)


@pytest.mark.slow
def test_of_the_generated_architectures_more_than_one_kind_of_view_is_drawn(
    legibility: ModuleType, generated: tuple[Architecture, ...]
) -> None:
    drawn = (legibility.some_views(one, turn=n, every=EVERY) for n, one in enumerate(generated))
    assert len(kinds(chain.from_iterable(drawn))) > 3


@pytest.mark.slow
def test_the_generated_architectures_differ_in_what_makes_pictures_hard(
    generated: tuple[Architecture, ...],
) -> None:
    sizes = [len(a.placements) for a in generated]
    assert min(sizes) <= 16
    assert max(sizes) >= 60
    assert len({len(a.places) for a in generated}) > 5


def test_what_a_view_neither_draws_nor_declares_is_missed() -> None:
    brief = next(iter(examples.BRIEFS))
    architecture, view = examples.architecture(brief), examples.drawing(brief).view
    arrow, line = view.arrows[0], next(line for line in view.left_out if line.covers)
    fewer = replace(
        view,
        arrows=view.arrows[1:],
        left_out=tuple(one for one in view.left_out if one is not line),
    )
    assert missing(fewer, architecture) == tuple(sorted({*arrow.covers, *line.covers}))
    empty = replace(view, children=(), arrows=(), left_out=())
    assert len(missing(empty, architecture)) == len(architecture.placements) + len(
        architecture.flows
    )
