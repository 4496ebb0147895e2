"""The workloads of a brief: what runs where, whom it calls, and what each answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kgraph.brief.answers import Asked, asked_of, read_answers, read_named, with_default_answers
from kgraph.brief.ids import own_id
from kgraph.brief.places import Places, read_places
from kgraph.documents.located import Located
from kgraph.documents.reading import Keys, Reader, said
from kgraph.documents.vocabulary import Vocabulary
from kgraph.model.brief import System, Workload
from kgraph.model.knowledge import Knowledge
from kgraph.model.topology import WORLD

MAX_WORKLOADS = 48
MAX_CALLS = 48
SITE = "site"
"""The scope of what runs without a cluster."""
RUNS_ON = "runs-on"
"""The key under which a workload says what it runs on."""
KEYS = ("id", "name", "at", "sites", "calls")
"""What a workload says of itself beside its answers."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a workload can be held against: sites and places, and ids that are taken already."""

    sites: Vocabulary
    places: Places
    taken: set[str]


def read_workloads(
    reader: Reader, item: Located | None, knowledge: Knowledge, known: Known
) -> tuple[Workload, ...]:
    """The workloads that a brief names, or the one that it has without; whom they call is read
    when all ids are known.
    """
    asked = asked_of(knowledge, "workload")
    found: list[Workload] = []
    for one in reader.things(item, "workloads", most=MAX_WORKLOADS, remedy="split the brief"):
        if keys := reader.mapping(one, "a workload", (*KEYS, *asked)):
            problems = len(reader.problems)
            id = _id(reader, one, keys, knowledge, known.taken)
            workload = _workload(reader, keys, id, asked, known)
            named = read_named(reader, keys, workload.answers, knowledge)
            found.append(replace(workload, named=named))
            if len(reader.problems) == problems:  # else it may run elsewhere than is read
                scope = knowledge.runs_in(found[-1].answers)
                _refuse_homeless(reader, one, found[-1], scope, known)
    return tuple(found) or (Workload("app", "app", with_default_answers((), asked), ()),)


def _refuse_homeless(
    reader: Reader, item: Located, workload: Workload, scope: str, known: Known
) -> None:
    """A workload runs in clusters, or at sites, as its answers say: where it is to run there has to
    be one.
    """
    if scope == SITE:
        _refuse_narrower(reader, item, workload, known)
        return
    clusters = known.places.clusters_in
    # that there is none at all is told of the sites
    if clusters(WORLD) and workload.at and not any(map(clusters, workload.at)):
        what = f"'{workload.id}' runs in a cluster, and there is none at {', '.join(workload.at)}"
        reader.fault(item, what, "name a place with a cluster, or give the site one")


def _refuse_narrower(reader: Reader, item: Located, workload: Workload, known: Known) -> None:
    """What runs at a site does not run in one of its clusters or networks."""
    keys: Keys = item.value if isinstance(item.value, dict) else {}
    for place in workload.at:
        level = known.places.level(place)
        if level != SITE:
            what = f"'{workload.id}' runs at sites, and '{place}' is a {level}"
            remedy = f"write '{place.partition('/')[0]}', or leave '{RUNS_ON}' out"
            reader.fault(keys.get("at", item), what, remedy)


def with_calls(
    reader: Reader,
    item: Located | None,
    workloads: tuple[Workload, ...],
    systems: Iterable[System],
) -> tuple[Workload, ...]:
    """The workloads with whom each of them calls: other workloads, and systems."""
    by_id = {workload.id: workload for workload in workloads}
    called = Vocabulary("workload or system", by_id.keys() | {one.id for one in systems})
    for one in reader.things(item, "workloads", most=MAX_WORKLOADS, remedy="split the brief"):
        keys: Keys = one.value if isinstance(one.value, dict) else {}
        id = keys["id"].text if "id" in keys else None
        if id in by_id and "calls" in keys:
            by_id[id] = replace(by_id[id], calls=_calls(reader, keys, id, called))
    return tuple(by_id[workload.id] for workload in workloads)


def _calls(reader: Reader, keys: Keys, id: str, called: Vocabulary) -> tuple[str, ...]:
    item = said(keys, "calls")
    if item is None:
        return ()
    reader.note(f"workloads.{id}.calls", item)
    reader.items(item, "words under 'calls'", most=MAX_CALLS, remedy="split the workload")
    found = reader.known_words(item, "calls", called)
    if id in found:
        reader.fault(found[id], f"'{id}' calls itself", "leave it out")
    return tuple(sorted(found.keys() - {id}))


def _id(
    reader: Reader, workload: Located, keys: Keys, knowledge: Knowledge, taken: set[str]
) -> str:
    item = said(keys, "id")
    id = own_id(reader, item, workload, "a workload", taken)
    if item is not None and id in knowledge.components:
        remedy = "choose another id for the workload"
        reader.fault(item, f"'{id}' is the id of a component", remedy)
    return id


def _workload(reader: Reader, keys: Keys, id: str, asked: Asked, known: Known) -> Workload:
    name = said(keys, "name")
    return Workload(
        id=id,
        name=id if name is None else reader.text(name, "name"),
        answers=with_default_answers(read_answers(reader, keys, asked, f"workloads.{id}"), asked),
        at=_at(reader, keys, known),
    )


def _at(reader: Reader, keys: Keys, known: Known) -> tuple[str, ...]:
    """Where a workload runs. `sites` is how this was said before clusters could be named."""
    at, sites = said(keys, "at"), said(keys, "sites")
    if at is not None and sites is not None:
        reader.fault(sites, "'sites' and 'at' both say where it runs", "keep 'at'")
    if at is not None:
        return read_places(reader, at, "at", known.places)
    return tuple(sorted(reader.known_words(sites, "sites", known.sites)))
