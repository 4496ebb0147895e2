"""Somebody's own triples, to be asked beside the dataset."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kgraph.documents.kinds import RDF, kind_of
from kgraph.documents.yaml import read_text
from kgraph.errors import InputError
from kgraph.knowledge.architectures.parsing import parse_turtle

MAX_BYTES = 25_000_000


def triples_in(path: Path) -> bytes:
    """The triples of a file as N-Triples. InputError where it has another form, or is wrong; what
    a file refers to elsewhere is never fetched.
    """
    kind = kind_of(path, limit=MAX_BYTES)
    if kind not in RDF:
        raise InputError.one(str(path), "holds no triples", "write it as Turtle or JSON-LD")
    triples = parse_turtle(read_text(path, limit=MAX_BYTES), str(path), kind, apart=True)
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
