"""The table of the house, on a tree whose measures one can count by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from gates import table
from gates.sources import Source

PACKAGE = (
    Source("kgraph/__init__.py", ""),
    Source(
        "kgraph/layout/arrange/places.py",
        "# what stands where\n\ndef place(a):\n    return [x for x in a for y in x]  # all\n",
    ),
    Source(
        "kgraph/model/brief.py",
        "class Brief:\n    def name(self):\n"
        f"        return 1 if self else {{\n            {'1' * 100}: 2}}\n",
    ),
    Source("kgraph/layout/sizes.py", "def width_of_text(a):\n    return a\n"),
)


def test_the_measures_are_those_of_the_tree() -> None:
    rows = list(table.house(PACKAGE, [Source("tests/test_a.py", "a = 1\n" * 5)]))
    assert rows == [
        "| | kgraph |",
        "|---|--:|",
        "| modules; lines | 4; 10 |",
        "| module median / p90 | 3 / 4 |",
        "| radon mean; blocks over 10; worst | 2.0; 0.0 % (0); 3 |",
        "| comprehensions per 1,000 lines | 111 |",
        "| conditional expressions per 1,000 | 111 |",
        "| lines over 100 characters | 11.1 % (1) |",
        "| comment lines per 100 | 11.1 |",
        "| letters in a function's name, median | 5 |",
        "| test lines per code line | 0.50 |",
        "| biggest room's share of lines | layout/, 60 % |",
    ]


def test_the_command_measures_the_tree_it_stands_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path, text in (
        ("kgraph/web/a.py", "def f(a):\n    return [x for x in a]\n"),
        ("tests/node_modules/gyp/a.py", "a = 1\n" * 100),
        ("tests/test_a.py", "a = 1\n"),
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    assert table.main([], root=tmp_path) == 0
    assert "| test lines per code line | 0.50 |" in capsys.readouterr().out
    assert table.main(["--packed", "3"], root=tmp_path) == 0
    assert capsys.readouterr().out.splitlines()[2:] == ["| `kgraph/web/a.py:1` f | 2 | 1 | 2 |"]
