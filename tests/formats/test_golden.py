"""Every view of every example brief as text, held against what was accepted.

Tests/golden/<brief>/<view>.{dot,mmd}. One command accepts what is drawn now: ``pytest
tests/formats/test_golden.py --accept``. See docs/gallery.md.
"""

from __future__ import annotations

import difflib
from itertools import islice
from pathlib import Path

import examples
import pytest

from kgraph.documents.file_names import file_names
from kgraph.export.gallery.changes import Changed, changes_page
from kgraph.formats.options import Options
from kgraph.formats.registry import format_named
from kgraph.formats.rendering import render
from kgraph.formats.svg import writer as svg
from kgraph.layout.drawing import Drawing

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
FORMATS = ("dot", "mmd")
ACCEPT = "pytest tests/formats/test_golden.py --accept"


def texts(drawings: dict[str, Drawing]) -> dict[str, str]:
    """Each view in each text format, by the name of its file."""
    return {
        f"{name}.{format}": render(drawing, format_named(format, where="golden"), Options()).decode(
            "utf-8"
        )
        for name, drawing in drawings.items()
        for format in FORMATS
    }


def drawn(brief: str) -> dict[str, Drawing]:
    """Every view of a brief, by the name of its file."""
    found = examples.drawings(brief)
    names = file_names(list(found))
    return {names[view]: drawing for view, drawing in found.items()}


def accept(folder: Path, now: dict[str, str]) -> None:
    """Make a folder hold these texts and no others."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.name not in now:
            path.unlink()
    for name, text in now.items():
        (folder / name).write_text(text, "utf-8", newline="\n")


def page(brief: str, drawings: dict[str, Drawing], changed: set[str], folder: Path) -> Path:
    """A page with the changed pictures side by side.

    The old ones from the gallery, the new ones as they are drawn now.
    """
    rows = []
    for name in sorted(changed):
        old = ROOT / "exports" / brief / f"{name}.svg"
        new = (
            svg.render(drawings[name], Options(theme="auto")).encode() if name in drawings else None
        )
        rows.append(
            Changed(f"{brief}/{name}.svg", old.read_bytes() if old.is_file() else None, new)
        )
    path = folder / f"{brief}.html"
    path.write_text(changes_page(f"What changed in {brief}", rows), "utf-8")
    return path


@pytest.mark.parametrize("brief", examples.EVERY)
def test_every_view_is_as_it_was_accepted(
    brief: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> None:
    drawings = drawn(brief)
    now, folder = texts(drawings), GOLDEN / brief
    if request.config.getoption("--accept"):
        accept(folder, now)
    before = {path.name: path.read_bytes().decode("utf-8") for path in folder.glob("*")}
    differing = sorted(
        name for name in before.keys() | now.keys() if before.get(name) != now.get(name)
    )
    if differing:
        shown = page(
            brief,
            drawings,
            {Path(name).stem for name in differing},
            tmp_path_factory.mktemp("changed"),
        )
        first = differing[0]
        lines = difflib.unified_diff(
            before.get(first, "").splitlines(),
            now.get(first, "").splitlines(),
            "accepted",
            "now",
            lineterm="",
            n=0,
        )
        pytest.fail(
            f"{brief}: {', '.join(differing)} differ from tests/golden.\nOld and new side by side: {shown}\n"
            f"To accept what is drawn now: {ACCEPT}\n\n{first}:\n"
            + "\n".join(line[:200] for line in islice(lines, 20)),
            pytrace=False,
        )


def test_nothing_stands_among_the_golden_texts_that_no_brief_makes() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(examples.BRIEFS)
