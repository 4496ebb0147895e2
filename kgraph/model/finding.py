"""Findings: rules that an architecture, a brief or an entry breaks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from kgraph.errors import shown
from kgraph.model import notebooks


@dataclass(frozen=True, slots=True, order=True)
class Lack:
    """What is missing at a place: a capability or a component by its id, or one of several."""

    things: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A broken rule: how grave, at what (`focus`), which rule, why, and what to do.

    `lack` says what is missing, where that is what is wrong. What `follows` is told only where
    nothing graver is found.
    """

    severity: str
    focus: str
    rule: str
    reason: str
    remedy: str
    where: str | None = None
    lack: Lack | None = field(default=None, compare=False)
    follows: bool = field(default=False, compare=False)

    def __repr__(self) -> str:
        return f"<Finding {self.severity}: {shown(self.focus)}: {shown(self.reason)} ({self.rule})>"

    def published(self) -> dict[str, object]:
        """What is told of it; what is missing is ours, and told in the words."""
        return {
            "severity": self.severity,
            "focus": self.focus,
            "rule": self.rule,
            "reason": self.reason,
            "remedy": self.remedy,
            "where": self.where,
        }


class Findings(tuple[Finding, ...]):
    """Several findings, the gravest first: a tuple that shows itself as a table in a notebook."""

    __slots__ = ()

    def __repr__(self) -> str:
        counts = Counter(finding.severity for finding in self)
        told = (f"{number} {severity}" for severity, number in counts.items())
        return f"<Findings: {', '.join(told) or 'none'}>"

    def _repr_html_(self) -> str | None:
        return notebooks.written("findings", self)
