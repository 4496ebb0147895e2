"""What has to be joined: the links that options ask for, as facts for the solver.

That two can be joined is derived from what stands in reach, never chosen: from what is on offer,
not from pairs, but for those of which one names the other.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from kgraph.assembly.chosen import Chosen, chosen_options
from kgraph.assembly.footing import Grounds
from kgraph.assembly.reach import Reach
from kgraph.model.architecture import Placement
from kgraph.model.brief import Brief
from kgraph.model.component import Component
from kgraph.model.knowledge import Knowledge
from kgraph.model.link import End, Link

Said = Iterator[tuple[str, ...]]
"""Facts, each by its name and what it says."""


def link_facts(brief: Brief, on: Grounds) -> Said:
    """Which links are asked for, for whom, and who can stand at their ends."""
    asked: set[str] = set()
    for chosen in chosen_options(brief, on.knowledge):
        for id, place in product(chosen.option.joins, _units(chosen, on)):
            yield "join", chosen.statement, id, place
            asked.add(id)
    for id in sorted(asked):
        yield from _ends(on.knowledge.links[id], on.knowledge)
        yield from _given(on.knowledge.links[id], brief, on)


def _units(chosen: Chosen, on: Grounds) -> list[str]:
    """The clusters for which an option asks."""
    clusters = [place.id for place in on.topology.at("cluster")]
    if chosen.sites is None:
        return clusters
    return [one for one in clusters if one.split("/")[0] in chosen.sites]


def _ends(link: Link, knowledge: Knowledge) -> Said:
    """Who can stand at the ends of a link, how far each reaches there, and by what."""
    starts = _able(link.start, knowledge)
    ends = _able(link.end, knowledge)
    for one in starts:
        yield "side", link.id, "start", one.id, _scope(link.start, one, knowledge)
        yield from (("link_gives", link.id, token, one.id) for token in link.given(one))
    for one in ends:
        yield "side", link.id, "end", one.id, _scope(link.end, one, knowledge)
        yield from (("link_takes", link.id, token, one.id) for token in link.taken(one))
    for one, other in product(starts, ends):
        if one.names(other) or other.names(one):
            yield "link_names", link.id, one.id, other.id


def _able(end: End, knowledge: Knowledge) -> list[Component]:
    return [one for one in knowledge.components.values() if end.filled_by(one)]


def _scope(end: End, component: Component, knowledge: Knowledge) -> str:
    """How far a component reaches with what it does at an end."""
    if end.capability is not None:
        return knowledge.capabilities[end.capability].scope
    return knowledge.widest(component)


def _given(link: Link, brief: Brief, on: Grounds) -> Said:
    """Where what is there already stands at an end: how it is joined, nobody here knows."""
    wanted = {link.start.capability, link.end.capability}
    for system in brief.systems:
        if not wanted.isdisjoint(_wider(system.provides, on.knowledge)):
            yield from (("link_free", link.id, place.id) for place in on.topology.at("cluster"))


def _wider(capabilities: Iterable[str], knowledge: Knowledge) -> set[str | None]:
    broader = (knowledge.capabilities[id].broader for id in capabilities)
    return set[str | None](capabilities).union(*broader)


@dataclass(frozen=True, slots=True)
class Joined:
    """Two placements that a statement asks to be joined by a link; they may be one."""

    statement: str
    link: Link
    start: Placement
    end: Placement


def joined(brief: Brief, on: Grounds, reach: Reach) -> Iterator[Joined]:
    """Who joins what has to be joined, for each cluster the nearest two that can."""
    for chosen in chosen_options(brief, on.knowledge):
        for id, place in product(chosen.option.joins, _units(chosen, on)):
            link = on.knowledge.links[id]
            starts, ends = _near(link.start, place, reach), _near(link.end, place, reach)
            able = (pair for pair in product(starts, ends) if _join(link, *pair, on.knowledge))
            if pair := next(able, None):
                yield Joined(chosen.statement, link, *pair)


def _near(end: End, place: str, reach: Reach) -> list[Placement]:
    """Who stands at an end within reach of a place, the nearest first."""
    if end.capability is not None:
        return reach.providers(end.capability, place)
    return reach.standing(str(end.component), place)


def _join(link: Link, start: Placement, end: Placement, knowledge: Knowledge) -> bool:
    """Whether two placements join a link, as rules/links.lp says it."""
    one, other = knowledge.components[start.component], knowledge.components[end.component]
    return start is end or can_join(link, one, other)


def can_join(link: Link, one: Component, other: Component) -> bool:
    """Whether two components can be joined by a link: one offers what the other uses, or one names
    the other.
    """
    shared = set(link.given(one)).intersection(link.taken(other))
    return bool(shared) or one.names(other) or other.names(one)


def parted(link: Link, dead: Container[str], knowledge: Knowledge) -> str | None:
    """Why a link cannot be joined without what is dead; None where it can."""
    starts, ends = _able(link.start, knowledge), _able(link.end, knowledge)
    alive, left = _without(starts, dead), _without(ends, dead)
    if any(one is other or can_join(link, one, other) for one, other in product(alive, left)):
        return None
    first, last = called(link.start, knowledge), called(link.end, knowledge)
    out = len(starts) - len(alive)
    rest = f"of {len(starts)}, {out} are left out, and {len(alive)} share no protocol"
    label = f"{link.label[:1].upper()}{link.label[1:]}"
    return f"{label}: nothing that serves as {first} can be joined with {last} ({rest})"


def _without(components: Iterable[Component], dead: Container[str]) -> list[Component]:
    return [one for one in components if one.id not in dead]


def called(end: End, knowledge: Knowledge) -> str:
    """What stands at an end, in words."""
    if end.capability is not None:
        return knowledge.capabilities[end.capability].label
    return knowledge.components[str(end.component)].name
