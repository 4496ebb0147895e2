"""What flows can say, by all that says it."""

from __future__ import annotations

import examples

from kgraph import api


def labels_said() -> set[str]:
    """The labels of patterns, chains and needs, of options that need copies, and of the briefs."""
    known = api.knowledge()
    said = {pattern.label for pattern in known.patterns}
    for chain in known.chains.values():
        said |= {link.verb for link in chain.links}
    for component in known.components.values():
        said |= {need.role for need in component.needs}
    for option in (option for decision in known.decisions for option in decision.options):
        said |= {str(demand.role_at_copy) for demand in option.demands}
        said |= {str(demand.role_beside_copy) for demand in option.demands}
    for brief in examples.BRIEFS:
        said |= {flow.label for flow in examples.architecture(brief).flows}
    return said
