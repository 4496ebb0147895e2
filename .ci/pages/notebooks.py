"""Notebooks as pages: their words and their code, as they stand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pages.markdown import DOCS, fenced


def every_notebook() -> list[Path]:
    """The notebooks of the guides."""
    return sorted((DOCS / "guides").glob("*.ipynb"))


def pages() -> Mapping[str, str]:
    """A page for each notebook, under its name."""
    return {f"guides/{path.stem}.md": as_markdown(path) for path in every_notebook()}


def as_markdown(path: Path) -> str:
    """A notebook as Markdown, with a link to itself."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    link = f"*This page is a notebook: [{path.name}]({path.name}).*"
    return "\n\n".join([*map(_cell, cells), link]) + "\n"


def _cell(cell: dict[str, Any]) -> str:
    text = "".join(cell["source"])
    return fenced(text, "python") if cell["cell_type"] == "code" else text
