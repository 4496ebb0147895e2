"""How legible a drawing is: counts and ratios of what hinders reading."""

from __future__ import annotations

from dataclasses import dataclass

from kgraph.layout.drawing import Drawing
from kgraph.layout.legibility import courses, wording
from kgraph.layout.legibility.crossings import Curves
from kgraph.layout.legibility.detours import detours
from kgraph.layout.legibility.emptiness import emptiest
from kgraph.layout.legibility.groups import Groups
from kgraph.layout.legibility.limits import least_letters, shown
from kgraph.layout.legibility.sisters import astray, unlike


@dataclass(frozen=True, slots=True)
class Metrics:
    """What is measured of one drawing. Counts are of pairs where two things are involved.

    `sticking_out` counts groups and boxes that lie partly outside what holds them or outside the
    picture; `loose_ends` ends of arrows away from the border of what they join; `through_boxes`
    and `through_frames` arrows with blocks that are not their ends and with frames that hold
    neither end; `crossings` pairs of arrows that cross, and `seen` the same where those on one line
    cross as one; `shared_lines` pairs of arrows that run on one line. The numbers of steps count as
    labels. `least_angle` is in degrees, of all crossings; `longest` is in diagonals; `variation` is
    the deviation of the arrows' lengths by their mean; `detours` counts arrows that wind; `onwards`
    is the share of arrows that lead along the direction of the view; `letters` is the smallest text
    in pixels on a screen of `shown` pixels, of which `least` is enough; `fill` is the share of the
    picture that boxes cover, `empty` that of its largest rectangle in which nothing is; `astray` is
    the share of outermost places that do not stand in their order, `unlike` that of what stands
    elsewhere than its like in a sister frame.
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
    seen: int
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
    detours: int
    onwards: float
    width: float
    height: float
    letters: float
    fill: float
    empty: float
    astray: float
    unlike: float
    shown: float
    least: float

    @property
    def aspect(self) -> float:
        """Width by height."""
        return self.width / self.height if self.height else 0.0

    @property
    def area(self) -> float:
        """Width times height."""
        return self.width * self.height

    @property
    def crossings_per_arrow(self) -> float:
        """Pairs of arrows that cross, for each arrow."""
        return self.crossings / self.arrows if self.arrows else 0.0


def measure(drawing: Drawing, curves: Curves | None = None) -> Metrics:
    """The metrics of a drawing; `curves` are those of its arrows, if they are known."""
    groups = Groups(drawing)
    curves = curves or Curves(drawing.arrows)
    through_boxes, through_frames = groups.run_through(curves)
    meetings = curves.meetings
    labels = wording.labels(drawing, curves)
    longest, variation = courses.lengths(drawing, curves)
    screen = shown(drawing.view)
    at = {frame.id: frame.rect for frame in drawing.frames}
    at |= {block.id: block.rect for block in drawing.blocks}
    return Metrics(
        boxes=len(groups.boxes),
        arrows=len(drawing.arrows),
        box_overlaps=groups.box_overlaps(),
        group_overlaps=groups.group_overlaps(),
        sticking_out=groups.sticking_out(),
        through_boxes=through_boxes,
        through_frames=through_frames,
        loose_ends=groups.loose_ends(),
        crossings=meetings.crossings,
        seen=meetings.seen,
        least_angle=round(meetings.least_angle, 1),
        shared_lines=meetings.shared,
        labels_on_labels=labels.on_labels,
        labels_on_boxes=labels.on_boxes,
        labels_on_headings=labels.on_headings,
        labels_on_arrows=labels.on_arrows,
        labels_off=labels.off,
        labels_missing=wording.missing_labels(drawing),
        wide_texts=wording.wide_texts(drawing),
        longest=round(longest, 3),
        variation=round(variation, 3),
        bends=round(courses.bends(drawing), 3),
        detours=len(detours(drawing)),
        onwards=round(courses.onwards(drawing), 3),
        width=drawing.width,
        height=drawing.height,
        letters=round(wording.smallest(drawing) * min(1.0, screen / max(drawing.width, 1.0)), 2),
        fill=round(groups.fill(), 3),
        empty=round(emptiest(drawing), 3),
        astray=round(astray(drawing.view, at), 3),
        unlike=round(unlike(drawing.view, at), 3),
        shown=screen,
        least=least_letters(drawing.view),
    )
