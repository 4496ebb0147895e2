"""A child process: frames, deadlines, what it imports."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgraph.knowledge.query import query_process as worker
from kgraph.process.child import FAR_SIDE, JSON, PICKLE, Child, Deadline, pipes
from kgraph.process.far_side import read_frame, write_frame

SLEEP = 600
"""For how many seconds the child sleeps that is told to: no machine is so busy that less would not do."""
ECHO = """
import sys, time
def serve(requests, reply):
    for request in requests:
        if request == "loaded":
            reply(sorted(sys.modules))
        elif request == "print":
            print("in the way")
            reply("printed")
        elif request == "sleep":
            time.sleep({sleep})
        elif request == "allocate":
            try:
                reply(len(bytearray(1 << 28)))
            except MemoryError:
                reply("too much")
        else:
            reply(request)
"""


class Echo(Child):
    """Says what it hears."""

    def ask(self, request: object, seconds: float = 60) -> object:
        process = self._alive() or self._start()
        questions, replies = pipes(process)
        with self._until(Deadline(process, seconds)):
            write_frame(questions, request, self.form)
            return read_frame(replies, self.form)

    def __init__(self, serves: Path, form: str = JSON, memory: int = 0) -> None:
        super().__init__(serves, form=form, memory=memory)
        self.form = form


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "echo.py"
    path.write_text(ECHO.replace("{sleep}", str(SLEEP)))
    return path


@pytest.fixture
def echo(script: Path) -> Iterator[Echo]:
    one = Echo(script)
    yield one
    one._discard()


@pytest.mark.parametrize("form", [JSON, PICKLE])
def test_frames_come_back_as_they_went(form: str) -> None:
    stream = io.BytesIO()
    values = [{"a": ["ä", None, 1.5, "x" * 100_000]}, [], "", True]
    for value in values:
        write_frame(stream, value, form)
    whole = stream.getvalue()
    stream.seek(0)
    assert [read_frame(stream, form) for _ in values] == values
    for end in (0, 3, 8, 20):
        with pytest.raises(EOFError):
            read_frame(io.BytesIO(whole[:end]), form)


@pytest.mark.parametrize("form", [JSON, PICKLE])
def test_a_child_answers_in_either_form(script: Path, form: str) -> None:
    echo = Echo(script, form)
    assert [echo.ask(n) for n in range(3)] == [0, 1, 2]
    echo._discard()


def test_what_is_printed_is_no_frame(echo: Echo) -> None:
    assert echo.ask("print") == "printed"
    assert echo.ask("more") == "more"


def test_a_deadline_ends_the_child_and_the_next_question_starts_another(echo: Echo) -> None:
    assert echo.ask("here") == "here"
    first = echo._process
    begun = time.monotonic()
    with pytest.raises(EOFError):
        echo.ask("sleep", 0.3)
    assert time.monotonic() - begun < SLEEP / 2
    assert echo._process is None
    assert first is not None
    assert first.returncode is not None
    assert echo.ask("here") == "here"


def test_a_deadline_that_was_met_ends_nothing(echo: Echo) -> None:
    assert echo.ask("here") == "here"
    first = echo._process
    assert first is not None
    deadline = Deadline(first, 600)
    assert deadline.met()
    assert deadline._timer.finished.is_set(), "the clock was stopped"
    deadline._end()  # as it would, had it been about to strike
    assert deadline.met()
    assert echo.ask("here") == "here"
    assert echo._alive() is first


def test_an_exchange_that_is_broken_off_ends_the_child(echo: Echo) -> None:
    def broken_off() -> None:
        process = echo._start()
        with echo._until(Deadline(process, 20)):
            write_frame(pipes(process)[0], "late", JSON)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert echo.ask("next") == "next"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to such a limit")
def test_a_child_has_no_more_memory_than_it_may(script: Path) -> None:
    for memory, reply in ((0, 1 << 28), (200 << 20, "too much")):
        echo = Echo(script, memory=memory)
        assert echo.ask("allocate") == reply
        echo._discard()


def test_a_child_ends_with_the_process_that_asks(script: Path) -> None:
    process = Echo(script)._start()
    pipes(process)[0].close()
    assert process.wait(60) == 0
    pipes(process)[1].close()


def test_a_file_is_served_without_kgraph_and_what_takes_long_to_import(echo: Echo) -> None:
    loaded = echo.ask("loaded")
    assert isinstance(loaded, list)
    assert "json" in loaded
    slow = {
        "pickle",
        "subprocess",
        "threading",
        "dataclasses",
        "typing",
        "pathlib",
        "runpy",
        "importlib.util",
    }
    bare = subprocess.run(
        [sys.executable, "-c", "import sys; print(*sys.modules)"], capture_output=True, text=True
    )
    assert not [
        name
        for name in loaded
        if name in slow - set(bare.stdout.split()) or name.startswith("kgraph")
    ]


def test_the_far_sides_of_queries_stand_alone() -> None:
    """Both are loaded by their paths."""
    for path in (FAR_SIDE, Path(worker.__file__)):
        source = path.read_text("utf-8")
        assert "import kgraph" not in source
        assert "from kgraph" not in source
