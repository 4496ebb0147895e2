"""Packed expressions are counted by what one statement says, nested or side by side."""

from __future__ import annotations

import pytest

from gates import expressions
from gates.figures import Figure
from gates.sources import Source

PACKED = {
    "one in another": "found = [[y for y in x] for x in rows]",
    "side by side": "found = [x for x in rows] + [y for y in cells]",
    "in one call": "take({x for x in rows}, {y: 1 for y in cells})",
    "two for in one": "found = [y for x in rows for y in x]",
    "one in the source of another": "found = sum(x for x in [y for y in rows])",
    "in a lambda": "found = sorted((x for x in rows), key=lambda row: [y for y in row])",
    "in an f-string": 'said = f"{[x for x in rows]}{[y for y in cells]}"',
    "in the head of a loop": "for x in [a for a in b] + [c for c in d]:\n    pass",
    "in a condition": "if any(x for x in rows) and all(y for y in cells):\n    pass",
    "in what is returned": "def f():\n    return {x for x in a} | {y for y in b}",
    "in two defaults": "def f(a=[x for x in r], b=[y for y in s]):\n    pass",
    "in the guard of a case": (
        "match a:\n    case b if [x for x in b] == [y for y in c]:\n        pass"
    ),
}
PLAIN = {
    "one": "found = [x for x in rows if x]",
    "one in each of two statements": "a = [x for x in rows]\nb = [y for y in rows]",
    "one in a head, one below it": "for x in [a for a in b]:\n    c = [y for y in x]",
    "one in a condition, one in the other": (
        "if [x for x in a]:\n    pass\nelif [y for y in b]:\n    pass"
    ),
    "one in each case": (
        "match a:\n"
        "    case 1 if [x for x in b]:\n        pass\n"
        "    case 2 if [x for x in c]:\n        pass"
    ),
    "one in each method": (
        "class A:\n"
        "    def f(self):\n        return [x for x in a]\n"
        "    def g(self):\n        return [x for x in a]"
    ),
    "one in a text": 'said = "[x for x in a] [y for y in b]"',
}


def measured(text: str) -> tuple[Figure, Figure]:
    comprehensions, conditionals = expressions.figures([Source("kgraph/a.py", text)])
    return comprehensions, conditionals


@pytest.mark.parametrize("text", PACKED.values(), ids=PACKED)
def test_more_than_one_comprehension_in_an_expression_counts(text: str) -> None:
    comprehensions, conditionals = measured(text)
    assert (comprehensions.value, conditionals.value) == (1, 0)


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN)
def test_one_comprehension_in_an_expression_does_not(text: str) -> None:
    assert [figure.value for figure in measured(text)] == [0, 0]


def test_two_conditional_expressions_are_well_and_three_are_not() -> None:
    two = "a = b if c else d if e else f\n"
    three = "a = b if c else d if e else f if g else h\n"
    beside = "take(a if b else c, d if e else f, g if h else i)\n"
    assert measured(two)[1].value == 0
    assert measured(three)[1].value == measured(beside)[1].value == 1
    assert measured(two + three + two + beside)[1].value == 2


def test_a_place_says_its_lines_and_by_how_much_it_is_over() -> None:
    text = "first = 1\nfound = [\n    [z for z in y]\n    for x in rows\n    for y in x\n]\n"
    (place,) = measured(text)[0].offences
    assert (place.path, place.first, place.last, place.excess) == ("kgraph/a.py", 2, 6, 2)
    assert str(place) == "kgraph/a.py:2: 3 comprehensions in one expression, 2 too many"
