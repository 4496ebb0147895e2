"""The decision record, put together section by section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgraph.model.architecture import Architecture
from kgraph.model.finding import Finding
from kgraph.model.knowledge import Knowledge
from kgraph.model.risks import Risks
from kgraph.reports.document import Document, Figure, Items, Section, line
from kgraph.reports.record.alternatives import NOT_LOOKED_FOR, alternatives
from kgraph.reports.record.answers import answers, drivers
from kgraph.reports.record.consequences import consequences
from kgraph.reports.record.context import context
from kgraph.reports.record.decision import decision
from kgraph.reports.record.flows import flows
from kgraph.reports.record.others import Considered
from kgraph.reports.record.sources import Sources
from kgraph.words import count


def record(
    architecture: Architecture,
    knowledge: Knowledge,
    findings: Sequence[Finding],
    *,
    figures: Sequence[Figure] = (),
    considered: Considered = NOT_LOOKED_FOR,
    risks: Risks | None = None,
) -> Document:
    """The document. Without `risks` none are told; what is cited is numbered as it is read."""
    sources = Sources()
    sections = [
        context(architecture, knowledge),
        *drivers(architecture, knowledge, considered.prices),
        *answers(architecture, knowledge),
        *_pictures(figures),
        *decision(architecture, knowledge, sources),
        alternatives(architecture, considered, knowledge),
        *consequences(risks, findings, knowledge),
        flows(architecture, knowledge, sources),
        *_cited(sources),
    ]
    day = architecture.as_of.isoformat()
    facts = (("Status", line(_status(findings))), ("Date", line(day)))
    return Document(architecture.name, facts, tuple(sections))


def _status(findings: Sequence[Finding]) -> str:
    broken = sum(one.severity == "violation" for one in findings)
    return f"proposed; breaks {count(broken, 'rule')}" if broken else "proposed"


def _pictures(figures: Sequence[Figure]) -> Iterator[Section]:
    """The pictures: those that are shown, then links to the others."""
    if figures:
        title = "Picture" if len(figures) == 1 else "Pictures"
        shown_first = sorted(figures, key=lambda figure: not figure.shown)
        yield Section("pictures", title, tuple(shown_first))


def _cited(sources: Sources) -> Iterator[Section]:
    items = sources.items()
    if items:
        yield Section("sources", "Sources", (Items(items, numbered=True),))
