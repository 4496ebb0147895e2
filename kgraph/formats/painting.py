"""What is painted when: from back to front, for every format that paints a drawing as it is.

A drawing is parts, such as a frame, an arrow, a box; a part is strokes, and perhaps parts within
it. A stroke says what it is for, not which colour it has: that is up to the format and its theme.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from kgraph.formats import icons
from kgraph.formats.glyphs import is_path
from kgraph.formats.legend import Lines
from kgraph.layout import shapes
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
from kgraph.layout.style import SIGNS
from kgraph.layout.taps import radius, taps
from kgraph.layout.trunks import own_shafts
from kgraph.view.view import Hue, LegendLine

ROUND, ROUND_CARD, ROUND_EXPLAINED, ROUND_BAR, ROUND_UNDER = 10.0, 8.0, 5.0, 1.5, 2.0
"""How round the corners are: of frames and blocks; of cards, in a picture and where it explains
them; of stripes; of what lies under words."""

# --- strokes


@dataclass(frozen=True, slots=True)
class Plane:
    """A filled rectangle. `hue` is the colour that it has from what it stands for, if any.

    A frame, and what lies under words, is of a level; nothing is the level of the page. A `mark`
    changes the border of frames and cards.
    """

    role: Literal["frame", "lane", "card", "bar", "badge", "pill", "disc", "under"]
    rect: Rect
    radius: float
    hue: Hue | None = None
    mark: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text. With a hue it has that colour, or stands on it if it is counts or letters."""

    text: Text
    role: Literal["plain", "title", "count", "digits", "initials"] = "plain"
    hue: Hue | None = None


@dataclass(frozen=True, slots=True)
class Icon:
    """A picture that comes from outside."""

    rect: Rect
    icon: str


@dataclass(frozen=True, slots=True)
class Glyph:
    """A path on a badge, drawn in lines."""

    rect: Rect
    path: str
    hue: Hue


@dataclass(frozen=True, slots=True)
class Sign:
    """The sign of a mark, in a circle."""

    mark: str
    at: Point
    radius: float


@dataclass(frozen=True, slots=True)
class Curve:
    """The shaft of an arrow: cubic Bézier curves."""

    points: tuple[Point, ...]
    line: LegendLine


@dataclass(frozen=True, slots=True)
class Straight:
    """A level piece of an arrow, as a legend shows it."""

    start: Point
    end: Point
    line: LegendLine


@dataclass(frozen=True, slots=True)
class Head:
    """The head of an arrow."""

    corners: tuple[Point, ...]
    hue: Hue


@dataclass(frozen=True, slots=True)
class Dot:
    """Where an arrow leaves, or meets, another of its trunk."""

    at: Point
    radius: float
    hue: Hue

    @property
    def rect(self) -> Rect:
        """The square around it."""
        (x, y), wide = self.at, 2 * self.radius
        return Rect(x - self.radius, y - self.radius, wide, wide)


Stroke = Plane | Words | Icon | Glyph | Sign | Curve | Straight | Head | Dot

# --- parts


@dataclass(frozen=True, slots=True)
class Step:
    """The number of a step on an arrow with that line: of a kind of flow, or of a strand."""

    line: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A line of the legend, for a kind of flow or a strand."""

    line: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A mark with what it means."""

    mark: str


@dataclass(frozen=True, slots=True)
class Part:
    """What belongs together: first its strokes, then the parts within it.

    `thing` is what it shows; None where it is only words.
    """

    strokes: tuple[Stroke, ...]
    thing: DrawnFrame | DrawnArrow | DrawnBlock | DrawnBox | Step | Sample | Explained | None = None
    within: tuple[Part, ...] = ()


def parts(drawing: Drawing) -> Iterator[Part]:
    """Everything that lies on the page, from back to front."""
    lines = Lines(drawing.view)
    yield from _texts(drawing.heading)
    yield from _frames(drawing)
    # arrows end at boxes within titled blocks, so they lie on these, but under single boxes
    yield from _blocks(block for block in drawing.blocks if block.title is not None)
    yield from _arrows(drawing, lines)
    yield from _blocks(block for block in drawing.blocks if block.title is None)
    yield from _labels(drawing)
    yield from _numbers(drawing, lines)
    yield from _legend(drawing, lines)
    yield from _marks(drawing)
    yield from _texts(drawing.footer)


def _texts(texts: Iterable[Text]) -> Iterator[Part]:
    for text in texts:
        yield Part((Words(text),))


def _frames(drawing: Drawing) -> Iterator[Part]:
    for frame in drawing.frames:
        yield Part(tuple(_frame(frame)), frame)


def _arrows(drawing: Drawing, lines: Lines) -> Iterator[Part]:
    arrows = drawing.arrows
    for arrow, shaft, tap in zip(arrows, own_shafts(arrows), taps(arrows), strict=True):
        line = lines.of(arrow.line)
        dot = (Dot(tap, radius(line.weight), line.hue),) if tap else ()
        yield Part((*_arrow(arrow, shaft, line), *dot), arrow)


def _blocks(blocks: Iterable[DrawnBlock]) -> Iterator[Part]:
    """Blocks with their boxes; one without a title is only these."""
    for block in blocks:
        boxes = tuple(Part(tuple(_box(box)), box) for box in block.boxes)
        yield Part(tuple(_block(block)), block, boxes)


def _labels(drawing: Drawing) -> Iterator[Part]:
    for arrow in drawing.arrows:
        if arrow.label is not None:
            yield Part(tuple(_label(arrow, drawing)))


def _numbers(drawing: Drawing, lines: Lines) -> Iterator[Part]:
    for arrow in drawing.arrows:
        if arrow.number and arrow.number_at is not None:
            hue = lines.of(arrow.line).hue
            yield Part(tuple(_number(arrow.number, arrow.number_at, hue)), Step(arrow.line))


def _legend(drawing: Drawing, lines: Lines) -> Iterator[Part]:
    for kind, start, end, text in drawing.legend:
        yield Part(tuple(_sample(lines.of(kind), start, end, text)), Sample(kind))


def _marks(drawing: Drawing) -> Iterator[Part]:
    for mark, rect, text in drawing.marks:
        yield Part(tuple(_explained(mark, rect, text)), Explained(mark))


# --- what each thing is painted with


def _frame(frame: DrawnFrame) -> Iterator[Stroke]:
    """A frame with its heading."""
    yield Plane("frame", frame.rect, ROUND, mark=frame.mark, level=frame.level)
    if _has_icon(frame.icon):
        yield Icon(frame.icon_rect, frame.icon)
    yield from map(Words, frame.texts)
    yield from _corner(frame.mark, frame.rect)


def _block(block: DrawnBlock) -> Iterator[Stroke]:
    """The ground and the title of a block, if it has one."""
    if block.title is not None:
        yield Plane("lane", block.rect, ROUND, block.hue)
        yield Words(block.title, "title", block.hue)


def _box(box: DrawnBox) -> Iterator[Stroke]:
    """A box: its cards, stripe, picture, words, how many it stands for, and its mark."""
    for card in shapes.cards(box):
        yield Plane("card", card, ROUND_CARD, mark=box.mark)
    yield Plane("bar", shapes.bar(box), ROUND_BAR, box.hue)
    yield from _picture(box)
    yield from map(Words, box.texts)
    yield from _count(box)
    yield from _corner(box.mark, box.rect)


def _picture(box: DrawnBox) -> Iterator[Stroke]:
    """The icon of a box, or else its glyph on a badge, or else letters on one."""
    rect = box.icon_rect
    if _has_icon(box.icon):
        yield Icon(rect, box.icon)
        return
    yield Plane("badge", rect, ROUND_CARD, box.hue)
    if is_path(box.glyph):
        yield Glyph(rect, box.glyph, box.hue)
        return
    letters = shapes.initials(box.texts[0].text if box.texts else "")
    middle = Text(rect.x + rect.w / 2, rect.y + rect.h / 2 + 5, letters, "frame", "middle")
    yield Words(middle, "initials", box.hue)


def _count(box: DrawnBox) -> Iterator[Stroke]:
    """How many a box stands for, where they are several."""
    many = shapes.count_words(box)
    if many:
        pill = shapes.pill(box)
        middle = Text(pill.x + pill.w / 2, pill.y + pill.h / 2 + 4, many, "count", "middle")
        yield Plane("pill", pill, ROUND_CARD, box.hue)
        yield Words(middle, "count", box.hue)


def _arrow(arrow: DrawnArrow, shaft: tuple[Point, ...], line: LegendLine) -> Iterator[Stroke]:
    """An arrow without its words, and without what another of its bundle has painted."""
    yield Curve(shaft, line)
    for corners in shapes.heads(arrow):
        yield Head(corners, line.hue)


def _label(arrow: DrawnArrow, drawing: Drawing) -> Iterator[Stroke]:
    """The words on an arrow, on the colour of what they lie on, with the sign of a mark."""
    for line in arrow.words:
        level = shapes.level_at(drawing, (line.x, line.y))
        yield Plane("under", shapes.under(line), ROUND_UNDER, level=level)
        yield Words(line)
    if arrow.mark in SIGNS:
        at = shapes.sign_on_label(arrow, SIGNS[arrow.mark])
        if at is not None:
            yield Sign(arrow.mark, at, shapes.SMALL_SIGN)


def _number(number: str, at: Point, hue: Hue) -> Iterator[Stroke]:
    """The number of a step, in a circle on its arrow."""
    x, y = at
    yield Plane("disc", shapes.disc(number, at), shapes.NUMBER, hue)
    yield Words(Text(x, y + 4, number, "count", "middle"), "digits", hue)


def _sample(line: LegendLine, start: Point, end: Point, text: Text) -> Iterator[Stroke]:
    """A piece of arrow, and what it means."""
    yield Straight(start, (end[0] - 6, end[1]), line)
    yield Head(shapes.head(end, (1.0, 0.0)), line.hue)
    yield Words(text)


def _explained(mark: str, rect: Rect, text: Text) -> Iterator[Stroke]:
    """A small card with a mark, and what that means."""
    yield Plane("card", rect, ROUND_EXPLAINED, mark=mark)
    yield from _corner(mark, rect)
    yield Words(text)


def _corner(mark: str, rect: Rect) -> Iterator[Stroke]:
    if mark in SIGNS:
        yield Sign(mark, shapes.corner(rect), shapes.SIGN)


def _has_icon(icon: str) -> bool:
    return bool(icon) and icons.exists(icon)
