"""What kind of document a file or a pipe holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgraph.documents import kinds
from kgraph.documents.kinds import SUFFIXES, kind_of, kind_of_text
from kgraph.errors import InputError

TEXTS = [
    ("name: Shop\n", kinds.YAML),
    ("# a comment\n\n  # another\nname: Shop\n", kinds.YAML),
    ('{"name": "Shop", "placements": []}', kinds.JSON),
    ('\n {"@context": {}, "@graph": []}', kinds.JSONLD),
    ('[{"@id": "urn:x"}]', kinds.JSONLD),
    ("@prefix o: <urn:x:> .", kinds.TURTLE),
    ("# written by hand\nPREFIX o: <urn:x:>", kinds.TURTLE),
    ('<urn:a> <urn:b> "c" .\n', kinds.NTRIPLES),
    ('<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="x">', kinds.RDFXML),
    ("<svg xmlns='http://www.w3.org/2000/svg'>", kinds.SVG),
    ("", kinds.YAML),
]


@pytest.mark.parametrize(("text", "kind"), TEXTS)
def test_a_text_tells_its_kind(text: str, kind: str) -> None:
    assert kind_of_text(text) == kind


@pytest.mark.parametrize(("suffix", "kind"), SUFFIXES.items())
def test_a_suffix_tells_it_without_reading(tmp_path: Path, suffix: str, kind: str) -> None:
    assert kind_of(tmp_path / f"missing{suffix.upper()}", limit=10) == kind


def test_a_name_without_a_suffix_is_read(tmp_path: Path) -> None:
    (tmp_path / "brief").write_text("name: Shop\n")
    assert kind_of(tmp_path / "brief", limit=100) == kinds.YAML


def test_a_suffix_of_no_kind_is_named_with_those_there_are(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text("x")
    with pytest.raises(InputError, match=r"a\.docx: '\.docx' is not a kind .* known are: \.yaml, "):
        kind_of(tmp_path / "a.docx", limit=100)


def test_a_missing_file_is_missing_whatever_its_suffix(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        kind_of(tmp_path / "a.docx", limit=100)
