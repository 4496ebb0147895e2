"""Files as seen from one another."""

from __future__ import annotations

import os
from pathlib import Path


def beside(file: Path, folder: Path) -> str:
    """A file as seen from a folder; nothing where there is no way from one to the other."""
    try:
        return os.path.relpath(file, folder).replace(os.sep, "/")
    except ValueError:
        return ""
