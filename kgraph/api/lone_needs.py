"""Needs of an entry that one component alone can meet, though no words of a maker say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from kgraph.model.finding import Finding

if TYPE_CHECKING:
    from kgraph.catalog import Entry

RULE = "need-not-quoted"


def needs_met_by_one(entries: Iterable[Entry]) -> Iterator[Finding]:
    """A finding for each need that names one component and quotes nobody."""
    for entry in entries:
        for number, need in enumerate(entry.content.get("needs", ())):
            if not _lone(need) or "quote" in need or "unverified" in need:
                continue
            yield Finding(
                severity="info",
                focus=str(need["id"]),
                rule=RULE,
                reason=f"nothing but {need['any'][0]} meets the need, and no maker is quoted",
                remedy="add 'quote' with the words that say so, further components under 'any', "
                "or 'optional: true'",
                where=f"{entry.path}:{entry.root.line_at(('needs', number))}",
            )


def _lone(need: dict[str, Any]) -> bool:
    """Whether a need that must be met names one component."""
    return len(need.get("any", ())) == 1 and not need.get("optional")
