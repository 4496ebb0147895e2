"""What is to last in an outage, as facts for the solver: what must be served by somebody who stays,
and what each outage takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product

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
    for chosen in _lasting(brief, on.knowledge):
        yield from _asked(chosen, _threats(chosen, brief), on)


def _lasting(brief: Brief, knowledge: Knowledge) -> Iterator[Chosen]:
    """The answers of the whole brief that ask for something to last."""
    for chosen in chosen_options(brief, knowledge):
        if chosen.option.lasts and chosen.workload is None:
            yield chosen


def _threats(chosen: Chosen, brief: Brief) -> list[Outage]:
    """The outages that an answer survives."""
    each = (outages(brief.sites, level) for level in chosen.option.survives)
    return list(chain.from_iterable(each))


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
    for chosen in _lasting(brief, on.knowledge):
        threats = _threats(chosen, brief)
        for wanted in _narrower(chosen.option.lasts, on.knowledge):
            serving, others = _divided(wanted, reach, serves)
            for threat, one in _staying(serving, others, threats, on):
                name = on.knowledge.cloud_label(threat.id)
                yield StandIn(chosen.statement, wanted, name, one)


def _divided(
    wanted: str, reach: Reach, serves: Mapping[str, set[str]]
) -> tuple[list[Placement], list[Placement]]:
    """Those who serve as something, and those who could, everywhere."""
    able = list(dict(reach.by_capability[wanted]))
    serving = [one for one in able if wanted in serves[one.id]]
    return serving, [one for one in able if one not in serving and reach.narrowed(one) is None]


def _staying(
    serving: Sequence[Placement],
    others: Sequence[Placement],
    threats: Iterable[Outage],
    on: Grounds,
) -> Iterator[tuple[Outage, Placement]]:
    """Who of others is left in an outage that takes all who serve."""
    for threat in threats if serving else ():
        if not _left(serving, threat, on):
            yield from product((threat,), _left(others, threat, on))


def _left(those: Iterable[Placement], threat: Outage, on: Grounds) -> list[Placement]:
    """Those of some placements that an outage does not take."""
    return [one for one in those if not _taken(one, threat, on)]


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
