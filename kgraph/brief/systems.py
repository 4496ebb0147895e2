"""The systems of a brief: what is there already, outside of the architecture."""

from __future__ import annotations

from kgraph.brief.ids import own_id
from kgraph.brief.products import offers
from kgraph.documents.located import Located
from kgraph.documents.reading import Keys, Reader, said
from kgraph.documents.vocabulary import Vocabulary
from kgraph.model.brief import System
from kgraph.model.knowledge import Knowledge

MAX_SYSTEMS = 48
KEYS = ("id", "name", "at", "provides")


def read_systems(
    reader: Reader,
    item: Located | None,
    knowledge: Knowledge,
    places: Vocabulary,
    taken: set[str],
) -> tuple[System, ...]:
    """The systems that a brief names. `taken` are ids that have another meaning."""
    found: list[System] = []
    capabilities = offers(knowledge)
    for one in reader.things(item, "systems", most=MAX_SYSTEMS, remedy="split the brief"):
        if keys := reader.mapping(one, "a system", KEYS):
            item = said(keys, "id")
            id = own_id(reader, item, one, "a system", taken)
            if item is not None and id in knowledge.components:
                remedy = "choose another id for the system"
                reader.fault(item, f"'{id}' is the id of a component", remedy)
            found.append(_system(reader, keys, id, places, capabilities))
            reader.note(f"systems.{id}", one)
    return tuple(found)


def _system(
    reader: Reader, keys: Keys, id: str, places: Vocabulary, capabilities: Vocabulary
) -> System:
    name, at = said(keys, "name"), said(keys, "at")
    return System(
        id=id,
        name=id if name is None else reader.text(name, "name"),
        at=None if at is None else reader.word(at, "at", places),
        provides=tuple(
            sorted(reader.known_words(said(keys, "provides"), "provides", capabilities))
        ),
    )
