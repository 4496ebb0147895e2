"""Words that every room uses: text without letters that do harm, and numbers with their nouns."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.words import clean, count, one_line

ANY = st.text(st.characters(codec=None), max_size=60)


@given(ANY)
def test_cleaned_text_is_one_that_any_file_can_hold(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert clean(line) == line
    assert line.encode("utf-8").decode("utf-8") == line


@given(ANY)
def test_nothing_is_left_that_moves_a_cursor_or_turns_the_text(text: str) -> None:
    for letter in clean(text):
        assert letter in "\t\n" or unicodedata.category(letter) not in ("Cc", "Cs")
        assert unicodedata.bidirectional(letter) not in ("RLO", "LRO", "RLE", "LRE", "RLI", "LRI")


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=60))
def test_what_people_write_is_kept(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_every_end_of_a_line_is_the_same(end: str) -> None:
    assert clean(f"a{end}b") == "a\nb"


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 boxes"), (1, "1 box"), (2, "2 boxes"), (12345, "12,345 boxes")]
)
def test_a_number_stands_with_its_noun(number: int, words: str) -> None:
    assert count(number, "box", "boxes") == words
