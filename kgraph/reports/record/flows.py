"""The flows of an architecture: who does what with whom, and where."""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.model.architecture import Architecture
from kgraph.model.knowledge import Knowledge
from kgraph.reports.document import Block, Line, Section, Table, line, paragraph, some
from kgraph.reports.record.sources import Sources
from kgraph.reports.record.told import ToldFlow, told_flows
from kgraph.words import count

HEAD = ("kind", "from", "does", "to", "where")
MOST_PLACES = 4


def flows(architecture: Architecture, knowledge: Knowledge, sources: Sources) -> Section:
    """The flows by kind, those alike as one line."""
    words = f"{count(len(architecture.flows), 'flow')}; those alike are one line."
    blocks: list[Block] = [paragraph(words)]
    rows = tuple(_rows(architecture, knowledge, sources))
    if rows:
        blocks.append(Table(HEAD, rows))
    return Section("flows", "Flows", tuple(blocks))


def _rows(
    architecture: Architecture, knowledge: Knowledge, sources: Sources
) -> Iterator[tuple[Line, ...]]:
    known = knowledge.flow_kind_by_id
    unknown = {flow.kind for flow in architecture.flows} - set(known)
    for kind in (*known, *sorted(unknown)):
        alike = [flow for flow in architecture.flows if flow.kind == kind]
        for told in told_flows(alike, architecture.placement_by_id):
            yield _row(told, knowledge.flow_label(kind), sources)


def _row(told: ToldFlow, kind: str, sources: Sources) -> tuple[Line, ...]:
    does = line(told.label, sources.cite(told.sources))
    where = some(told.where, MOST_PLACES)
    return (line(kind), line(told.source), does, line(told.target), line(where))
