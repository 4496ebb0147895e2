"""Text in columns: letters of any width stand under each other, and no word is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kgraph.documents.columns import aligned, column_widths, display_width, wrapped

WORDS = st.lists(st.text("ab注e\u0301", min_size=1, max_size=12), max_size=30)


def test_wide_letters_take_two_columns_and_marks_none() -> None:
    rows = [["注文", "x"], ["abc", "y"], ["e\u0301", "z"]]
    widths = column_widths(rows)
    assert widths == [4, 1]
    assert [aligned(row, widths) for row in rows] == ["注文  x", "abc   y", "e\u0301     z"]


@given(WORDS, st.integers(1, 40))
def test_wrapped_text_holds_every_word_in_its_room(words: list[str], room: int) -> None:
    lines = wrapped(" ".join(words), room, hanging="  ")
    assert " ".join(lines).split() == words
    for line in lines:
        assert display_width(line) <= room or len(line.split()) == 1


def test_lines_are_as_full_as_they_can_be() -> None:
    assert wrapped("one two three four", 9, hanging=" ") == ["one two", " three", " four"]
    assert wrapped("", 9) == [""]
