"""Reading briefs: what the user wrote, held against what the ontology and the catalog know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from operator import attrgetter
from pathlib import Path

from kgraph.brief.answers import brief_answers
from kgraph.brief.catalogs import read_catalogs
from kgraph.brief.environments import read_environments
from kgraph.brief.mistaken import refuse_other_documents, refuse_other_kinds
from kgraph.brief.places import place_ids, site_ids
from kgraph.brief.sites import (
    read_sites,
    refuse_without_clusters,
    run_in_clusters,
    without_idle_clusters,
)
from kgraph.brief.systems import read_systems
from kgraph.brief.versions import read_version
from kgraph.brief.wishes import Wishes, read_wishes, with_defaults
from kgraph.brief.workloads import Known, read_workloads, with_calls
from kgraph.documents.reading import Keys, Reader, said
from kgraph.documents.yaml import parse_yaml, read_text
from kgraph.model.brief import Brief, Environment, System, Workload
from kgraph.model.knowledge import Knowledge
from kgraph.model.words import words_said
from kgraph.words import clean

KEYS = (
    "version",
    "name",
    "as_of",
    "catalogs",
    "sites",
    "environments",
    "systems",
    "workloads",
    "answers",
    "use",
    "avoid",
    "prefer",
)


def read_brief(path: Path, knowledge: Knowledge, *, today: date) -> Brief:
    """The brief in a file; InputError with every problem, each with file and line."""
    # reasons name the file, also in files of ours, and its name need not be text
    return parse_brief(read_text(path), knowledge, today=today, source=clean(str(path)))


def parse_brief(text: str, knowledge: Knowledge, *, today: date, source: str = "brief") -> Brief:
    """The brief in a YAML text."""
    refuse_other_kinds(text, source)
    keys: Keys = parse_yaml(text, source).value
    refuse_other_documents(keys, source)
    reader = Reader(source)
    read_version(reader, keys)
    reader.refuse_other_keys(keys, KEYS)
    brief = _brief(reader, keys, knowledge, today)
    reader.problems.tell()
    return brief


def _brief(reader: Reader, keys: Keys, knowledge: Knowledge, today: date) -> Brief:
    sites = read_sites(reader, said(keys, "sites"), knowledge)
    places = place_ids(sites)
    taken: set[str] = set()
    systems = read_systems(reader, said(keys, "systems"), knowledge, places, taken)
    named = said(keys, "workloads")
    known = Known(site_ids(sites), places, taken)
    problems = len(reader.problems)
    workloads = read_workloads(reader, named, knowledge, known)
    if len(reader.problems) == problems:
        refuse_without_clusters(reader, said(keys, "sites"), sites, workloads, knowledge)
    wishes = read_wishes(reader, keys, knowledge, places)
    staged = place_ids(sites, networks=False)
    environments = read_environments(reader, said(keys, "environments"), staged)
    if not run_in_clusters(workloads, knowledge):
        spoken_of = _places_named(workloads, systems, wishes, environments)
        sites = without_idle_clusters(said(keys, "sites"), sites, spoken_of)
    brief = Brief(
        name=_name(reader, keys),
        as_of=_as_of(reader, keys, today),
        sites=sites,
        workloads=with_calls(reader, named, workloads, systems),
        answers=(),
        use=wishes.use,
        avoid=wishes.avoid,
        prefer=with_defaults(wishes.prefer, knowledge),
        given=tuple(sorted(reader.given.items())),
        source=reader.source,
        systems=systems,
        use_at=wishes.use_at,
        prefer_in=wishes.prefer_in,
        bounds=wishes.bounds,
        environments=environments,
        catalogs=read_catalogs(reader, said(keys, "catalogs")),
    )
    words = words_said(brief, knowledge)
    answers = brief_answers(reader, said(keys, "answers"), knowledge, words)
    return replace(brief, answers=answers, given=tuple(sorted(reader.given.items())))


def _places_named(
    workloads: Iterable[Workload],
    systems: Iterable[System],
    wishes: Wishes,
    environments: Iterable[Environment],
) -> set[str]:
    """The places of which something in the brief speaks."""
    at, there = map(attrgetter("at"), workloads), map(attrgetter("at"), systems)
    held = map(attrgetter("holds"), environments)
    return set[str](filter(None, there)).union(*at, *dict(wishes.use_at).values(), *held)


def _name(reader: Reader, keys: Keys) -> str:
    item = said(keys, "name")
    if item is not None:
        return reader.text(item, "name")
    line = keys["name"].line if "name" in keys else 1
    reader.problems.add(f"{reader.source}:{line}", "'name' is missing", "add 'name: …'")
    return ""


def _as_of(reader: Reader, keys: Keys, today: date) -> date:
    item = said(keys, "as_of")
    if item is None:
        return today
    reader.note("as_of", item)
    return reader.day(item, today) or today
