"""Reading briefs: what the user wrote, held against what the ontology and the catalog know."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kgraph.brief.answers import brief_answers
from kgraph.brief.sites import read_sites
from kgraph.brief.wishes import read_wishes, with_defaults
from kgraph.brief.workloads import read_workloads
from kgraph.documents.reading import Keys, Reader, said
from kgraph.documents.vocabulary import Vocabulary
from kgraph.documents.yaml import parse_yaml, read_text
from kgraph.model.brief import Brief
from kgraph.model.knowledge import Knowledge
from kgraph.words import clean

KEYS = ("name", "as_of", "sites", "workloads", "answers", "use", "avoid", "prefer")


def read_brief(path: Path, knowledge: Knowledge, *, today: date) -> Brief:
    """The brief in a file; InputError with every problem, each with file and line."""
    # reasons name the file, also in files of ours, and its name need not be text
    return parse_brief(read_text(path), knowledge, today=today, source=clean(str(path)))


def parse_brief(text: str, knowledge: Knowledge, *, today: date, source: str = "brief") -> Brief:
    """The brief in a YAML text."""
    keys: Keys = parse_yaml(text, source).value
    reader = Reader(source)
    reader.refuse_other_keys(keys, KEYS)
    brief = _brief(reader, keys, knowledge, today)
    reader.problems.tell()
    return brief


def _brief(reader: Reader, keys: Keys, knowledge: Knowledge, today: date) -> Brief:
    sites = read_sites(reader, said(keys, "sites"), knowledge)
    known_sites = Vocabulary("site", [site.id for site in sites])
    wishes = read_wishes(reader, keys, knowledge)
    return Brief(
        name=_name(reader, keys),
        as_of=_as_of(reader, keys, today),
        sites=sites,
        workloads=read_workloads(reader, said(keys, "workloads"), knowledge, known_sites),
        answers=brief_answers(reader, said(keys, "answers"), knowledge),
        use=wishes.use,
        avoid=wishes.avoid,
        prefer=with_defaults(wishes.prefer, knowledge),
        given=tuple(sorted(reader.given.items())),
        source=reader.source,
    )


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
