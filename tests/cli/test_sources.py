"""Briefs and architectures from files of any name, from pipes and from standard input, in every form of triples."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgraph import api

BRIEF = "name: Shop\nas_of: 2026-11-23\nworkloads: [{id: shop, exposes: public}]\n"
WELL = "nothing to say against it\n"
FORMS = {
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


def run(
    folder: Path, *words: str | bytes, text: bytes = b"", piped: bool = False
) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own, with a standard input."""
    command: list[str | bytes] = [sys.executable, "-m", "kgraph", *words]
    if piped:
        command = ["bash", "-c", " ".join(str(word) for word in command)]
    done = subprocess.run(command, cwd=folder, input=text, capture_output=True, check=False)
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def succeeded(result: subprocess.CompletedProcess[str]) -> str:
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def turtle() -> str:
    return api.to_turtle(api.assemble(BRIEF))


def test_a_brief_on_standard_input_is_checked_drawn_and_assembled(tmp_path: Path) -> None:
    assert succeeded(run(tmp_path, "check", "-", text=BRIEF.encode())).endswith(WELL)
    assert succeeded(run(tmp_path, "draw", "-", "-o", "x.svg", text=BRIEF.encode()))
    assert (tmp_path / "x.svg").read_bytes().endswith(b"</svg>\n")
    told = succeeded(run(tmp_path, "assemble", "/dev/stdin", "-o", "out", text=BRIEF.encode()))
    assert "placements" in told
    assert (tmp_path / "out" / "rationale.md").exists()


def test_a_wrong_brief_on_standard_input_is_told_with_its_line(tmp_path: Path) -> None:
    result = run(tmp_path, "check", "-", text=b"name: X\nnope: 1\n")
    assert result.returncode == 2
    assert result.stderr.startswith("-:2: unknown key 'nope'")


def test_a_conflict_of_a_brief_on_standard_input_is_told_in_full(tmp_path: Path) -> None:
    result = run(tmp_path, "assemble", "-", text=(BRIEF + "use: [stackpath]\n").encode())
    assert result.returncode == 1
    assert "-:4: use: stackpath" in result.stderr
    assert "What would mend it" in result.stderr


def test_what_a_shell_gives_in_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "brief.yaml").write_text(BRIEF)
    result = run(tmp_path, "check", "<(cat brief.yaml)", piped=True)
    assert succeeded(result).endswith(WELL)


def test_a_file_without_a_suffix(tmp_path: Path) -> None:
    (tmp_path / "brief").write_text(BRIEF)
    assert succeeded(run(tmp_path, "check", "./brief")).endswith(WELL)


@pytest.mark.parametrize("suffix", FORMS)
def test_an_architecture_in_every_form_of_triples(tmp_path: Path, turtle: str, suffix: str) -> None:
    quads = ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE)
    ox.serialize(quads, str(tmp_path / f"shop{suffix}"), format=FORMS[suffix])
    assert succeeded(run(tmp_path, "check", f"shop{suffix}")).endswith(WELL)
    assert succeeded(run(tmp_path, "views", f"shop{suffix}")).startswith("overview")


def test_an_architecture_on_standard_input(tmp_path: Path, turtle: str) -> None:
    assert succeeded(run(tmp_path, "check", "-", text=turtle.encode())).endswith(WELL)


@pytest.mark.skipif(sys.platform == "darwin", reason="names are UTF-8 there")
def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    name = b"br\xefef.yaml"
    with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:  # noqa: PTH118, PTH123
        file.write(BRIEF.encode())
    assert succeeded(run(tmp_path, "check", name)).endswith(WELL)
    assert succeeded(run(tmp_path, "draw", name, "-o", "x.svg"))
    wrong = run(tmp_path, "why", name, "nope")
    assert wrong.returncode == 2
    assert "Traceback" not in wrong.stderr
