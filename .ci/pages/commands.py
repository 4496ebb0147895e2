"""The commands, from the command line itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import typer

from kgraph.cli import app
from pages.markdown import code, page, table, words


def every_command() -> Iterator[tuple[str, Any]]:
    """Every command with its words, in the order of the help."""
    yield from _below(typer.main.get_command(app), "kgraph")


def _below(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    if not hasattr(command, "commands"):
        yield name, command
        return
    for word, inner in command.commands.items():
        yield from _below(inner, f"{name} {word}")


def pages() -> Mapping[str, str]:
    """One page of all commands."""
    intro = (
        "Exit codes: 0 done; 1 the answer is no (a conflict, findings); 2 the input is wrong, and "
        "each line on standard error says where, what, and what to do. Every command has `--help`."
    )
    sections = [_section(name, command) for name, command in every_command()]
    return {"reference/commands.md": page("Commands", intro, *sections)}


def _section(name: str, command: Any) -> str:
    shown = [one for one in command.params if one.name != "help" and not one.hidden]
    arguments = " ".join(_argument(one) for one in shown if one.param_type_name == "argument")
    usage = f"{name} {arguments}".rstrip()
    options = [row for one in shown for row in _rows(one)]
    told = table(("option", "what it does", "default"), options) if options else ""
    return f"## {name}\n\n```text\n{usage} [OPTIONS]\n```\n\n{_help(command)}\n\n{told}"


def _help(command: Any) -> str:
    """What a command says of itself; its paragraphs stay."""
    paragraphs = (command.help or "").split("\n\n")
    return "\n\n".join(map(words, paragraphs))


def _argument(one: Any) -> str:
    name = (one.metavar or one.name).strip("[]").upper()
    return name if one.required else f"[{name}]"


def _rows(one: Any) -> Iterator[tuple[str, str, str]]:
    if one.param_type_name == "argument":
        yield code(_argument(one).strip("[]")), words(one.help or ""), ""
        return
    value = "" if one.is_flag else f" {one.metavar or _kind(one)}"
    names = ", ".join(code(f"{name}{value}") for name in one.opts)
    off = "".join(f", {code(name)}" for name in one.secondary_opts)
    yield names + off, words(one.help or ""), _default(one)


def _kind(one: Any) -> str:
    """What the value of an option is called where it names none."""
    return "NUMBER" if isinstance(one.default, int | float) else str(one.name).upper()


def _default(one: Any) -> str:
    if one.is_flag or one.default in (None, "", []) or callable(one.default):
        return ""
    return code(str(one.default))
