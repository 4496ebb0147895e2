"""How far things are pushed one way, so that each keeps what distance it needs from the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

SLACK = 1e-6


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
    ahead: dict[int, dict[int, float]] = defaultdict(dict)
    for gap in known:
        beyond = ahead[gap.first]
        beyond[gap.second] = max(beyond.get(gap.second, gap.least), gap.least)
    found: dict[int, float] = defaultdict(float)
    for gap in known:
        if gap.wished > 0:
            pushed = _pushed(found, ahead, gap, most)
            if pushed is not None:
                found |= pushed
                ahead[gap.first][gap.second] = max(gap.wished, ahead[gap.first][gap.second])
    return dict(found)


def _pushed(
    found: Mapping[int, float], ahead: Mapping[int, Mapping[int, float]], gap: Gap, most: float
) -> dict[int, float] | None:
    """What goes further for a wish, and how far; None where that cannot be."""
    new = {gap.second: found.get(gap.first, 0.0) + gap.wished}
    waiting = [gap.second]
    while waiting:
        group = waiting.pop()
        if new[group] > most or group == gap.first:
            return None
        for beyond, by in ahead.get(group, {}).items():
            to = new[group] + by
            if to > new.get(beyond, found.get(beyond, 0.0)) + SLACK:
                new[beyond] = to
                waiting.append(beyond)
    return {group: to for group, to in new.items() if to > found.get(group, 0.0)}
