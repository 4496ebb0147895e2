"""A child process: frames, limits, how it ends, what it imports."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from kgraph.process.child import LAST, LONGEST, Child, Limit, Outcome
from kgraph.process.far_side import JSON, PICKLE, read_frame, write_frame

HERE = Path(__file__).parent
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux knows how")
on_posix = pytest.mark.skipif(sys.platform == "win32", reason="the system has no such signals")
Making = Callable[..., Child]


@pytest.fixture
def making(monkeypatch: pytest.MonkeyPatch) -> Iterator[Making]:
    """Makes children that say what they hear."""
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    made: list[Child] = []

    def make(form: str = JSON, **more: Any) -> Child:
        made.append(Child("echo_child", form=form, **more))
        return made[-1]

    yield make
    for child in made:
        child.close()


@pytest.fixture
def echo(making: Making) -> Child:
    return making()


def said(child: Child, request: object, seconds: float = 60) -> object:
    """The only reply."""
    answer = child.ask(request, Limit(seconds))
    assert answer.outcome is Outcome.DONE
    (value,) = answer.values
    return value


def process_of(child: Child) -> subprocess.Popen[bytes]:
    assert child._running is not None
    return child._running.process


# --- frames


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
def test_a_child_answers_in_either_form(making: Making, form: str) -> None:
    echo = making(form)
    assert [said(echo, n) for n in range(3)] == [0, 1, 2]


def test_there_may_be_any_number_of_replies(echo: Child) -> None:
    for items in (["a", "b", "c"], [], [{}], [None]):
        assert echo.ask(items, Limit(60)).values == tuple(items)


def test_what_is_told_and_sent_first_has_no_reply(making: Making) -> None:
    echo = making(first=["first", "thing"])
    assert said(echo, "one") == "one"
    echo.tell(["told", "thing"])
    assert said(echo, "two") == "two"
    process_of(echo).kill()
    process_of(echo).wait()
    assert said(echo, "three") == "three"


def test_what_is_printed_is_no_frame(echo: Child) -> None:
    assert said(echo, "print") is None
    assert said(echo, "more") == "more"


# --- limits of time


def test_a_limit_runs_out_once_and_for_all() -> None:
    limit, short = Limit(60), Limit(0.01)
    left = limit.left()
    assert 0 < left <= 60
    time.sleep(0.02)  # never less
    assert limit.left() < left
    assert short.left() == 0
    assert short.left() == 0
    assert Limit(-1).left() == 0
    assert Limit(float("inf")).seconds == LONGEST
    assert f"{Limit(0.5)}" == "0.5 s"


def test_a_deadline_ends_the_child_and_the_next_question_starts_another(echo: Child) -> None:
    assert said(echo, "here") == "here"
    first = process_of(echo)
    assert echo.ask("sleep", Limit(0.3)).outcome is Outcome.LATE
    assert first.returncode is not None
    assert said(echo, "here") == "here"
    assert process_of(echo) is not first


def test_what_came_before_the_deadline_is_there(echo: Child) -> None:
    said(echo, "here")
    answer = echo.ask(["one", "two", "sleep", "three"], Limit(2))
    assert (answer.values, answer.outcome) == (("one", "two"), Outcome.LATE)


def test_a_deadline_that_was_met_leaves_no_clock_behind(echo: Child) -> None:
    assert said(echo, "here") == "here"
    first, others = process_of(echo), set(threading.enumerate())
    assert said(echo, "here", 600) == "here"
    assert process_of(echo) is first
    for clock in threading.enumerate():
        if isinstance(clock, threading.Timer) and clock not in others:
            clock.join(60)
            assert not clock.is_alive()


def test_waiting_for_who_asked_before_counts(echo: Child) -> None:
    said(echo, "here")
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(echo.ask, "sleep", Limit(60))
        while not echo._lock.locked():
            time.sleep(0.01)
        assert echo.ask("here", Limit(0.1)).outcome is Outcome.BUSY
        echo.close()
        assert first.result().outcome is Outcome.ENDED
    assert said(echo, "here") == "here"


def test_no_time_at_all_asks_nothing(echo: Child) -> None:
    assert echo.ask("here", Limit(0)).outcome is Outcome.BUSY
    assert echo._running is None


# --- how a child ends


@on_linux
def test_a_child_has_no_more_memory_than_it_may(making: Making) -> None:
    assert said(making(memory=0), "allocate") == 1 << 28
    small = making(memory=200 << 20)
    assert small.ask("allocate", Limit(60)).outcome is Outcome.MEMORY
    assert said(small, "here") == "here"


@on_posix
def test_how_a_child_ended_is_told(echo: Child) -> None:
    assert echo.ask("abort", Limit(60)).outcome is Outcome.MEMORY  # as libraries do without it
    said(echo, "here")
    threading.Timer(0.3, process_of(echo).kill).start()
    answer = echo.ask("sleep", Limit(60))
    assert (answer.outcome, answer.how) == (Outcome.ENDED, "SIGKILL")
    assert said(echo, "here") == "here"


def test_an_exchange_that_is_broken_off_ends_the_child(
    echo: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken_off(*_: object) -> None:
        raise KeyboardInterrupt

    said(echo, "here")
    with monkeypatch.context() as patch:
        patch.setattr("kgraph.process.child.read_frame", broken_off)
        with pytest.raises(KeyboardInterrupt):
            echo.ask("late", Limit(60))
    assert said(echo, "next") == "next"


def test_closing_ends_what_is_being_answered(echo: Child) -> None:
    said(echo, "here")
    threading.Timer(0.3, echo.close).start()
    assert echo.ask("sleep", Limit(60)).outcome is Outcome.ENDED
    echo.close()


def test_after_so_many_questions_there_is_another_process(making: Making) -> None:
    echo = making(questions=2)
    pids = [said(echo, "pid") for _ in range(4)]
    assert pids[0] == pids[1] != pids[2] == pids[3]


@on_posix
def test_signals_that_end_a_command_are_for_the_parent(echo: Child) -> None:
    first = said(echo, "pid")
    assert said(echo, "interrupt") == [None, None]
    assert said(echo, "pid") == first


@on_posix
def test_a_child_whose_time_is_up_ends_itself(echo: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the parent is stopped, or something in it keeps its own clock from running."""
    monkeypatch.setattr("kgraph.process.child._Deadline._end", lambda _: None)
    assert echo.ask("hold", Limit(0.5)).outcome is Outcome.LATE


def test_a_child_ends_with_the_pipe_it_is_asked_by(echo: Child) -> None:
    said(echo, "here")
    process = process_of(echo)
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(60) == 0


@on_posix
@pytest.mark.parametrize("request_", ["hold", "sleep"])
def test_a_child_ends_with_its_parent_whatever_it_is_at(request_: str) -> None:
    """A parent that is killed in the middle of a question."""
    source = (
        "from kgraph.process.child import Child, Limit\n"
        "child = Child('echo_child', form='json')\n"
        "print(*child.ask('pid', Limit(60)).values, flush=True)\n"
        f"child.ask({request_!r}, Limit(600))\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", source],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(HERE)},
    )
    assert parent.stdout is not None
    with parent.stdout:
        child = int(parent.stdout.readline())
        time.sleep(0.5)
        parent.kill()
        parent.wait()
    assert gone(child)


def gone(pid: int, seconds: float = 60) -> bool:
    """Whether a process ends, sooner or later."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False


@on_posix
def test_where_the_system_does_not_end_it_a_thread_does() -> None:
    source = (
        "import os, sys, time; from kgraph.process.far_side import end_when_closed\n"
        "end_when_closed(int(sys.argv[1])); print(flush=True); time.sleep(60)"
    )
    far, near = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-c", source, str(far)], pass_fds=[far], stdout=subprocess.PIPE
    )
    os.close(far)
    assert process.stdout is not None
    with process.stdout:
        process.stdout.readline()
        os.close(near)
        assert process.wait(60) == 1


# --- what it imports


def test_the_far_side_imports_little(echo: Child) -> None:
    loaded = said(echo, "loaded")
    assert isinstance(loaded, list)
    assert "json" in loaded
    slow = {"pickle", "subprocess", "threading", "dataclasses", "pathlib", "runpy"}
    bare = subprocess.run(
        [sys.executable, "-c", "import sys; print(*sys.modules)"], capture_output=True, text=True
    )
    unwanted = slow - set(bare.stdout.split())
    assert not [name for name in loaded if name in unwanted or name.startswith("kgraph")]


def test_a_child_that_nobody_holds_any_more_leaves_no_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As a worker does that falls out of a cache; an open pipe would be an unraisable warning."""
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    child = Child("echo_child", form=JSON)
    assert child.ask({"say": [1]}, Limit(60)).outcome is not Outcome.BUSY
    process = child._running.process if child._running is not None else None
    assert process is not None
    assert process.poll() is None
    del child
    assert process.poll() is not None
    assert process.stdin is not None
    assert process.stdout is not None
    assert (process.stdin.closed, process.stdout.closed) == (True, True)


def test_a_child_is_held_by_who_asks_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(Child("echo_child", form=JSON).ask, {"say": [1]}, Limit(60))
        assert asked.result().outcome is not Outcome.ENDED


@on_posix
def test_a_child_that_yields_lets_all_others_go_first(making: Making) -> None:
    usual, last = said(making(), "niceness"), said(making(yields=True), "niceness")
    assert isinstance(usual, int)
    assert last == min(usual + LAST, LAST)
