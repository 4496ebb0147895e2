"""Flows, derived after solving.

From needs, from what workloads ask for, and from the ontology's flow patterns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kgraph.assembly.demands import Asked
from kgraph.assembly.dues import Dues
from kgraph.assembly.reach import Reach
from kgraph.assembly.sayings import Sayings
from kgraph.assembly.ways import Way
from kgraph.assembly.wires.demanded import from_demands
from kgraph.assembly.wires.making import pair
from kgraph.assembly.wires.needed import from_needs
from kgraph.assembly.wires.patterns import from_patterns
from kgraph.assembly.wires.said import from_calls, from_joints, from_qualities
from kgraph.assembly.wires.ways import from_ways
from kgraph.model.architecture import Flow

Ends = tuple[str, str, str, str]


def wire(
    reach: Reach,
    asked: Sequence[Asked],
    dues: Dues,
    sayings: Sayings,
    ways: Iterable[Way] = (),
) -> tuple[Flow, ...]:
    """Every flow, sorted by id.

    Flows of one kind and label between the same two placements become one with all reasons.
    """
    wanted = {one.demand.capability for one in asked}
    drafts: dict[Ends, Flow] = {}
    needed = list(from_needs(reach, dues))
    told = {pair(flow) for flow in needed}
    for draft in (
        *needed,
        *from_demands(reach, asked, sayings.qualities),
        *from_calls(reach, sayings.calls),
        *from_joints(reach, dues, sayings.joints),
        *from_qualities(reach, asked, sayings.qualities),
        *from_patterns(reach, wanted, told),
        *from_ways(ways, told, reach),
    ):
        key = (draft.source, draft.kind, _told_apart(draft, reach), draft.target)
        drafts[key] = _merged(drafts[key], draft) if key in drafts else draft
    return tuple(sorted(_with_ids(drafts.values()), key=lambda flow: flow.id))


def _told_apart(flow: Flow, reach: Reach) -> str:
    """By what label a flow is told from others of its kind between the same two: a request is one,
    whatever the two do for it.
    """
    return "" if flow.kind in reach.knowledge.main_path else flow.label


def _with_ids(flows: Iterable[Flow]) -> Iterator[Flow]:
    """The flows; the second one of a kind between the same two is told apart by its label."""
    taken: set[str] = set()
    for flow in flows:
        words = flow.label.lower().replace(" ", "-")
        yield replace(flow, id=f"{flow.id}--{words}") if flow.id in taken else flow
        taken.add(flow.id)


def _merged(first: Flow, other: Flow) -> Flow:
    """Two flows as one, called as the first, with the reasons of both."""
    reasons = tuple(dict.fromkeys((*first.reasons, *other.reasons)))
    return replace(first, reasons=reasons)
