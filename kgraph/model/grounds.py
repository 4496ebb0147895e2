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
    way, by_id, joining = _Way(architecture), architecture.placement_by_id, tuple(flows)
    reasons = chain.from_iterable(flow.reasons for flow in joining)
    for reason in dict.fromkeys(reasons):
        yield from way.from_reason(reason, 0)
    ends = chain.from_iterable((flow.source, flow.target) for flow in joining)
    for ids in _alike(by_id[end] for end in dict.fromkeys(ends)):
        if not way.told.issuperset(ids):
            yield from way.from_placements(ids, 0)


def _alike(placements: Iterable[Placement]) -> list[list[str]]:
    """The ids of placements, those with the same reasons together."""
    found: dict[object, list[str]] = {}
    for placement in placements:
        found.setdefault(placement.reasons, []).append(placement.id)
    return list(found.values())


class _Way:
    """A way on which each placement is told once."""

    def __init__(self, architecture: Architecture) -> None:
        self._by_id = architecture.placement_by_id
        self.told: set[str] = set()

    def from_placements(self, ids: list[str], depth: int) -> Iterator[str]:
        """The steps from placements with the same reasons."""
        self.told.add(ids[0])
        yield f"{'  ' * depth}{', '.join(ids)}"
        for reason in self._by_id[ids[0]].reasons:
            yield from self.from_reason(reason, depth + 1)

    def from_reason(self, reason: Reason, depth: int) -> Iterator[str]:
        """A reason with its source and statements, and the steps from what else it rests on."""
        yield "  " * depth + self._said(reason)
        for cause in reason.because:
            if cause in self._by_id and cause not in self.told and depth < DEPTH:
                yield from self.from_placements([cause], depth + 1)

    def _said(self, reason: Reason) -> str:
        readable = reason.source and article_section(reason.source) is None
        source = f" <{reason.source}>" if readable else ""
        statements = "; ".join(cause for cause in reason.because if cause not in self._by_id)
        said = f" — {statements}" if statements else ""
        return f"{reason.text}{source}{said}"
