"""From a view and an arrangement of it to a drawing: arrows laid, every text set."""

from __future__ import annotations

from collections.abc import Sequence

from kgraph.layout import style
from kgraph.layout.arrange.places import Spread
from kgraph.layout.arrange.sizes import columns
from kgraph.layout.arrows.labels import EDGE, set_labels
from kgraph.layout.arrows.routing import route
from kgraph.layout.drawing import (
    Drawing,
    DrawnArrow,
    DrawnBlock,
    DrawnBox,
    DrawnFrame,
    Point,
    Rect,
    Text,
)
from kgraph.layout.style import STYLES
from kgraph.layout.text import shorten, width, wrap
from kgraph.view.view import Arrow, Block, Box, Frame, View

NARROW = 520.0
"""The least width of what is drawn."""
TALL = 0.7
"""A picture is at least so wide for its height."""
WIDE = 2.1
"""A picture that is a little wider than this for its height gets room above and below."""
FOOT = 120.0
"""About how high what stands below the drawing is."""


def lay_out(view: View, spread: Spread, *, again: int = 0) -> Drawing:
    """The drawing of a view in an arrangement; arrows that cross others are laid `again` so many times."""
    heading = _heading(view)
    wide = max(
        spread.w,
        TALL * (style.HEADING + spread.h + FOOT) - 2 * style.MARGIN,
        *map(_end, heading),
        NARROW,
    )
    high = style.HEADING + spread.h + FOOT
    extra = wide / WIDE - high if WIDE < wide / high < 1.3 * WIDE else 0.0
    at = spread.moved(
        style.MARGIN + (wide - spread.w) / 2, style.MARGIN + style.HEADING + extra / 2
    )
    frames = tuple(_frame(frame, at[frame.id]) for frame in view.frames())
    blocks = tuple(_block(block, at[block.id]) for block in view.blocks())
    headings = [_text_rect(text) for frame in frames for text in frame.texts] + [
        f.icon_rect for f in frames if f.icon
    ]
    headings += [_text_rect(text) for text in heading]
    curves = route(
        view.arrows,
        {b.id: b.rect for b in blocks},
        {f.id: f.rect for f in frames},
        headings,
        view.along,
        again=again,
    )
    arrows = tuple(
        DrawnArrow(
            a.id,
            a.source,
            a.target,
            a.kind,
            curves[a.id],
            True,
            a.both,
            None,
            None,
            a.tooltip,
            a.mark,
            ", ".join(map(str, a.steps)),
        )
        for a in view.arrows
    )
    taken = [*(b.rect for b in blocks), *headings]
    arrows = set_labels(
        arrows, {a.id: _words(a) for a in view.arrows}, taken, [f.rect for f in frames]
    )
    right, lower = _reach(arrows)
    content = max(wide, right - style.MARGIN)
    below = max(style.MARGIN + style.HEADING + spread.h + extra, lower + extra / 2) + 30
    legend, bottom = _legend(view, content, below)
    marks, bottom = _marks(view, bottom if legend else below)
    footer, bottom = _footer(view, content, bottom)
    return Drawing(
        view,
        round(content + 2 * style.MARGIN, 2),
        round(bottom + style.MARGIN - 8, 2),
        heading,
        frames,
        blocks,
        arrows,
        legend,
        footer,
        marks,
    )


def _reach(arrows: Sequence[DrawnArrow]) -> tuple[float, float]:
    """How far to the right and down arrows and their words go."""
    points = [point for arrow in arrows for point in arrow.points]
    rects = [arrow.label_rect for arrow in arrows if arrow.label_rect is not None]
    return (
        max((*(x for x, _ in points), *(r.x + r.w + EDGE for r in rects)), default=0.0),
        max((*(y for _, y in points), *(r.y + r.h for r in rects)), default=0.0),
    )


def _end(text: Text) -> float:
    """How far a line of text reaches from the left margin."""
    size, weight = STYLES[text.style]
    return text.x + width(text.text, size, weight=weight) - style.MARGIN


def _words(arrow: Arrow) -> tuple[str, ...]:
    """What may stand on an arrow, the best first: of one that is marked, at least the sign."""
    sign = style.SIGNS.get(arrow.mark, "")
    if not sign:
        return (arrow.label,) if arrow.label else ()
    short = (f"{sign} {arrow.mark}", sign)
    return (f"{sign} {arrow.label}", *short) if arrow.label else short


def _text_rect(text: Text) -> Rect:
    size, weight = STYLES[text.style]
    return Rect(text.x, text.y - size * 0.8, width(text.text, size, weight=weight), size)


def _heading(view: View) -> tuple[Text, ...]:
    top = style.MARGIN
    return (
        Text(
            style.MARGIN,
            top + 18,
            shorten(view.title, 900, STYLES["title"][0], weight="medium"),
            "title",
        ),
        Text(
            style.MARGIN, top + 40, shorten(view.subtitle, 1100, STYLES["subtitle"][0]), "subtitle"
        ),
    )


def _frame(frame: Frame, rect: Rect) -> DrawnFrame:
    x, base = rect.x + 14, rect.y + 23
    icon = (
        Rect(x, rect.y + 7, style.FRAME_ICON, style.FRAME_ICON)
        if frame.icon
        else Rect(x, rect.y, 0, 0)
    )
    if frame.icon:
        x += style.FRAME_ICON + 8
    size, weight = STYLES["frame"]
    title = shorten(frame.title, max(rect.w - 40, 60), size, weight=weight)
    texts = [Text(x, base, title, "frame")]
    after = x + width(title, size, weight=weight) + 10
    room = rect.x + rect.w - 12 - after
    if frame.subtitle and room > 30:
        texts.append(Text(after, base, shorten(frame.subtitle, room, STYLES["place"][0]), "place"))
    return DrawnFrame(
        frame.id,
        frame.level,
        rect,
        frame.icon,
        icon,
        tuple(texts),
        frame.href,
        frame.tooltip,
        frame.mark,
    )


def _block(block: Block, rect: Rect) -> DrawnBlock:
    if not block.title:
        return DrawnBlock(block.id, rect, block.hue, None, (_box(block.boxes[0], rect),))
    across = min(columns(rect.w), len(block.boxes))
    wide = (rect.w - 2 * style.PAD - (across - 1) * style.GAP) / across
    boxes = []
    for number, box in enumerate(block.boxes):
        column, row = number % across, number // across
        x = rect.x + style.PAD + column * (wide + style.GAP)
        y = rect.y + style.PAD + style.BLOCK_TITLE + row * (style.CARD_H + style.GAP)
        boxes.append(_box(box, Rect(round(x, 2), round(y, 2), round(wide, 2), style.CARD_H)))
    title = Text(rect.x + style.PAD, rect.y + style.PAD + 9, block.title, "block")
    return DrawnBlock(block.id, rect, block.hue, title, tuple(boxes))


def _box(box: Box, rect: Rect) -> DrawnBox:
    icon = Rect(rect.x + 11, rect.y + (rect.h - style.ICON) / 2, style.ICON, style.ICON)
    left = icon.x + style.ICON + 10
    room = rect.x + rect.w - 8 - left
    lines = wrap(box.title, room, STYLES["box"][0], weight="medium", lines=2)
    role = shorten(box.subtitle, room, STYLES["role"][0]) if box.subtitle else ""
    rows = [(line, "box", 14.5) for line in lines] + ([(role, "role", 13.5)] if role else [])
    y = rect.y + (rect.h - sum(row[2] for row in rows)) / 2 + 11
    texts = []
    for text, kind, step in rows:
        texts.append(Text(left, round(y, 2), text, kind))
        y += step
    return DrawnBox(
        box.id,
        rect,
        box.icon,
        box.glyph,
        icon,
        box.hue,
        tuple(texts),
        box.href,
        box.tooltip,
        box.count,
        box.mark,
    )


def _legend(
    view: View, content: float, top: float
) -> tuple[tuple[tuple[str, Point, Point, Text], ...], float]:
    """The kinds of flow, as many in a row as fit: kind, line from, line to, words."""
    if len(view.legend) < 2:
        return (), top
    found = []
    x, y = style.MARGIN, top + 8
    for line in view.legend:
        words = f"{line.label}"
        wide = 46 + width(words, STYLES["legend"][0]) + 22
        if x + wide > style.MARGIN + content and x > style.MARGIN:
            x, y = style.MARGIN, y + style.LEGEND_LINE
        found.append((line.kind, (x, y), (x + 38, y), Text(x + 46, y + 4, words, "legend")))
        x += wide
    return tuple(found), y + 16


def _marks(view: View, top: float) -> tuple[tuple[tuple[str, Rect, Text], ...], float]:
    """What the marks mean, in a row, where any is used: mark, sample of a card, words."""
    boxes = [box.mark for block in view.blocks() for box in block.boxes]
    used = {
        *boxes,
        *(frame.mark for frame in view.frames()),
        *(arrow.mark for arrow in view.arrows),
    }
    found = []
    x, y = style.MARGIN, top + 10
    for mark, words in style.MARKS.items():
        if mark in used:
            found.append((mark, Rect(x, y, 34, 20), Text(x + 46, y + 14, words, "legend")))
            x += 46 + width(words, STYLES["legend"][0]) + 26
    return tuple(found), y + 26 if found else top


def _footer(view: View, content: float, top: float) -> tuple[tuple[Text, ...], float]:
    texts = []
    y = top + 6
    for line in view.left_out:
        for row in wrap(str(line), content, STYLES["foot"][0], lines=3):
            y += style.FOOT_LINE
            texts.append(Text(style.MARGIN, y, row, "foot"))
    return tuple(texts), y + 4
