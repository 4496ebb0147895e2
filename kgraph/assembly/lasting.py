"""What is to last in an outage, as facts for the solver: what must be served by somebody who stays,
and what each outage takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from kgraph.assembly.chosen import Chosen, chosen_options
from kgraph.assembly.footing import Grounds
from kgraph.assembly.reach import Reach
from kgraph.model.architecture import Placement
from kgraph.model.brief import Brief
from kgraph.model.knowledge import Knowledge
from kgraph.model.outages import PROVIDER, Outage, outages
from kgraph.model.topology import WORLD

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


@dataclass(frozen=True, slots=True)
class StandIn:
    """Who serves something in an outage that takes all others who do."""

    statement: str
    capability: str
    outage: str
    placement: Placement


def stand_ins(
    brief: Brief, on: Grounds, reach: Reach, serves: Mapping[str, set[str]]
) -> Iterator[StandIn]:
    """Who is there to stay when those are lost that serve, as placements by id say so far."""
    for chosen in chosen_options(brief, on.knowledge):
        levels = chosen.option.survives if chosen.option.lasts and chosen.workload is None else ()
        for level, wanted in product(levels, _narrower(chosen.option.lasts, on.knowledge)):
            able = dict.fromkeys(one for one, _ in reach.by_capability[wanted])
            serving = [one for one in able if wanted in serves[one.id]]
            others = [one for one in able if one not in serving and reach.narrowed(one) is None]
            for threat in outages(brief.sites, level) if serving and others else ():
                if all(_taken(one, threat, on) for one in serving):
                    left = (one for one in others if not _taken(one, threat, on))
                    name = on.knowledge.cloud_label(threat.id)
                    yield from (StandIn(chosen.statement, wanted, name, one) for one in left)


def _taken(placement: Placement, threat: Outage, on: Grounds) -> bool:
    """Whether an outage takes a placement."""
    clouds = on.knowledge.components[placement.component].clouds
    is_service = placement.place == WORLD and threat.takes_service(clouds)
    return is_service or threat.takes(placement.place)


def _narrower(capabilities: Iterable[str], knowledge: Knowledge) -> list[str]:
    """These capabilities and all that are narrower, sorted."""
    asked = set(capabilities)
    known = knowledge.capabilities.values()
    return [one.id for one in known if not asked.isdisjoint((one.id, *one.broader))]
