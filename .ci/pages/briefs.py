"""The example briefs with their pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import kgraph
from pages.markdown import ROOT, fenced, page

BRIEFS = ROOT / "ontology" / "briefs"
GALLERY = ROOT / "exports"
VIEWS = {"overview": "Overview", "request-path": "Request path"}


def every_brief() -> list[Path]:
    """The briefs, by their names."""
    return sorted(BRIEFS.glob("*.yaml"))


def pictures() -> dict[str, Path]:
    """The pictures that pages show, by their paths in the site."""
    found = (GALLERY / brief.stem / f"{view}.svg" for brief in every_brief() for view in VIEWS)
    return {f"pictures/{path.parent.name}-{path.name}": path for path in found if path.is_file()}


def pages() -> Mapping[str, str]:
    """A page for each brief."""
    return {f"examples/{path.stem}.md": _page(path) for path in every_brief()}


def _page(path: Path) -> str:
    text = path.read_text("utf-8")
    told = f"## The brief\n\n{fenced(text, 'yaml')}"
    return page(kgraph.parse_brief(text).name, *_shown(path), told)


def _shown(path: Path) -> Iterator[str]:
    there = pictures()
    for view, label in VIEWS.items():
        picture = f"pictures/{path.stem}-{view}.svg"
        if picture in there:
            yield f"## {label}\n\n[![{label} of {path.stem}](../{picture})](../{picture})"
