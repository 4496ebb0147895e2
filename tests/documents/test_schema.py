"""What is not as a schema says is told by the rule, the place and the value, not by the words of the library."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from kgraph import resources
from kgraph.catalog import read_entry
from kgraph.documents.schema import Schema, whole
from kgraph.documents.yaml import parse_yaml
from kgraph.errors import InputError

RULES = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id", "name"],
    "properties": {
        "id": {"$ref": "#/$defs/slug"},
        "name": {"type": "string", "minLength": 1},
        "level": {"enum": ["low", "high"]},
        "form": {"const": "one"},
        "size": {"type": "integer"},
        "spans": {"type": "boolean"},
        "colours": {"type": "array", "uniqueItems": True, "items": {"type": "string"}},
        "parts": {"type": "array", "minItems": 2, "items": {"type": "object", "required": ["id"]}},
        "day": {"type": "string", "format": "date", "pattern": "^[0-9-]+$"},
        "code": {"type": "string", "pattern": "^[A-Z]$", "description": "One capital letter."},
        "where": {"anyOf": [{"required": ["a"]}, {"required": ["b"]}], "errorMessage": "names no place: add 'a' or 'b'"},
        "free": {"anyOf": [{"const": 1}, {"const": 2}]},
        "pair": {"dependentRequired": {"a": ["b"]}},
        "nobody": {"type": ["string", "null"]},
    },
    "$defs": {
        "slug": {
            "type": "string",
            "pattern": "^[a-z]+$",
            "errorMessage": "is not a short name: use small letters",
        }
    },
}  # fmt: skip
WHOLE = {"id": "a", "name": "A"}


@pytest.fixture(scope="module")
def schema() -> Schema:
    return Schema(RULES, "thing.schema.json")


WRONG: dict[str, tuple[Any, list[str]]] = {
    "nothing": ({}, ["'id' is missing: add 'id: …'", "'name' is missing: add 'name: …'"]),
    "an unknown key": ({"nmae": 1}, ["unknown key 'nmae': did you mean 'name'?"]),
    "a list for a text": ({"name": []}, ["'name' is not a text: write 'name: …'"]),
    "an empty text": ({"name": ""}, ["'name' is not a text: write 'name: …'"]),
    "another word": ({"level": "hihg"}, ["unknown level 'hihg': did you mean 'high'?"]),
    "another constant": ({"form": "two"}, ["unknown form 'two': known are: one"]),
    "a fraction": ({"size": 1.5}, ["size is not a whole number: write a whole number"]),
    "no truth": (
        {"spans": "x"},
        ["'spans' is neither true nor false: write 'spans: true', or leave it out"],
    ),
    "a doubled word": (
        {"colours": ["red", "red"]},
        ["'red' stands twice under 'colours': name it once"],
    ),
    "a list in a list": (
        {"colours": [["red"], ["red"]]},
        ["'colours' holds a list where a word is wanted: write 'colours: [one, another]'"] * 2,
    ),
    "an empty list": ({"parts": []}, ["'parts' names nothing: name at least one"]),
    "a short list": (
        {"parts": [{"id": 1}]},
        ["'parts' holds fewer than 2: name at least 2"],
    ),
    "what is missing within": (
        {"parts": [{}, {"id": 1}]},
        ["'id' is missing in parts.0: add 'id: …'"],
    ),
    "no day": ({"day": "2026-02-30"}, ["'2026-02-30' is not a date: write it as 2026-11-23"]),
    "no day at all": ({"day": "soon"}, ["'soon' is not a date: write it as 2026-11-23"]),
    "another form": ({"code": "x"}, ["'x' is not as 'code' must be: one capital letter"]),
    "a final line end": ({"id": "a\n"}, ["'a\\n' is not a short name: use small letters"]),
    "what the schema tells": ({"where": {}}, ["where names no place: add 'a' or 'b'"]),
    "what depends on another": ({"pair": {"a": 1}}, ["'b' is missing in pair: add 'b: …'"]),
    "one of several kinds": (
        {"nobody": 3},
        ["nobody is not a text or nothing: write a text or nothing"],
    ),
    "what nobody has words for": (
        {"free": 3},
        ["free is not as it must be: see thing.schema.json"],
    ),
}


@pytest.mark.parametrize(("value", "told"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_in_our_words(schema: Schema, value: Any, told: list[str]) -> None:
    whole = {**WHOLE, **value} if value else value
    assert [f"{fault.what}: {fault.remedy}" for fault in schema.faults(whole)] == told


def test_the_words_of_the_library_are_a_detail_of_what_has_no_words(schema: Schema) -> None:
    for value, _ in WRONG.values():
        for fault in schema.faults({**WHOLE, **value}):
            assert bool(fault.detail) == fault.what.endswith("is not as it must be")


def test_another_wording_of_the_library_changes_nothing(
    schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All faults are the same where every message of the library is another."""
    before = [schema.faults(value) for value, _ in WRONG.values()]
    made = jsonschema.ValidationError.__init__

    def reworded(self: Any, message: str, *args: Any, **more: Any) -> None:
        made(self, "something is 'wrong' 'here'", *args, **more)

    monkeypatch.setattr(jsonschema.ValidationError, "__init__", reworded)
    after = [schema.faults(value) for value, _ in WRONG.values()]
    assert [[(f.path, f.what, f.remedy) for f in faults] for faults in after] == [
        [(f.path, f.what, f.remedy) for f in faults] for faults in before
    ]


def test_each_fault_knows_its_path(schema: Schema) -> None:
    faults = schema.faults({**WHOLE, "colours": ["red", "blue", "red"], "x": 1, "parts": [{}, {}]})
    assert {fault.path for fault in faults} == {
        ("colours", 2),
        ("x",),
        ("parts", 0),
        ("parts", 1),
    }


def test_values_are_taken_as_the_schema_wants_them(schema: Schema) -> None:
    text = "id: true\nname: 1.10\nlevel: 007\nsize: 3\nspans: yes\ncolours: 12\nparts: [{id: 1}, {}]\nday:\nother: 1.5\n"
    plain = schema.plain(parse_yaml(text, "f.yaml"))
    assert plain == {
        "id": "true",
        "name": "1.10",
        "level": "007",
        "size": 3,
        "spans": True,
        "colours": ["12"],
        "parts": [{"id": 1}, {}],
        "other": 1.5,
    }


@pytest.mark.parametrize(
    ("folder", "name"),
    [("catalog", "component.schema.json"), ("ontology", "architecture.schema.json")],
)
def test_our_schemas_are_ones_that_any_validator_reads(folder: str, name: str) -> None:
    rules = Schema.read(resources.folder(folder) / name).rules
    jsonschema.Draft202012Validator.check_schema(rules)
    patterns = re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', json.dumps(rules))
    assert patterns
    assert all(
        json.loads(one).startswith("^") and json.loads(one).endswith("$") for one in patterns
    )


# --- the end of a pattern


def right(rules: dict[str, Any], value: Any) -> bool:
    return not Schema(rules, "x").faults(value)


@pytest.mark.parametrize("value", ["eu", "eu-west"])
def test_a_text_that_is_as_the_pattern_says_is_right(value: str) -> None:
    assert right({"pattern": "^[a-z]+(-[a-z]+)*$"}, value)


@pytest.mark.parametrize("value", ["eu\n", "eu\n\n", "\neu", "eu west", ""])
def test_a_line_end_more_is_wrong(value: str) -> None:
    assert not right({"pattern": "^[a-z]+(-[a-z]+)*$"}, value)


def test_a_pattern_says_nothing_of_what_is_no_text() -> None:
    assert right({"pattern": "^a$"}, 3)


def test_a_day_that_is_none_is_wrong() -> None:
    assert right({"format": "date"}, "2024-02-29")
    assert not right({"format": "date"}, "2026-02-29")


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
    said = f"{tmp_path}/storage/pail.yaml:{line}: '{ENTRY[key]}\\n' is no"
    assert [problem for problem in problems if problem.startswith(said)]


def test_a_final_line_end_in_a_date_of_an_entry_is_told_with_its_line(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, "released: ", RELEASED.replace("2020-01-01", "2020-01-01\\n"))
    said = f"{tmp_path}/storage/pail.yaml:9: '2020-01-01\\n' is no day, month or year"
    assert problem.startswith(said)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ('date: "2021-02-30"', "'2021-02-30' is no day, month or year"),
        ('date: "2021-13"', "'2021-13' is no day, month or year"),
        ('date: "2021", latest: "2021-06-01"', "says its day not once"),
        ('earliest: "2021-06-01"', "says its day not once"),
    ],
)
def test_a_day_is_said_once_and_is_one(tmp_path: Path, days: str, told: str) -> None:
    problems = refused(tmp_path, "released: ", f"released: {{{days}, {EVIDENCE}}}")
    assert any(told in problem for problem in problems)


def test_a_stage_is_one_that_there_is(tmp_path: Path) -> None:
    stages = f'life: [{{stage: forgotten, date: "2021", {EVIDENCE}}}]'
    problems = refused(tmp_path, "released: ", stages)
    assert any("forgotten" in problem for problem in problems)


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
    (folder / "component.schema.json").write_bytes(
        (resources.folder("catalog") / "component.schema.json").read_bytes()
    )
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
