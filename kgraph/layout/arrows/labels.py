"""Words on arrows: where they are read best along their own, or not at all (the tooltip has them).

What finds no place at first comes again once all else is set: apart from its number, then where
words of another arrow give way, at last over the border of a frame. Arrows that share their words
have them once where all of them run, or else on each branch that has room.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, product

from kgraph.layout.arrows.near import Ground, grown
from kgraph.layout.arrows.settings import Setting, lead_of, numbered, settings, with_words
from kgraph.layout.drawing import DrawnArrow, Rect
from kgraph.layout.geometry.curves import runs_by
from kgraph.layout.geometry.rectangles import Bounds, around, bounds, touch

ASIDE = 120.0
"""How far from an arrow without words those of another may be that give way to them."""

Bundle = Sequence[DrawnArrow]
"""Arrows that share their words."""


def set_labels(
    arrows: tuple[DrawnArrow, ...],
    words: Mapping[str, Sequence[str]],
    taken: Iterable[Rect],
    frames: Iterable[Rect],
    *,
    all_ways: bool = True,
) -> tuple[DrawnArrow, ...]:
    """The arrows with their labels, each where it covers nothing else.

    No block, no heading, no border, no other arrow. `words` holds what may stand on each, the best
    first; the first that fits is set. A number stands in a circle before the words, or alone. What
    the arrows of a bundle say stands where all of them run, or on several of them. Unless
    `all_ways` are tried, words that find no place are left out at once.
    """
    taken, frames = tuple(taken), tuple(frames)
    labels = _Labels(Ground(arrows, taken, frames), words)
    bundles = list(_bundles(arrows))
    left = [bundle for bundle in bundles if not labels.put(bundle)]
    if left and all_ways:
        bare = Ground(arrows, taken, frames)
        for bundle in filter(partial(labels.fit, bare), left):
            labels.squeeze(bundle, bundles)
    for bundle in bundles:
        labels.repeat(bundle)
    done = labels.done()
    return tuple(done.get(arrow.id, arrow) for arrow in arrows)


def _bundles(arrows: Iterable[DrawnArrow]) -> Iterable[list[DrawnArrow]]:
    """The arrows that share their words, each alone where it is of no bundle."""
    found: dict[tuple[str, str], list[DrawnArrow]] = {}
    for arrow in arrows:
        key = ("bundle", arrow.bundle) if arrow.bundle else ("arrow", arrow.id)
        found.setdefault(key, []).append(arrow)
    return found.values()


def fits(
    arrows: Sequence[DrawnArrow],
    number: int,
    words: Iterable[str],
    taken: Iterable[Rect],
    frames: Iterable[Rect],
) -> bool:
    """Whether there is room for these words on one of the arrows, where all others have theirs."""
    ground, arrow = Ground(arrows, taken, frames), arrows[number]
    for said in arrows:
        if said.label_rect is not None:
            ground.take(said.label_rect)
    bundle = [one for one in arrows if one is arrow or (one.bundle and one.bundle == arrow.bundle)]
    return any(any(settings(arrow, bundle, ground, label, 0.0)) for label in words)


class _Labels:
    """Words as they are set on a ground, and numbers that stand alone, by the first arrows of their
    bundles.
    """

    def __init__(self, ground: Ground, words: Mapping[str, Sequence[str]]) -> None:
        self._ground, self._words = ground, words
        self._set: dict[str, Setting] = {}
        self._alone: dict[str, DrawnArrow] = {}
        self._again: list[Setting] = []

    def put(self, bundle: Bundle) -> bool:
        """Set the first words of a bundle that fit, or its number; whether all has been said."""
        first = bundle[0]
        if self._place(bundle, lead_of(first.number)):
            return True
        if first.number:
            self._alone[first.id] = numbered(first, self._ground, lead_of(first.number))
        return not self._words.get(first.id)

    def fit(self, bare: Ground, bundle: Bundle) -> bool:
        """Whether words of a bundle have a place on a ground where no others are, over borders if
        need be: if not, it is no use that others give way.
        """
        ways = product(self._words.get(bundle[0].id, ()), bundle)
        found = (settings(arrow, bundle, bare, label, 0.0, over=True) for label, arrow in ways)
        return any(chain.from_iterable(found))

    def squeeze(self, bundle: Bundle, others: Iterable[Bundle]) -> None:
        """Set the words of a bundle that have found no place, if there is a way at all."""
        if bundle[0].number and self._place(bundle, 0.0):
            return
        room = grown(_bounds_of(bundle), ASIDE)
        giving = (other for other in others if self._near(other, room))
        if not any(self._displace(bundle, other) for other in giving):
            self._place(bundle, 0.0, over=True)

    def repeat(self, bundle: Bundle) -> None:
        """Set the words of a bundle again on those of its arrows that do not run where they are."""
        first = self._set.get(bundle[0].id)
        said = [first.spot.rect] if first is not None else []
        for arrow in bundle if said else ():
            if not any(runs_by(arrow.points, rect) for rect in said):
                again = self._best([arrow], self._words[bundle[0].id], 0.0)
                if again is not None:
                    self._ground.take(again.spot.rect)
                    self._again.append(again)
                    said.append(again.spot.rect)

    def done(self) -> dict[str, DrawnArrow]:
        """The arrows with words or numbers, by their ids."""
        found = {arrow.id: arrow for arrow in self._alone.values()}
        for first, setting in self._set.items():
            arrow = setting.arrow
            alone = self._alone.get(first)
            told = with_words(setting, 0.0 if alone else lead_of(arrow.number))
            if alone is not None:
                found[alone.id] = alone
                told = replace(told, number_at=alone.number_at)
            found[arrow.id] = told
        return found | {again.arrow.id: with_words(again, 0.0) for again in self._again}

    def _place(self, bundle: Bundle, lead: float, *, over: bool = False) -> bool:
        """Set the first words of a bundle that fit, perhaps over borders; whether any do."""
        best = self._best(bundle, self._words.get(bundle[0].id, ()), lead, over=over)
        if best is None:
            return False
        self._ground.take(best.spot.rect)
        self._set[bundle[0].id] = best
        return True

    def _best(
        self, bundle: Bundle, words: Iterable[str], lead: float, *, over: bool = False
    ) -> Setting | None:
        """The place that is liked best for the first of these words that fit."""
        for label in words:
            found: list[Setting] = []
            for arrow in bundle:
                found += settings(arrow, bundle, self._ground, label, lead, over=over)
            if found:
                return min(found, key=lambda setting: setting.spot.price)
        return None

    def _near(self, bundle: Bundle, room: Bounds) -> bool:
        """Whether words of a bundle are set that stand in a room."""
        given = self._set.get(bundle[0].id)
        return given is not None and touch(bounds(given.spot.rect), room)

    def _displace(self, bundle: Bundle, other: Bundle) -> bool:
        """Set the words of a bundle where those of another stand that find another place."""
        given = self._set[other[0].id]
        self._ground.give_back(given.spot.rect)
        if self._place(bundle, 0.0):
            lead = 0.0 if other[0].id in self._alone else lead_of(other[0].number)
            if self._place(other, lead):
                return True
            self._ground.give_back(self._set.pop(bundle[0].id).spot.rect)
        self._ground.take(given.spot.rect)
        return False


def _bounds_of(bundle: Bundle) -> Bounds:
    """What the arrows of a bundle span together."""
    return around(list(chain.from_iterable(arrow.points for arrow in bundle)))
