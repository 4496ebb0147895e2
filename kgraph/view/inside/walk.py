"""In which order one comes along the arrows of an inside, from whoever deals with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kgraph.view.view import Arrow


def as_walked(arrows: Sequence[Arrow], parts: Iterable[str]) -> tuple[Arrow, ...]:
    """Arrows that begin at a neighbour to which nothing leads first, then those one step on.

    So an arrow that leads back comes after those that led away. What one never comes to from a
    neighbour, since it begins by itself, is last.
    """
    after: dict[str, list[str]] = defaultdict(list)
    for arrow in arrows:
        source, target = _led(arrow)
        after[source].append(target)
    entries = set(after).difference(parts, *after.values())
    steps = _steps(sorted(entries), after)
    return tuple(sorted(arrows, key=lambda one: (steps.get(_led(one)[0], len(arrows)), one.id)))


def _led(arrow: Arrow) -> tuple[str, str]:
    return (arrow.target, arrow.source) if arrow.pulled else (arrow.source, arrow.target)


def _steps(entries: Iterable[str], after: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """How many steps each thing is away from the nearest entry."""
    steps = dict.fromkeys(entries, 0)
    waiting = list(steps)
    for one in waiting:
        for other in after.get(one, ()):
            if other not in steps:
                steps[other] = steps[one] + 1
                waiting.append(other)
    return steps
