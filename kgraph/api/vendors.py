"""Vendors that an entry names in words, where one is described that may be meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from kgraph.errors import shown
from kgraph.model.finding import Finding

if TYPE_CHECKING:
    from kgraph.catalog import Entry
    from kgraph.model.vendor import Vendor


def vendors_in_words(entries: Iterable[Entry], known: dict[str, Vendor]) -> Iterator[Finding]:
    """A finding for each entry that names its vendor by no id, with the nearest that there is."""
    for entry in entries:
        name = str(entry.content["vendor"])
        if name not in known:
            yield Finding(
                severity="info",
                focus=entry.id,
                rule="vendor-in-words",
                reason=f"the vendor '{shown(name)}' is named in words",
                remedy=_remedy(name, known),
                where=f"{entry.path}:{entry.root.line_at(('vendor',))}",
            )


def _remedy(name: str, known: dict[str, Vendor]) -> str:
    """The vendor that is meant or may be; else that it can be described."""
    ids = {vendor.name.lower(): id for id, vendor in known.items()}
    ids |= dict(zip(known, known, strict=True))
    near = get_close_matches(name.lower(), ids, n=1)
    if not near:
        return "that is fine; describe it as an o:Vendor to group its components"
    id = ids[near[0]]
    return f"write 'vendor: {id}', if {known[id].name} is meant"
