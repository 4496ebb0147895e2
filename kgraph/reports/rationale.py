"""The rationale: an architecture as a decision record in Markdown, every choice with its reasons and sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kgraph.model.architecture import Architecture
from kgraph.model.finding import Finding
from kgraph.model.knowledge import Knowledge
from kgraph.model.risks import Risks
from kgraph.reports import markdown
from kgraph.reports.document import Figure
from kgraph.reports.record.alternatives import Considered
from kgraph.reports.record.record import record


def rationale(
    architecture: Architecture,
    knowledge: Knowledge,
    findings: Iterable[Finding],
    *,
    pictures: Sequence[Figure] = (),
    alternatives: Considered | None = None,
    risks: Risks | None = None,
) -> str:
    """The document. `pictures` that are shown stand in it, the others are linked; without `risks` none are told."""
    considered = alternatives or Considered(note="Alternatives were not looked for.")
    found = record(
        architecture,
        knowledge,
        tuple(findings),
        figures=tuple(pictures),
        considered=considered,
        risks=risks,
    )
    return markdown.write(found)
