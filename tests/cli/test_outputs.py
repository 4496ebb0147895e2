"""Where answers go: ``-o -`` and the other names of standard output, and what cannot go there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BRIEF = "name: Small\nas_of: 2026-11-23\nworkloads: [{id: shop, exposes: public}]\n"
SELECTION = "title: Mine\nflows: [storage, request]\n"
QUERY = "# title: Mine\nCONSTRUCT { ?f a o:Flow } { GRAPH ?architecture { ?f a o:Flow } }"
PIPES = ["-", "/dev/stdout"]


def run(folder: Path, *words: str, text: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kgraph", *words]
    return subprocess.run(
        command, cwd=folder, input=text, capture_output=True, text=True, check=False
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "brief.yaml").write_text(BRIEF)
    return tmp_path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("pipe", PIPES)
def test_a_picture_goes_to_standard_output_alone(folder: Path, pipe: str) -> None:
    done = run(folder, "draw", "brief.yaml", "-o", pipe)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("<svg")
    assert done.stdout.rstrip().endswith("</svg>")
    dot = run(folder, "draw", "brief.yaml", "--format", "dot", "-o", pipe)
    assert "from brief.yaml" in dot.stdout
    assert "\ndigraph " in dot.stdout
    assert names(folder) == {"brief.yaml"}


@pytest.mark.parametrize("pipe", PIPES)
def test_the_answer_of_a_query_goes_there_too(folder: Path, pipe: str) -> None:
    done = run(folder, "query", "ASK { c:harbor a o:Component }", "-o", pipe)
    assert (done.returncode, done.stdout, done.stderr) == (0, "yes\n", "")
    rows = run(folder, "query", "SELECT ?x { c:harbor a ?x }", "--format", "csv", "-o", pipe)
    assert rows.stdout.splitlines()[0] == "x"
    assert names(folder) == {"brief.yaml"}


@pytest.mark.parametrize("pipe", PIPES)
def test_a_picture_of_a_difference_has_it_for_itself(folder: Path, pipe: str) -> None:
    (folder / "other.yaml").write_text(f"{BRIEF}answers: {{tracing: tracing}}\n")
    done = run(folder, "compare", "brief.yaml", "other.yaml", "--no-causes", "-o", pipe)
    assert done.returncode == 0
    assert done.stdout.startswith("<svg")
    assert done.stdout.rstrip().endswith("</svg>")
    assert "tracing" in done.stderr
    both = run(folder, "compare", "brief.yaml", "other.yaml", "--json", "-o", pipe)
    assert (both.returncode, both.stdout) == (2, "")
    assert both.stderr.startswith("--output: the picture and --json both go to standard output: ")


@pytest.mark.parametrize("pipe", PIPES)
@pytest.mark.parametrize(
    "words",
    [
        ("assemble", "brief.yaml", "-o"),
        ("assemble", "brief.yaml", "--alternatives", "2", "-o"),
        ("demo", "-o"),
        ("export", ".", "-o"),
        ("export", ".", "--page"),
    ],
)
def test_a_folder_does_not(folder: Path, words: tuple[str, ...], pipe: str) -> None:
    done = run(folder, *words, pipe)
    option = "--page" if words[-1] == "--page" else "--output"
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{option}: '{pipe}' is standard output, ")
    assert len(done.stderr.splitlines()) == 1
    assert names(folder) == {"brief.yaml"}


@pytest.mark.parametrize("text", [SELECTION, QUERY, f"PREFIX x: <urn:x:>\n{QUERY}"])
def test_a_view_comes_from_standard_input(folder: Path, text: str) -> None:
    done = run(folder, "draw", "brief.yaml", "--view", "-", "-o", "-", text=text)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("<svg")


@pytest.mark.parametrize("name", ["view", "/dev/stdin"])
def test_a_view_comes_from_a_file_without_a_suffix(folder: Path, name: str) -> None:
    (folder / "view").write_text(SELECTION)
    named = str(folder / name)
    done = run(folder, "draw", "brief.yaml", "--view", named, "-o", "-", text=SELECTION)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Mine" in done.stdout


def test_what_is_wrong_with_it_is_told_by_its_line(folder: Path) -> None:
    wrong = "title: x\nflow: a\n"
    done = run(folder, "draw", "brief.yaml", "--view", "-", "-o", "x.svg", text=wrong)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "-:2: unknown key 'flow': did you mean 'flows'?\n"
    same = run(folder, "draw", "-", "--view", "-", "-o", "x.svg", text=BRIEF)
    assert same.returncode == 2
    assert same.stderr.startswith("--view: standard input holds the brief or architecture already")
