r"""Patterns end where the text ends.

In Python, `$` lets one more line end through; `fullmatch` and `\Z` do not. Every pattern of the
package is read from its source, so that one nobody has a test for is seen as well.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import pytest

PACKAGE = Path(__file__).parent.parent / "kgraph"
COMPILING = (
    "compile",
    "match",
    "search",
    "fullmatch",
    "split",
    "findall",
    "finditer",
    "sub",
    "subn",
)
GIVEN = frozenset({"uses", "_mismatch"})
"""Functions that look for what they are given: a word of SPARQL, the pattern of a JSON Schema."""

_LETTERS = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]",  # escaped characters, and sets: there, `$` is a dollar
    re.DOTALL,
)
_BY_LINES = re.compile(r"\(\?[a-zA-Z]*m")


class Unreadable(Exception):
    """A pattern that only the running program knows."""


def ends_by_dollar(pattern: str) -> bool:
    """Whether a `$` that stands for an end is in a pattern."""
    return "$" in _LETTERS.sub("", pattern)


def faults(source: str) -> list[str]:
    """What is wrong with the patterns in the source of a module: its line, and what."""
    tree = ast.parse(source)
    constants = dict(_constants(tree))
    calls = list(_calls(tree, ""))
    found = [
        f"{node.lineno}: {remedy}" for node, remedy in _hidden(tree, [call for _, call in calls])
    ]
    for holder, call in calls:
        try:
            pattern = _text(_pattern(call), constants, in_part=holder in GIVEN)
        except Unreadable:
            found.append(f"{call.lineno}: a pattern that cannot be read; make it of constants")
            continue
        if ends_by_dollar(pattern) and not _by_lines(call, pattern):
            found.append(rf"{call.lineno}: '{pattern}' ends by '$'; use fullmatch, or '\Z'")
    return found


def _hidden(tree: ast.Module, calls: list[ast.Call]) -> Iterator[tuple[ast.stmt | ast.expr, str]]:
    """Where functions of `re` have other names or are handed on, so that no call is seen."""
    called = [call.func for call in calls]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "re":
            if not {name.name for name in node.names} <= {"Match", "Pattern"}:
                yield node, "import the module re itself"
        elif isinstance(node, ast.Import):
            if any(name.name == "re" and name.asname for name in node.names):
                yield node, "import the module re by its own name"
        elif _compiles(node) and node not in called:
            yield node, "call the function of re right here"


def _compiles(node: ast.AST) -> TypeGuard[ast.Attribute]:
    match node:
        case ast.Attribute(value=ast.Name(id="re"), attr=name):
            return name in COMPILING
    return False


def _constants(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            yield node.target.id, node.value


def _calls(node: ast.AST, holder: str) -> Iterator[tuple[str, ast.Call]]:
    """The calls of `re` that take a pattern, each with the name of the function it stands in."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        holder = node.name
    if isinstance(node, ast.Call) and _compiles(node.func):
        yield holder, node
    for inner in ast.iter_child_nodes(node):
        yield from _calls(inner, holder)


def _pattern(call: ast.Call) -> ast.expr:
    """What stands for the pattern in a call: the first argument, however it is given."""
    named = [keyword.value for keyword in call.keywords if keyword.arg == "pattern"]
    return [*named, *call.args][0]


def _text(node: ast.expr, constants: dict[str, ast.expr], *, in_part: bool) -> str:
    """The text of a pattern as the module says it; `in_part` leaves out what it does not say."""

    def text(inner: ast.expr) -> str:
        return _text(inner, constants, in_part=in_part)

    match node:
        case ast.Constant(value=(str() | bytes()) as value):
            return value if isinstance(value, str) else value.decode("latin-1")
        case ast.Name(id=name) if name in constants:
            return text(constants[name])
        case ast.JoinedStr(values=parts) | ast.Tuple(elts=parts) | ast.List(elts=parts):
            return "".join(map(text, parts))
        case ast.FormattedValue(value=value):
            return text(value)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return text(left) + text(right)
        case ast.Call(func=ast.Attribute(value=between, attr="join"), args=[joined]):
            return text(between) + text(joined)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr="escape")):
            return ""
    if in_part:
        return ""
    raise Unreadable


def _by_lines(call: ast.Call, pattern: str) -> bool:
    """Whether the pattern is meant to find the ends of lines."""
    flags = [*call.args[1:], *(keyword.value for keyword in call.keywords)]
    names = {
        node.attr for flag in flags for node in ast.walk(flag) if isinstance(node, ast.Attribute)
    }
    return not names.isdisjoint({"M", "MULTILINE"}) or _BY_LINES.search(pattern) is not None


def test_no_pattern_of_the_package_lets_a_final_line_end_through() -> None:
    modules = sorted(PACKAGE.rglob("*.py"))
    found = [f"{path}:{fault}" for path in modules for fault in faults(path.read_text("utf-8"))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        'import re\n_ID = re.compile(r"[a-z]+$")',
        'import re\nre.match("a$", text)',
        'import re\nre.search("(a|$)", text, re.I)',
        'import re\nEND = "$"\n_ID = re.compile("a" + END)',
        'import re\nEND: str = "$"\n_ID = re.compile(f"a{END}", flags=re.S)',
        'import re\nENDS = ("b", "c$")\n_ID = re.compile(rf"a({\'|\'.join(ENDS)})")',
        'import re\n_KINDS = {"id": re.compile(b"a$")}',
        'import re\ndef uses(word):\n    return re.search(f"{word}$", text)',
        'import re\nre.split(r"[$]$", text)',
        'import re\nre.compile(pattern)',
        'import re\nre.compile(pattern="a$")',
        'import re\nfound = map(re.compile, patterns)',
        'import re\nlooking = re.search',
        'import re as regular',
        "from re import compile",
    ],
)  # fmt: skip
def test_what_would_let_one_through_is_seen(source: str) -> None:
    assert len(faults(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        r'import re\n_ID = re.compile("[a-z]+\\Z")'.replace("\\n", "\n"),
        'import re\n_LINE = re.compile("a$", re.MULTILINE)',
        'import re\n_LINE = re.compile("(?im)a$")',
        'import re\n_PRICE = re.compile(r"\\$[$]")',
        'import re\n_PRICE = re.compile(r"[]$]|[^]$]")',
        'import re\n_ID = re.compile(f"{re.escape(text)}x")',
        'import re\ndef uses(word):\n    return re.search(word, text)',
        "from re import Match, Pattern",
    ],
)  # fmt: skip
def test_what_ends_where_it_should_is_left_alone(source: str) -> None:
    assert faults(source) == []


@pytest.mark.slow
def test_the_patterns_of_the_package_are_found() -> None:
    """The test above reads something, and the functions that may be given patterns are there."""
    trees = [ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")]
    holders = [holder for tree in trees for holder, _ in _calls(tree, "")]
    assert len(holders) > 40
    assert set(holders) >= GIVEN
