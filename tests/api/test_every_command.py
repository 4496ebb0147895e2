"""What the command line does, a script does by a public function, with every option.

`commands.yaml` beside this says by which.
"""

from __future__ import annotations

import inspect
import re
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

import kgraph
from kgraph.cli import app

TABLE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("commands.yaml").read_text("utf-8"))
ROWS: dict[str, dict[str, Any]] = TABLE["commands"]


def walked(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every command below one, by its words."""
    if not hasattr(command, "commands"):
        yield " ".join(path), command
        return
    for name, inner in command.commands.items():
        yield from walked(inner, (*path, name))


COMMANDS = dict(walked(typer.main.get_command(app)))


def options_of(name: str) -> set[str]:
    return {one.name for one in COMMANDS[name].params if one.name != "help"}


def parameters_of(functions: list[str]) -> set[str]:
    """The parameters of all of these functions."""
    found: set[str] = set()
    for name in functions:
        found |= set(inspect.signature(getattr(kgraph, name)).parameters)
    return found


def test_every_command_has_a_function_and_nothing_else_has_a_row() -> None:
    assert len(COMMANDS) > 15
    assert sorted(ROWS) == sorted(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_its_functions_are_public_typed_and_told(name: str) -> None:
    row = ROWS[name]
    assert ("why_not" in row) != ("functions" in row)
    for function in row.get("functions", ()):
        public = getattr(kgraph, function)
        assert inspect.isfunction(inspect.unwrap(public))
        signature = inspect.signature(public)
        unsaid = [one.name for one in signature.parameters.values() if one.annotation is one.empty]
        assert unsaid == []
        assert signature.return_annotation is not signature.empty
        assert inspect.getdoc(public)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_option_is_a_parameter_or_says_how_else(name: str) -> None:
    row = ROWS[name]
    if "why_not" in row:
        return
    said: dict[str, str] = row["options"]
    common = set(TABLE["everywhere"]) & options_of(name)
    assert options_of(name) == set(said) | common
    known = parameters_of(row["functions"])
    for option, word in said.items():
        assert word in known or " " in word, f"{option}: no parameter is called {word}"


def test_what_a_row_names_twice_is_what_is_meant_for_it() -> None:
    """An option that holds everywhere is told again only where a parameter stands for it."""
    for name, row in ROWS.items():
        for option in set(row.get("options", ())) & set(TABLE["everywhere"]):
            assert row["options"][option] in parameters_of(row["functions"]), f"{name}: {option}"


def takes_files(function: Any) -> Iterator[str]:
    """The parameters of a function that take the path of a file."""
    for one in inspect.signature(function).parameters.values():
        if "Path" in str(one.annotation):
            yield one.name


PUBLIC = [name for name in dir(kgraph) if inspect.isfunction(inspect.unwrap(getattr(kgraph, name)))]


@pytest.mark.parametrize("name", PUBLIC)
def test_a_path_may_be_a_text(name: str) -> None:
    function = getattr(kgraph, name)
    for parameter in takes_files(function):
        annotation = str(inspect.signature(function).parameters[parameter].annotation)
        assert re.search(r"\bstr\b", annotation), f"{name}({parameter}: {annotation})"


def test_some_functions_take_files() -> None:
    assert sum(any(takes_files(getattr(kgraph, name))) for name in PUBLIC) > 10
    assert typing.get_type_hints(kgraph.write)["folder"] == Path | str
