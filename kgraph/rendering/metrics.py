"""How legible a drawing is: counts and ratios of what hinders reading, which drawing is better, and what breaks the gate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import asin, degrees, hypot
from statistics import fmean, pstdev

from kgraph.rendering.geometry import (
    Plane,
    Segment,
    around,
    bounds,
    crosses,
    gap,
    inside,
    length,
    meet,
    nearest,
    overlap,
    segments,
    shrunk,
    side,
    together,
)
from kgraph.rendering.style import STYLES
from kgraph.rendering.text import width
from kgraph.view.drawing import Drawing, DrawnArrow, Point, Rect, Text
from kgraph.view.view import Frame, View

# --- the gate
CROSSINGS = 0.3
"""Crossings for each arrow, at most."""
ASPECT = (0.6, 2.2)
"""Width by height, at least and at most."""
LETTERS = 9.0
"""The smallest text in pixels when the picture is shown `SHOWN` pixels wide, at least."""
SHOWN = 1600.0
NEAR = 20.0
"""How far a label may stand from its own arrow."""

# --- what counts
SLACK = 2.0
"""What comes no nearer than this, or goes no further than this across, touches and does not cross."""
SHARED = 12.0
"""Arrows that run on one line for longer than this cannot be told apart there."""
HAIR = 0.6
"""Less than this is rounding."""
NUMBER = 9.0
"""The radius of the circle that holds an arrow's number."""
BEND = 0.94
"""The cosine of the least turn that counts as a bend (20 degrees)."""
GOOD_ASPECT, GOOD_LETTERS = 1.6, 11.0
"""What a picture is best at, beyond the gate."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """What is measured of one drawing. Counts are of pairs where two things are involved.

    `sticking_out` counts groups and boxes that lie partly outside what holds them or outside the picture; `loose_ends` ends of
    arrows away from the border of what they join; `through_boxes` and `through_frames` arrows with blocks that are not their
    ends and with frames that hold neither end; `shared_lines` pairs of arrows that run on one line. The numbers of steps count
    as labels. `least_angle` is in degrees, of all crossings; `longest` is in diagonals; `variation` is the deviation of the
    arrows' lengths by their mean; `onwards` is the share of arrows that lead along the direction of the view; `letters` is the
    smallest text in pixels on a screen of `SHOWN` pixels; `fill` is the share of the picture that boxes cover.
    """

    boxes: int
    arrows: int
    box_overlaps: int
    group_overlaps: int
    sticking_out: int
    through_boxes: int
    through_frames: int
    loose_ends: int
    crossings: int
    least_angle: float
    shared_lines: int
    labels_on_labels: int
    labels_on_boxes: int
    labels_on_headings: int
    labels_on_arrows: int
    labels_off: int
    labels_missing: int
    wide_texts: int
    longest: float
    variation: float
    bends: float
    onwards: float
    width: float
    height: float
    letters: float
    fill: float

    @property
    def aspect(self) -> float:
        """Width by height."""
        return self.width / self.height if self.height else 0.0

    @property
    def crossings_per_arrow(self) -> float:
        """Pairs of arrows that cross, for each arrow."""
        return self.crossings / self.arrows if self.arrows else 0.0


def measure(drawing: Drawing) -> Metrics:
    """The metrics of a drawing."""
    outer = _outer(drawing.view)
    lines = [tuple(segments(arrow.points)) for arrow in drawing.arrows]
    box_overlaps, group_overlaps = _overlaps(drawing, outer)
    through_boxes, through_frames = _through(drawing, lines, outer)
    crossings, angle, shared = _meetings(drawing.arrows, lines)
    on_labels, on_boxes, on_headings, on_arrows, off = _labels(drawing, lines)
    longest, variation = _lengths(drawing, lines)
    boxes = [box for block in drawing.blocks for box in block.boxes]
    return Metrics(
        boxes=len(boxes),
        arrows=len(drawing.arrows),
        box_overlaps=box_overlaps,
        group_overlaps=group_overlaps,
        sticking_out=_sticking_out(drawing, outer),
        through_boxes=through_boxes,
        through_frames=through_frames,
        loose_ends=_loose_ends(drawing),
        crossings=crossings,
        least_angle=round(angle, 1),
        shared_lines=shared,
        labels_on_labels=on_labels,
        labels_on_boxes=on_boxes,
        labels_on_headings=on_headings,
        labels_on_arrows=on_arrows,
        labels_off=off,
        labels_missing=_missing_labels(drawing),
        wide_texts=sum(1 for text, room in _rooms(drawing) if not inside(_text_rect(text), room, HAIR)),
        longest=round(longest, 3),
        variation=round(variation, 3),
        bends=round(sum(map(_bends, drawing.arrows)) / max(len(drawing.arrows), 1), 3),
        onwards=round(_onwards(drawing), 3),
        width=drawing.width,
        height=drawing.height,
        letters=round(_smallest(drawing) * min(1.0, SHOWN / max(drawing.width, 1.0)), 2),
        fill=round(sum(b.rect.w * b.rect.h for b in boxes) / max(drawing.width * drawing.height, 1.0), 3),
    )


# --- which is better, and what is good enough


def score(metrics: Metrics) -> tuple[float, ...]:
    """How bad a drawing is; of several candidates the least is best.

    First what must not be at all, then by how much the limits of the gate are missed, then how tangled the arrows are (in
    steps, so that a crossing more or less does not decide alone), then how well it reads, then its area.
    """
    m = metrics
    many = max(m.arrows, 1)
    hard = sum(count for count, _ in _broken(m)) + m.loose_ends
    over = max(m.crossings_per_arrow / CROSSINGS - 1, 0.0) + max(LETTERS / max(m.letters, 0.1) - 1, 0.0)
    over += max(m.aspect / ASPECT[1] - 1, ASPECT[0] / max(m.aspect, 0.01) - 1, 0.0)
    tangle = round((m.crossings + m.shared_lines + m.through_frames) / many / 0.05) * 0.05
    shape = max(m.aspect / GOOD_ASPECT, GOOD_ASPECT / max(m.aspect, 0.01)) - 1
    reading = 2 * max(GOOD_LETTERS / max(m.letters, 0.1) - 1, 0.0) + 0.4 * shape + 0.5 * m.labels_missing / many
    reading += 0.1 * m.bends + 0.3 * max(m.longest - 0.6, 0.0) + 0.5 * (1 - m.onwards)
    return hard, round(over, 3), round(tangle, 2), round(reading, 3), round(m.width * m.height)


def faults(metrics: Metrics, contrasts: Iterable[tuple[str, float, float]] = ()) -> tuple[str, ...]:
    """What breaks the gate, in words with numbers; nothing where the drawing is legible.

    `contrasts` holds what is drawn on what, its ratio of contrast and the ratio it needs.
    """
    m = metrics
    found = [f"{count} {words}" for count, words in _broken(m) if count]
    if m.crossings > CROSSINGS * m.arrows + 1e-9:
        found.append(
            f"{m.crossings_per_arrow:.2f} crossings per arrow, more than {CROSSINGS:g} ({m.crossings} of {m.arrows})"
        )
    if not ASPECT[0] <= m.aspect <= ASPECT[1]:
        found.append(f"aspect {m.aspect:.2f}, not {ASPECT[0]:g} to {ASPECT[1]:g}")
    if m.letters < LETTERS:
        found.append(f"letters of {m.letters:.1f} px at {SHOWN:g} px width, less than {LETTERS:g}")
    found += [f"{what}: contrast {got:.2f}:1, less than {need:g}:1" for what, got, need in contrasts if got < need]
    return tuple(found)


def _broken(m: Metrics) -> tuple[tuple[int, str], ...]:
    """What the gate forbids altogether: how many, in words."""
    return (
        (m.box_overlaps, "overlaps of boxes"),
        (m.group_overlaps, "overlaps of frames or blocks that stand side by side"),
        (m.sticking_out, "things sticking out of what holds them"),
        (m.through_boxes, "arrows through boxes that are not their ends"),
        (m.labels_on_labels, "labels on labels"),
        (m.labels_on_boxes, "labels on boxes"),
        (m.labels_on_headings, "labels on headings"),
        (m.labels_on_arrows, "labels on arrows of others"),
        (m.labels_off, f"labels more than {NEAR:g} pt from their own arrow"),
        (m.wide_texts, "texts wider than the room they have"),
    )


# --- boxes and groups


def _outer(view: View) -> dict[str, tuple[str, ...]]:
    """For each block and frame the frames around it, the nearest last."""
    found: dict[str, tuple[str, ...]] = {}
    stack = [(node, ()) for node in view.children]
    waiting: list[tuple[object, tuple[str, ...]]] = list(stack)
    while waiting:
        node, outer = waiting.pop()
        found[node.id] = outer  # type: ignore[attr-defined]
        if isinstance(node, Frame):
            waiting.extend((child, (*outer, node.id)) for child in node.children)
    return found


def _groups(drawing: Drawing) -> dict[str, Rect]:
    """The rectangle of each frame and block."""
    return {frame.id: frame.rect for frame in drawing.frames} | {block.id: block.rect for block in drawing.blocks}


def _touching(rects: Iterable[Rect]) -> Iterator[tuple[int, int]]:
    """The pairs of rectangles that share more area than rounding makes."""
    plane = Plane()
    small = [shrunk(rect, HAIR / 2) for rect in rects]
    for rect in small:
        plane.add(bounds(rect))
    return ((a, b) for a, b in plane.pairs() if overlap(small[a], small[b]))


def _overlaps(drawing: Drawing, outer: Mapping[str, tuple[str, ...]]) -> tuple[int, int]:
    """Overlapping pairs of boxes, and of frames and blocks that stand in the same frame."""
    boxes = sum(1 for _ in _touching(box.rect for block in drawing.blocks for box in block.boxes))
    groups = _groups(drawing)
    ids = list(groups)
    return boxes, sum(1 for a, b in _touching(groups.values()) if outer[ids[a]] == outer[ids[b]])


def _sticking_out(drawing: Drawing, outer: Mapping[str, tuple[str, ...]]) -> int:
    groups = _groups(drawing)
    page = Rect(0, 0, drawing.width, drawing.height)
    held = [(rect, groups[outer[id][-1]] if outer[id] else page) for id, rect in groups.items()]
    held += [(box.rect, block.rect) for block in drawing.blocks for box in block.boxes]
    held += [(Rect(x, y, 0, 0), page) for arrow in drawing.arrows for x, y in arrow.points]
    held += [(label, page) for _, label in _label_rects(drawing)]
    return sum(1 for rect, room in held if not inside(rect, room, HAIR))


# --- arrows


def _through(
    drawing: Drawing, lines: list[tuple[Segment, ...]], outer: Mapping[str, tuple[str, ...]]
) -> tuple[int, int]:
    """How often arrows run through blocks that are not their ends, and through frames that hold neither end."""
    ids = list(_groups(drawing))
    rects = [shrunk(rect, HAIR) for rect in _groups(drawing).values()]
    plane = Plane()
    for rect in rects:
        plane.add(bounds(rect))
    blocks = {block.id for block in drawing.blocks}
    found: set[tuple[int, str]] = set()
    for number, (arrow, line) in enumerate(zip(drawing.arrows, lines, strict=True)):
        own = {arrow.source, arrow.target, *outer[arrow.source], *outer[arrow.target]}
        for piece in line:
            for one in plane.near(around(piece)):
                if ids[one] not in own and (number, ids[one]) not in found and crosses(rects[one], *piece):
                    found.add((number, ids[one]))
    hit = sum(1 for _, id in found if id in blocks)
    return hit, len(found) - hit


def _loose_ends(drawing: Drawing) -> int:
    groups = _groups(drawing)
    ends = [(a.points[0], a.source) for a in drawing.arrows] + [(a.points[-1], a.target) for a in drawing.arrows]
    return sum(1 for point, id in ends if gap(point, groups[id]) > SLACK)


def _pieces(points: tuple[Point, ...], line: tuple[Segment, ...]) -> Iterator[tuple[Segment, ...]]:
    """The pieces of a curve, each as the straight ones that it is drawn with."""
    at = 0
    for i in range(0, len(points) - 3, 3):
        straight = points[i] == points[i + 1] and points[i + 2] == points[i + 3]
        many = 1 if straight else 8
        yield line[at : at + many]
        at += many


def _meetings(arrows: tuple[DrawnArrow, ...], lines: list[tuple[Segment, ...]]) -> tuple[int, float, int]:
    """Pairs of arrows that cross, the least angle at which they do, and pairs that run on one line."""
    plane = Plane()
    pieces: list[tuple[int, tuple[Segment, ...]]] = []
    for number, arrow in enumerate(arrows):
        for piece in _pieces(arrow.points, lines[number]):
            left, top, right, bottom = around([point for segment in piece for point in segment])
            plane.add((left - SLACK / 2, top - SLACK / 2, right + SLACK / 2, bottom + SLACK / 2))
            pieces.append((number, piece))
    crossing: set[tuple[int, int]] = set()
    beside: dict[tuple[int, int], float] = {}
    angle = 90.0
    for one, other in plane.pairs():
        (a, first), (b, second) = pieces[one], pieces[other]
        if a == b:
            continue
        for s in first:
            for t in second:
                crossed = _cross(s, t, lines[a], lines[b])
                if crossed is not None:
                    crossing.add((min(a, b), max(a, b)))
                    angle = min(angle, crossed)
                else:
                    beside[a, b] = beside.get((a, b), 0.0) + together(s, t, SLACK)
    both = {(min(pair), max(pair)) for pair, run in beside.items() if run + beside.get(pair[::-1], 0.0) > SHARED}
    return len(crossing), angle, len(both)


def _cross(s: Segment, t: Segment, a: tuple[Segment, ...], b: tuple[Segment, ...]) -> float | None:
    """The angle at which two arrows cross in these pieces of theirs, or nothing if they do not."""
    s0, s1, t0, t1 = side(t, s[0]), side(t, s[1]), side(s, t[0]), side(s, t[1])
    if min(s0, s1) > 0 or max(s0, s1) < 0 or min(t0, t1) > 0 or max(t0, t1) < 0:
        return None
    at = meet(s, t)
    if at is None:
        return None
    clear = s0 * s1 < 0 and t0 * t1 < 0 and min(abs(s0), abs(s1), abs(t0), abs(t1)) > SLACK
    if not clear and not (_passes(a, s, at, b) and _passes(b, t, at, a)):
        return None
    return degrees(asin(min(abs(s1 - s0) / length(s), 1.0)))


def _passes(line: tuple[Segment, ...], piece: Segment, at: Point, other: tuple[Segment, ...]) -> bool:
    """Whether a line comes to another from one side and leaves it on the other, however long it runs beside it."""
    where = line.index(piece)
    back = [at, *(segment[0] for segment in reversed(line[: where + 1]))]
    on = [at, *(segment[1] for segment in line[where:])]
    sides = [_leaves(way, other) for way in (back, on)]
    return sides[0] * sides[1] < 0


def _leaves(way: list[Point], other: tuple[Segment, ...]) -> float:
    """On which side a way first gets further than `SLACK` from a line; 0 if it ends before."""
    step = SLACK + 1.0
    for (x0, y0), (x1, y1) in pairwise(way):
        long = hypot(x1 - x0, y1 - y0)
        gone = 0.0
        while gone < long:
            gone = min(gone + step, long)
            share = gone / long
            away, which = nearest(other, (x0 + (x1 - x0) * share, y0 + (y1 - y0) * share))
            if away > SLACK:
                return which
            step = min(step * 1.5, 24.0)
    return 0.0


def _bends(arrow: DrawnArrow) -> int:
    """How often an arrow turns."""
    ways = [way for i in range(0, len(arrow.points) - 3, 3) for way in _ways(arrow.points[i : i + 4])]
    return sum(1 for (ax, ay), (bx, by) in pairwise(ways) if ax * bx + ay * by < BEND)


def _ways(points: tuple[Point, ...]) -> Iterator[Point]:
    """The unit vectors in which a piece begins and ends."""
    for from_, to in ((points[0], points[1:]), (points[3], points[2::-1])):
        turn = 1 if from_ is points[0] else -1
        for x, y in to:
            long = hypot(x - from_[0], y - from_[1])
            if long > 1e-6:
                yield turn * (x - from_[0]) / long, turn * (y - from_[1]) / long
                break


def _lengths(drawing: Drawing, lines: list[tuple[Segment, ...]]) -> tuple[float, float]:
    """The longest arrow by the diagonal, and how much lengths vary."""
    lengths = [sum(map(length, line)) for line in lines]
    mean = fmean(lengths) if lengths else 0.0
    return max(lengths, default=0.0) / hypot(drawing.width, drawing.height), pstdev(lengths) / mean if mean else 0.0


def _onwards(drawing: Drawing) -> float:
    """The share of arrows that lead onwards: downwards through places, in layers downwards or to the right."""
    view = drawing.view
    along = [a for a in drawing.arrows if a.kind in view.along] or list(drawing.arrows)
    axes = (1,) if view.arrangement == "places" else (0, 1)
    return max(sum(a.points[-1][axis] >= a.points[0][axis] - SLACK for a in along) for axis in axes) / max(
        len(along), 1
    )


# --- words


@lru_cache(8192)
def _wide(text: str, style: str) -> float:
    size, weight = STYLES[style]
    return width(text, size, weight=weight)


def _text_rect(text: Text) -> Rect:
    size, wide = STYLES[text.style][0], _wide(text.text, text.style)
    left = text.x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.anchor]
    return Rect(left, text.y - size * 0.8, wide, size)


def _label_rects(drawing: Drawing) -> list[tuple[int, Rect]]:
    """Labels and numbers of steps, with the number of their arrow."""
    found = [(n, arrow.label_rect) for n, arrow in enumerate(drawing.arrows) if arrow.label_rect is not None]
    circles = [(n, arrow.number_at) for n, arrow in enumerate(drawing.arrows) if arrow.number_at is not None]
    return found + [(n, Rect(x - NUMBER, y - NUMBER, 2 * NUMBER, 2 * NUMBER)) for n, (x, y) in circles]


def _headings(drawing: Drawing) -> list[Rect]:
    """Everything that is written outside blocks and arrows, and the icons of frames."""
    texts = [text for frame in drawing.frames for text in frame.texts] + [*drawing.heading, *drawing.footer]
    texts += [line[3] for line in drawing.legend] + [mark[2] for mark in drawing.marks]
    return [_text_rect(text) for text in texts] + [frame.icon_rect for frame in drawing.frames if frame.icon]


def _labels(drawing: Drawing, lines: list[tuple[Segment, ...]]) -> tuple[int, int, int, int, int]:
    """Labels on labels, on boxes, on headings, on arrows of others (pairs each), and far from their own arrow."""
    labels = _label_rects(drawing)
    on_labels = sum(1 for _ in _touching(rect for _, rect in labels))
    on_boxes = _hits(labels, [block.rect for block in drawing.blocks])
    on_headings = _hits(labels, _headings(drawing))
    plane = Plane()
    pieces: list[tuple[int, Segment]] = []
    for number, line in enumerate(lines):
        for piece in line:
            plane.add(around(piece))
            pieces.append((number, piece))
    on_arrows = off = 0
    for owner, rect in labels:
        small, large = shrunk(rect, HAIR), shrunk(rect, -NEAR)
        met = {pieces[one][0] for one in plane.near(bounds(small)) if crosses(small, *pieces[one][1])}
        on_arrows += len(met - {owner})
        off += not any(crosses(large, *piece) for piece in lines[owner])
    return on_labels, on_boxes, on_headings, on_arrows, off


def _hits(labels: list[tuple[int, Rect]], others: list[Rect]) -> int:
    """How many pairs of a label and another thing overlap."""
    plane = Plane()
    for rect in others:
        plane.add(bounds(rect))
    small = [shrunk(rect, HAIR / 2) for _, rect in labels]
    return sum(1 for rect in small for one in plane.near(bounds(rect)) if overlap(rect, others[one]))


def _missing_labels(drawing: Drawing) -> int:
    """Arrows of the view that have words, but not in the drawing."""
    set_ = {arrow.id for arrow in drawing.arrows if arrow.label is not None}
    return sum(1 for arrow in drawing.view.arrows if arrow.label and arrow.id not in set_)


def _rooms(drawing: Drawing) -> Iterator[tuple[Text, Rect]]:
    """Each text with the room that it has."""
    page = Rect(0, 0, drawing.width, drawing.height)
    yield from ((text, frame.rect) for frame in drawing.frames for text in frame.texts)
    yield from ((block.title, block.rect) for block in drawing.blocks if block.title is not None)
    yield from ((text, box.rect) for block in drawing.blocks for box in block.boxes for text in box.texts)
    yield from ((a.label, a.label_rect) for a in drawing.arrows if a.label is not None and a.label_rect is not None)
    yield from ((text, page) for text in (*drawing.heading, *drawing.footer))
    yield from ((line[3], page) for line in drawing.legend)
    yield from ((mark[2], page) for mark in drawing.marks)


def _smallest(drawing: Drawing) -> float:
    """The size of the smallest text that is used, in points."""
    styles = {text.style for text, _ in _rooms(drawing)}
    if any(box.count > 1 for block in drawing.blocks for box in block.boxes):
        styles.add("count")
    return min((STYLES[style][0] for style in styles), default=GOOD_LETTERS)
