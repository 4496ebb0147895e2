"""What a command says on a terminal, into a pipe that nobody reads, and when it is interrupted."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kgraph import api
from kgraph.documents.columns import display_width

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")

BRIEF = "name: Small\nas_of: 2026-11-23\nworkloads: [{id: shop, name: Shop, exposes: public}]\n"
STYLES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
HARMFUL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028]")
NAME = "x\x1b[41m\x07y"
"""What would colour the terminal and ring its bell."""


def kgraph(*words: str) -> list[str]:
    return [sys.executable, "-m", "kgraph", *words]


def seen(*words: str, columns: int, folder: Path) -> str:
    """All that a command writes on a terminal of so many columns."""
    ours, its = os.openpty()
    environment = {**os.environ, "COLUMNS": str(columns), "TERM": "xterm"}
    process = subprocess.Popen(
        kgraph(*words), stdin=its, stdout=its, stderr=its, env=environment, cwd=folder
    )
    os.close(its)
    written = b""
    while True:
        try:
            more = os.read(ours, 65_536)
        except OSError:  # as Linux says that the other end is closed
            break
        if not more:
            break
        written += more
    os.close(ours)
    process.wait(60)
    return written.decode("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a brief in it."""
    (tmp_path / "brief.yaml").write_text(BRIEF)
    return tmp_path


# --- tables


QUERY = "SELECT * { ?component rdfs:label ?label ; skos:definition ?definition } LIMIT 9"


@pytest.mark.slow
@pytest.mark.parametrize("columns", [40, 60, 80, 200])
@pytest.mark.parametrize(
    "words",
    [
        ("catalog", "list"),
        ("questions",),
        ("query", "--examples"),
        ("query", QUERY),
        ("views", "brief.yaml"),
    ],
    ids=" ".join,
)
def test_tables_fit_the_terminal(words: tuple[str, ...], columns: int, folder: Path) -> None:
    lines = STYLES.sub("", seen(*words, columns=columns, folder=folder)).splitlines()
    kept = {line for one in api.examples() for line in one.query.splitlines()}
    told = [
        line
        for line in lines
        # the text of a query is to be copied: it is never wrapped
        if not line.startswith("cells are cut") and line.removeprefix("    ") not in kept
    ]
    assert len(told) > 5
    assert [line for line in told if display_width(line) > columns] == []


@pytest.mark.parametrize("words", [("catalog", "list"), ("query", QUERY)], ids=" ".join)
def test_what_goes_into_a_pipe_is_whole(words: tuple[str, ...]) -> None:
    told = set()
    for columns in ("40", "200"):
        environment = {**os.environ, "COLUMNS": columns}
        done = subprocess.run(kgraph(*words), capture_output=True, env=environment, check=True)
        told.add(done.stdout)
    (only,) = told
    assert "…" not in only.decode()


# --- words of other people


@pytest.mark.parametrize(
    "words",
    [
        ("check", f"{NAME}\n.yaml"),
        ("questions", NAME),
        ("draw", "brief.yaml", "-o", f"{NAME}.svg"),
        ("assemble", "brief.yaml", "-o", NAME),
        ("draw", "brief.yaml", "-o", "x.svg", "--view", NAME),
        ("query", r"SELECT ('x\u001b[41m\u0007\u202ey' AS ?word) {}"),
        ("export", f"{NAME}s"),
    ],
    ids=lambda words: words[0],
)
def test_nothing_in_anybodys_words_moves_the_cursor(words: tuple[str, ...], folder: Path) -> None:
    briefs = folder / f"{NAME}s"
    briefs.mkdir()
    (briefs / f"{NAME}[red].yaml").write_text(BRIEF)
    told = seen(*words, columns=80, folder=folder)
    assert "x" in told
    assert "\x1b[41m" not in told
    own = STYLES.sub("", told)
    assert HARMFUL.findall(own) == []


def test_a_long_name_is_cut_where_it_is_told(folder: Path) -> None:
    (folder / "brief.yaml").write_text(BRIEF.replace("Small", "Small " * 30))
    done = subprocess.run(
        kgraph("assemble", "brief.yaml"), cwd=folder, capture_output=True, text=True, check=True
    )
    (line,) = done.stdout.splitlines()
    name, _, rest = line.partition("…: ")
    assert len(name) == 59
    assert "placements of" in rest


# --- a reader that has read enough


@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("questions",),
        ("questions", "--json"),
        ("catalog", "list"),
        ("catalog", "show", "harbor"),
        ("query", QUERY),
        ("views", "brief.yaml"),
        ("check", "brief.yaml"),
        ("assemble", "brief.yaml", "--json"),
        ("draw", "brief.yaml", "-o", "-"),
        ("why", "brief.yaml", "harbor"),
        ("compare", "brief.yaml", "brief.yaml"),
        ("export", "."),
    ],
    ids=" ".join,
)
def test_a_command_whose_reader_has_gone_ends_quietly(words: tuple[str, ...], folder: Path) -> None:
    heard, told = os.pipe()
    os.close(heard)
    process = subprocess.Popen(kgraph(*words), cwd=folder, stdout=told, stderr=subprocess.PIPE)
    os.close(told)
    _, errors = process.communicate(timeout=120)
    assert (process.returncode, errors) == (141, b"")


# --- an interrupt


def listens(process: subprocess.Popen[str]) -> bool:
    """Whether a process has begun to catch signals itself: SIGTERM kills all others."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    caught = int(re.search(r"SigCgt:\s*([0-9a-f]+)", status)[1], 16)  # type: ignore[index]
    return bool(caught >> (signal.SIGTERM - 1) & 1)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells")
@pytest.mark.parametrize(
    "words", [("catalog", "list"), ("assemble", "brief.yaml", "-o", "out")], ids=" ".join
)
@pytest.mark.parametrize("seed", range(5))
def test_an_interrupt_at_any_moment_is_one_line(
    words: tuple[str, ...], seed: int, folder: Path
) -> None:
    whole = subprocess.run(kgraph(*words), cwd=folder, capture_output=True, text=True, check=True)
    for written in folder.glob("out/*"):
        written.unlink()
    process = subprocess.Popen(
        kgraph(*words), cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    while not listens(process):
        time.sleep(0.001)
    # as soon as it listens, while it imports, and later
    moments = random.Random(f"{words}{seed}")  # noqa: S311
    time.sleep(moments.uniform(0, 0.25 * seed))
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    if process.returncode != 0:
        told, interrupted, after = errors.partition("interrupted\n")
        assert (process.returncode, interrupted, after) == (130, "interrupted\n", "")
        assert whole.stderr.startswith(told), "what it had to tell before, and no more"
    assert len(list(folder.glob("out/*"))) in (0, 5), "all or nothing is written"
