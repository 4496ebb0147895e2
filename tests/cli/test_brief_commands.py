"""The commands over briefs as files, on a terminal and without one."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from kgraph import api
from kgraph.cli import app

STYLES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["brief", *map(str, words)])


# --- init, with nobody to ask


def test_where_there_is_no_terminal_nothing_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    done = run("init", "-o", path, "--name", "Shop", "--site", "aws/eu-central-1", "--clusters", 2)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == f"{path}: written; next: kgraph assemble {path} -o DIR\n"
    brief = api.read_brief(path)
    assert brief.name == "Shop"
    assert [(one.cloud, one.region, len(one.clusters)) for one in brief.sites] == [
        ("aws", "eu-central-1", 2)
    ]


def test_a_first_brief_goes_to_standard_output() -> None:
    done = run("init", "-o", "-", "--workload", "shop=internal", "--answer", "logs=loki")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "  - {id: shop, exposes: internal}\n" in done.stdout
    assert "\n  logs: loki\n" in done.stdout


def test_a_file_is_written_over_only_where_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "brief.yaml"
    path.write_text("mine")
    done = run("init", "-o", path)
    assert done.exit_code == 2
    assert done.stderr == f"{path}: is there already: name another with -o, or add --force\n"
    assert path.read_text() == "mine"
    assert run("init", "-o", path, "--force").exit_code == 0
    assert path.read_text().startswith("# ")


def test_words_that_are_not_known_are_told_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "brief.yaml"
    done = run("init", "-o", path, "--site", "gpc", "--prefer", "manged", "--answer", "logs=lki")
    assert done.exit_code == 2
    assert done.stderr.splitlines() == [
        "brief init: unknown cloud 'gpc': did you mean 'gcp'?",
        "brief init: unknown option 'lki' for 'logs': did you mean 'loki'?",
        "brief init: unknown preference 'manged': did you mean 'managed'?",
    ]
    assert not path.exists()


# --- init, on a terminal


class Talk:
    """A command on a terminal, answered as its questions come."""

    def __init__(self, folder: Path, *words: str, stdout: int | None = None) -> None:
        self.ours, its = os.openpty()
        environment = {**os.environ, "COLUMNS": "100", "TERM": "xterm"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kgraph", "brief", "init", *words],
            stdin=its,
            stdout=its if stdout is None else stdout,
            stderr=its,
            env=environment,
            cwd=folder,
            start_new_session=True,
        )
        os.close(its)
        self.said = ""

    def until(self, prompt: str) -> str:
        """What is said until it asks this."""
        begun = len(self.said)
        deadline = time.monotonic() + 20
        while prompt not in self.said[begun:]:
            there, _, _ = select.select([self.ours], [], [], deadline - time.monotonic())
            if not there:
                self.process.kill()
                self.process.wait(60)
            assert there, f"waits for {prompt!r}: {self.said}"
            more = os.read(self.ours, 65_536).decode()
            self.said += STYLES.sub("", more).replace("\r", "")
        return self.said[begun:]

    def answer(self, prompt: str, text: str) -> str:
        said = self.until(prompt)
        os.write(self.ours, f"{text}\n".encode())
        return said

    def rest(self) -> str:
        """All that comes after the last answer."""
        begun = len(self.said)
        last = threading.Timer(60, self.process.kill)  # a command that goes on asking
        last.start()
        try:
            while more := os.read(self.ours, 65_536):
                self.said += STYLES.sub("", more.decode()).replace("\r", "")
        except OSError:  # as Linux says that the other end is closed
            pass
        last.cancel()
        os.close(self.ours)
        self.process.wait(60)
        return self.said[begun:]


terminals = pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")


@terminals
def test_questions_are_asked_until_their_answers_are_known(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "--clusters", "1")
    talk.answer("called? [New architecture]: ", "Shop")
    talk.answer("on-premises) [gcp]: ", "gcp/europe-west1, asw")
    told = talk.answer("on-premises) [gcp]: ", "gcp/europe-west1, gcp/us-east1")
    assert "unknown cloud 'asw': did you mean 'aws'?\n" in told
    assert "How many" not in talk.answer("commas [app]: ", "shop, search")
    told = talk.answer("shop: exposes [public]: ", "publik")
    assert "Who reaches the workload?\n" in told
    told = talk.answer("shop: exposes [public]: ", "")
    assert "unknown option 'publik' for 'exposes': did you mean 'public'?\n" in told
    talk.answer("search: exposes [public]: ", "nobody")
    for one in api.first_questions():
        default = ", ".join(one.defaults)
        talk.answer(f"{one.id} [{default}]: ", {"availability": "multi-region"}.get(one.id, ""))
    talk.answer("prefer: ", "managed")
    assert "brief.yaml: written; next: " in talk.rest()
    assert talk.process.returncode == 0
    brief = api.read_brief(tmp_path / "brief.yaml")
    given = {key for key, _ in brief.given}
    assert brief.name == "Shop"
    assert [one.id for one in brief.sites] == ["europe-west1", "us-east1"]
    assert [dict(one.answers)["exposes"] for one in brief.workloads] == [("public",), ("nobody",)]
    assert {key for key in given if key.startswith("answers.")} == {"answers.availability"}
    assert brief.prefer[0] == "managed"


@terminals
def test_with_yes_a_terminal_is_asked_nothing(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "--yes")
    assert talk.rest() == "brief.yaml: written; next: kgraph assemble brief.yaml -o DIR\n"


@terminals
def test_questions_do_not_stand_in_what_is_piped(tmp_path: Path) -> None:
    piped = tmp_path / "piped.yaml"
    said = ["--site", "aws", "--clusters", "1", "--workload", "app", "--answer", "logs=loki"]
    with piped.open("wb") as file:
        talk = Talk(tmp_path, "-o", "-", *said, "--prefer", "managed", stdout=file.fileno())
        talk.answer("called? [New architecture]: ", "")
        talk.rest()
    assert "called?" not in piped.read_text()
    assert api.read_brief(piped).name == "New architecture"


@terminals
def test_an_interrupt_is_one_line_and_nothing_is_written(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    talk.answer("called? [New architecture]: ", "Shop")
    talk.until("on-premises) [gcp]: ")
    talk.process.send_signal(signal.SIGINT)
    assert talk.rest() == "\ninterrupted\n"
    assert talk.process.returncode == 130
    assert list(tmp_path.iterdir()) == []


@terminals
def test_where_the_answers_end_nothing_is_written(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    talk.until("called? [New architecture]: ")
    os.write(talk.ours, b"\x04")
    told = talk.rest()
    assert told.strip() == "brief init: the answers ended too early: nothing is written"
    assert talk.process.returncode == 2
    assert list(tmp_path.iterdir()) == []


# --- upgrade

OLD = "name: X # mine\nworkloads: [{id: a, sites: main}]\n"
NEW = "version: 2\nname: X # mine\nworkloads: [{id: a, at: main}]\n"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old.yaml"
    path.write_text(OLD)
    return path


def test_an_old_brief_is_renewed_in_its_file_or_elsewhere(old: Path, tmp_path: Path) -> None:
    other = tmp_path / "new.yaml"
    done = run("upgrade", old, "-o", other)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [
        f"{old}:1: states no version: read as version 1",
        f"{old}:2: 'sites' of a workload is 'at' since version 2",
    ]
    assert (old.read_text(), other.read_text()) == (OLD, NEW)
    assert run("upgrade", old).exit_code == 0
    assert old.read_text() == NEW
    assert run("upgrade", old).stderr == f"{old}: is in the newest form already\n"


def test_what_would_change_is_an_exit_code_and_nothing_is_written(old: Path) -> None:
    assert run("upgrade", old, "--check").exit_code == 1
    assert old.read_text() == OLD
    old.write_text(NEW)
    done = run("upgrade", old, "--check")
    assert (done.exit_code, done.output) == (0, "")


def test_a_brief_in_a_pipe_is_renewed_into_one() -> None:
    done = CliRunner().invoke(app, ["brief", "upgrade", "-"], input=OLD)
    assert (done.exit_code, done.stdout) == (0, NEW)


def test_a_brief_that_is_wrong_stays_as_it_is(old: Path) -> None:
    old.write_text("nme: X\n")
    done = run("upgrade", old)
    assert done.exit_code == 2
    assert "unknown key 'nme'" in done.stderr
    assert old.read_text() == "nme: X\n"


# --- schema


def test_the_schema_is_told_or_written(tmp_path: Path) -> None:
    path = tmp_path / "brief.schema.json"
    told = run("schema")
    assert (told.exit_code, run("schema", "-o", path).exit_code) == (0, 0)
    assert path.read_text() == told.stdout == api.brief_schema()
