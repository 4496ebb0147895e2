"""Arrows that share a line: those that say the same and leave, or reach, one thing.

They run on one trunk as far as their ways are the same, and part where they differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kgraph.view.view import Arrow

Key = tuple[bool, str, str, str, str, tuple[int, ...]]
"""Whether arrows leave an end, which one, their kind, words, mark and steps."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Arrows in their order, which all leave or all reach one thing; or a single arrow.

    `name` is empty where it is a single one.
    """

    name: str
    arrows: tuple[Arrow, ...]
    leaving: bool = True


def bundled(arrows: Iterable[Arrow]) -> list[Bundle]:
    """The arrows in bundles, each in one; the largest bundles are tied first."""
    ordered = list(arrows)
    found = _tied(_shared(ordered))
    return list(dict.fromkeys(found.get(arrow.id) or Bundle("", (arrow,)) for arrow in ordered))


def _shared(arrows: Iterable[Arrow]) -> dict[Key, list[Arrow]]:
    """The arrows that say the same and leave, or reach, one thing."""
    shared: dict[Key, list[Arrow]] = defaultdict(list)
    for arrow in arrows:
        if not arrow.both:
            said = arrow.kind, arrow.label, arrow.mark, arrow.steps
            shared[True, arrow.source, *said].append(arrow)
            shared[False, arrow.target, *said].append(arrow)
    return shared


def _tied(shared: Mapping[Key, list[Arrow]]) -> dict[str, Bundle]:
    """For each arrow that is tied to others its bundle."""
    found: dict[str, Bundle] = {}
    for key, many in sorted(shared.items(), key=lambda item: (-len(item[1]), item[0])):
        free = tuple(arrow for arrow in many if arrow.id not in found)
        if len(free) > 1:
            leaving, end, kind, words = key[:4]
            name = f"{kind} {words} {'from' if leaving else 'to'} {end}"
            found |= dict.fromkeys((arrow.id for arrow in free), Bundle(name, free, leaving))
    return found
