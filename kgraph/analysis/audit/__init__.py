"""Mechanical checks of a whole catalog: what can be counted, and held against what others say."""

from kgraph.analysis.audit.joins import lone_providers, one_sided_protocols, unspoken_needs
from kgraph.analysis.audit.listing import against_landscape
from kgraph.analysis.audit.releases import after_first_tags
from kgraph.analysis.audit.sourcing import by_grade, hosted_places, source_checks

__all__ = [
    "after_first_tags",
    "against_landscape",
    "by_grade",
    "hosted_places",
    "lone_providers",
    "one_sided_protocols",
    "source_checks",
    "unspoken_needs",
]
