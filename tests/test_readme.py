"""What the README says works: every command in it is run, every Python line too."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.M | re.S)


COMMANDS = [
    line.split("#")[0].strip()
    for block in blocks("sh")
    for line in block.splitlines()
    if line.startswith("kgraph ") and not line.startswith("kgraph serve")
]

WRITTEN_BY = {
    words[words.index("-o") + 1]: command
    for command in COMMANDS
    if "-o" in (words := shlex.split(command))
}
"""For each file or folder that a command writes, that command; others read some of them."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the README's brief in it."""
    folder = tmp_path_factory.mktemp("readme")
    brief = next(block for block in blocks("yaml") if "name: Web shop" in block)
    (folder / "brief.yaml").write_text(brief, "utf-8")
    (folder / "my-view.rq").write_text(blocks("sparql")[0], "utf-8")
    return folder


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command.replace("kgraph ", f"{sys.executable} -m kgraph ", 1),
        shell=True,
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )


def test_there_are_commands() -> None:
    assert len(COMMANDS) >= 8


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_command(command: str, desk: Path) -> None:
    named = {word.split("/")[0] for word in shlex.split(command)}
    for file in named & WRITTEN_BY.keys():
        if not (desk / file).exists() and WRITTEN_BY[file] != command:
            run(WRITTEN_BY[file], desk)
    result = run(command, desk)
    assert result.returncode == 0, result.stderr
    assert result.stdout or "-o" in command


PICTURE = "docs/web-shop.svg"
DRAW = "kgraph draw ontology/briefs/demo.yaml --width 830 --theme auto -o"


def test_the_picture_at_the_top_is_drawn_for_its_column(
    request: pytest.FixtureRequest,
) -> None:
    """It can be accepted as it is drawn now: ``pytest tests/test_readme.py --accept``."""
    accepted = ROOT / PICTURE
    drawn = accepted.with_name("drawn-now.svg")
    try:
        result = run(f"{DRAW} {drawn}", ROOT)
        assert result.returncode == 0, result.stderr
        now = drawn.read_text("utf-8")
    finally:
        drawn.unlink(missing_ok=True)
    if request.config.getoption("--accept"):
        accepted.write_text(now, "utf-8", newline="\n")
    assert f"({PICTURE})" in README
    assert now == accepted.read_text("utf-8"), "pytest tests/test_readme.py --accept"


@pytest.mark.slow
def test_demo_writes_what_the_readme_says(desk: Path) -> None:
    result = run("kgraph demo -o demo", desk)
    assert result.returncode == 0, result.stderr
    assert sorted(p.name for p in (desk / "demo").iterdir()) == sorted(
        [
            "brief.yaml",
            "architecture.ttl",
            "architecture.json",
            "overview.svg",
            "overview.png",
            "rationale.md",
        ]
    )


def test_python_lines_run() -> None:
    for block in blocks("python"):
        exec(block, {})  # noqa: S102


@pytest.mark.slow
def test_clash_is_told_as_the_readme_shows(tmp_path: Path) -> None:
    (tmp_path / "clash.yaml").write_text(
        "name: x\nsites:\n  - {id: dc, cloud: on-premises}\nanswers: {kubernetes: managed}\n",
        "utf-8",
    )
    result = run("kgraph assemble clash.yaml", tmp_path)
    assert result.returncode == 1
    assert "clash.yaml:4: kubernetes: managed" in result.stderr
    assert "clash.yaml:3: site dc on On premises" in result.stderr


def test_pictures_in_the_readme_are_there() -> None:
    for path in re.findall(r"!\[[^]]*\]\(([^)]+)\)", README):
        assert (ROOT / path).is_file()


def test_every_command_is_in_the_readme() -> None:
    help_text = subprocess.run(
        [sys.executable, "-m", "kgraph", "--help"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "COLUMNS": "120", "PYTHONPATH": str(ROOT)},
    ).stdout
    for name in re.findall(r"^│ ([a-z]+) {2,}", help_text, re.M):
        assert f"kgraph {name}" in README, name
