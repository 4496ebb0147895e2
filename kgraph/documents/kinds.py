"""What kind of document a file holds: told by its suffix, else by how its text begins."""

from __future__ import annotations

import os
import re
from pathlib import Path

from kgraph.documents.yaml import read_text
from kgraph.errors import InputError, shown

YAML, JSON, SVG = "yaml", "json", "svg"
TURTLE, NTRIPLES, TRIG, RDFXML, JSONLD = "turtle", "n-triples", "trig", "rdf/xml", "json-ld"
RDF = (TURTLE, NTRIPLES, TRIG, RDFXML, JSONLD)
"""The kinds that hold triples."""

SUFFIXES = {
    ".yaml": YAML,
    ".yml": YAML,
    ".json": JSON,
    ".svg": SVG,
    ".ttl": TURTLE,
    ".nt": NTRIPLES,
    ".trig": TRIG,
    ".rdf": RDFXML,
    ".jsonld": JSONLD,
}
_HEAD = 4_000
_TURTLE = re.compile(r"(@prefix|@base|prefix|base)[ \t]", re.IGNORECASE)
_TRIPLE = re.compile(r"<[^<>\s]*>[ \t]+<[^<>\s]*>[ \t]")


def kind_of(path: Path, *, limit: int) -> str:
    """The kind of a document; InputError where its suffix is of none, or it cannot be read.

    Only a name without a suffix, a pipe or standard input is read for it.
    """
    suffix = path.suffix.lower()
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    if suffix and os.path.isfile(path):  # noqa: PTH113 - Path.is_file raises where a name is too long
        known = ", ".join(SUFFIXES)
        raise InputError.one(
            str(path),
            f"'{shown(suffix)}' is not a kind of file that holds an architecture",
            f"known are: {known}",
        )
    return kind_of_text(read_text(path, limit=limit))


def kind_of_text(text: str) -> str:
    """The kind of a text, by how it begins.

    >>> kind_of_text("# mine\\nname: Shop"), kind_of_text('{"name": "Shop"}')
    ('yaml', 'json')
    >>> kind_of_text("PREFIX o: <urn:x:>"), kind_of_text('{"@context": {}}')
    ('turtle', 'json-ld')
    """
    head = without_comments(text[:_HEAD])
    if head.startswith(("{", "[")):
        return JSONLD if '"@' in head else JSON
    if _TURTLE.match(head):
        return TURTLE
    if _TRIPLE.match(head):
        return NTRIPLES
    if head.startswith("<"):
        return RDFXML if "RDF" in head else SVG
    return YAML


def without_comments(head: str) -> str:
    """A text from its first line that says something: comments begin with ``#``."""
    lines = head.lstrip().splitlines()
    while lines and (not lines[0].strip() or lines[0].lstrip().startswith("#")):
        lines.pop(0)
    return "\n".join(lines).lstrip()
