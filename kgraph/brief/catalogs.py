"""The layers that a brief or the config of an export names, as seen from its own folder."""

from __future__ import annotations

from pathlib import Path

from kgraph.documents.located import Located
from kgraph.documents.reading import Reader, said
from kgraph.documents.yaml import parse_yaml, says_nothing

KEY = "catalogs"
MAX_CATALOGS = 10


def read_catalogs(reader: Reader, item: Located | None) -> tuple[str, ...]:
    """The names of folders, in their order."""
    found = reader.words(item, KEY, most=MAX_CATALOGS)
    for word, place in found.items():
        reader.note(f"{KEY}.{word}", place)
    return tuple(found)


def catalogs_in(text: str, source: str) -> dict[str, str]:
    """The layers that a document names, each with its place; none where it may not be read."""
    if KEY not in text or says_nothing(text):
        return {}
    reader = Reader(source)
    names = read_catalogs(reader, said(parse_yaml(text, source).value, KEY))
    reader.problems.tell()
    return {name: reader.given[f"{KEY}.{name}"] for name in names}


def named_as(word: str) -> str:
    """What a layer is called that a document names: ``../company`` is ``company/``."""
    return f"{Path(word).name}/"
