"""The decision record, put together: context, drivers, answers, pictures, decision, alternatives, consequences, flows, sources."""

from __future__ import annotations

from collections.abc import Sequence

from kgraph.model.architecture import Architecture
from kgraph.model.finding import Finding
from kgraph.model.knowledge import Knowledge
from kgraph.model.risks import Risks
from kgraph.reports.document import Document, Figure, Items, Section, line
from kgraph.reports.record.alternatives import Considered, alternatives
from kgraph.reports.record.consequences import consequences
from kgraph.reports.record.context import answers, context, drivers, pictures
from kgraph.reports.record.decision import decision, flows
from kgraph.reports.record.sources import Sources
from kgraph.words import count


def record(
    architecture: Architecture,
    knowledge: Knowledge,
    findings: Sequence[Finding],
    *,
    figures: Sequence[Figure],
    considered: Considered,
    risks: Risks | None,
) -> Document:
    """The document. What is cited is numbered in the order in which it is read."""
    sources = Sources()
    sections = [
        context(architecture, knowledge),
        *drivers(architecture, knowledge),
        *answers(architecture, knowledge),
        *pictures(figures),
        *decision(architecture, knowledge, sources),
        alternatives(architecture, considered, knowledge),
        *consequences(risks, findings, knowledge),
        flows(architecture, knowledge, sources),
    ]
    cited = sources.items()
    if cited:
        sections.append(Section("sources", "Sources", (Items(cited, numbered=True),)))
    day = architecture.as_of.isoformat()
    return Document(
        architecture.name,
        (("Status", line(_status(findings))), ("Date", line(day))),
        tuple(sections),
    )


def _status(findings: Sequence[Finding]) -> str:
    broken = sum(one.severity == "violation" for one in findings)
    return f"proposed; breaks {count(broken, 'rule')}" if broken else "proposed"
