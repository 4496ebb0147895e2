"""Answers are made once for all who ask, and dropped where nobody waits."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from kgraph.errors import InputError
from kgraph.process.child import Errand
from kgraph.web import runs
from kgraph.web.runs import Runs


class GoneError(Exception):
    """Who waited has gone on."""


def nothing() -> None:
    """Goes on waiting."""


def leave() -> None:
    raise GoneError


def test_who_asks_at_the_same_time_and_who_asks_later_share_one_run() -> None:
    made: list[int] = []
    go = threading.Event()

    def make() -> str:
        made.append(1)
        go.wait(60)
        return "answer"

    shared: Runs[str] = Runs(4)
    with ThreadPoolExecutor(3) as visitors:
        asked = [visitors.submit(shared.ask, "key", make, nothing) for _ in range(3)]
        while shared._under_way.get("key") is None or shared._under_way["key"].waiting < 3:
            time.sleep(0.01)
        go.set()
        assert [one.result() for one in asked] == ["answer"] * 3
    assert shared.ask("key", make, leave) == "answer"
    assert made == [1]


def test_the_latest_are_kept() -> None:
    shared: Runs[str] = Runs(2)
    made: list[str] = []

    def make(key: str) -> str:
        made.append(key)
        return key

    def ask(key: str) -> None:
        shared.ask(key, lambda: make(key), nothing)

    for key in ("a", "b", "a", "c", "a", "b"):
        ask(key)
    assert made == ["a", "b", "c", "b"]


def test_what_goes_wrong_is_told_and_tried_again() -> None:
    shared: Runs[str] = Runs(2)

    def fail() -> str:
        raise InputError.one("here", "wrong", "write it right")

    for _ in range(2):
        with pytest.raises(InputError):
            shared.ask("key", fail, nothing)
    assert shared.ask("key", lambda: "right", nothing) == "right"


def test_a_run_that_nobody_waits_for_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    dropped = threading.Event()
    monkeypatch.setattr(Errand, "drop", lambda _errand: dropped.set())
    shared: Runs[str] = Runs(2)
    go = threading.Event()
    with pytest.raises(GoneError):
        shared.ask("key", lambda: str(go.wait(60)), leave)
    assert dropped.wait(60)
    assert shared.ask("key", lambda: "anew", nothing) == "anew"
    go.set()


def test_a_run_that_is_at_work_goes_on_for_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Errand, "at_work", property(lambda _errand: True))
    monkeypatch.setattr(runs, "LINGER", 600.0)
    shared: Runs[str] = Runs(2)
    go = threading.Event()
    with pytest.raises(GoneError):
        shared.ask("key", lambda: str(go.wait(60)), leave)
    go.set()
    assert shared.ask("key", lambda: "anew", nothing) == "True"


def test_who_asks_for_what_was_begun_before_waits_for_that() -> None:
    shared: Runs[str] = Runs(2)
    go, made = threading.Event(), []

    def make() -> str:
        made.append(1)
        return str(go.wait(60))

    for _ in range(2):
        shared.begin("key", make)
    go.set()
    assert shared.ask("key", lambda: "anew", nothing) == "True"
    shared.begin("key", make)
    assert made == [1]


def test_what_was_begun_before_and_nobody_asks_for_is_dropped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dropped = threading.Event()
    monkeypatch.setattr(Errand, "drop", lambda _errand: dropped.set())
    monkeypatch.setattr(runs, "BEFORE", 0.01)
    shared: Runs[str] = Runs(2)
    go = threading.Event()
    shared.begin("key", lambda: str(go.wait(60)))
    assert dropped.wait(60)
    assert shared.ask("key", lambda: "anew", nothing) == "anew"
    go.set()


def test_what_was_worked_out_ahead_is_found_and_pushes_out_nothing_that_was_asked_for() -> None:
    shared: Runs[str] = Runs(4, ahead=2)
    made: list[str] = []

    def ask(key: str) -> str:
        return shared.ask(key, lambda: str(made.append(key)), nothing)

    for key in ("a", "b"):
        ask(key)
    for key in ("p", "q", "r"):
        shared.lay_by(key, key)
    assert [shared.peek(key) for key in ("a", "b", "p", "q", "r")] == [
        "None",
        "None",
        None,
        "q",
        "r",
    ]
    assert ask("r") == "r"
    assert [shared.peek(key) for key in ("a", "b", "q", "r")] == [None, "None", "q", "r"]
    shared.lay_by("b", "other")
    assert ask("b") == "None"
    assert made == ["a", "b"]
    shared.clear()
    assert shared.peek("q") is None
