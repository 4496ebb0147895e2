"""Words on the command line that no command takes: told in one line, as all else that is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import typer
from typer.core import TyperGroup

from kgraph.cli.answers import WRONG, tell_aside

USAGE_ERROR: Any = typer.BadParameter.__mro__[1]
"""What the library raises for such words; it has no public name."""
HELP_ASKED = "NoArgsIsHelpError"
"""The kind of it that a command without any words ends in, which shows its help."""
GUESS = "Did you mean "
"""How the library begins what may have been meant."""


class Commands(TyperGroup):
    """The commands of a command line; their wrong words end it with one line and exit code 2."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command that the words name; SystemExit, unless `standalone_mode` is off."""
        run = partial(super().main, args, prog_name, complete_var, False, windows_expand_args)
        if not standalone_mode:
            return run(**extra)
        try:
            code = run(**extra)
        except USAGE_ERROR as error:
            _tell(error)
            code = WRONG
        except typer.Abort:
            tell_aside("kgraph: ended before it was asked for all: nothing is done")
            code = 1
        raise SystemExit(code)


def _tell(error: Any) -> None:
    """Say what is wrong with the words; or show the help of a command that was given none."""
    if type(error).__name__ == HELP_ASKED:
        typer.echo(error.format_message())
        return
    path = error.ctx.command_path if error.ctx is not None else "kgraph"
    tell_aside(usage_words(path, error.format_message()))


def usage_words(path: str, message: str) -> str:
    """Where, what, and what to do.

    >>> usage_words("kgraph", "No such command 'drow'. Did you mean 'draw'?")
    "kgraph: no such command 'drow': did you mean 'draw'?"
    >>> usage_words("kgraph draw", "Missing argument 'brief'.")
    "kgraph draw: missing argument 'brief': see 'kgraph draw --help'"
    """
    what, guess, meant = message.partition(GUESS)
    what = what.rstrip(" .")
    remedy = f"{GUESS.lower()}{meant}" if guess else f"see '{path} --help'"
    return f"{path}: {what[:1].lower()}{what[1:]}: {remedy}"
