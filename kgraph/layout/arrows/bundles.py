"""Arrows that share a line: those that say the same and leave, or reach, one thing.

They run on one trunk as far as their ways are the same, and part where they differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kgraph.view.view import Arrow


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
    shared: dict[tuple[bool, str, str, str, str, tuple[int, ...]], list[Arrow]] = defaultdict(list)
    for arrow in ordered:
        if not arrow.both:
            for leaving, end in ((True, arrow.source), (False, arrow.target)):
                said = arrow.kind, arrow.label, arrow.mark, arrow.steps
                shared[leaving, end, *said].append(arrow)
    free = {arrow.id for arrow in ordered}
    found: dict[str, Bundle] = {}
    for key, many in sorted(shared.items(), key=lambda item: (-len(item[1]), item[0])):
        tied = tuple(arrow for arrow in many if arrow.id in free)
        if len(tied) > 1:
            leaving, end, kind, words = key[:4]
            name = f"{kind} {words} {'from' if leaving else 'to'} {end}"
            bundle = Bundle(name, tied, leaving)
            found |= {arrow.id: bundle for arrow in tied}
            free.difference_update(arrow.id for arrow in tied)
    single = {arrow.id: Bundle("", (arrow,)) for arrow in ordered if arrow.id in free}
    return list(dict.fromkeys((found | single)[arrow.id] for arrow in ordered))
