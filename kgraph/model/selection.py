"""What a view's query selects of an architecture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Selection:
    """The ids of placements and flows that are drawn, and links that the query derived.

    Source, kind of flow, target. The ends of its flows and links are among the placements.
    """

    placements: frozenset[str] = frozenset()
    flows: frozenset[str] = frozenset()
    links: tuple[tuple[str, str, str], ...] = ()
