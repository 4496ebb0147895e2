"""The gate: every view of every example brief, and views of 200 generated architectures, are legible and account for everything.

Of the generated architectures the overview is drawn of each, and one in twenty-four of the other views in turn: all of them would
take longer than all other tests together. `python benchmarks/legibility.py --generated 200 --broken` draws them all.
"""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from kgraph import api, resources
from kgraph.model.architecture import Architecture
from kgraph.view.completeness import missing

BRIEFS = sorted((resources.folder("ontology") / "briefs").glob("*.yaml"))
FILE = Path(__file__).parent.parent.parent / "benchmarks" / "legibility.py"
MANY = 200
EVERY = 24


@pytest.fixture(scope="module")
def legibility() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmarks_legibility", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def generated(legibility: ModuleType) -> tuple[Architecture, ...]:
    found: tuple[Architecture, ...] = legibility.generated(MANY)
    return found


def broken(legibility: ModuleType, named: list[tuple[str, Architecture]], every: int) -> list[str]:
    """What breaks the gate, a line for each picture."""
    found = [
        one
        for turn, (name, a) in enumerate(named)
        for one in legibility.lines(name, a, turn=turn, every=every)
    ]
    assert (
        len({one.view.split(":")[0] for one in found}) > 3
    )  # more than one kind of view was drawn
    return [f"{one.brief} {one.view}: {'; '.join(one.faults)}" for one in found if one.faults]


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_every_view_of_an_example_is_legible_and_complete(
    legibility: ModuleType, path: Path
) -> None:
    found = broken(legibility, [(path.stem, api.assemble(path))], 1)
    assert not found, "\n".join(found)


def test_generated_architectures_are_legible_and_complete(
    legibility: ModuleType, generated: tuple[Architecture, ...]
) -> None:
    assert len(generated) == MANY
    found = broken(legibility, [(f"generated {n}", a) for n, a in enumerate(generated)], EVERY)
    assert not found, f"{len(found)} pictures:\n" + "\n".join(found)


def test_the_generated_architectures_differ_in_what_makes_pictures_hard(
    generated: tuple[Architecture, ...],
) -> None:
    sizes = [len(a.placements) for a in generated]
    assert min(sizes) <= 15
    assert max(sizes) >= 60
    assert len({len(a.places) for a in generated}) > 5


def test_what_a_view_neither_draws_nor_declares_is_missed() -> None:
    architecture = api.assemble(BRIEFS[0])
    view = api.drawing(architecture).view
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
