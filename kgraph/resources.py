"""Where the data lies: in the wheel beside the code, or in the checkout above it."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The folder (or file) of package data called `name`, such as ``ontology`` or ``catalog``."""
    installed = PACKAGE / "_data" / name
    return installed if installed.exists() else PACKAGE.parent / name
