"""What of an architecture is against the rulings of a policy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgraph.model.architecture import Architecture
from kgraph.model.finding import Finding
from kgraph.model.knowledge import Knowledge
from kgraph.model.ruling import Ruling

RULE = "policy"


def ruled_out(
    architecture: Architecture, rulings: Iterable[Ruling], knowledge: Knowledge
) -> tuple[Finding, ...]:
    """A violation for each placement that a ruling holds out, each place on a cloud that is barred,
    and each component that is due and not there.
    """
    found: list[Finding] = []
    for ruling in rulings:
        barred = list(_places(architecture, ruling, knowledge))
        found += barred or _placements(architecture, ruling)
        found += _missing(architecture, ruling, knowledge)
    return tuple(sorted(found))


def _placements(architecture: Architecture, ruling: Ruling) -> Iterator[Finding]:
    for one in architecture.placements:
        if one.component in ruling.out:
            reason = f"{one.name} is {ruling.reason(one.component)}"
            yield _finding(one.id, reason, "take another, or have the policy changed", ruling)


def _places(architecture: Architecture, ruling: Ruling, knowledge: Knowledge) -> Iterator[Finding]:
    for place in architecture.places:
        if place.cloud in ruling.barred and place.scope == "site":
            reason = f"the site is on {knowledge.cloud_label(str(place.cloud))}"
            remedy = "name another cloud, or have the policy changed"
            yield _finding(place.id, f"{reason}, which is {ruling.reason('')}", remedy, ruling)


def _missing(architecture: Architecture, ruling: Ruling, knowledge: Knowledge) -> Iterator[Finding]:
    there = {one.component for one in architecture.placements}
    for id in ruling.due:
        if there.isdisjoint(knowledge.family(id)):
            reason = f"{knowledge.components[id].name} is not there, which {ruling.where} requires"
            yield _finding(architecture.name, reason, f"write 'use: [{id}]'", ruling)


def _finding(focus: str, reason: str, remedy: str, ruling: Ruling) -> Finding:
    return Finding("violation", focus, RULE, f"{reason}: {ruling.text}", remedy)
