"""The places of an architecture read from triples, with the ids that their levels give them."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote

from kgraph import terms
from kgraph.errors import Problem
from kgraph.knowledge.architectures.facts import Facts
from kgraph.knowledge.architectures.naming import Names
from kgraph.model.knowledge import LEVELS
from kgraph.model.topology import WORLD, Place


class Places:
    """The places, wide ones first, and the `ids` of them by their IRIs.

    A world is added where none is named.
    """

    def __init__(self, facts: Facts, names: Names, iris: Iterable[str]) -> None:
        self._facts, self._names = facts, names
        self.ids: dict[str, str] = {}
        levels = {iri: self._level(iri) for iri in iris}
        found = [] if WORLD in levels.values() else [Place(WORLD, WORLD)]
        for iri in sorted(levels, key=lambda iri: self._position(iri, levels[iri])):
            place = self._place(iri, levels[iri])
            self.ids[iri] = place.id
            found.append(place)
        if len({place.id for place in found}) < len(found):
            problem = Problem(facts.where, "two places have the same id", "give each its own")
            facts.problems.append(problem)
        self.found = tuple(found)

    def joined(self, iri: str, name: str) -> list[str]:
        """The ids of the places that something is joined with by a property."""
        return [self.ids[one] for one in self._facts.nodes(iri, name) if one in self.ids]

    def of(self, iri: str) -> str:
        """The id of the place at which something stands; nothing where it is none of these."""
        return self.ids.get(self._facts.only(iri, "at"), "")

    def _level(self, iri: str) -> str:
        """The scope of a place; nothing where none is stated, which is a problem."""
        level = terms.tail(self._facts.only(iri, "levelOfPlace"))
        if level in LEVELS:
            return level
        known = ", ".join(f"o:{scope}" for scope in LEVELS)
        remedy = f"add 'o:levelOfPlace' with one of {known}"
        self._facts.fault(iri, "is a place without a level", remedy)
        return ""

    def _position(self, iri: str, level: str) -> tuple[int, int, str]:
        """Where a place stands among the others: wide ones first."""
        return LEVELS.index(level) if level else 0, self._facts.number(iri, "position"), iri

    def _place(self, iri: str, level: str) -> Place:
        """A place, once those around it are known."""
        cloud = terms.tail(self._facts.only(iri, "cloud")) or None
        region = self._facts.only(iri, "region") or None
        if level in ("network", "cluster"):
            return self._within(iri, level, cloud, region)
        if level == "site":
            if cloud is None:
                self._facts.fault(iri, "is a site without a cloud", "add 'o:cloud cloud:…'")
            return Place(self._local(iri), level, WORLD, cloud, region)
        return Place(WORLD, WORLD)

    def _within(self, iri: str, level: str, cloud: str | None, region: str | None) -> Place:
        """A place within a site; on the cloud of that where it names none."""
        around = self._facts.only(iri, "within")
        outer = self.ids.get(around)
        if outer is None or outer == WORLD:
            what = f"is a {level} outside of any site"
            self._facts.fault(iri, what, "add 'o:within' with its site")
        cloud = cloud or terms.tail(self._facts.only(around, "cloud")) or None
        site = str(outer).partition("/")[0]
        return Place(f"{site}/{self._local(iri)}", level, outer, cloud, region)

    def _local(self, iri: str) -> str:
        """The part of an id that is the place's own."""
        return (self._names.id(iri) or unquote(terms.tail(iri))).rsplit("/", 1)[-1]
