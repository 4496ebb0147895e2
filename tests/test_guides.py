"""What the guides say works: each file is written, each command run, each query asked, in order."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from typer.testing import CliRunner

from kgraph.cli import app

ROOT = Path(__file__).parent.parent
GUIDES = ROOT / "docs" / "guides"
WRITTEN = sorted(GUIDES.glob("*.md"))
NOTEBOOKS = sorted(GUIDES.glob("*.ipynb"))
BLOCK = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)
ENDS = re.compile(r"#.*\bexit code (\d)\b")
SHOWN_ONLY = {"text", "html"}
"""Blocks that show what is printed, and what belongs into a page of somebody else's."""


@dataclass(frozen=True)
class Block:
    """One block of code: its language, the file that it is, its text."""

    language: str
    file: str
    text: str


def blocks(path: Path) -> list[Block]:
    return [Block(*found) for found in BLOCK.findall(path.read_text("utf-8"))]


def commands(block: Block) -> Iterator[tuple[str, int]]:
    """The commands of a block, each with the exit code that the guide names."""
    for line in block.text.splitlines():
        if line.strip():
            named = ENDS.search(line)
            yield line.split(" #")[0].strip(), int(named[1]) if named else 0


def run(command: str, code: int) -> None:
    words = shlex.split(command)
    assert words[0] == "kgraph", f"no test runs this: {command}"
    result = CliRunner().invoke(app, words[1:])
    assert result.exit_code == code, f"{command}\n{result.output}\n{result.stderr}"
    assert result.output or "-o" in words, f"{command}: says nothing"


@pytest.mark.slow
@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_a_guide_works_from_its_first_line_to_its_last(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = 0
    for block in blocks(path):
        if block.file:
            (tmp_path / block.file).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / block.file).write_text(block.text, "utf-8")
        elif block.language == "sh":
            for command, code in commands(block):
                run(command, code)
                ran += 1
        elif block.language == "python":
            exec(block.text, {})  # noqa: S102
            ran += 1
        else:
            assert block.language in SHOWN_ONLY, f"neither a file nor run: {block}"
    assert ran >= 3


def test_every_guide_is_looked_at() -> None:
    assert {path.stem for path in (*WRITTEN, *NOTEBOOKS)} >= {
        "first-brief",
        "chains",
        "pictures",
        "scripts",
    }
    fences = "".join(path.read_text("utf-8") for path in WRITTEN).count("\n```")
    assert fences == 2 * sum(len(blocks(path)) for path in WRITTEN)


def test_the_first_command_of_the_site_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (block,) = blocks(ROOT / "docs" / "index.md")
    for command, code in commands(block):
        run(command, code)
    assert (tmp_path / "demo" / "overview.svg").is_file()


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_shows_pictures_and_tables(path: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    os.environ.setdefault("JUPYTER_PLATFORM_DIRS", "1")
    client = NotebookClient(notebook, timeout=120, kernel_name="python3")
    client.execute(cwd=str(tmp_path))
    outputs = [one for cell in notebook.cells for one in cell.get("outputs", ())]
    kinds = {kind for one in outputs for kind in one.get("data", {})}
    assert {"image/svg+xml", "text/html", "text/plain"} <= kinds
    assert all(one.output_type != "error" for one in outputs)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_without_what_it_printed(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert len(code) > 5
    assert [cell.id for cell in code if cell.outputs or cell.execution_count is not None] == []
