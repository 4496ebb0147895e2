"""Comparisons: what differs between two architectures, and which statements made the difference."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kgraph.errors import shown
from kgraph.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Delta:
    """Ids, sorted: only in the second, only in the first, in both."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Replacement:
    """A placement that another component took over from: at the same place, for what both serve."""

    place: str
    before: str
    after: str
    serves: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """A placement or flow that is in both, but not for the same.

    What it gained and what it lost.
    """

    id: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """A statement that two briefs do not share.

    `id` is its key, `where` is the place in the file, where one says it.
    """

    id: str
    text: str
    where: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Effect:
    """One thing that differs.

    ``added``, ``removed`` or ``changed``, a ``placement`` or a ``flow``, and its id.
    """

    kind: str
    how: str
    id: str


@dataclass(frozen=True, slots=True)
class Cause:
    """Statements and what differs because of them. Of several, none does it alone (`together`).

    `possible` is False where the statement alone leaves no architecture, so that nothing can be
    told of it alone.
    """

    statements: tuple[Difference, ...]
    effects: tuple[Effect, ...]
    possible: bool = True

    @property
    def together(self) -> bool:
        """Whether it takes several statements."""
        return len(self.statements) > 1


@dataclass(frozen=True, slots=True, order=True)
class Retirement:
    """A component retired between the two days.

    Its successor, and which components took its places.
    """

    day: date
    component: str
    name: str
    successor: str | None
    replaced_by: tuple[str, ...]
    used: bool
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between a first and a second architecture; everything is sorted."""

    before: str
    after: str
    before_day: date
    after_day: date
    components: Delta
    placements: Delta
    flows: Delta
    places: Delta
    replaced: tuple[Replacement, ...]
    changed_placements: tuple[Change, ...]
    changed_flows: tuple[Change, ...]
    statements: tuple[Difference, ...]
    findings_added: tuple[Finding, ...]
    findings_removed: tuple[Finding, ...]
    retired: tuple[Retirement, ...]
    causes: tuple[Cause, ...]
    names: tuple[tuple[str, str], ...]

    def __repr__(self) -> str:
        placed, flows = self.placements, self.flows
        told = f"placements +{len(placed.added)} −{len(placed.removed)}"
        more = f"flows +{len(flows.added)} −{len(flows.removed)}"
        return f"<Comparison of '{shown(self.before)}' and '{shown(self.after)}': {told}, {more}>"

    @property
    def same(self) -> bool:
        """Whether both hold the same placements and flows."""
        parts = (
            self.placements.added,
            self.placements.removed,
            self.flows.added,
            self.flows.removed,
        )
        return not any(parts) and not self.changed_placements and not self.changed_flows
