"""What breaks the gate: the faults with which a drawing is not legible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgraph.layout.legibility.limits import ASPECT, CROSSINGS, NEAR, least_aspect
from kgraph.layout.legibility.metrics import Metrics

Contrast = tuple[str, float, float]
"""What is drawn, its ratio of contrast to what it lies on, and the ratio it needs."""


def faults(metrics: Metrics, contrasts: Iterable[Contrast] = ()) -> tuple[str, ...]:
    """What breaks the gate, in words with numbers; nothing where the drawing is legible.

    Of `contrasts`, the worst of each thing is told.
    """
    forbidden_here = [f"{count} {words}" for count, words in forbidden(metrics) if count]
    return (*forbidden_here, *_missed_limits(metrics), *_faint(contrasts))


def forbidden(metrics: Metrics) -> tuple[tuple[int, str], ...]:
    """What the gate forbids altogether: how many, in words."""
    return (
        (metrics.box_overlaps, "overlaps of boxes"),
        (metrics.group_overlaps, "overlaps of frames or blocks that stand side by side"),
        (metrics.sticking_out, "things sticking out of what holds them"),
        (metrics.through_boxes, "arrows through boxes that are not their ends"),
        (metrics.labels_on_labels, "labels on labels"),
        (metrics.labels_on_boxes, "labels on boxes"),
        (metrics.labels_on_headings, "labels on headings"),
        (metrics.labels_on_arrows, "labels on arrows of others"),
        (metrics.labels_off, f"labels more than {NEAR:g} pt from their own arrow"),
        (metrics.wide_texts, "texts wider than the room they have"),
    )


def _missed_limits(metrics: Metrics) -> Iterator[str]:
    if metrics.seen > CROSSINGS * metrics.arrows + 1e-9:
        ratio = f"{metrics.seen / metrics.arrows:.2f} crossings per arrow, more than {CROSSINGS:g}"
        yield f"{ratio} ({metrics.seen} of {metrics.arrows})"
    least = least_aspect(metrics.shown)
    if not least <= metrics.aspect <= ASPECT[1]:
        yield f"aspect {metrics.aspect:.2f}, not {least:.2g} to {ASPECT[1]:g}"
    if metrics.letters < metrics.least:
        size = f"letters of {metrics.letters:.1f} px at {metrics.shown:g} px width"
        yield f"{size}, less than {metrics.least:g}"


def _faint(contrasts: Iterable[Contrast]) -> Iterator[str]:
    worst: dict[str, tuple[float, float]] = {}
    for what, ratio, needed in contrasts:
        if ratio < needed:
            worst[what] = min(worst.get(what, (ratio, needed)), (ratio, needed))
    for what, (ratio, needed) in worst.items():
        yield f"{what}: contrast {ratio:.2f}:1, less than {needed:g}:1"
