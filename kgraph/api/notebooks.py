"""What values show in a notebook: an architecture its overview, findings a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kgraph.formats.markup import escape
from kgraph.words import visible

if TYPE_CHECKING:
    from kgraph.model.architecture import Architecture
    from kgraph.model.finding import Finding

COLUMNS = ("severity", "where", "what", "rule", "what to do")


def overview_svg(architecture: Architecture) -> str:
    """The overview of an architecture as SVG."""
    from kgraph.api.pictures import draw

    return draw(architecture).decode("utf-8")


def findings_table(findings: Iterable[Finding]) -> str:
    """Findings as a table of HTML, or that there are none; no word in it is markup."""
    rows = [_row("td", _cells(finding)) for finding in findings]
    if not rows:
        return "<p>no findings</p>"
    return f"<table>{_row('th', COLUMNS)}{''.join(rows)}</table>"


def _cells(finding: Finding) -> tuple[str, ...]:
    where = finding.where or ""
    what = f"{finding.focus}: {finding.reason}"
    return finding.severity, where, what, finding.rule, finding.remedy


def _row(tag: str, words: Iterable[str]) -> str:
    cells = (f"<{tag}>{escape(visible(word))}</{tag}>" for word in words)
    return f"<tr>{''.join(cells)}</tr>"
