"""How legible a drawing is: counts and ratios of what hinders reading, which drawing is better, and what breaks the gate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from statistics import fmean, pstdev

from kgraph.layout.drawing import Drawing, DrawnArrow, Point, Rect
from kgraph.layout.geometry import HAIR, gap, inside, length, overlapping, shrunk
from kgraph.layout.legibility import wording
from kgraph.layout.legibility.crossings import SLACK, Curves, meetings

CROSSINGS = 0.3
"""The gate: crossings for each arrow, at most."""
ASPECT = (0.6, 2.2)
"""The gate: width by height, at least and at most."""
LETTERS = 9.0
"""The gate: the smallest text in pixels when the picture is shown `SHOWN` pixels wide, at least."""
SHOWN = 1600.0
TANGLE = 2.5
GOOD_ASPECT, GOOD_LETTERS = 1.6, wording.GOOD
"""What a picture is best at, beyond the gate."""
BEND = 0.94
"""The cosine of the least turn that counts as a bend (20 degrees)."""


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
    outer = drawing.view.around()
    curves = Curves(drawing.arrows)
    box_overlaps, group_overlaps = _overlaps(drawing, outer)
    through_boxes, through_frames = _through(drawing, curves, outer)
    crossings, angle, shared = meetings(curves)
    on_labels, on_boxes, on_headings, on_arrows, off = wording.labels(drawing, curves)
    longest, variation = _lengths(drawing, curves)
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
        labels_missing=wording.missing_labels(drawing),
        wide_texts=wording.wide_texts(drawing),
        longest=round(longest, 3),
        variation=round(variation, 3),
        bends=round(sum(map(_bends, drawing.arrows)) / max(len(drawing.arrows), 1), 3),
        onwards=round(_onwards(drawing), 3),
        width=drawing.width,
        height=drawing.height,
        letters=round(wording.smallest(drawing) * min(1.0, SHOWN / max(drawing.width, 1.0)), 2),
        fill=round(
            sum(b.rect.w * b.rect.h for b in boxes) / max(drawing.width * drawing.height, 1.0), 3
        ),
    )


# --- which is better, and what is good enough


def score(metrics: Metrics) -> tuple[float, ...]:
    """How bad a drawing is; of several candidates the least is best.

    First what must not be at all, then by how much the limits of the gate are missed, then how tangled the arrows are and how
    well it reads, weighed against each other, then its area.
    """
    m = metrics
    many = max(m.arrows, 1)
    hard = sum(count for count, _ in _broken(m)) + m.loose_ends
    over = max(m.crossings_per_arrow / CROSSINGS - 1, 0.0) + max(
        LETTERS / max(m.letters, 0.1) - 1, 0.0
    )
    over += max(m.aspect / ASPECT[1] - 1, ASPECT[0] / max(m.aspect, 0.01) - 1, 0.0)
    tangle = (m.crossings + m.shared_lines + m.through_frames) / many
    shape = max(m.aspect / GOOD_ASPECT, GOOD_ASPECT / max(m.aspect, 0.01)) - 1
    reading = (
        2 * max(GOOD_LETTERS / max(m.letters, 0.1) - 1, 0.0)
        + 0.4 * shape
        + 0.5 * m.labels_missing / many
    )
    reading += 0.1 * m.bends + 0.3 * max(m.longest - 0.6, 0.0) + 0.5 * (1 - m.onwards)
    return hard, round(over, 3), round(TANGLE * tangle + reading, 3), round(m.width * m.height)


def faults(metrics: Metrics, contrasts: Iterable[tuple[str, float, float]] = ()) -> tuple[str, ...]:
    """What breaks the gate, in words with numbers; nothing where the drawing is legible.

    `contrasts` holds what is drawn, its ratio of contrast to what it lies on, and the ratio it needs; of each the worst is told.
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
    faint: dict[str, tuple[float, float]] = {}
    for what, got, need in contrasts:
        if got < need:
            faint[what] = min(faint.get(what, (got, need)), (got, need))
    found += [
        f"{what}: contrast {got:.2f}:1, less than {need:g}:1" for what, (got, need) in faint.items()
    ]
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
        (m.labels_off, f"labels more than {wording.NEAR:g} pt from their own arrow"),
        (m.wide_texts, "texts wider than the room they have"),
    )


# --- boxes and groups


def _groups(drawing: Drawing) -> dict[str, Rect]:
    """The rectangle of each frame and block."""
    return {frame.id: frame.rect for frame in drawing.frames} | {
        block.id: block.rect for block in drawing.blocks
    }


def _overlaps(drawing: Drawing, outer: Mapping[str, tuple[str, ...]]) -> tuple[int, int]:
    """Overlapping pairs of boxes, and of frames and blocks that stand in the same frame."""
    boxes = overlapping([box.rect for block in drawing.blocks for box in block.boxes])
    groups = _groups(drawing)
    ids = list(groups)
    beside = (1 for a, b in overlapping(list(groups.values())) if outer[ids[a]] == outer[ids[b]])
    return sum(1 for _ in boxes), sum(beside)


def _sticking_out(drawing: Drawing, outer: Mapping[str, tuple[str, ...]]) -> int:
    groups = _groups(drawing)
    page = Rect(0, 0, drawing.width, drawing.height)
    held = [(rect, groups[outer[id][-1]] if outer[id] else page) for id, rect in groups.items()]
    held += [(box.rect, block.rect) for block in drawing.blocks for box in block.boxes]
    held += [(label, page) for _, label in wording.label_rects(drawing)]
    points = [point for arrow in drawing.arrows for point in arrow.points]
    outside = sum(
        not (-HAIR <= x <= page.w + HAIR and -HAIR <= y <= page.h + HAIR) for x, y in points
    )
    return sum(not inside(rect, room, HAIR) for rect, room in held) + outside


# --- arrows


def _through(
    drawing: Drawing, curves: Curves, outer: Mapping[str, tuple[str, ...]]
) -> tuple[int, int]:
    """How often arrows run through blocks that are not their ends, and through frames that hold neither end."""
    own = [
        {arrow.source, arrow.target, *outer[arrow.source], *outer[arrow.target]}
        for arrow in drawing.arrows
    ]

    def foreign(id: str, rect: Rect) -> int:
        return sum(id not in own[number] for number in curves.through(shrunk(rect, HAIR)))

    blocks = sum(foreign(block.id, block.rect) for block in drawing.blocks)
    return blocks, sum(foreign(frame.id, frame.rect) for frame in drawing.frames)


def _loose_ends(drawing: Drawing) -> int:
    groups = _groups(drawing)
    ends = [(a.points[0], a.source) for a in drawing.arrows] + [
        (a.points[-1], a.target) for a in drawing.arrows
    ]
    return sum(1 for point, id in ends if gap(point, groups[id]) > SLACK)


def _bends(arrow: DrawnArrow) -> int:
    """How often an arrow turns."""
    ways = [
        way for i in range(0, len(arrow.points) - 3, 3) for way in _ways(arrow.points[i : i + 4])
    ]
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


def _lengths(drawing: Drawing, curves: Curves) -> tuple[float, float]:
    """The longest arrow by the diagonal, and how much lengths vary."""
    lengths = [sum(map(length, line)) for line in curves.lines]
    mean = fmean(lengths) if lengths else 0.0
    return max(lengths, default=0.0) / hypot(drawing.width, drawing.height), pstdev(
        lengths
    ) / mean if mean else 0.0


def _onwards(drawing: Drawing) -> float:
    """The share of arrows that lead onwards: downwards through places, in layers downwards or to the right."""
    view = drawing.view
    along = [a for a in drawing.arrows if a.kind in view.along] or list(drawing.arrows)
    axes = (1,) if view.arrangement == "places" else (0, 1)
    shares = ([a.points[-1][axis] >= a.points[0][axis] - SLACK for a in along] for axis in axes)
    return max(map(fmean, shares)) if along else 1.0
