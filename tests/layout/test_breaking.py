"""Where lines end: at spaces, in scripts without spaces anywhere, in words only where they must."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.layout.breaking import clusters, lines


def at_most(letters: int) -> Callable[[str], bool]:
    return lambda line: len(line) <= letters


@pytest.mark.parametrize(
    ("text", "letters", "expected"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("an abcdefgh", 5, ["an ab", "cdefg", "h"]),
        ("contract-management-service", 11, ["contract-", "management-", "service"]),
        ("合同管理与义务", 3, ["合同管", "理与义", "务"]),
        ("web 合同管理", 6, ["web 合同", "管理"]),
        ("合同管。理与", 3, ["合同", "管。理", "与"]),
        ("", 3, []),
    ],
)
def test_where_lines_end(text: str, letters: int, expected: list[str]) -> None:
    assert lines(text, at_most(letters), most=9) == (expected, "")


def test_what_no_line_holds_is_left() -> None:
    assert lines("one two three four", at_most(7), most=1) == (["one two"], " three four")


@pytest.mark.parametrize(
    "whole", ["e\u0301", "👩\u200d👧", "👍\U0001f3fd", "🇩🇪", "ก\u0e34", "\u0e40ก"]
)
def test_what_belongs_to_a_letter_stays_with_it(whole: str) -> None:
    assert list(clusters(f"x{whole}x")) == ["x", whole, "x"]


@given(st.text(max_size=60), st.integers(1, 12), st.integers(1, 4))
def test_nothing_is_lost_but_spaces(text: str, letters: int, most: int) -> None:
    full, left = lines(text, at_most(letters), most=most)
    assert "".join("".join([*full, left]).split()) == "".join(text.split())
