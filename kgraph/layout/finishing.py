"""What is done to a chosen attempt before it is drawn: things change places, counts become names,
spare room goes.
"""

from __future__ import annotations

from itertools import chain

from kgraph.layout.attempts import Attempt, mended
from kgraph.layout.drawing import Drawing
from kgraph.layout.legibility.metrics import Metrics
from kgraph.layout.legibility.wording import trunks_of
from kgraph.layout.mending import cost, effort
from kgraph.view.partly import nameable, with_names

FAR = 300.0
"""So many points of way for each arrow weigh as much as a point of how hard it is to read."""
GAIN = 0.12
"""How much must be gained at least where things change places: a small change of a brief shall not
turn them for less.
"""
LITTLE = 0.05
"""The same where all stays where it is but arrows."""
ROUND, LARGER = 150.0, 1.05
"""How much longer the main way may become by it, in points, and how much larger the picture."""
TANGLED, HOPE, UNSAID = 1, 0.15, 0.3
"""No exchange ever led to what is better, once it was mended, with more than so many more arrows
that wind than before, or so much harder to read; by so much less for each arrow without words.
"""


def finished(attempt: Attempt) -> Drawing:
    """What is drawn of a chosen attempt: without spare room and steps aside, its boxes in line, off
    the margins.
    """
    return relaid(tidied(named(exchanged(attempt)))).inset().drawing


def tidied(attempt: Attempt) -> Attempt:
    """The attempt without spare room and steps aside, its boxes in line."""
    return attempt.closed().lined().straightened()


def relaid(attempt: Attempt) -> Attempt:
    """The attempt with its arrows laid once more, since what stood in their way may have moved,
    where it reads better.
    """
    if not (attempt.metrics.detours or attempt.crossings):
        return attempt
    # both are laid before either is mended, which changes the ways that the other begins with
    laid = [one for one in tuple(attempt.relaid()) if _promising(one, attempt)]
    better = [one for one in map(tidied, map(mended, laid)) if _reads_better(one, attempt)]
    return min(better, key=_hardship, default=attempt)


def _promising(one: Attempt, before: Attempt) -> bool:
    """Whether an attempt that is not mended yet may come to read better where all stays."""
    as_good = one.legible and one.missing <= before.missing
    return as_good and _harder(one, before) <= HOPE


def _reads_better(one: Attempt, before: Attempt) -> bool:
    """Whether an attempt reads better than another one with everything about where it was, and its
    arrows neither wind more nor lead further.
    """
    shorter = effort(one.drawing.arrows) <= effort(before.drawing.arrows)
    no_worse = shorter and one.metrics.detours <= before.metrics.detours
    as_large = one.metrics.area < LARGER * before.metrics.area
    better = _hardship(one) < _hardship(before) - LITTLE
    return _as_good(one, before) and no_worse and as_large and better


def exchanged(attempt: Attempt) -> Attempt:
    """The attempt with two things in each other's places where fewer arrows wind for it, and it
    reads better, if any do.
    """
    if not attempt.metrics.detours:
        return attempt
    hopeful = (one for one in attempt.exchanged() if _hopeful(one, attempt))
    better = [one for one in map(mended, hopeful) if _better(one, attempt)]
    return min(better, key=_hardship, default=attempt)


def _hopeful(one: Attempt, before: Attempt) -> bool:
    """Whether an attempt that is not mended yet may come to read better than another one."""
    tangled = one.metrics.detours > before.metrics.detours + TANGLED
    return one.legible and not tangled and _harder(one, before) <= HOPE


def _harder(one: Attempt, before: Attempt) -> float:
    """How much harder to read an attempt is than another one, and without words on arrows."""
    unsaid = max(one.missing - before.missing, 0)
    return _hardship(one) - _hardship(before) + UNSAID * unsaid


def _better(one: Attempt, before: Attempt) -> bool:
    """Whether an attempt reads better than another one, and its main way is hardly longer."""
    return _as_good(one, before) and _calmer(one.metrics, before.metrics) and _easier(one, before)


def _as_good(one: Attempt, before: Attempt) -> bool:
    """Whether an attempt is as legible as another one, in every way."""
    return one.as_good(before) and one.score[:2] <= before.score[:2]


def _calmer(now: Metrics, then: Metrics) -> bool:
    """Whether fewer arrows wind, with places as much in order and on a page hardly larger."""
    no_worse = now.astray <= then.astray and now.area < LARGER * then.area
    return no_worse and now.detours < then.detours


def _easier(one: Attempt, before: Attempt) -> bool:
    """Whether an attempt is easier to read, and its main way is hardly longer."""
    easier = _hardship(one) < _hardship(before) - GAIN
    return easier and _main_way(one) <= _main_way(before) + ROUND


def _hardship(attempt: Attempt) -> float:
    """How hard an attempt is to read, and how far its arrows lead."""
    metrics, arrows = attempt.metrics, attempt.drawing.arrows
    ways = cost(arrows, metrics.seen, metrics.detours)
    return attempt.reading + ways / max(len(arrows), 1) / FAR


def _main_way(attempt: Attempt) -> float:
    """How far the arrows lead along which its view is arranged, in points."""
    drawing = attempt.drawing
    return effort(arrow for arrow in drawing.arrows if arrow.kind in drawing.view.along)


def named(attempt: Attempt) -> Attempt:
    """The attempt with names instead of counts on arrows at groups: on all, or else on as many as
    have room for them.
    """
    drawing = attempt.drawing
    trunks = nameable(drawing.view, trunks_of(drawing.arrows))
    whole = attempt.saying(with_names(drawing.view, set(chain(*trunks)))) if trunks else attempt
    if len(trunks) < 2 or whole is not attempt:
        return whole
    found = attempt
    for ids in trunks:
        found = found.saying(with_names(found.drawing.view, ids))
    return found
