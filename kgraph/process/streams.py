"""The standard streams of a command, of which some may be closed (``>&-`` in a shell).

Python has none then, and the next file that is opened takes the stream's number: what is written
to the stream would get into that file. This module imports little, so that it can act first.
"""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

TYPE_CHECKING = False  # as in `typing`, which takes longer to import than all the rest
if TYPE_CHECKING:
    from typing import TextIO


def fill_streams() -> None:
    """Put a stand-in where a standard stream is closed: nothing comes in, what is said aside is
    lost, and answers cannot be written, which is told as of any output that cannot.
    """
    # in the order of their numbers, since each takes the lowest that is free
    if sys.stdin is None:
        sys.stdin = os.fdopen(_nowhere(os.O_RDONLY), encoding="utf-8")
    if sys.stdout is None:
        sys.stdout = _told_at_once(_nowhere(os.O_RDONLY))  # whoever writes to it is refused
    if sys.stderr is None:
        sys.stderr = _told_at_once(_nowhere(os.O_WRONLY))


def _nowhere(access: int) -> int:
    """A descriptor to or from nowhere, which processes that are begun later have as well."""
    handle = os.open(os.devnull, access)
    os.set_inheritable(handle, True)
    return handle


def _told_at_once(handle: int) -> TextIO:
    """A stream that keeps nothing back: what it is refused is not tried again when Python ends."""
    raw = os.fdopen(handle, "wb", buffering=0)
    return TextIOWrapper(raw, "utf-8", "backslashreplace", write_through=True)
