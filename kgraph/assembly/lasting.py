"""What is to last in an outage, as facts for the solver: what must be served by somebody who stays,
and what each outage takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from kgraph.assembly.chosen import Chosen, chosen_options
from kgraph.assembly.footing import Grounds
from kgraph.model.brief import Brief
from kgraph.model.knowledge import Knowledge
from kgraph.model.outages import PROVIDER, Outage, outages

Said = Iterator[tuple[str, ...]]
"""Facts, each by its name and what it says."""


def lasting_facts(brief: Brief, on: Grounds) -> Said:
    """What answers of the whole brief ask to last, and what the outages take that they survive."""
    for chosen in chosen_options(brief, on.knowledge):
        if chosen.option.lasts and chosen.workload is None:
            for level in chosen.option.survives:
                yield from _asked(chosen, outages(brief.sites, level), on)


def _asked(chosen: Chosen, threats: Iterable[Outage], on: Grounds) -> Said:
    """What one answer asks to last in some outages."""
    wanted = _narrower(chosen.option.lasts, on.knowledge)
    for threat in threats:
        name = f"{threat.level} {threat.id}"
        yield from product(("lasting",), (chosen.statement,), wanted, (name,))
        inside = (place.id for place in on.topology.places if threat.takes(place.id))
        yield from product(("taken",), (name,), inside)
        if threat.level == PROVIDER:
            yield "taken_cloud", name, threat.cloud


def _narrower(capabilities: Iterable[str], knowledge: Knowledge) -> list[str]:
    """These capabilities and all that are narrower, sorted."""
    asked = set(capabilities)
    known = knowledge.capabilities.values()
    return [one.id for one in known if not asked.isdisjoint((one.id, *one.broader))]
