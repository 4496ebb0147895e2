"""Text in columns: letters of any width stand under each other, and no word is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kgraph.documents.columns import aligned, column_widths, cut, display_width, fitting, wrapped

WORDS = st.lists(st.text("ab注e\u0301", min_size=1, max_size=12), max_size=30)


def test_wide_letters_take_two_columns_and_marks_none() -> None:
    rows = [["注文", "x"], ["abc", "y"], ["e\u0301", "z"]]
    widths = column_widths(rows)
    assert widths == [4, 1]
    assert [aligned(row, widths) for row in rows] == ["注文  x", "abc   y", "e\u0301     z"]


@given(WORDS, st.integers(1, 40))
def test_wrapped_text_holds_every_word_in_its_room(words: list[str], room: int) -> None:
    lines = wrapped(" ".join(words), room, hanging="  ")
    assert "".join(" ".join(lines).split()) == "".join(words)
    if all(display_width(word) <= room - 2 for word in words):
        assert " ".join(lines).split() == words
    if room > 3:
        assert all(display_width(line) <= room for line in lines)


def test_addresses_stay_whole_whatever_the_room() -> None:
    address = "https://example.org/a-long-address"
    assert wrapped(f"see {address} abcdef", 4) == ["see", address, "abcd", "ef"]


@given(st.lists(st.integers(1, 90), min_size=1, max_size=9), st.integers(1, 200))
def test_columns_fit_the_room_where_each_has_one(widths: list[int], room: int) -> None:
    found = fitting(widths, room)
    gaps = 2 * (len(widths) - 1)
    assert all(1 <= now <= before for now, before in zip(found, widths, strict=True))
    assert sum(found) + gaps <= max(room, len(widths) + gaps)
    assert sum(found) + gaps >= min(room, sum(widths) + gaps)


@given(st.text("ab注e\u0301", max_size=20), st.integers(1, 12))
def test_what_is_cut_takes_no_more_than_its_room(text: str, room: int) -> None:
    short = cut(text, room)
    assert display_width(short) <= room
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


def test_lines_are_as_full_as_they_can_be() -> None:
    assert wrapped("one two three four", 9, hanging=" ") == ["one two", " three", " four"]
    assert wrapped("", 9) == [""]
