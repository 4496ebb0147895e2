"""The tree of exceptions, and remedies that name what was meant."""

from __future__ import annotations

import pytest

from kgraph.errors import (
    MAX_DETAIL,
    InputError,
    KgraphError,
    OutputError,
    Problem,
    QueryRefused,
    QueryTimeout,
    RenderFailed,
    RenderTimeout,
    Unsatisfiable,
    nearest,
    shown,
)
from kgraph.model.brief import Statement
from kgraph.model.conflict import Conflict


def test_a_problem_reads_where_what_what_to_do() -> None:
    assert (
        str(Problem("brief.yaml:3", "unknown key 'as_off'", "did you mean 'as_of'?"))
        == "brief.yaml:3: unknown key 'as_off': did you mean 'as_of'?"
    )


def test_what_a_library_says_stands_at_the_end_on_one_line_and_cut() -> None:
    problem = Problem("b.yaml:3", "is not YAML", "mend it", "some\nwords \x1b[31m" + "x" * 5000)
    assert str(problem).startswith("b.yaml:3: is not YAML: mend it (some words \\x1b[31mxxx")
    assert str(problem).endswith("x…)")
    assert len(str(problem)) < 2 * MAX_DETAIL
    assert str(Problem("b", "x", "y", " \n ")) == "b: x: y"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("eu", "eu"),
        ("eu\n", "eu\\n"),
        ("a\u2028b\u202ec", "a\\u2028b\\u202ec"),
        ("\ud800\x00", "\\ud800\\x00"),
        ("é 店", "é 店"),
        ("x" * 99, "x" * 59 + "…"),
    ],
)
def test_what_cannot_be_seen_is_shown(text: str, seen: str) -> None:
    assert shown(text) == seen


def test_an_input_error_carries_every_problem_in_order() -> None:
    problems = [Problem("b", "x", "y"), Problem("a", "x", "y")]
    error = InputError(iter(problems))
    assert error.problems == tuple(problems)
    assert str(error).splitlines() == ["b: x: y", "a: x: y"]
    assert InputError.one("b", "x", "y").problems == (problems[0],)
    assert isinstance(QueryRefused.one("q", "x", "y"), QueryRefused)


@pytest.mark.parametrize(
    ("kind", "base"),
    [
        (InputError, ValueError),
        (QueryRefused, InputError),
        (OutputError, OSError),
        (QueryTimeout, TimeoutError),
        (RenderTimeout, TimeoutError),
        (RenderFailed, KgraphError),
    ],
)
def test_errors_are_also_what_python_calls_them(
    kind: type[Exception], base: type[Exception]
) -> None:
    assert issubclass(kind, base)
    assert issubclass(kind, KgraphError)


def test_an_unsatisfiable_brief_tells_the_story_of_its_conflict() -> None:
    conflict = Conflict(
        (Statement("use.x", "use: x", "b.yaml:2"), Statement("avoid.x", "avoid: x", None)),
        "x cannot be there and not",
    )
    error = Unsatisfiable(conflict)
    assert error.conflict is conflict
    assert all(text in str(error) for text in ("use: x", "avoid: x", conflict.story))


def test_the_nearest_known_word_is_named() -> None:
    assert nearest("harbour", ["harbor", "gitea"]) == "did you mean 'harbor'?"


def test_what_is_near_to_nothing_gets_the_known_words() -> None:
    assert nearest("qqq", ["b", "a"]) == "known are: a, b"
    assert nearest("qqq", [f"a{n:02}" for n in range(20)]).endswith("a11, …")
    assert nearest("qqq", []) == "there is none to choose"


def test_a_word_too_long_to_be_meant_is_compared_with_nothing() -> None:
    """Comparing two texts takes quadratic time."""
    assert nearest("a" * 10**6, ["a" * 10**6, "b"]) == f"known are: {'a' * 59}…, b"
    assert nearest("aab", ["a" * 10**6, "aaa"]) == "did you mean 'aaa'?"
