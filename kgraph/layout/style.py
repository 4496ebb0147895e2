"""Sizes of the pictures, in points, and the styles of their texts: size, weight."""

from __future__ import annotations

CARD_W, CARD_H = 186.0, 54.0
ICON = 30.0
GLYPH = 24.0
PAD, GAP = 12.0, 10.0
BLOCK_TITLE = 22.0
FRAME_HEAD = 34.0
FRAME_ICON = 22.0
MARGIN = 28.0
HEADING = 63.0
TITLE_LINE = 28.0
SUBTITLE_LINE = 18.0
LEGEND_LINE = 22.0
FOOT_LINE = 17.0

STYLES: dict[str, tuple[float, str]] = {
    "title": (22.0, "medium"),
    "subtitle": (13.0, "regular"),
    "box": (13.0, "medium"),
    "role": (11.0, "regular"),
    "block": (12.0, "medium"),
    "frame": (14.0, "medium"),
    "place": (12.0, "regular"),
    "arrow": (11.0, "regular"),
    "legend": (12.0, "regular"),
    "foot": (11.5, "regular"),
    "count": (11.0, "medium"),
}
"""Each style's size in points and its weight."""

SIGNS = {"added": "+", "removed": "−"}
"""The sign of each mark: what it is must not hang on a colour."""

MARKS = {"added": "added: bold border, +", "removed": "removed: dashed border, −"}
"""What the legend says of each mark."""

MARK_LINES = {"added": (2.6, ""), "removed": (1.8, "5 4")}
"""The border of each mark, which tells it without a colour: width and dash pattern."""
