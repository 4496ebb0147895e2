"""Excerpts: what a view selects of an architecture, which of it is drawn, and what is said of the rest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kgraph.model.architecture import Architecture, Flow
from kgraph.model.knowledge import Knowledge, ViewDefinition
from kgraph.model.selection import Selection
from kgraph.view.view import Arrow, LeftOut


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The part of an architecture that a view selects.

    `id` names the view, with its subject (``site:eu``); `shown_by` holds for the ids of placements and flows the other views
    that show them; `marks` holds ``added`` or ``removed`` by id.
    """

    whole: Architecture
    part: Architecture
    definition: ViewDefinition
    id: str
    shown_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)


def restricted(architecture: Architecture, selection: Selection) -> Architecture:
    """The architecture with no more than what is selected; links that a query derived stand among its flows."""
    there = architecture.flow_by_id
    flows = {id: flow for id, flow in there.items() if id in selection.flows}
    for source, kind, target in selection.links:
        link = Flow(f"{source}--{kind}--{target}", source, target, kind, "")
        flows.setdefault(link.id, there.get(link.id, link))
    return replace(
        architecture,
        placements=tuple(p for p in architecture.placements if p.id in selection.placements),
        flows=tuple(flows[id] for id in sorted(flows)),
    )


def left_out(
    excerpt: Excerpt,
    knowledge: Knowledge,
    drawn: Iterable[str],
    folded: Mapping[str, tuple[str, ...]],
    arrows: Iterable[Arrow],
) -> tuple[LeftOut, ...]:
    """What the picture does not show, and which views show it: every placement and flow is drawn or stands here.

    `drawn` are the placements that are drawn, `folded` the places that one stands for.
    """
    whole, part = excerpt.whole, excerpt.part
    if not whole.placements:
        return (LeftOut("Nothing is placed in this architecture"),)
    seen = set(drawn)
    gone = {place for places in folded.values() for place in places[1:]}
    inside = {p.id for place in gone for p in whole.placements_within(place)}
    shown_flows = {id for arrow in arrows for id in arrow.covers}
    lines = [
        LeftOut(
            f"Drawn once: {', '.join(places)} hold the same",
            (),
            tuple(sorted(_of(places[1:], whole))),
        )
        for first, places in sorted(folded.items())
    ]
    if not part.placements:
        lines.append(LeftOut("Nothing of this architecture belongs in this view"))
    flows = [f for f in part.flows if f.id not in shown_flows and not {f.source, f.target} & inside]
    hidden = [p for p in part.placements if p.id not in seen | inside]
    cut = [f.id for f in flows if not {f.source, f.target} <= seen]
    if hidden:
        names = Counter(p.name for p in hidden)
        said = ", ".join(
            f"{name} ×{count}" if count > 1 else name for name, count in sorted(names.items())
        )
        more = f", with {_counted(cut, 'flow')}" if cut else ""
        ids = (*(p.id for p in hidden), *cut)
        lines.append(LeftOut(f"Not drawn: {said}{more}", _see(ids, excerpt), ids))
    between = [f for f in flows if {f.source, f.target} <= seen]
    if between:
        kinds = Counter(f.kind for f in between)
        said = ", ".join(f"{kinds[k.id]} {k.label}" for k in knowledge.flow_kinds if k.id in kinds)
        ids = tuple(f.id for f in between)
        lines.append(LeftOut(f"Flows without an arrow here: {said}", _see(ids, excerpt), ids))
    said_already = {id for line in lines for id in line.covers} | shown_flows | seen
    rest = [p.id for p in whole.placements if p.id not in said_already]
    other = [f.id for f in whole.flows if f.id not in said_already]
    if rest or other:
        counts = [
            _counted(ids, word) for ids, word in ((rest, "placement"), (other, "flow")) if ids
        ]
        ids = (*rest, *other)
        lines.append(LeftOut(f"Outside this view: {' and '.join(counts)}", _see(ids, excerpt), ids))
    return tuple(lines)


def _counted(ids: Sequence[str], word: str) -> str:
    """How many, with the word.

    >>> _counted(["a", "b"], "flow")
    '2 flows'
    """
    return f"{len(ids)} {word}{'s' if len(ids) > 1 else ''}"


def _of(places: Iterable[str], whole: Architecture) -> Iterable[str]:
    """The placements in these places, and the flows that begin or end there."""
    there = {p.id for place in places for p in whole.placements_within(place)}
    return (*there, *(flow.id for flow in whole.flows_of(there)))


def _see(ids: Iterable[str], excerpt: Excerpt, most: int = 6) -> tuple[str, ...]:
    """A few views that together show these, those that show most first."""
    wanted = set(ids)
    shows: dict[str, set[str]] = defaultdict(set)
    order: dict[str, int] = {}
    for id in sorted(wanted):
        for view in excerpt.shown_by.get(id, ()):
            if view != excerpt.id:
                shows[view].add(id)
                order.setdefault(view, len(order))
    chosen: list[str] = []
    while wanted and len(chosen) < most:
        best = max(sorted(shows), key=lambda view: len(shows[view] & wanted), default=None)
        if best is None or not shows[best] & wanted:
            break
        chosen.append(best)
        wanted -= shows[best]
    return tuple(chosen)
