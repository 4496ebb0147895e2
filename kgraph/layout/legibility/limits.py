"""What a legible picture keeps to, and what it is best at beyond that."""

from __future__ import annotations

from kgraph.view.view import View

CROSSINGS = 0.4
"""The gate: crossings for each arrow, at most."""
UNMENDED = 0.3
"""So many an arrangement has at most, before arrows that wind are laid anew over others."""
ASPECT = (0.6, 2.2)
"""The gate: width by height, at least and at most."""
SCROLLED = 650.0
"""In a column that is no wider than this one scrolls down,"""
TALL = 0.4
"""and a picture may be so narrow for its height there."""
SHOWN = 1600.0
"""How many pixels wide a picture is shown, at most."""
LETTERS = 9.0
"""The gate: the smallest text in pixels when the picture is shown so wide, at least."""
NEAR = 20.0
"""The gate: how far a label may stand from its own arrow."""
IN_COLUMN = 10.0
"""The gate: the same where a view says how wide it is shown."""
EMPTY = 0.2
"""No more of a picture than this should be empty in one piece."""
PAGE = 1600.0
"""How many pixels of its height one sees at once, at most, where a picture is shown so wide."""
GOOD_ASPECT = 1.6
GOOD_LETTERS = 11.0
"""Letters of this size, in pixels, are easily read."""


def shown(view: View) -> float:
    """How many pixels wide a picture of a view is shown."""
    return view.column or SHOWN


def least_aspect(shown: float) -> float:
    """How wide for its height a picture is that is shown so wide, at least.

    >>> least_aspect(1600.0), least_aspect(600.0)
    (0.6, 0.4)
    """
    return TALL if shown <= SCROLLED else ASPECT[0]


def on_page(wide: float, high: float, view_shown: float) -> float:
    """How much a picture is shrunk, at most 1, to be seen whole where it is shown so wide."""
    shrunk = min(1.0, view_shown / max(wide, 1.0))
    return shrunk * min(1.0, PAGE / max(high * shrunk, 1.0))


def least_letters(view: View) -> float:
    """The smallest text in pixels that a picture of a view may have, shown so wide."""
    return IN_COLUMN if view.column else LETTERS
