"""What mkdocs calls while it builds: the pages that are made join those that are written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mkdocs.structure.files import File

from pages import briefs, generated
from pages.markdown import as_read

RECORDS = "decisions/"
SELDOM = 0.1
"""How much less a record weighs in a search: its title is a sentence, which holds many words."""


def on_files(files: Any, config: Any) -> Any:
    """Add the pages that are made, and the pictures that they show."""
    for path, text in generated().items():
        files.append(File.generated(config, path, content=text))
    for path, picture in briefs.pictures().items():
        files.append(File.generated(config, path, abs_src_path=str(picture)))
    return files


def on_page_markdown(markdown: str, page: Any, **_others: Any) -> str:
    """Let lists be read as they are written, and let who searches meet records last."""
    if page.file.src_uri.startswith(RECORDS):
        page.meta.setdefault("search", {"boost": SELDOM})
    return as_read(markdown)
