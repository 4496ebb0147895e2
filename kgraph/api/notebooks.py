"""What values show in a notebook: an architecture its overview, findings and answers a table."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

from kgraph.formats.markup import escape
from kgraph.terms import shorten
from kgraph.words import clean, count, visible

if TYPE_CHECKING:
    from kgraph.knowledge.query.results import Result
    from kgraph.model.architecture import Architecture
    from kgraph.model.finding import Finding

MOST = 50
"""How many rows of an answer are shown; the answer itself has them all."""
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


def answer_table(answer: Result) -> str:
    """The first rows of an answer as a table of HTML; of a yes or no, and of a graph, its text."""
    if answer.form != "select":
        return f"<pre>{escape(_text(answer))}</pre>"
    rows = [_row("td", map(_shown, row.values())) for row in islice(answer, MOST)]
    more = len(answer) - len(rows)
    rest = f"<p>and {count(more, 'row')} more</p>" if more else ""
    return f"<table>{_row('th', answer.variables)}{''.join(rows)}</table>{rest}"


def _text(answer: Result) -> str:
    if answer.form == "ask":
        return "yes" if answer.truth else "no"
    return clean(answer.turtle or "")


def _shown(value: object) -> str:
    """A value as one would type it; nothing where there is none."""
    text = "" if value is None else str(value)
    short = shorten(text)
    return text if short.startswith("<") else short


def _cells(finding: Finding) -> tuple[str, ...]:
    where = finding.where or ""
    what = f"{finding.focus}: {finding.reason}"
    return finding.severity, where, what, finding.rule, finding.remedy


def _row(tag: str, words: Iterable[str]) -> str:
    cells = (f"<{tag}>{escape(visible(word))}</{tag}>" for word in words)
    return f"<tr>{''.join(cells)}</tr>"
