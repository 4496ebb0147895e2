"""Drawings to write in every format, and the parsers of the tools that read them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import examples
import pytest
from format_cases import NAMES, OTHERS, PARSERS, Reader, drawing_of
from sharing import alone, run_folder

from kgraph.layout.drawing import Drawing


@pytest.fixture(params=[*examples.EVERY, *OTHERS])
def drawing(request: pytest.FixtureRequest) -> Drawing:
    """Each drawing in turn."""
    return drawing_of(request.param)


@pytest.fixture(scope="session")
def drawings() -> dict[str, Drawing]:
    """All drawings by name."""
    return {name: drawing_of(name) for name in NAMES}


@pytest.fixture(scope="session")
def parsers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the tools from npm, as tests/parsers/package-lock.json pins them.

    They are fetched once. The only reason to skip is a machine without npm.
    """
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip(
            "node and npm are not on this machine, so the parsers of Mermaid, D2, draw.io and Structurizr cannot run"
        )
    return _installed(npm, run_folder(tmp_path_factory))


@pytest.fixture(scope="session")
def parse(parsers: Path) -> Reader:
    """Reads files with the parser of a tool: `parse("mermaid", *paths)` is what it says."""
    folder = parsers

    def run(tool: str, *files: Path) -> list[dict[str, Any]]:
        done = subprocess.run(
            ["node", str(folder / f"{tool}.mjs"), *map(str, files)],
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )
        found = [json.loads(line) for line in done.stdout.split("\n") if line]
        assert [one["file"] for one in found] == [str(file) for file in files], (
            f"{tool} fails:\n{done.stderr[-4000:]}"
        )
        refused = [one["file"] for one in found if "refused" in one]
        assert done.returncode == bool(refused)
        assert all(file in done.stderr for file in refused)
        return found

    return run


def _installed(npm: str, shared: Path) -> Path:
    """The folder of the parsers with what they need; where it cannot be written, a copy.

    One process installs, others wait for it.
    """
    folder = PARSERS if os.access(PARSERS, os.W_OK) else shared / PARSERS.name
    folder.mkdir(exist_ok=True)
    with alone(folder / ".lock"):
        if folder != PARSERS:
            shutil.copytree(PARSERS, folder, dirs_exist_ok=True)
        done, wanted = folder / "node_modules" / ".package-lock.json", folder / "package-lock.json"
        if done.is_file() and done.stat().st_mtime >= wanted.stat().st_mtime:
            return folder
        # scripts of packages are not run: nothing here needs to be built
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        got = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=900, check=False
        )
        assert got.returncode == 0, f"npm ci fails in {folder.name}:\n{got.stderr[-4000:]}"
    return folder
