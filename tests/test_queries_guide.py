"""What the guide of asking says works: every command in it is run, every Python line too."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kgraph import terms
from kgraph.cli import app

GUIDE = (Path(__file__).parent.parent / "docs" / "queries.md").read_text("utf-8")
BRIEF = """name: Web shop
as_of: 2026-11-23
sites: [{id: eu, cloud: gcp, region: europe-west1}]
workloads: [{id: shop, name: Web shop, exposes: public, stores: [tables]}]
"""


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.M | re.S)


LINES = "".join(blocks("sh")).splitlines()
COMMANDS = [shlex.split(line, comments=True)[1:] for line in LINES if "assemble" not in line]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a brief and its architecture."""
    folder = tmp_path_factory.mktemp("guide")
    (folder / "brief.yaml").write_text(BRIEF)
    words = ["assemble", str(folder / "brief.yaml"), "-o", str(folder / "shop")]
    assert CliRunner().invoke(app, words).exit_code == 0
    return folder


def test_the_guide_has_its_commands() -> None:
    assert len(COMMANDS) > 15
    assert "kgraph assemble brief.yaml -o shop" in LINES


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_of_the_guide_answers(
    words: list[str], desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk)
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    assert result.stdout.strip()
    notes = [line for line in result.stderr.splitlines() if not line.startswith("cells are cut")]
    assert not [line for line in notes if "not known" in line]


def test_the_python_of_the_guide_runs() -> None:
    (text,) = blocks("python")
    exec(compile(text, "docs/queries.md", "exec"), {})  # noqa: S102 - our own page


def test_the_words_of_the_guide_are_known() -> None:
    from kgraph import api

    known = {word.id for word in api.vocabulary()}
    assert set(re.findall(r"`(o:[A-Za-z]+)", GUIDE)) <= known
    assert set(re.findall(r"`([a-z]+):`", GUIDE)) <= set(terms.PREFIXES)
