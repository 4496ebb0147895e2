"""How values show themselves in a notebook: whoever draws or tells lends them a writer.

Values stand below those rooms and know none of them. A value that nobody lent a writer shows its
one line.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Writer = Callable[[Any], str]

_writers: dict[str, Writer] = {}


def lend(kind: str, writer: Writer) -> None:
    """Show values of a kind by what this writes of them."""
    _writers[kind] = writer


def written(kind: str, value: object) -> str | None:
    """A value as its writer shows it; None where there is none."""
    writer = _writers.get(kind)
    return writer(value) if writer is not None else None
