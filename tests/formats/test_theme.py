"""Themes: everything can be read, by computation; every colour changes.

Nothing hangs on colour alone.
"""

from __future__ import annotations

from itertools import combinations

import examples
import pytest
from contrasts import Pair, pairs
from sample_drawing import sample

from kgraph.errors import InputError
from kgraph.formats.contrast import contrast
from kgraph.formats.theme import DARK, LIGHT, PRINT, THEMES, Theme, theme_beside, theme_named
from kgraph.model.knowledge import Knowledge
from kgraph.view.view import Hue


def test_pairs_tell_what_cannot_be_read() -> None:
    assert not Pair("pale on white", "#cccccc", "#ffffff", 3.0).enough
    faint = Theme(
        "faint",
        "Faint",
        LIGHT.__class__(**{f: getattr(LIGHT, f) for f in LIGHT.__slots__} | {"faint": "#bbbbbb"}),
    )
    broken = [pair.what for pair in pairs(sample(), faint) if not pair.enough]
    assert set(broken) == {"light: role in a box", "light: foot on the page"}


@pytest.mark.parametrize("brief", examples.EVERY)
def test_everything_in_example_pictures_can_be_read(brief: str) -> None:
    drawing = examples.drawing(brief)
    for theme in THEMES:
        found = list(pairs(drawing, theme))
        assert {pair.needed for pair in found} == {3.0, 4.5}
        assert not [
            f"{pair} {contrast(pair.foreground, pair.ground):.2f}"
            for pair in found
            if not pair.enough
        ]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.id)
def test_marks_numbers_and_counts_can_be_read(theme: Theme) -> None:
    found = list(pairs(sample(), theme))
    said = " ".join(pair.what for pair in found)
    for what in (
        "sign of added",
        "border of removed",
        "number of a storage arrow",
        "count on a badge",
        "label of an arrow",
    ):
        assert what in said
    assert not [pair for pair in found if not pair.enough]


def test_every_hue_of_the_ontology_can_be_read_on_every_ground(knowledge: Knowledge) -> None:
    lanes = {lane.id: Hue(lane.hue, lane.dark_hue) for lane in knowledge.lanes}
    kinds = {kind.id: Hue(kind.hue, kind.dark_hue) for kind in knowledge.flow_kinds}
    for palette in (LIGHT, DARK, PRINT):
        grounds = {palette.page, *(look.fill for look in palette.frames)}
        for id, hue in (*lanes.items(), *kinds.items()):
            colour = palette.hue(hue)
            assert all(contrast(colour, ground) >= 3 for ground in grounds), (palette.id, id)
            assert contrast(palette.on(colour), colour) >= 4.5, (palette.id, id)
        for id, hue in lanes.items():
            assert contrast(palette.hue(hue), palette.ground(hue)) >= 4.5, (palette.id, id)


def test_kinds_of_flow_differ_without_colour(knowledge: Knowledge) -> None:
    """In print: by dash, or by a weight that is at least a third larger."""
    for a, b in combinations(knowledge.flow_kinds, 2):
        assert a.dash != b.dash or max(a.weight, b.weight) / min(a.weight, b.weight) >= 4 / 3, (
            a.id,
            b.id,
        )


def test_print_has_no_colour() -> None:
    colours = [getattr(PRINT, name) for name in PRINT.__slots__ if name != "deep"]
    colours += [colour for look in PRINT.frames for colour in (look.fill, look.line)]
    shown = [one for one in colours if isinstance(one, str) and one.startswith("#")]
    assert len(shown) > 15
    assert all(one[1:3] == one[3:5] == one[5:7] for one in shown)


def test_dark_is_lifted_and_never_black() -> None:
    grounds = [DARK.page, DARK.frame("site").fill, DARK.card]
    assert all(contrast(ground, "#000000") > 1.1 for ground in grounds)
    assert contrast(DARK.page, "#000000") < contrast(DARK.card, "#000000")


def test_an_unknown_theme_names_the_known_ones() -> None:
    assert theme_named("DARK", where="theme").id == "dark"
    with pytest.raises(
        InputError, match=r"^--theme: unknown theme 'noir': known are: light, dark, auto, print$"
    ):
        theme_named("noir", where="--theme")


def test_a_page_has_a_theme_beside_it_that_does_not_follow_anybody() -> None:
    for dark in (True, False):
        theme = theme_beside(dark=dark)
        assert theme.palette.dark is dark
        assert theme.night is None
        assert theme.palette.ink == "", "a page has colours"
