"""What is going on, said while it goes on, and ended when its time is up."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

from kgraph import api
from kgraph.cli.options import seconds
from kgraph.errors import shown


@contextlib.contextmanager
def under_way(first: str) -> Iterator[Callable[[str], None]]:
    """A line on standard error that says what is going on, on a terminal only.

    What it gives says what comes next.
    """
    if not sys.stderr.isatty():
        yield lambda _text: None
        return
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status(Text(first)) as status:
        yield lambda words: status.update(Text(shown(words)))  # which is no markup


@contextlib.contextmanager
def within(timeout: float, command: str, first: str) -> Iterator[Callable[[str], None]]:
    """The same for what may take so many seconds from the command's beginning; then it is ended.

    InputError where the limit makes no sense.
    """
    remedy = "allow more time with --timeout, or make the brief smaller"
    words = f"{command}: not done within {seconds(timeout):g} s: {remedy}"
    with api.bounded(timeout, words), under_way(first) as say:
        yield say
