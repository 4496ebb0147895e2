"""What is worked out before anybody asks: in which order, and what it gives way to."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

import pytest

from kgraph import api
from kgraph.errors import InputError, KgraphError
from kgraph.web import ahead
from kgraph.web.ahead import Ahead, Task
from kgraph.web.runs import Runs


def here() -> bool:
    return True


@pytest.fixture
def idle() -> Ahead:
    """One without its thread: parts are done where a test says so."""
    found = Ahead()
    found._begun = True
    return found


@pytest.fixture
def done() -> list[str]:
    """The parts that have been done."""
    return []


@pytest.fixture
def in_parts(done: list[str]) -> Callable[..., Task]:
    """Makes tasks of so many parts."""

    def make(name: str, parts: int = 1) -> Task:
        left = list(range(parts))

        def task() -> bool:
            done.append(f"{name}{left.pop(0)}")
            return bool(left)

        return task

    return make


def finish(idle: Ahead) -> None:
    while idle.do_next():
        pass


def test_tasks_are_done_in_their_order_those_of_the_latest_reader_first(
    idle: Ahead, done: list[str], in_parts: Callable[..., Task]
) -> None:
    idle.read("first", "page", [in_parts("a", 2), in_parts("b")], here)
    idle.do_next()
    idle.read("second", "page", [in_parts("c"), in_parts("d")], here)
    finish(idle)
    assert done == ["a0", "c0", "d0", "a1", "b0"]
    assert not idle.do_next()


def test_nothing_begins_while_somebody_waits_and_then_it_goes_on(
    idle: Ahead, done: list[str], in_parts: Callable[..., Task]
) -> None:
    idle.read("reader", "page", [in_parts("a", 2), in_parts("b")], here)
    idle.do_next()
    idle.begin_waiting()
    idle.begin_waiting()
    idle.end_waiting()
    assert not idle.do_next()
    idle.end_waiting()
    finish(idle)
    assert done == ["a0", "a1", "b0"]


def test_who_has_something_else_before_them_has_other_tasks_and_who_has_the_same_goes_on(
    idle: Ahead, done: list[str], in_parts: Callable[..., Task]
) -> None:
    idle.read("reader", "page", [in_parts("a"), in_parts("b")], here)
    idle.do_next()
    idle.turn("reader")
    assert not idle.do_next()
    idle.read("reader", "page", [in_parts("x")], here)
    idle.do_next()
    idle.read("reader", "other page", [in_parts("c")], here)
    finish(idle)
    assert done == ["a0", "b0", "c0"]


def test_what_is_replaced_while_a_part_of_it_is_done_is_not_gone_on_with(
    idle: Ahead, done: list[str], in_parts: Callable[..., Task]
) -> None:
    def turned_away() -> bool:
        idle.read("reader", "other page", [in_parts("c")], here)
        return True

    idle.read("reader", "page", [turned_away, in_parts("b")], here)
    finish(idle)
    assert done == ["c0"]


def test_nothing_is_done_for_who_has_left(
    idle: Ahead, done: list[str], in_parts: Callable[..., Task]
) -> None:
    present = [True]
    idle.read("left", "page", [in_parts("a"), in_parts("b")], lambda: present[0])
    idle.do_next()
    present[0] = False
    assert not idle.do_next()
    assert done == ["a0"]


def test_the_latest_readers_have_tasks(
    idle: Ahead, done: list[str], in_parts: Callable[..., Task], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "READERS", 2)
    for name in "abc":
        idle.read(name, "page", [in_parts(name)], here)
    finish(idle)
    assert done == ["c0", "b0"]


def test_what_is_wrong_with_one_task_leaves_the_others(
    idle: Ahead,
    done: list[str],
    in_parts: Callable[..., Task],
    caplog: pytest.LogCaptureFixture,
) -> None:
    def wrong() -> bool:
        raise InputError.one("view", "is not there", "ask for another")

    def faulty() -> bool:
        raise ZeroDivisionError

    with caplog.at_level(logging.ERROR):
        idle.read("reader", "page", [wrong, faulty, in_parts("a")], here)
        finish(idle)
    assert done == ["a0"]
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [
        ZeroDivisionError
    ]


def test_where_one_takes_too_long_the_others_are_let_be(
    idle: Ahead, done: list[str], in_parts: Callable[..., Task]
) -> None:
    def long() -> bool:
        raise KgraphError("came to no end")

    idle.read("reader", "page", [long, in_parts("a")], here)
    finish(idle)
    assert done == []


def test_a_thread_does_them_and_ends_the_process_when_there_are_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ahead, "REST", 0.01)
    rested, made = threading.Event(), threading.Event()
    monkeypatch.setattr(api, "rest_idle", rested.set)
    idle = Ahead()

    def task() -> bool:
        made.set()
        return False

    idle.read("reader", "page", [task], here)
    assert made.wait(60)
    assert rested.wait(60)
    made.clear()
    idle.read("reader", "other page", [task], here)
    assert made.wait(60)


def test_while_a_visitor_waits_for_an_answer_nothing_begins(
    idle: Ahead,
    done: list[str],
    in_parts: Callable[..., Task],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kgraph.web.runs.AHEAD", idle)
    idle.read("reader", "page", [in_parts("a")], here)
    begun: list[bool] = []
    asked: Runs[str] = Runs(2)
    assert asked.ask("key", lambda: str(begun.append(idle.do_next())), lambda: None)
    assert begun == [False]
    assert idle.do_next()
    assert done == ["a0"]
