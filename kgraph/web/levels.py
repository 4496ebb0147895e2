"""How much of an architecture a picture shows at once, and the column that it is composed for.

Pure functions.
"""

from __future__ import annotations

from collections.abc import Mapping

FOLDED, BOXES, INSIDE = "folded", "boxes", "inside"
LEVELS = {FOLDED: "Folded", BOXES: "All boxes", INSIDE: "Inside"}
"""What the levels are called: what stands together folded into one box, each box for itself, the
inside of the one that is selected.
"""
NARROW, MIDDLE, WIDE = "narrow", "middle", "wide"
COLUMNS = {NARROW: 600, MIDDLE: 800}
"""The columns that pictures are composed for, in pixels, by the size of the pane: few, so that
visitors share pictures. For less than 600 next to nothing of an overview is left.
"""
PANES = {NARROW: 600, MIDDLE: 900}
"""A pane of fewer pixels than this is of that size; one of more is wide."""


def column(level: str, pane: str) -> int:
    """The column that a picture is composed for, in pixels; 0 where it has all the room it takes.

    Without a level the pane decides.

    >>> column("", "wide"), column("", "narrow"), column("folded", "wide")
    (0, 600, 800)
    """
    if shown(level, pane) == FOLDED:
        return COLUMNS.get(pane, COLUMNS[MIDDLE])
    return 0


def shown(level: str, pane: str) -> str:
    """The level that is shown: the one named, or what a pane of that size has room for.

    >>> shown("", "wide"), shown("", "middle"), shown("boxes", "narrow")
    ('boxes', 'folded', 'boxes')
    """
    if level:
        return level
    return FOLDED if pane in COLUMNS else BOXES


def at_first(headers: Mapping[str, str]) -> str:
    """What size the pane of a browser has in all likelihood, by what it tells when it asks.

    >>> at_first({"User-Agent": "Mozilla/5.0 (Linux; Android 16) Chrome/140 Mobile Safari"})
    'narrow'
    """
    told = {name.lower(): value for name, value in headers.items()}
    hinted = told.get("sec-ch-ua-mobile") == "?1"
    return NARROW if hinted or "Mobi" in told.get("user-agent", "") else WIDE
