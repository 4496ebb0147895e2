"""What stands on the page around the drawing: its heading, its legend, what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from math import inf

from kgraph.layout import style
from kgraph.layout.drawing import Drawing, Point, Rect, Text
from kgraph.layout.legibility.limits import least_letters, shown
from kgraph.layout.lines import broken, fitted, line_rect, line_width
from kgraph.view.view import View

Legend = tuple[tuple[str, Point, Point, Text], ...]
Marks = tuple[tuple[str, Rect, Text], ...]

TITLE, SUBTITLE = 900.0, 1100.0
"""How wide the words of the heading may be in any case, however narrow what is drawn."""
SMALLEST = min(size for size, _ in style.STYLES.values())
"""The size of the smallest letters."""
CLEAR = 12.0
"""How far what is drawn stands from the heading, at least."""
SAMPLE = 46
"""The room for the sample of a line or card, before the words that explain it."""


def widest(view: View) -> float:
    """How wide what is drawn may be for its letters to be large enough in the column where it is
    shown, if there is one.
    """
    if not view.column:
        return inf
    return shown(view) * SMALLEST / least_letters(view) - 2 * style.MARGIN


def heading(view: View, content: float) -> tuple[Text, ...]:
    """The title of the picture, in two lines where one as wide as what is drawn does not hold it,
    and what stands below it: in one line, but in a column, where it is not cut.
    """
    room = widest(view)
    title = broken(view.title, max(content, min(TITLE, room)), "title")
    below_title = max(content, min(SUBTITLE, room))
    subtitle = broken(view.subtitle, below_title, "subtitle", lines=3 if view.column else 1)
    lines = []
    y = style.MARGIN + 18
    for line in title:
        lines.append(Text(style.MARGIN, y, line, "title"))
        y += style.TITLE_LINE
    below = style.MARGIN + 40 + more_lines(lines)
    for number, line in enumerate(subtitle):
        at = below + number * style.SUBTITLE_LINE
        lines.append(Text(style.MARGIN, at, line, "subtitle"))
    return tuple(lines)


def below_heading(heading: Sequence[Text]) -> float:
    """How far up what is drawn may reach, so that it stands clear of the heading."""
    return max(line_rect(line).bottom for line in heading) + CLEAR


def retitled(drawing: Drawing, title: str) -> Drawing | None:
    """The drawing with another title, as it would be laid out with that; None where more may depend
    on it: on one that is longer than what stands below it, or may need a line more.
    """
    view = replace(drawing.view, title=title)
    if not (_modest(drawing.view) and _modest(view)):
        return None
    return replace(drawing, view=view, heading=heading(view, 0.0))


def _modest(view: View) -> bool:
    """Whether the title has one line, whatever is drawn, that is no wider than the one below."""
    wide, below = line_width(view.title, "title"), line_width(view.subtitle, "subtitle")
    return wide <= below <= min(TITLE, widest(view))


def more_lines(heading: Sequence[Text]) -> float:
    """How much higher a heading is than one with a title and a subtitle in one line each."""
    titles = sum(line.style == "title" for line in heading)
    others = sum(line.style == "subtitle" for line in heading)
    return max(titles - 1, 0) * style.TITLE_LINE + max(others - 1, 0) * style.SUBTITLE_LINE


def legend(view: View, content: float, top: float) -> tuple[Legend, float]:
    """The kinds of flow, as many in a row as fit: kind, line from, line to, words.

    With where it ends below.
    """
    if not view.legend:
        return (), top
    lines = []
    x, y = style.MARGIN, top + 8
    for line in view.legend:
        label = fitted(line.label, content - SAMPLE, "legend")
        wide = SAMPLE + line_width(label, "legend") + 22
        if x + wide > style.MARGIN + content and x > style.MARGIN:
            x, y = style.MARGIN, y + style.LEGEND_LINE
        words = Text(x + SAMPLE, y + 4, label, "legend")
        lines.append((line.kind, (x, y), (x + 38, y), words))
        x += wide
    return tuple(lines), y + 16


def marks(view: View, top: float) -> tuple[Marks, float]:
    """What the marks mean, in a row, where any is used: mark, sample of a card, words.

    With where they end below.
    """
    used = _marks_used(view)
    samples = []
    x, y = style.MARGIN, top + 10
    for mark, meaning in style.MARKS.items():
        if mark in used:
            words = Text(x + SAMPLE, y + 14, meaning, "legend")
            samples.append((mark, Rect(x, y, 34, 20), words))
            x += SAMPLE + line_width(meaning, "legend") + 26
    return tuple(samples), y + 26 if samples else top


def _marks_used(view: View) -> set[str]:
    boxes = chain.from_iterable(block.boxes for block in view.blocks())
    used = {box.mark for box in boxes}
    used |= {frame.mark for frame in view.frames()}
    return used | {arrow.mark for arrow in view.arrows}


def footer(view: View, content: float, top: float) -> tuple[tuple[Text, ...], float]:
    """What is left out, a line each or a few, with where they end below; in a column all of it."""
    lines = []
    most = 12 if view.column else 3
    y = top + 6
    for left_out in view.left_out:
        for row in broken(str(left_out), content, "foot", lines=most):
            y += style.FOOT_LINE
            lines.append(Text(style.MARGIN, y, row, "foot"))
    return tuple(lines), y + 4
