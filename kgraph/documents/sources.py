"""What a script names: a file, or the text itself.

A brief is a mapping, and on one line a mapping has a colon before a blank, or braces. What cannot
be one is the path of a file. No look is taken at what files there are: what a text means does not
depend on the folder that one stands in.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

_MAPPING = re.compile(r":(\s|\Z)|^\s*(---\s+)?(\{|\?(\s|\Z))")
"""What makes a line a mapping of YAML, or the beginning of one."""


def path_named(source: Path | str) -> Path | None:
    """The path of a file that is meant; None where the text of a brief is.

    >>> path_named("shop/brief.yaml").name, path_named("name: shop.yaml"), path_named("")
    ('brief.yaml', None, None)
    """
    if isinstance(source, Path):
        return source
    return None if _is_text(source) else Path(source)


def _is_text(source: str) -> bool:
    """Whether a text can be a brief, or can be no path."""
    if not source.strip() or len(source.splitlines()) > 1 or source.splitlines()[0] != source:
        return True
    return bool(_MAPPING.search(source)) or not _is_name(source)


def _is_name(source: str) -> bool:
    """Whether the system could have a file of that name, were it not too long."""
    try:
        return b"\0" not in os.fsencode(source)
    except UnicodeEncodeError:
        return False
