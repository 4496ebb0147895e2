"""Findings: rules that an architecture, a brief or an entry breaks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A broken rule: how grave, at what (`focus`), which rule, why, and what to do."""

    severity: str
    focus: str
    rule: str
    reason: str
    remedy: str
    where: str | None = None
