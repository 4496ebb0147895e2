"""Findings: rules that an architecture, a brief or an entry breaks."""

from __future__ import annotations

from dataclasses import dataclass, field


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
