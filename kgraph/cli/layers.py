"""The option that every command has: layers of one's own knowledge over the catalog."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Iterator
from functools import wraps
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer
from typer.models import ArgumentInfo

from kgraph import api
from kgraph.cli.answers import answers
from kgraph.cli.options import DOCUMENT
from kgraph.cli.paths import refuse_empty_path

KEY = "catalog"
CATALOG = Annotated[
    list[Path] | None,
    typer.Option(
        "--catalog",
        metavar="DIR",
        help="The folder of a layer of one's own knowledge; may be given several times, in order. "
        "Takes the place of those that KGRAPH_CATALOG names.",
    ),
]


def lay_over(group: typer.Typer) -> None:
    """Give every command of a group the option that names layers."""
    for command in group.registered_commands:
        if command.callback is not None:
            command.callback = _layered(command.callback)
    for inner in group.registered_groups:
        if inner.typer_instance is not None:
            lay_over(inner.typer_instance)


def _layered(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command over the catalog with the layers that its line names, and those that a document
    which it reads does.
    """
    hints = get_type_hints(command, include_extras=True)
    documents = [key for key, hint in hints.items() if _is_read(hint)]

    @wraps(command)
    def laid(*given: Any, **named: Any) -> Any:
        folders = named.pop(KEY, None)
        with answers(bool(named.get("as_json"))):
            if folders:
                api.lay(folders)
            for path in _there(named[key] for key in documents):
                api.lay_named(path)
        return command(*given, **named)

    _announce(laid, command, hints)
    return laid


def _announce(laid: Any, command: Callable[..., Any], hints: dict[str, Any]) -> None:
    """Let a command be seen with its own parameters and the option."""
    signature = inspect.signature(command)
    kept = [one.replace(annotation=hints[one.name]) for one in signature.parameters.values()]
    option = inspect.Parameter(
        KEY, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=CATALOG
    )
    laid.__signature__ = signature.replace(parameters=[*kept, option])
    laid.__annotations__ = {**hints, KEY: CATALOG}
    for key, hint in laid.__annotations__.items():
        refuse_empty_path(key, hint)


def _is_read(hint: Any) -> bool:
    """Whether what is given may name a document to read: an argument, or an option marked so."""
    said = getattr(hint, "__metadata__", ())
    return DOCUMENT in said or any(isinstance(one, ArgumentInfo) for one in said)


def _there(values: Iterator[Any]) -> Iterator[Path]:
    """The documents that are there among the values that a command is given."""
    each = chain.from_iterable(map(_listed, values))
    return (one for one in each if isinstance(one, Path) and _is_document(one))


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _is_document(path: Path) -> bool:
    # not Path.is_file, which raises where a name is too long for a file
    return path.suffix in (".yaml", ".yml") and os.path.isfile(path)  # noqa: PTH113
