"""Two engines that share nothing find the same optimum on generated catalogs."""

from __future__ import annotations

import importlib
from dataclasses import replace
from types import ModuleType

import pytest
from second_engine import Model

from kgraph.assembly import Problem
from kgraph.assembly.engine import Engine
from kgraph.brief.statements import statements


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    return importlib.import_module("generate")


def costs(problem: Problem) -> tuple[int, ...] | None:
    solution = Engine(problem.facts).best(problem.statements)
    if solution is None:
        return None
    by_level = dict(solution.costs)
    levels = [*(10 + level for level in reversed(range(len(problem.brief.prefer)))), 3]
    return tuple(by_level.get(level, 0) for level in levels)


@pytest.mark.parametrize(
    ("size", "seed"),
    [
        *((200, seed) for seed in range(12)),
        *(pytest.param(2_000, seed, marks=pytest.mark.slow) for seed in range(4)),
    ],
)
def test_both_find_the_same_optimum(generate: ModuleType, size: int, seed: int) -> None:
    brief, said, knowledge = generate.generate(size, seed)
    assert costs(Problem(brief, said, knowledge)) == Model(brief, knowledge).best()


@pytest.mark.parametrize("order", [("fewest-vendors", "mature", "managed"), ("mature",), ()])
def test_both_heed_the_order_of_preferences(generate: ModuleType, order: tuple[str, ...]) -> None:
    brief, said, knowledge = generate.generate(200)
    brief = replace(brief, prefer=order)
    found = costs(Problem(brief, said, knowledge))
    assert found is not None
    assert found == Model(brief, knowledge).best()


def test_both_find_nothing_where_there_is_nothing(generate: ModuleType) -> None:
    brief, _, knowledge = generate.generate(200)
    wanted = brief.answers[0][1][0]
    gone = set(knowledge.providers[wanted])
    less = replace(
        knowledge, components={id: c for id, c in knowledge.components.items() if id not in gone}
    )
    assert costs(Problem(brief, statements(brief, less), less)) is None
    assert Model(brief, less).best() is None
