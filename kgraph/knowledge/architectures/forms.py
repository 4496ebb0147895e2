"""The versions of what files of architectures can say.

2 has what briefs of version 2 say: systems, calls, networks, environments and the like. A file that
states none is of version 1. Each file is of the oldest version that can say it, so that older
readers take what they can.
"""

from __future__ import annotations

from kgraph.model.architecture import Architecture
from kgraph.model.brief import Brief, Site, Workload

NEWEST = 2


def version_of(architecture: Architecture) -> int:
    """The oldest version that can say this."""
    brief = architecture.brief
    more = brief is not None and _says_more(brief)
    newer = more or bool(architecture.catalogs) or _places_more(architecture)
    return NEWEST if newer else 1


def _places_more(architecture: Architecture) -> bool:
    """Whether something stands in it that version 1 could not say."""
    systems = any(placement.system for placement in architecture.placements)
    own = (placement.place for placement in architecture.placements if placement.workload)
    return systems or any(architecture.place(place).scope == "site" for place in own)


def from_the_future(version: int) -> tuple[str, str]:
    """What is told of a file of a version that nobody here knows, and what to do."""
    return f"is of version {version}, and this kgraph reads up to {NEWEST}", "renew kgraph"


def _says_more(brief: Brief) -> bool:
    """Whether a brief has what version 1 could not say."""
    sites, workloads = any(map(_is_newer_site, brief.sites)), any(map(_is_newer, brief.workloads))
    more = (brief.systems, brief.use_at, brief.environments, brief.prefer_in, brief.bounds)
    return sites or workloads or any(more)


def _is_newer_site(site: Site) -> bool:
    return bool(site.answers or site.networks or not site.clusters)


def _is_newer(workload: Workload) -> bool:
    return bool(workload.at or workload.calls or workload.named)
