"""YAML that people write: values with their lines, and what is refused."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kgraph.documents.yaml import MAX_BYTES, MAX_DEPTH, parse_yaml, read_text, read_yaml
from kgraph.errors import InputError, Problem


def refused(text: str) -> str:
    with pytest.raises(InputError) as caught:
        parse_yaml(text, "f.yaml")
    (problem,) = caught.value.problems
    return str(problem)


def test_values_know_their_lines() -> None:
    root = parse_yaml("a: 1\nb:\n  - x\n  - {c: y}\n", "f.yaml")
    assert root.plain() == {"a": 1, "b": ["x", {"c": "y"}]}
    assert (root.line, root.line_at(["a"]), root.line_at(["b", 1, "c"])) == (1, 1, 4)


def test_the_line_of_what_is_not_there_is_that_of_what_is_around_it() -> None:
    root = parse_yaml("a:\n\n  - x\n", "f.yaml")
    assert root.line_at(["a", 7]) == root.line_at(["a", "b"]) == root.line_at(["a"])
    assert root.line_at(["z"]) == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"), ("on", "on"), ("2026-11-23", "2026-11-23"), ("12", 12), ("-3", -3), ("012", "012"), ("0x1f", "0x1f"), ("1_000", "1_000"),
        ("1.5", 1.5), ("1e3", "1e3"), (".inf", ".inf"), ("12:30", "12:30"), ("true", True), ("False", False), ("null", None), ("~", None), ("", None),
        ("'true'", "true"), ('"12"', "12"), ("'~'", "~"), ("9999999999999999999", "9999999999999999999"),
    ],
)  # fmt: skip
def test_plain_scalars_are_those_of_yaml_1_2(text: str, value: object) -> None:
    found = parse_yaml(f"a: {text}\n", "f.yaml").plain()["a"]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("", "f.yaml:1: is empty: "),
        ("   \n\n", "f.yaml:1: is empty: "),
        ("# only a comment\n", "f.yaml:1: is empty: "),
        ("---\n", "f.yaml:1: is empty: "),
        ("null\n", "f.yaml:1: is empty: "),
        ("\n- a\n", "f.yaml:2: is not a mapping: "),
        ("just words\n", "f.yaml:1: is not a mapping: "),
        ("a: [1\nb: 2\n", "f.yaml:2: is not YAML: mend the syntax there ("),
        ("a: b: c\n", "f.yaml:1: is not YAML: mend the syntax there ("),
        ("a:\n\t- b\n", "f.yaml:2: is not YAML: mend the syntax there ("),
        ("a: 'x\n", "f.yaml:2: is not YAML: mend the syntax there ("),
        ("a: 1\nb: 2\na: 3\n", "f.yaml:3: the key 'a' stands twice (first on line 1): "),
        ("a: 1\n---\nb: 2\n", "f.yaml:2: holds a second document: "),
        ("a: &x 1\n", "f.yaml:1: uses an anchor or alias: "),
        ("a: 1\nb: *x\n", "f.yaml:2: uses an anchor or alias: "),
        (
            "a: !!python/object/apply:os.system [ls]\n",
            "f.yaml:1: uses the tag 'tag:yaml.org,2002:python/object/apply:os.system': ",
        ),
        ("? [a]\n: b\n", "f.yaml:1: a key is not a word: "),
        ("? {a: b}\n: c\n", "f.yaml:1: a key is not a word: "),
        ("a:\n  b: \x07\n", "f.yaml:2: holds the control character '\\x07': leave it out"),
        ("a: \ud800\n", "f.yaml:1: holds the control character '\\ud800': leave it out"),
        (f"a: {'x' * MAX_BYTES}", f"f.yaml:1: is larger than {MAX_BYTES:,} bytes: "),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, start: str) -> None:
    message = refused(text)
    assert message.startswith(start)
    assert "\n" not in message
    assert message.count(": ") >= 2


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    bomb = "a0: &a0 [x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
    )
    assert refused(bomb).startswith("f.yaml:1: uses an anchor or alias")


DEEP = [
    "a: " + "[" * 60_000 + "]" * 60_000,
    "a: " + "[" * 60_000,
    "a: " + "{b: " * 40_000,
    "".join(f"{' ' * n}a:\n" for n in range(300)),
]


@pytest.mark.parametrize("deep", DEEP, ids=["closed", "open", "mappings", "block"])
def test_deep_nesting_is_refused_quickly(deep: str) -> None:
    begun = time.monotonic()
    assert f"is nested deeper than {MAX_DEPTH} levels" in refused(deep)
    assert time.monotonic() - begun < 60


def test_nesting_up_to_the_limit_is_read() -> None:
    levels = MAX_DEPTH - 1
    assert parse_yaml("a: " + "[" * levels + "]" * levels, "f.yaml")


VALUES = st.recursive(
    st.text() | st.integers(-(10**9), 10**9), lambda inner: st.lists(inner, max_size=4)
)


@given(
    st.dictionaries(
        st.text(st.characters(codec="ascii", categories=("L",)), min_size=1), VALUES, min_size=1
    )
)
def test_what_a_writer_of_yaml_quotes_reads_back(value: dict[str, object]) -> None:
    text = yaml.safe_dump(
        _as_text(value),
        default_style='"',
        allow_unicode=False,
        default_flow_style=False,
        sort_keys=False,
    )
    read = parse_yaml(text, "f.yaml").plain()
    assert read == _as_text(value)


def _as_text(value: object) -> object:
    """Every scalar as text."""
    if isinstance(value, dict):
        return {key: _as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_text(item) for item in value]
    return str(value)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        parse_yaml(text, "f.yaml")
    except InputError as error:
        problems = error.problems
    assert all(
        problem.where.startswith("f.yaml:") and "\n" not in str(problem) for problem in problems
    )


# --- files


def test_a_file_is_read_without_its_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfname: \xc3\xa9\n")
    assert read_yaml(tmp_path / "a.yaml").plain() == {"name": "é"}


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (b"a: 1\nb: \xff\n", ":2: is not UTF-8 text: save it as UTF-8"),
        (b"\x89PNG\r\n\x1a\n", ":1: is not UTF-8 text: save it as UTF-8"),
        (b"a: 1\n\nb: \x00\n", ":3: holds binary data: is it the right file?"),
    ],
)
def test_binary_is_told_with_its_line(tmp_path: Path, data: bytes, ending: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_text(path)
    assert str(caught.value) == f"{path}{ending}"


def test_fifty_megabytes_are_refused_without_reading_them(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: 1\n")
    os.truncate(path, 50_000_000)
    with pytest.raises(InputError, match=f"is larger than {MAX_BYTES:,} bytes"):
        read_text(path)


def test_a_file_of_just_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"#" * MAX_BYTES)
    assert len(read_text(path)) == MAX_BYTES


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    for path, what in (
        (tmp_path, "is a folder"),
        (tmp_path / "none.yaml", "there is no such file"),
        (tmp_path / ("x" * 5000), "cannot be read"),
    ):
        with pytest.raises(InputError) as caught:
            read_text(path)
        assert str(caught.value).startswith(f"{path}: {what}")
