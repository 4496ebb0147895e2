"""What is told where a command cannot write, or the system refuses: nothing is left behind."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from commands import ROOT, process, refused, run

from kgraph.cli.answers import answers
from kgraph.documents import files


def inside(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.mark.parametrize("output", ["file", "file/deeper"])
def test_an_output_folder_that_cannot_be_one_is_told(
    brief: Path, tmp_path: Path, output: str
) -> None:
    (tmp_path / "file").write_text("mine")
    (line,) = refused(run("assemble", brief, "--format", "svg", "-o", tmp_path / output))
    wanted = f"{tmp_path / output}: a file stands where a folder is needed: name a folder"
    assert line == wanted
    assert inside(tmp_path) == ["brief.yaml", "file"]
    assert (tmp_path / "file").read_text() == "mine"


def test_a_full_disk_is_told_and_leaves_nothing(
    brief: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files.os, "replace", full)
    (line,) = refused(run("draw", brief, "-o", tmp_path / "p.svg"))
    assert os.strerror(errno.ENOSPC) in line
    assert inside(tmp_path) == ["brief.yaml"]


def test_an_interrupted_write_leaves_nothing(
    brief: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "replace", interrupted)
    assert run("draw", brief, "-o", tmp_path / "p.svg").exit_code not in (0, 2)
    assert inside(tmp_path) == ["brief.yaml"]


@pytest.mark.slow
def test_who_stops_reading_ends_the_command_quietly() -> None:
    for words in ("catalog list", "catalog list --json", "questions"):
        reader, writer = os.pipe()
        os.close(reader)
        try:
            told = process(*words.split(), stdout=writer)
        finally:
            os.close(writer)
        assert told.stderr == ""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_standard_output_is_told_in_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        told = process("catalog", "list", stdout=full.fileno())
    assert told.returncode == 2
    assert told.stderr.splitlines() == [
        f"standard output: cannot be written ({os.strerror(errno.ENOSPC)}): "
        "make room, or write elsewhere"
    ]


def closed(streams: str, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """One command with streams closed, as a shell closes them."""
    kgraph = [sys.executable, "-m", "kgraph", *words]
    return subprocess.run(
        ["sh", "-c", f'exec "$@" {streams}', "sh", *kgraph],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


UNWRITTEN = (
    f"standard output: cannot be written ({os.strerror(errno.EBADF)}): "
    "make room, or write elsewhere\n"
)
posix = pytest.mark.skipif(sys.platform == "win32", reason="there is no such shell")


@posix
@pytest.mark.slow
@pytest.mark.parametrize(
    "words", [("draw", "brief.yaml", "-o", "-"), ("questions", "availability"), ("--help",)]
)
def test_a_closed_standard_output_is_told_as_one_that_cannot_be_written(
    words: tuple[str, ...], brief: Path
) -> None:
    told = closed(">&-", brief.parent, *words)
    assert (told.returncode, told.stderr) == (2, UNWRITTEN)
    assert inside(brief.parent) == ["brief.yaml"]


@posix
@pytest.mark.slow
def test_a_command_whose_standard_error_is_closed_does_its_work(brief: Path) -> None:
    drawn = closed("2>&-", brief.parent, "draw", "brief.yaml", "-o", "p.svg")
    assert (drawn.returncode, drawn.stdout) == (0, "p.svg\n")
    assert (brief.parent / "p.svg").read_text("utf-8").endswith("</svg>\n")
    refused = closed("2>&-", brief.parent, "draw", "no-such.yaml", "-o", "q.svg")
    assert (refused.returncode, refused.stdout) == (2, "")


@posix
@pytest.mark.slow
def test_nothing_is_said_where_every_stream_is_closed_and_the_exit_code_tells(brief: Path) -> None:
    told = closed("<&- >&- 2>&-", brief.parent, "draw", "brief.yaml", "-o", "p.svg")
    assert (told.returncode, told.stdout, told.stderr) == (2, "", "")
    assert (brief.parent / "p.svg").read_text("utf-8").endswith("</svg>\n")


@posix
@pytest.mark.slow
def test_a_closed_standard_input_says_nothing(tmp_path: Path) -> None:
    told = closed("<&-", tmp_path, "assemble", "-", "-o", "out")
    assert told.returncode == 2
    assert told.stderr.startswith("-:1: is empty: ")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_help_that_cannot_be_written_is_told_in_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        told = process("--help", stdout=full.fileno())
    reason = f"cannot be written ({os.strerror(errno.ENOSPC)}): make room, or write elsewhere"
    assert (told.returncode, told.stderr) == (2, f"standard output: {reason}\n")


def test_what_the_system_refuses_is_told_with_its_own_path() -> None:
    """The solver's process cannot be started, since the Python that would run it is gone."""
    program = (
        "import sys; from kgraph.cli import app\n"
        "sys.executable = '/no/such/python'; app(['assemble', '-'])"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        input="name: Small\n",
        capture_output=True,
        text=True,
        check=False,
    )
    reason = f"cannot be used ({os.strerror(errno.ENOENT)}): see that it can be read and written"
    assert (told.returncode, told.stderr) == (2, f"/no/such/python: {reason}\n")


def test_what_the_system_refuses_without_a_path_is_not_told_of_standard_output(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(typer.Exit), answers(as_json=False):
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
    told = capsys.readouterr().err
    assert told.startswith(
        f"kgraph: the system refuses what this needs ({os.strerror(errno.EMFILE)})"
    )


@pytest.mark.slow
def test_bytes_that_are_no_text_in_a_name_are_told() -> None:
    told = process("assemble", os.fsdecode(b"no\xffsuch.yaml"))
    assert told.returncode == 2
    assert "Traceback" not in told.stderr
    assert told.stderr.count("\n") == 1
