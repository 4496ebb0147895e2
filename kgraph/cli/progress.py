"""What is going on, said while it goes on."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

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
