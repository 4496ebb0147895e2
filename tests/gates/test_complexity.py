"""Complexity is counted once for every function and method, whatever file it is in."""

from __future__ import annotations

from gates import complexity
from gates.figures import Figure
from gates.packed import most_packed
from gates.sources import Source


def function(name: str, *, complexity: int, indent: str = "") -> str:
    """A function with as many ways through it."""
    branches = "".join(
        f"{indent}    if a == {n}:\n{indent}        a = 0\n" for n in range(1, complexity)
    )
    return f"{indent}def {name}(a):\n{branches}{indent}    return a\n"


def figures(*texts: str) -> dict[str, Figure]:
    sources = [Source(f"kgraph/{number}.py", text) for number, text in enumerate(texts)]
    return {figure.id: figure for figure in complexity.figures(sources)}


def test_blocks_over_each_limit_are_counted() -> None:
    found = figures(*(function("f", complexity=n) for n in (1, 10, 11, 12, 13, 20)))
    values = {id: figure.value for id, figure in found.items()}
    assert values == {
        "blocks_over_10": 4,
        "blocks_over_12": 2,
        "worst_block": 20,
        "mean_complexity": 11.17,
    }


def test_a_class_is_not_counted_beside_its_methods() -> None:
    methods = "".join(function(name, complexity=11, indent="    ") for name in "fg")
    found = figures(f"class A:\n{methods}")["blocks_over_10"]
    assert [place.what for place in found.offences] == [
        "A.f has complexity 11",
        "A.g has complexity 11",
    ]


def test_the_worst_comes_first_with_its_line_and_by_how_much() -> None:
    found = figures("import a\n\n" + function("f", complexity=13), function("g", complexity=20))
    assert [str(place) for place in found["blocks_over_12"].worst_first] == [
        "kgraph/1.py:1: g has complexity 20, 8 too many",
        "kgraph/0.py:3: f has complexity 13, 1 too many",
    ]


def test_code_that_moves_to_another_file_changes_no_figure() -> None:
    parts = [
        function("f", complexity=11),
        function("g", complexity=14),
        function("h", complexity=2),
    ]
    apart, together = figures(*parts), figures("".join(parts))
    assert {id: one.value for id, one in apart.items()} == {
        id: one.value for id, one in together.items()
    }


def test_no_code_has_no_complexity() -> None:
    assert {figure.value for figure in figures("").values()} == {0}


def test_a_function_weighs_as_its_branches_and_expressions_do() -> None:
    light = function("light", complexity=9)
    heavy = "def heavy(a):\n    b = [x for x in a]\n    return 1 if a else {y for y in b}\n"
    none = "def none(a):\n    return a\n"
    found = most_packed([Source("kgraph/a.py", light + heavy + none)], 2)
    assert [
        (one.block.name, one.block.complexity, one.expressions, one.weight) for one in found
    ] == [
        ("heavy", 4, 3, 12),
        ("light", 9, 0, 0),
    ]
