"""What differs between two states of a catalog."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("component", "capability", "decision", "option", "chain", "policy")


@dataclass(frozen=True, slots=True, order=True)
class CatalogChange:
    """Something of a kind that is new, gone or different; `keys` are what differs in it."""

    kind: str
    id: str
    change: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BriefChange:
    """What a change of the catalog makes of a brief: placements that come and go, or why there is
    no architecture before or after.
    """

    brief: str
    comes: tuple[str, ...] = ()
    goes: tuple[str, ...] = ()
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class CatalogDifference:
    """What differs, and what that makes of briefs."""

    changes: tuple[CatalogChange, ...]
    briefs: tuple[BriefChange, ...]
