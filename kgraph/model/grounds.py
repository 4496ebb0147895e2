"""What things rest on: the way from placements and flows to statements of the brief and to sources.

It is told one step a line, each indented by how far it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from kgraph.model.architecture import Architecture, Flow, Placement, Reason
from kgraph.terms import article_section

DEPTH = 4
"""Reasons that are further away are told without what their placements rest on."""


def of_placements(architecture: Architecture, placements: Iterable[Placement]) -> Iterator[str]:
    """The ways from placements; of those with the same reasons it is told once."""
    for ids in _alike(placements):
        yield from _Way(architecture).from_placements(ids, 0)


def of_flows(architecture: Architecture, flows: Iterable[Flow]) -> Iterator[str]:
    """The ways from flows: why they are there, then why what they join is."""
    way, joining = _Way(architecture), tuple(flows)
    for reason in _merged(chain.from_iterable(flow.reasons for flow in joining)):
        yield from way.from_reason(reason, 0)
    ends = chain.from_iterable((flow.source, flow.target) for flow in joining)
    yield from way.from_each(dict.fromkeys(ends), 0)


def _alike(placements: Iterable[Placement]) -> list[list[str]]:
    """The ids of placements, those of a component with the same reasons together."""
    found: dict[object, list[str]] = {}
    for placement in placements:
        found.setdefault((placement.component, placement.reasons), []).append(placement.id)
    return list(found.values())


def _merged(reasons: Iterable[Reason]) -> Iterator[Reason]:
    """Each reason that says the same once, with all that it rests on."""
    found: dict[tuple[str, str | None], dict[str, None]] = {}
    for reason in reasons:
        rests = found.setdefault((reason.text, reason.source), {})
        rests |= dict.fromkeys(reason.because)
    for (text, source), because in found.items():
        yield Reason(text, tuple(because), source)


class _Way:
    """A way on which each placement is told once."""

    def __init__(self, architecture: Architecture) -> None:
        self._by_id = architecture.placement_by_id
        self._told: set[str] = set()

    def from_each(self, ids: Iterable[str], depth: int) -> Iterator[str]:
        """The steps from those placements that were not told yet, those that are alike together."""
        for alike in _alike(self._by_id[id] for id in ids):
            fresh = [id for id in alike if id not in self._told]
            if fresh:
                yield from self.from_placements(fresh, depth)

    def from_placements(self, ids: list[str], depth: int) -> Iterator[str]:
        """The steps from placements with the same reasons."""
        self._told.update(ids)
        yield f"{'  ' * depth}{', '.join(ids)}"
        for reason in self._by_id[ids[0]].reasons:
            yield from self.from_reason(reason, depth + 1)

    def from_reason(self, reason: Reason, depth: int) -> Iterator[str]:
        """A reason with its source and statements, and the steps from what else it rests on."""
        yield "  " * depth + self._said(reason)
        if depth < DEPTH:
            placed = (cause for cause in reason.because if cause in self._by_id)
            yield from self.from_each(placed, depth + 1)

    def _said(self, reason: Reason) -> str:
        readable = reason.source and article_section(reason.source) is None
        source = f" <{reason.source}>" if readable else ""
        statements = "; ".join(cause for cause in reason.because if cause not in self._by_id)
        said = f" — {statements}" if statements else ""
        return f"{reason.text}{source}{said}"
