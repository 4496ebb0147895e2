"""No room names one above it, not even by a text.

What is only named cannot be seen by the import contracts.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "kgraph"
MODULE = re.compile(r"kgraph(\.[a-z_]+)+")
BESIDE = {("cli", "web")}
"""Rooms of one floor of which the first starts the second as a process of its own."""


def floors() -> dict[str, int]:
    """The floor of each room, the ground highest in number, as the import contracts have it."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["type"] == "layers")
    return {room: number for number, rooms in enumerate(layers) for room in re.split(r"\W+", rooms)}


def named(path: Path) -> Iterator[tuple[int, str]]:
    """The modules of ours that a file names by a text, with their lines."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and MODULE.fullmatch(str(node.value)):
            yield node.lineno, str(node.value)


def test_no_text_names_a_module_of_a_room_above_or_beside() -> None:
    floor = floors()
    wrong, seen = [], 0
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).with_suffix("").parts[0]
        for line, module in named(path):
            other = module.split(".")[1]
            seen += 1
            below = room == other or (room, other) in BESIDE or floor[room] < floor[other]
            if not below:
                wrong.append(f"{path.relative_to(ROOT)}:{line}: {module}")
    assert wrong == []
    assert seen > 10, "the writers of formats are named so, and the processes of their own"


def test_what_is_named_by_a_text_is_there() -> None:
    for path in sorted(PACKAGE.rglob("*.py")):
        for line, module in named(path):
            place = ROOT.joinpath(*module.split("."))
            there = place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()
            assert there, f"{path.relative_to(ROOT)}:{line}: {module}"
