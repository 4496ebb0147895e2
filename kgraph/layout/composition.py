"""From a view and an arrangement of it to a drawing: arrows laid, every text set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from itertools import chain
from math import inf
from types import MappingProxyType

from kgraph.layout import page, shapes, style
from kgraph.layout.arrange.spreads import Spread, bounded
from kgraph.layout.arrange.templates import likes
from kgraph.layout.arrange.twins import cards_of
from kgraph.layout.arrows.bundles import bundled
from kgraph.layout.arrows.closing import closed
from kgraph.layout.arrows.corners import rounded, turns
from kgraph.layout.arrows.easing import eased
from kgraph.layout.arrows.labels import fits, set_labels
from kgraph.layout.arrows.lining import lined
from kgraph.layout.arrows.near import EDGE
from kgraph.layout.arrows.parts import Run, Things, Words
from kgraph.layout.arrows.ports import BESIDE, Ground, Member
from kgraph.layout.arrows.room import with_room
from kgraph.layout.arrows.routing import Laid, Router
from kgraph.layout.arrows.steps import Course, straightened
from kgraph.layout.arrows.tracks import Line
from kgraph.layout.arrows.uncrossing import uncrossed
from kgraph.layout.arrows.widening import widened
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
from kgraph.layout.geometry.rectangles import holds
from kgraph.layout.lines import heading_rects, line_rect, text_lines
from kgraph.layout.naming import names_of
from kgraph.layout.seating import seated
from kgraph.layout.things import drawn_block, drawn_frame
from kgraph.view.view import Arrow, Block, View

NARROW = 520.0
"""The least width of what is drawn."""
TALL = 0.7
"""A picture is at least so wide for its height."""
WIDE = 2.1
"""A picture that is a little wider than this for its height gets room above and below."""
FOOT = 120.0
"""About how high what stands below the drawing is."""
Lines = tuple[DrawnArrow, ...]
Seats = Mapping[str, Block]
"""Blocks with their boxes in the order in which they stand there."""


class Scene:
    """A view in an arrangement, before its words are set: where all stands, and what lays arrows.

    Arrows are laid first, then what is worth it is drawn. What is drawn may stand `off` where it
    would stand, to the right and down.
    """

    def __init__(
        self, view: View, spread: Spread, seats: Seats | None = None, off: Point = (0.0, 0.0)
    ) -> None:
        self.view, self.spread = view, spread
        self.heading = page.heading(view, _least_width(view, spread))
        self.head = style.HEADING + page.more_lines(self.heading)
        self.wide, self.extra = _room(view, spread, self.heading)
        left = style.MARGIN + (self.wide - spread.w) / 2 + off[0]
        at = spread.moved(left, style.MARGIN + self.head + self.extra / 2 + off[1])
        self.off = off
        known = names_of(view)
        self.frames = tuple(drawn_frame(frame, at[frame.id], known) for frame in view.frames())
        self.seats, sizes = seats or seated(view, at), cards_of(view)
        self.blocks = tuple(
            drawn_block(self.seats[block.id], at[block.id], sizes[block.id], known)
            for block in view.blocks()
        )
        headings = [*_covered(self.frames), *heading_rects(self.heading)]
        self.ground = _ground(self.blocks, self.frames, headings)
        standing = view.standing()
        self.arrows = tuple(_ending(arrow, self.ground, standing) for arrow in view.arrows)
        self.router = Router(view, bundled(self.arrows), self.ground)

    def saying(self, view: View) -> Scene:
        """The same with the words of another view of the same things and arrows."""
        scene = copy(self)
        scene.view = view
        return scene

    def lines(self) -> Lines:
        """The arrows on their ways, without words."""
        return self.drawn(self.router.lay())

    def lines_anew(self) -> Lines:
        """The same after `lines`, where what crosses others is laid anew."""
        return self.drawn(self.router.lay_anew())

    def drawn(self, ways: Mapping[str, Laid]) -> Lines:
        """Arrows on ways that are laid, without words."""
        return tuple(_drawn_arrow(arrow, ways[arrow.id]) for arrow in self.arrows)

    def eased(self, lines: Lines) -> Lines:
        """The same arrows, off what they run too near to where there is room."""
        return _on(lines, eased(self._courses(lines)))

    def straightened(self, lines: Lines) -> Lines:
        """The same arrows, without steps aside that nothing stands in the way of any more."""
        return _on(lines, straightened(self._courses(lines)))

    def uncrossed(self, lines: Lines) -> Iterator[Lines]:
        """The same arrows, of which as many pairs as possible cross no more, then ever fewer."""
        for better in uncrossed(self._courses(lines)):
            yield _on(lines, better)

    def widened(
        self, lines: Lines, *, across: bool, long: Mapping[str, float] = MappingProxyType({})
    ) -> tuple[Scene, Lines] | None:
        """The same with room made, downwards or `across`, for lines that run too near to something,
        and for straight arrows that are to be so `long`; None where all have room.
        """
        runs = [
            Run(course.line, course.name, course.homes, long.get(arrow.id, 0.0))
            for arrow, course in zip(lines, self._courses(lines), strict=True)
        ]
        ground = self.ground
        things = Things(ground.blocks, ground.frames, ground.headings, runs)
        found = widened(things, across=across)
        return None if found is None else self._standing(found, lines)

    def closed(
        self, lines: Lines, words: Iterable[tuple[int, Rect]], ways: Iterable[bool]
    ) -> tuple[Scene, Lines] | None:
        """The same without room that nothing needs, downwards, and across for a way that is; None
        where there is hardly any. `words` stand at the arrows of these numbers.
        """
        courses = self._courses(lines)
        runs = [Run(course.line, course.name, course.homes) for course in courses]
        said = [Words(rect, number) for number, rect in words]
        ground = self.ground
        things = Things(ground.blocks, ground.frames, ground.headings, runs, said)
        found = closed(things, likes(self.view), ways)
        return None if found is None else self._standing(found, lines)

    def lined(self, lines: Lines, ways: Iterable[bool]) -> tuple[Scene, Lines] | None:
        """The same with boxes in line that stand a little off each other, in rows, and in columns
        for a way that is; None where none moves.
        """
        runs = [Run(course.line, course.name, course.homes) for course in self._courses(lines)]
        ground = self.ground
        things = Things(ground.blocks, ground.frames, ground.headings, runs)
        alone, known, ways = self._alone(), likes(self.view), tuple(ways)
        found = lined(things, alone.keys(), known, ways)
        hiding = [] if found is None else _hiding(alone, found)
        if hiding:
            # what would move its count over the head of an arrow stays where it is
            found = lined(things, alone.keys() - hiding, known, ways)
        return None if found is None else self._standing(found, lines)

    def _alone(self) -> dict[str, DrawnBox]:
        """The boxes that stand in no group, by the ids of their blocks."""
        return {block.id: block.boxes[0] for block in self.blocks if block.title is None}

    def _standing(self, found: Things, lines: Lines) -> tuple[Scene, Lines]:
        """The same where things have been moved to."""
        spread = bounded({**found.blocks, **found.frames})
        scene = Scene(self.view, spread, self.seats)
        return scene, _on(lines, (scene._where(found, run.line) for run in found.runs))

    def _where(self, things: Things, line: Line) -> Line:
        """A line among things, where they stand here."""
        id, there = next(iter({**things.blocks, **things.frames}.items()))
        here = self.ground.things[id]
        return [[x + here.x - there.x, y + here.y - there.y] for x, y in line]

    def inset(self, drawing: Drawing) -> tuple[Scene, Lines] | None:
        """The same as far from the left edge and from the heading as everything is to be; None
        where all of a drawing is.
        """
        across, downwards = _extent(drawing.arrows)
        right = max(style.MARGIN - min(across, default=inf), 0.0)
        down = max(page.below_heading(self.heading) - min(downwards, default=inf), 0.0)
        if not (right or down):
            return None
        off = self.off[0] + right, self.off[1] + down
        scene = Scene(self.view, self.spread, self.seats, off)
        arrows = _bare(drawing.arrows)
        return scene, _on(arrows, (_moved(arrow, right, down) for arrow in arrows))

    def roomier(self, drawing: Drawing, wordless: str) -> Lines | None:
        """The arrows of a drawing such that one finds room for its words; None where that is too
        much.
        """
        lines, ids = drawing.arrows, [arrow.id for arrow in drawing.arrows]
        number = ids.index(wordless)
        words, frames = _words(self.view.arrows[number]), list(self.ground.frames.values())

        def fit(moved: list[Line]) -> bool:
            return fits(_on(lines, moved), number, words, self._taken(), frames)

        found = with_room(self._courses(lines), number, fit)
        return None if found is None else _on(_bare(lines), found)

    def _courses(self, lines: Lines) -> list[Course]:
        """The arrows with what stands in their way."""
        courses = []
        for arrow, drawn in zip(self.arrows, lines, strict=True):
            way = [list(turn.at) for turn in turns(drawn.points)]
            courses.append(self.router.course(arrow, way, drawn.bundle))
        return courses

    def _taken(self) -> list[Rect]:
        """Where words must not stand."""
        return [*self.ground.blocks.values(), *self.ground.headings, *self.ground.badges]

    def drawing(self, lines: Lines, *, all_words: bool = True) -> Drawing:
        """Everything, with words on the arrows: with those that are hard to set, or without."""
        words = {arrow.id: _words(arrow) for arrow in self.view.arrows}
        arrows = set_labels(
            lines, words, self._taken(), self.ground.frames.values(), all_ways=all_words
        )
        across, down = _extent(arrows)
        right, lower = max(across, default=0.0), max(down, default=0.0)
        content = max(self.wide + self.off[0], right - style.MARGIN)
        high = style.MARGIN + self.head + self.spread.h + self.extra + self.off[1]
        below = max(high, lower + self.extra / 2) + 30
        legend, bottom = page.legend(self.view, content, below)
        marks, bottom = page.marks(self.view, bottom if legend else below)
        footer, bottom = page.footer(self.view, content, bottom)
        return Drawing(
            view=self.view,
            width=round(content + 2 * style.MARGIN, 2),
            height=round(bottom + style.MARGIN - 8, 2),
            heading=self.heading,
            frames=self.frames,
            blocks=self.blocks,
            arrows=arrows,
            legend=legend,
            footer=footer,
            marks=marks,
        )


def _on(arrows: Lines, lines: Iterable[Line]) -> Lines:
    """Arrows on other lines."""
    moved = zip(arrows, lines, strict=True)
    return tuple(replace(drawn, points=rounded(line)) for drawn, line in moved)


def _bare(arrows: Lines) -> Lines:
    """Arrows without their words."""
    return tuple(replace(one, label=None, label_rect=None, label_more=()) for one in arrows)


def _moved(arrow: DrawnArrow, right: float, down: float) -> Line:
    """The way of an arrow, moved."""
    return [[turn.at[0] + right, turn.at[1] + down] for turn in turns(arrow.points)]


def lay_out(view: View, spread: Spread, *, again: int = 0) -> Drawing:
    """The drawing of a view in an arrangement.

    Arrows that cross others are laid `again` so many times.
    """
    scene = Scene(view, spread)
    lines = scene.lines()
    for _ in range(again):
        lines = scene.lines_anew()
    return scene.drawing(lines)


def _least_width(view: View, spread: Spread, more: float = 0.0) -> float:
    """How wide what is drawn is to be, whatever the heading says: more than it takes only as long
    as its letters stay large enough.
    """
    wished = max(TALL * _height(spread, more) - 2 * style.MARGIN, NARROW)
    return max(spread.w, min(wished, page.widest(view)))


def _height(spread: Spread, more: float = 0.0) -> float:
    """About how high the page becomes, with a heading that is so much higher than others."""
    return style.HEADING + more + spread.h + FOOT


def _room(view: View, spread: Spread, heading: Sequence[Text]) -> tuple[float, float]:
    """How wide what is drawn is to be, and how much room it gets above and below together."""
    words = (line_rect(line).right - style.MARGIN for line in heading)
    more = page.more_lines(heading)
    high = _height(spread, more)
    wide = max(_least_width(view, spread, more), *words)
    return wide, wide / WIDE - high if WIDE < wide / high < 1.3 * WIDE else 0.0


def _ground(
    blocks: Sequence[DrawnBlock], frames: Sequence[DrawnFrame], headings: Sequence[Rect]
) -> Ground:
    """Where things stand between which arrows find their ways."""
    members: dict[str, Member] = {}
    for block in blocks:
        members |= _members(block)
    block_rects = {block.id: block.rect for block in blocks}
    frame_rects = {frame.id: frame.rect for frame in frames}
    return Ground(block_rects, frame_rects, members, headings, _badges(blocks))


def _hiding(boxes: Mapping[str, DrawnBox], things: Things) -> list[str]:
    """Of some boxes those whose count would stand over an end of an arrow, among things moved."""
    both = chain.from_iterable((run.line[0], run.line[-1]) for run in things.runs)
    ends = [(x, y) for x, y in both]
    found = []
    for id, box in boxes.items():
        count = shapes.pill(replace(box, rect=things.blocks[id]))
        if box.count > 1 and any(holds(count, end, BESIDE) for end in ends):
            found.append(id)
    return found


def _badges(blocks: Sequence[DrawnBlock]) -> list[Rect]:
    """Where the counts of boxes stand."""
    boxes = chain.from_iterable(block.boxes for block in blocks)
    return [shapes.pill(box) for box in boxes if box.count > 1]


def _members(block: DrawnBlock) -> dict[str, Member]:
    """The boxes of a titled block, each with what else stands there."""
    if block.title is None:
        return {}
    found = {}
    for box in block.boxes:
        others = [other.rect for other in block.boxes if other is not box]
        found[box.id] = Member(box.rect, block.rect, (*others, line_rect(block.title)))
    return found


def _ending(arrow: Arrow, ground: Ground, standing: Mapping[str, str]) -> Arrow:
    """The arrow, at the block of a box that no arrow can reach there, since others surround it."""
    ends = (id if ground.reaches(id) else standing[id] for id in (arrow.source, arrow.target))
    source, target = ends
    return replace(arrow, source=source, target=target)


def _covered(frames: Sequence[DrawnFrame]) -> list[Rect]:
    """What the headings of frames cover: their lines, then their icons."""
    lines = chain.from_iterable(text_lines(frame.texts) for frame in frames)
    icons = [frame.icon_rect for frame in frames if frame.icon]
    return [*lines, *icons]


def _drawn_arrow(arrow: Arrow, laid: Laid) -> DrawnArrow:
    """An arrow on its way, without words yet."""
    return DrawnArrow(
        id=arrow.id,
        source=arrow.source,
        target=arrow.target,
        kind=arrow.kind,
        points=laid.points,
        head=True,
        tail=arrow.both,
        label=None,
        label_rect=None,
        tooltip=arrow.tooltip,
        mark=arrow.mark,
        number=arrow.number,
        bundle=laid.trunk,
        strand=arrow.strand,
    )


def _words(arrow: Arrow) -> tuple[str, ...]:
    """What may stand on an arrow, the best first: of one that is marked, at least the sign."""
    sign = style.SIGNS.get(arrow.mark, "")
    if not sign:
        return (arrow.label,) if arrow.label else ()
    short = (f"{sign} {arrow.mark}", sign)
    return (f"{sign} {arrow.label}", *short) if arrow.label else short


def _extent(arrows: Sequence[DrawnArrow]) -> tuple[list[float], list[float]]:
    """Where arrows and their words begin, turn and end, across and downwards."""
    across, down = [], []
    for arrow in arrows:
        across += [x for x, _ in arrow.points]
        down += [y for _, y in arrow.points]
        if arrow.label_rect is not None:
            across += (arrow.label_rect.x, arrow.label_rect.right + EDGE)
            down += (arrow.label_rect.y, arrow.label_rect.bottom)
    return across, down
