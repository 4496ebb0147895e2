"""Protocols that an entry speaks without saying who opens the connection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kgraph.model.finding import Finding

if TYPE_CHECKING:
    from kgraph.catalog import Entry

RULE = "direction-not-known"


def without_direction(entries: Iterable[Entry]) -> Iterator[Finding]:
    """A finding for each protocol that an entry neither offers nor uses."""
    for entry in entries:
        for number, item in enumerate(entry.content.get("speaks", ())):
            if "offers" in item or "uses" in item:
                continue
            yield Finding(
                severity="info",
                focus=entry.id,
                rule=RULE,
                reason=f"speaks {item['protocol']}, but who opens the connection is not said",
                remedy="add 'offers' where it listens, 'uses' where it connects, with the signals",
                where=f"{entry.path}:{entry.root.line_at(('speaks', number))}",
            )
