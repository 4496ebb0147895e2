"""The environments of a brief: which sites and clusters are in each, and which follows which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kgraph.brief.ids import own_id
from kgraph.brief.places import Places
from kgraph.documents.located import Located
from kgraph.documents.reading import Keys, Reader, said
from kgraph.documents.vocabulary import Vocabulary
from kgraph.model.brief import Environment

MAX_ENVIRONMENTS = 12
KEYS = ("id", "holds", "promotes-to")


def read_environments(
    reader: Reader, item: Located | None, places: Places
) -> tuple[Environment, ...]:
    """The environments that a brief names; no place is in two, and promotion comes to an end."""
    keys_of: dict[str, Keys] = {}
    holding = _Holding(reader, places, {})
    found: dict[str, Environment] = {}
    taken: set[str] = set()
    for one in reader.things(item, "environments", most=MAX_ENVIRONMENTS, remedy="name fewer"):
        if keys := reader.mapping(one, "an environment", KEYS):
            id = own_id(reader, said(keys, "id"), one, "an environment", taken)
            reader.note(f"environments.{id}", one)
            found[id] = Environment(id, holding.read(keys, one, id))
            keys_of[id] = keys
    for id, keys in keys_of.items():
        found[id] = replace(found[id], promotes_to=_next(reader, keys, id, keys_of))
    _refuse_circles(reader, keys_of, found)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Holding:
    """What environments can hold, and what is in one already: the places with its id."""

    reader: Reader
    places: Places
    held: dict[str, str]

    def read(self, keys: Keys, item: Located, id: str) -> tuple[str, ...]:
        """The sites and clusters in an environment."""
        named = said(keys, "holds")
        if named is None:
            what = f"the environment '{id}' holds nothing"
            self.reader.fault(item, what, "add 'holds: [a site, …]'")
        words = self.reader.known_words(named, "holds", self.places, some=True)
        for place, spot in words.items():
            self._claim(place, spot, id)
        return tuple(sorted(words))

    def _claim(self, place: str, item: Located, id: str) -> None:
        for other, environment in self.held.items():
            shared = self.places.inside(place, other) or self.places.inside(other, place)
            if shared and environment != id:
                what = f"'{place}' is in the environment '{environment}' already"
                self.reader.fault(item, what, "let each place be in one")
        self.held[place] = id


def _next(reader: Reader, keys: Keys, id: str, others: Mapping[str, Keys]) -> str | None:
    """The environment to which one promotes."""
    item = said(keys, "promotes-to")
    if item is None:
        return None
    word = reader.word(item, "promotes-to", Vocabulary("environment", others))
    if word == id:
        reader.fault(item, f"'{id}' promotes to itself", "name another environment")
        return None
    return word


def _refuse_circles(
    reader: Reader, keys_of: Mapping[str, Keys], found: Mapping[str, Environment]
) -> None:
    """What is promoted has to arrive."""
    for id, keys in keys_of.items():
        passed = [id]
        while (after := found[passed[-1]].promotes_to) and after not in passed:
            passed.append(after)
        if after == id:
            way = " → ".join([*passed, id])
            what = f"what is promoted from '{id}' comes back to it ({way})"
            reader.fault(keys["promotes-to"], what, "let one of them be the last")
