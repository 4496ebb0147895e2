"""How far things are pushed one way, so that each keeps what distance it needs from the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

SLACK = 1e-6
Ahead = defaultdict[int, dict[int, float]]


class Gap(NamedTuple):
    """Two groups of things that move as one: how far the second must go beyond the first.

    `least` at least, which nothing moves for as they stand (0 or less); `wished` is more than that
    where they stand too near to each other.
    """

    first: int
    second: int
    least: float
    wished: float


def shifts(gaps: Iterable[Gap], most: float) -> dict[int, float]:
    """How far each group goes so that as many wishes as possible come true; 0 where it stays.

    Wishes are tried in their order. One that would move what it starts from, or anything by more
    than `most`, is left.
    """
    known = sorted(set(gaps))
    ahead = _kept(known)
    found: dict[int, float] = {}
    for gap in known:
        pushed = _pushed(found, ahead, gap, most) if gap.wished > 0 else None
        if pushed is not None:
            found |= pushed
            ahead[gap.first][gap.second] = max(gap.wished, ahead[gap.first][gap.second])
    return found


def _kept(gaps: Iterable[Gap]) -> Ahead:
    """By how much more than each group those go at least that lie beyond it."""
    ahead: Ahead = defaultdict(dict)
    for gap in gaps:
        beyond = ahead[gap.first]
        beyond[gap.second] = max(beyond.get(gap.second, gap.least), gap.least)
    return ahead


def _pushed(
    found: Mapping[int, float], ahead: Ahead, gap: Gap, most: float
) -> dict[int, float] | None:
    """What goes further for a wish, and how far; None where that cannot be."""
    new = {gap.second: found.get(gap.first, 0.0) + gap.wished}
    waiting = [gap.second]
    while waiting:
        group = waiting.pop()
        if new[group] > most or group == gap.first:
            return None
        for beyond, by in ahead[group].items():
            to = new[group] + by
            if to > new.get(beyond, found.get(beyond, 0.0)) + SLACK:
                new[beyond] = to
                waiting.append(beyond)
    return {group: to for group, to in new.items() if to > found.get(group, 0.0)}
