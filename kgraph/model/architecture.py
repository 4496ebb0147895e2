"""Architectures: placements and flows, each with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kgraph.model.brief import Brief


@dataclass(frozen=True, slots=True)
class Place:
    """The world, a site or a cluster. `id` is ``world``, ``eu`` or ``eu/main``; `within` is the place around it."""

    id: str
    scope: str
    within: str | None = None
    cloud: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """Why something is there: a sentence, what it rests on, and the source of the fact, if it is one."""

    text: str
    because: tuple[str, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """One component at one place. `id` is the place and the component: ``eu/main/prometheus``.

    `capabilities` is all it provides, `serves` what it is there for: the demands and needs that it meets.
    """

    id: str
    component: str
    name: str
    place: str
    capabilities: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()
    workload: str | None = None
    serves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flow:
    """A typed connection between two placements, from the one that starts it."""

    id: str
    source: str
    target: str
    kind: str
    label: str
    reasons: tuple[Reason, ...] = ()

    def published(self) -> dict[str, object]:
        """The flow with its ends as ``from`` and ``to``."""
        return {
            "id": self.id,
            "from": self.source,
            "to": self.target,
            "kind": self.kind,
            "label": self.label,
            "reasons": self.reasons,
        }


@dataclass(frozen=True, slots=True)
class Architecture:
    """Placements and flows that answer a brief, on a day. Everything is sorted by id; places from wide to narrow.

    `proven` says that no architecture is better for the brief's preferences.
    """

    name: str
    as_of: date
    places: tuple[Place, ...]
    placements: tuple[Placement, ...]
    flows: tuple[Flow, ...]
    answers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    preferences: tuple[tuple[str, int], ...] = ()
    brief: Brief | None = None
    ontology: str = ""
    proven: bool = True

    def place(self, id: str) -> Place:
        """The place of that id; KeyError if there is none."""
        for place in self.places:
            if place.id == id:
                return place
        raise KeyError(id)

    def around(self, id: str) -> tuple[str, ...]:
        """The place and every place around it, from narrow to wide."""
        chain, at = [], self.place(id)
        chain.append(at.id)
        while at.within is not None:
            at = self.place(at.within)
            chain.append(at.id)
        return tuple(chain)
