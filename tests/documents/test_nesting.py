"""The depth of a YAML text, seen before any library.

Never too deep where a parser sees less, never overlooked.
"""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from kgraph.documents.nesting import too_deep
from kgraph.documents.yaml import MAX_DEPTH, parse_yaml
from kgraph.errors import InputError

PIECES = (
    *("a", "b", "x y", "a: ", "'q'", '"q"', "''", "\\", "\t", "@", "%", "`", "!t ", "&a ", "*a "),
    *(": ", ":", "- ", "? ", "[", "]", "{", "}", ", ", ",", "'", '"', "#", " #", "|\n", "|2\n", ">-\n", "---", "..."),
    *(" ", "\n", "\n  ", "\n    ", "\r\n", "\x85", "\n- ", "\na: ", "\n  a: ", "\n  - "),
)  # fmt: skip


def depth(text: str) -> int | None:
    """How deep a parser sees a text nest, or None where it does not read it."""
    here = most = 0
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            here += isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent))
            most = max(most, here)
            here -= isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent))
    except yaml.YAMLError:
        return None
    return most


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("a: |\n  [[[\nb: [c]")
@example("a: it's [[[\nb: [c]")
@example("a: b\n  [[[\n  {{\nc: [d]")
@example("a: 'x [[[' # {{{\nb: [c]")
@example("[a, b: [c], 'd]': {e: \"}\"}]")
@example("- - - a\n    - b\n  - c\n- d")
def test_what_a_parser_reads_is_never_found_deeper_than_it_is(text: str) -> None:
    seen = depth(text)
    assert seen is None or too_deep(text, seen) is None


def nested(openings: tuple[str, ...], times: int, before: str = "") -> str:
    return before + "".join(openings) * times


@pytest.mark.parametrize(
    "openings",
    [("[",), ("{",), ("[ ",), ("[\n",), ("- ",), ("? ",), ("{a: ",), ("[{",), ("- - ",), ("['a', ",), ('{"a":',), ("{? ",), ("a: [",)],
)  # fmt: skip
@pytest.mark.parametrize("before", ["", "a: ", "a: b\nc:\n  - ", "# [\n'x': "])
def test_whatever_nests_is_found_before_any_parser_complains(
    openings: tuple[str, ...], before: str
) -> None:
    text = nested(openings, 3000, before)
    assert too_deep(text, MAX_DEPTH) is not None
    with pytest.raises(InputError) as caught:
        parse_yaml(text, "f.yaml")
    (problem,) = caught.value.problems
    assert problem.what == f"is nested deeper than {MAX_DEPTH} levels"
    assert problem.detail == ""


@pytest.mark.parametrize(
    ("step", "deeper"),
    [("a:", 2), ("-", 1), ("?", 4)],
    ids=["mappings", "lists", "keys"],
)
def test_blocks_nest_by_their_columns(step: str, deeper: int) -> None:
    text = "".join(f"{' ' * (n * deeper)}{step}\n" for n in range(MAX_DEPTH + 1))
    assert too_deep(text, MAX_DEPTH) == MAX_DEPTH + 1
    assert too_deep(text, MAX_DEPTH + 1) is None


def test_the_line_is_that_on_which_it_is_too_deep() -> None:
    assert too_deep("a: 1\r\nb: 2\rc:\u2028  [[\n  [", 3) == 5
    assert too_deep("a: [\n[\n[", 2) == 2


@pytest.mark.parametrize(
    "text",
    [
        "a: |\n" + "  [[[[[[[[[[\n" * 9 + "b: c\n",
        "a: >2-  # kept\n    [[[[[[[[[[\n\n   [[[[\nb: c\n",
        "a: '" + "[" * 99 + "'\nb: \"" + "{" * 99 + '\\""\n',
        "# " + "[" * 99 + "\na: b # " + "{" * 99 + "\n",
        "a: some words [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[ more\n  [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\n",
        "a: [" + "[b], " * 99 + "]\n",
        "a:\n  b:\n    c: d\n" * 40,
        "".join(f"k{n}:\n  - {{a: [b]}}\n" for n in range(50)),
    ],
)
def test_what_only_looks_deep_is_not(text: str) -> None:
    assert too_deep(text, 5) is None
