"""Which letters no font at hand has, found out by the painter itself."""

from __future__ import annotations

from kgraph.formats.rendering import _unseen
from kgraph.formats.unseen import ACROSS, DOWN, render

NOBODYS = "\U0010ffff\U000fffff\U000ffffe"


def test_letters_of_the_shipped_font_are_seen() -> None:
    assert render("AbcжΩ<&>'\"") == ""


def test_letters_that_nobody_may_have_are_not() -> None:
    assert render(f"A{NOBODYS}b") == NOBODYS


def test_however_many_are_asked_for() -> None:
    many = "Ab" * (ACROSS * DOWN) + "\U0010ffff"
    assert render(many) == "\U0010ffff"


def test_a_process_of_its_own_finds_them_out() -> None:
    assert _unseen("A\U0010ffff") == "\U0010ffff"
