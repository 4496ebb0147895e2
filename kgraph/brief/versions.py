"""The versions of what a brief can say: which one a brief is of, and that none is from the future.

1 is a brief before it could say systems, calls, places, networks, environments, what a site answers
itself, sites without clusters, catalogs, what runs without one, components for answers, and preferences of
concerns; 2 has them. A brief that states no version is read by what it says, and all that version 1
can say means the same in version 2.
"""

from __future__ import annotations

from typing import Any

from kgraph.documents.located import Located
from kgraph.documents.reading import Keys, Reader, said
from kgraph.errors import InputError, shown

NEWEST = 2
_LONGEST = 9
"""How many digits of a version are read as a number."""


def read_version(reader: Reader, keys: Keys) -> int | None:
    """The version that a brief states, if it does.

    InputError at once for one from the future: nobody knows what else is wrong in it.
    """
    item = said(keys, "version")
    if item is None:
        return None
    text = item.text or ""
    whole = text.isascii() and text.isdigit() and len(text) <= _LONGEST
    number = int(text) if whole else 0
    if number > NEWEST:
        what = f"is of version {shown(text)}, and this kgraph reads up to {NEWEST}"
        raise InputError.one(reader.spot(item), what, "renew kgraph")
    if number < 1:
        known = " or ".join(str(one + 1) for one in range(NEWEST))
        remedy = f"write 'version: {NEWEST}', or leave it out"
        reader.fault(item, f"'version' is not {known}", remedy)
    return number


def version_by_words(root: Located) -> int:
    """The version that a brief is of by what it says."""
    brief = root.plain()
    workloads, sites = _mappings(brief.get("workloads")), _mappings(brief.get("sites"))
    newer_site = any(map(_is_newer_site, sites))
    newer_workload = any(map(_is_newer_workload, workloads))
    mapped = bool(_mappings(brief.get("prefer")) or _mappings(brief.get("use")))
    newer = brief.get("catalogs") or brief.get("systems") or brief.get("environments") or mapped
    return 2 if newer or newer_site or newer_workload else 1


def _mappings(value: Any) -> list[dict[str, Any]]:
    """The mappings of a list, or of what stands alone."""
    items = value if isinstance(value, list) else [value]
    return [one for one in items if isinstance(one, dict)]


def _is_newer_site(site: dict[str, Any]) -> bool:
    return bool(site.get("answers") or site.get("networks") or site.get("clusters") == [])


def _is_newer_workload(workload: dict[str, Any]) -> bool:
    named = any(isinstance(value, dict) for value in workload.values())
    return named or not workload.keys().isdisjoint(("at", "calls", "runs-on"))
