"""What is no brief though one is wanted: told as what it is, in one line."""

from __future__ import annotations

from typing import NamedTuple

from kgraph.documents.kinds import JSON, SVG, YAML, kind_of_text
from kgraph.documents.reading import Keys
from kgraph.errors import InputError

BY_WHAT_IT_IS = "name the brief that it is of, or draw, check or compare it as it is"


class Other(NamedTuple):
    """Another kind of document: the keys that one has, none of which a brief knows; what it is;
    what to do with it.
    """

    keys: frozenset[str]
    what: str
    remedy: str


OTHERS = (
    Other(frozenset({"flows", "placements"}), "is an architecture", BY_WHAT_IT_IS),
    Other(
        frozenset({"definition", "provides"}),
        "is an entry of a catalog",
        "name a brief; kgraph check and kgraph catalog read entries",
    ),
    Other(
        frozenset({"briefs", "views"}),
        "says what an export writes",
        "name a brief, or give its folder to kgraph export",
    ),
)


def refuse_other_kinds(text: str, source: str) -> None:
    """InputError for a text that is in no language in which briefs are written."""
    kind = kind_of_text(text)
    if kind == SVG:
        remedy = "name the brief that it was drawn of; kgraph check reads pictures"
        raise InputError.one(source, "is a picture or a page, not a brief", remedy)
    if kind not in (YAML, JSON):
        raise InputError.one(source, "holds triples, not a brief", BY_WHAT_IT_IS)


def refuse_other_documents(keys: Keys, source: str) -> None:
    """InputError for a document with the keys of another kind."""
    for other in OTHERS:
        if other.keys <= keys.keys():
            raise InputError.one(source, f"{other.what}, not a brief", other.remedy)
