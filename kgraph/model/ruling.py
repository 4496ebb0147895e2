"""Rulings: what somebody's policy holds against components and sites, whatever a brief says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ruling:
    """One rule of a policy on one day, in words, with the place where it stands.

    `out` are the components that it rules out, `reasons` why, by the component where that differs;
    `due` are those that must be there; `barred` are clouds on which nothing may stand.
    """

    id: str
    text: str
    where: str
    out: frozenset[str] = frozenset()
    reasons: tuple[tuple[str, str], ...] = ()
    due: tuple[str, ...] = ()
    barred: frozenset[str] = frozenset()

    def reason(self, component: str) -> str:
        """Why a component is out, as the end of a sentence."""
        why = dict(self.reasons).get(component)
        return f"ruled out by {self.where}" + (f" ({why})" if why else "")
