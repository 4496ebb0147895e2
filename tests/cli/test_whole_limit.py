"""The limit of time covers a whole command: its word, its exit code, nothing left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kgraph import api

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the system has no such clock")

CLOUDS = ("gcp", "aws", "azure", "on-premises")
SMALL = "name: Small\nas_of: 2026-11-23\n"


def large() -> str:
    """A brief within the stated limits that takes many times as long as it is given here."""
    lines = ["name: Large", "as_of: 2026-11-23", "sites:"]
    for number in range(24):
        cloud = CLOUDS[number % len(CLOUDS)]
        lines.append(f"- {{id: s{number}, cloud: {cloud}, clusters: [one, two]}}")
    lines.append("workloads:")
    lines += [f"- {{id: w{number}, exposes: public, stores: tables}}" for number in range(48)]
    return "\n".join(lines) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "large.yaml").write_text(large(), "utf-8")
    (tmp_path / "small.yaml").write_text(SMALL, "utf-8")
    (tmp_path / "small.json").write_text(api.to_json(api.assemble(SMALL)), "utf-8")
    return tmp_path


def limited(folder: Path, seconds: str, *words: str) -> tuple[int, str, str]:
    """Exit code, output and errors of a command under a limit, with all of its processes gone."""
    command = [sys.executable, "-m", "kgraph", *words, "--timeout", seconds]
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    said, errors = process.communicate(timeout=120)
    assert gone(process.pid)
    return process.returncode, said, errors


def gone(group: int) -> bool:
    """Whether no process of a group is left, given some time."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def late(command: str, seconds: str) -> tuple[int, str, str]:
    remedy = "allow more time with --timeout, or make the brief smaller"
    return 2, "", f"{command}: not done within {seconds} s: {remedy}\n"


@pytest.mark.parametrize(
    "words",
    [
        ("assemble", "large.yaml", "-o", "out"),
        ("assemble", "large.yaml", "-o", "out", "--alternatives", "3"),
        ("complete", "small.json", "large.yaml", "-o", "out"),
        ("draw", "large.yaml", "-o", "large.svg"),
        ("views", "large.yaml"),
        ("why", "large.yaml", "gke"),
        ("check", "large.yaml"),
        ("compare", "small.json", "large.yaml", "-o", "difference.svg"),
        ("export", ".", "-o", "out"),
    ],
)
def test_a_command_whose_time_is_up_says_so_and_leaves_nothing(
    folder: Path, words: tuple[str, ...]
) -> None:
    before = sorted(folder.rglob("*"))
    assert limited(folder, "0.05", *words) == late(words[0], "0.05")
    assert sorted(folder.rglob("*")) == before


def test_the_limit_holds_in_the_middle_of_the_work(folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    found = limited(folder, "3", "assemble", "large.yaml", "-o", "out", "--format", "html")
    # a busy machine may not have solved the brief in the half of the time that there is for that
    unsolved = (
        "assemble: nothing found within 1.5 s: allow more time with --timeout, or ask for less\n"
    )
    assert found in (late("assemble", "3"), (2, "", unsolved))
    assert sorted(folder.rglob("*")) == before


def test_what_was_there_stays_as_it_was(folder: Path) -> None:
    (folder / "out").mkdir()
    kept = folder / "out" / "architecture.json"
    kept.write_text("kept", "utf-8")
    assert limited(folder, "0.05", "assemble", "large.yaml", "-o", "out")[0] == 2
    assert kept.read_text("utf-8") == "kept"
    assert list((folder / "out").iterdir()) == [kept]


def test_what_is_done_in_time_is_not_ended(folder: Path) -> None:
    code, said, errors = limited(folder, "600", "assemble", "small.yaml", "-o", "out")
    assert (code, errors) == (0, "")
    assert (folder / "out" / "architecture.json").is_file()
    assert said.startswith("Small: ")


# --- memory


def script(text: str) -> tuple[int, str, str]:
    """What a Python process says and ends with, in which a command is made of parts of ours."""
    head = "from kgraph.cli.answers import answers\nfrom kgraph.cli.progress import within\n"
    done = subprocess.run(
        [sys.executable, "-c", head + text],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="the system has no such limit")
def test_a_command_that_needs_more_memory_than_it_may_take_says_so_in_a_line() -> None:
    """Exit codes that typer raises are what its app makes the process end with."""
    text = (
        "import typer\n"
        "from kgraph.process.interrupts import interruptible\n"
        "app = typer.Typer(pretty_exceptions_enable=False)\n"
        "@app.command()\n"
        "def greedy() -> None:\n"
        "    with answers(False), within(60, 'greedy', 'Taking'): bytearray(5 << 30)\n"
        "with interruptible(): app()\n"
    )
    most = f"{api.MEMORY >> 20:,} MB"
    words = f"memory: there is not enough (a command may take {most}): make the brief smaller\n"
    assert script(text) == (2, "", words)


@pytest.mark.skipif(sys.platform != "linux", reason="the system has no such limit")
def test_a_program_that_uses_the_library_has_no_limit_of_ours() -> None:
    text = (
        "import resource\n"
        "with within(60, 'program', 'Looking'): print(resource.getrlimit(resource.RLIMIT_AS))\n"
    )
    resource = pytest.importorskip("resource")
    assert script(text) == (0, f"{resource.getrlimit(resource.RLIMIT_AS)}\n", "")
