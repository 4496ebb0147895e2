"""JSON that people hand in: limits of our own, and the lines of its values."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.documents.json import MAX_DEPTH, MAX_DIGITS, lines_at, parse_json
from kgraph.errors import InputError


def refused(text: str) -> str:
    with pytest.raises(InputError) as caught:
        parse_json(text, "a.json")
    (problem,) = caught.value.problems
    return str(problem)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "a.json:1: is not JSON: mend the syntax there ("),
        ('{"a":\n\n}', "a.json:3: is not JSON: mend the syntax there ("),
        ("{'a': 1}", "a.json:1: is not JSON: mend the syntax there ("),
        ("[" * 100_000, f"a.json:1: is nested deeper than {MAX_DEPTH} levels: is it the right file?"),
        ("[\n" * 100, f"a.json:{MAX_DEPTH + 1}: is nested deeper than {MAX_DEPTH} levels: "),
        ('[{"a":' * 100_000, f"a.json:1: is nested deeper than {MAX_DEPTH} levels: "),
        ('{"a":\n' + "9" * 100_000 + "}", "a.json:2: holds a number that is too long: is it the right file?"),
        ("[-" + "9" * 5000 + "]", "a.json:1: holds a number that is too long: "),
        ('{"a": NaN}', "a.json:1: holds 'NaN', which is no number: "),
        ("[\n-Infinity]", "a.json:2: holds '-Infinity', which is no number: "),
    ],
)  # fmt: skip
def test_what_is_no_json_is_told_in_our_words(text: str, told: str) -> None:
    assert refused(text).startswith(told)


@pytest.mark.parametrize(
    "text",
    [
        "[" * MAX_DEPTH + "]" * MAX_DEPTH,
        json.dumps("[" * 1000 + "9" * 1000 + " NaN \\" + '"'),
        "9" * MAX_DIGITS,
        '{"\\"[": "\\\\"}',
    ],
)
def test_what_only_looks_wrong_is_read(text: str) -> None:
    assert parse_json(text, "a.json") == json.loads(text)


# --- lines

VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)
Path = tuple[str | int, ...]


def paths(value: Any, path: Path = ()) -> list[Path]:
    """The path of every value in a value, in the order in which they are written."""
    inner = list(value.items()) if isinstance(value, dict) else []
    inner += list(enumerate(value)) if isinstance(value, list) else []
    found = [path]
    for key, item in inner:
        found += paths(item, (*path, key))
    return found


@given(VALUES)
def test_each_value_is_found_on_its_line(value: Any) -> None:
    """With one value a line, the lines of all values are those on which something begins."""
    text = json.dumps(value, indent=1)
    begin = [n for n, line in enumerate(text.split("\n"), 1) if line.strip(" ],}") != ""]
    assert lines_at(text, paths(value)) == begin


def test_what_is_not_there_is_looked_for_around_it() -> None:
    text = '{\n "a": [\n  1,\n  {"b": 2}\n ]\n}'
    assert lines_at(text, [("a", 7), ("a", 1, "c"), ("z", 0), ("a", 1, "b"), ()]) == [2, 4, 1, 4, 1]


def test_of_a_doubled_key_the_last_counts_as_it_does_for_the_parser() -> None:
    text = '{"a": 1,\n"a": [\n2]}'
    assert parse_json(text, "a.json") == {"a": [2]}
    assert lines_at(text, [("a", 0)]) == [3]
