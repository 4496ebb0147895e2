"""The workloads of a brief: what runs where, and what each answers."""

from __future__ import annotations

from kgraph.brief.answers import Asked, asked_of, read_answers
from kgraph.brief.ids import own_id
from kgraph.documents.located import Located
from kgraph.documents.reading import Keys, Reader, said
from kgraph.documents.vocabulary import Vocabulary
from kgraph.model.brief import Workload
from kgraph.model.knowledge import Knowledge

MAX_WORKLOADS = 48
KEYS = ("id", "name", "sites")
"""What a workload says of itself beside its answers."""


def read_workloads(
    reader: Reader, item: Located | None, knowledge: Knowledge, sites: Vocabulary
) -> tuple[Workload, ...]:
    """The workloads that a brief names, or the one that it has without."""
    asked = asked_of(knowledge, "workload")
    taken: set[str] = set()
    found: list[Workload] = []
    for one in reader.items(item, "workloads", most=MAX_WORKLOADS, remedy="split the brief"):
        if keys := reader.mapping(one, "a workload", (*KEYS, *asked)):
            id = _id(reader, one, keys, knowledge, taken)
            found.append(_workload(reader, keys, id, asked, sites))
    return tuple(found) or (Workload("app", "app", read_answers(reader, {}, asked, ""), ()),)


def _id(
    reader: Reader, workload: Located, keys: Keys, knowledge: Knowledge, taken: set[str]
) -> str:
    item = said(keys, "id")
    id = own_id(reader, item, workload, "a workload", taken)
    if item is not None and id in knowledge.components:
        remedy = "choose another id for the workload"
        reader.fault(item, f"'{id}' is the id of a component", remedy)
    return id


def _workload(reader: Reader, keys: Keys, id: str, asked: Asked, sites: Vocabulary) -> Workload:
    name = said(keys, "name")
    return Workload(
        id=id,
        name=id if name is None else reader.text(name, "name"),
        answers=read_answers(reader, keys, asked, f"workloads.{id}"),
        sites=tuple(sorted(reader.known_words(said(keys, "sites"), "sites", sites))),
    )
