"""Widths and line breaks hold to the font that the wheel carries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.layout.text import carried, in_font, shorten, width, wrap


def test_widths_are_those_of_the_font() -> None:
    ttlib = pytest.importorskip(
        "fontTools.ttLib",
        reason="fonttools is a tool of developers; without it the table is taken as it is",
    )
    import font_roboto

    font = ttlib.TTFont(font_roboto.Roboto)
    cmap, metrics, units = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    for letter in "AWilmé€…":
        assert width(letter, 100.0) == pytest.approx(
            metrics[cmap[ord(letter)]][0] / units * 100, abs=0.01
        )


@given(st.text(max_size=80), st.floats(40, 300))
def test_wrapped_lines_fit(text: str, limit: float) -> None:
    lines = wrap(text, limit, 13.0)
    assert len(lines) <= 2
    assert all(width(line, 13.0) <= limit for line in lines)


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert shorten("Azure Application Gateway for Containers", 100, 13).endswith("…")
    assert shorten("short", 100, 13) == "short"


def test_letters_outside_the_font_are_known() -> None:
    assert all(map(carried, "Grüße,São-Paulo…"))
    assert [carried(letter) for letter in "注Жα"] == [False, False, False]
    assert [in_font(letter) for letter in "注Жα"] == [False, True, True]


def test_the_letters_of_the_whole_font_are_those_of_the_wheel() -> None:
    ttlib = pytest.importorskip("fontTools.ttLib", reason="fonttools is a tool of developers")
    import font_roboto

    for path in (font_roboto.Roboto, font_roboto.RobotoMedium):
        cmap = ttlib.TTFont(path).getBestCmap()
        assert {code for code in range(0x110000) if in_font(chr(code))} == set(cmap)
