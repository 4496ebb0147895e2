"""JSON Schemas are held as their standard says, not as Python's patterns would have it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgraph import resources
from kgraph.catalog import read_entry
from kgraph.documents.schema import schema_validator, whole
from kgraph.errors import InputError

CATALOG = resources.folder("catalog")


@pytest.mark.parametrize("value", ["eu", "eu-west"])
def test_a_text_that_is_as_the_pattern_says_is_right(value: str) -> None:
    assert schema_validator({"pattern": "^[a-z]+(-[a-z]+)*$"}).is_valid(value)


@pytest.mark.parametrize("value", ["eu\n", "eu\n\n", "\neu", "eu west", ""])
def test_a_line_end_more_is_wrong(value: str) -> None:
    assert not schema_validator({"pattern": "^[a-z]+(-[a-z]+)*$"}).is_valid(value)


def test_a_pattern_says_nothing_of_what_is_no_text() -> None:
    assert schema_validator({"pattern": "^a$"}).is_valid(3)


def test_a_day_that_is_none_is_wrong() -> None:
    validator = schema_validator({"format": "date"})
    assert validator.is_valid("2024-02-29")
    assert not validator.is_valid("2026-02-29")


@pytest.mark.parametrize(
    ("pattern", "same"),
    [
        ("a$", r"a\Z"),
        (r"\$", r"\$"),
        ("[$]", "[$]"),
        (r"[\]$]$", r"[\]$]\Z"),
        ("(a$|b)", r"(a\Z|b)"),
    ],
)
def test_only_a_dollar_that_is_an_end_becomes_one(pattern: str, same: str) -> None:
    assert whole(pattern) == same


@pytest.mark.parametrize("key", ["id", "license", "definition"])
def test_a_final_line_end_in_an_entry_is_told_with_its_line(tmp_path: Path, key: str) -> None:
    problems = refused(tmp_path, f"{key}: ", f'{key}: "{ENTRY[key]}\\n"')
    line = list(ENTRY).index(key) + 1
    said = f"{tmp_path}/storage/pail.yaml:{line}: {key} is not as it must be"
    assert [problem for problem in problems if problem.startswith(said)]


def test_a_final_line_end_in_a_date_of_an_entry_is_told_with_its_line(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, "released: ", RELEASED.replace("2020-01-01", "2020-01-01\\n"))
    assert problem.startswith(f"{tmp_path}/storage/pail.yaml:9: released.date is not as it must be")


EVIDENCE = 'source: "https://pail.example/", checked: "2026-01-01"'
RELEASED = f'released: {{date: "2020-01-01", {EVIDENCE}}}'
ENTRY = {
    "id": "pail",
    "name": "Pail",
    "definition": "A store for objects.",
    "concern": "storage",
    "homepage": "https://pail.example/",
    "vendor": "Pail",
    "license": "MIT",
    "delivery": "self-hosted",
}
REST = f"""{RELEASED}
icon: badge
runs: {{scope: cluster, {EVIDENCE}}}
provides: [object-storage]
"""


def refused(folder: Path, start: str, line: str) -> list[str]:
    """What is told of an entry in which the line that starts so is another."""
    (folder / "component.schema.json").write_bytes((CATALOG / "component.schema.json").read_bytes())
    said = "".join(f"{key}: {json.dumps(value)}\n" for key, value in ENTRY.items()) + REST
    lines = [line if old.startswith(start) else old for old in said.splitlines()]
    path = folder / "storage" / "pail.yaml"
    path.parent.mkdir()
    path.write_text(said)
    names = {
        "capabilities": frozenset({"object-storage"}),
        "concerns": frozenset({"storage"}),
        "clouds": frozenset[str](),
        "protocols": frozenset[str](),
    }
    read_entry(path, names=names, components=frozenset())  # as it is, it can be read
    path.write_text("\n".join(lines))
    with pytest.raises(InputError) as caught:
        read_entry(path, names=names, components=frozenset())
    return [str(problem) for problem in caught.value.problems]
