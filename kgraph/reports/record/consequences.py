"""What follows from a decision: what can be lost with what, and which rules are broken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgraph.model.finding import Finding
from kgraph.model.knowledge import Knowledge
from kgraph.model.risks import Risks
from kgraph.reports.document import Block, Item, Items, Line, Section, line, paragraph, strong
from kgraph.reports.risks import risk_sections


def consequences(
    risks: Risks | None, findings: Iterable[Finding], knowledge: Knowledge
) -> Iterator[Section]:
    """The risks, the gravest first, and the findings."""
    yield Section("consequences", "Consequences", ())
    if risks is not None:
        yield from risk_sections(risks, knowledge)
    told = tuple(Item(_finding(one)) for one in findings)
    block: Block = Items(told) if told else paragraph("None: every rule holds.")
    yield Section("findings", "Findings", (block,), level=3)


def _finding(one: Finding) -> Line:
    return line(strong(one.severity), f": {one.focus}: {one.reason} ({one.rule}). {one.remedy}")
