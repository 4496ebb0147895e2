"""A page whose visitor has gone on is made no further."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
import streamlit as st
from streamlit.runtime.scriptrunner import RerunData, RerunException
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests

from kgraph.web import wanted


@dataclass
class Run:
    """A run of a page, as far as it is looked at."""

    script_requests: ScriptRequests | None = field(default_factory=ScriptRequests)


class AgainError(Exception):
    """The page is to be made anew."""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """The run that is under way, with Streamlit's own list of what its visitor asked for since."""
    found = Run()

    def again() -> None:
        raise AgainError

    monkeypatch.setattr(wanted, "get_script_run_ctx", lambda **_: found)
    monkeypatch.setattr(st, "rerun", again)
    return found


def test_a_page_that_is_wanted_is_made_on(run: Run) -> None:
    assert run.script_requests is not None
    wanted.look()


def test_a_page_whose_visitor_changed_something_is_made_anew(run: Run) -> None:
    assert run.script_requests is not None
    assert run.script_requests.request_rerun(RerunData(fragment_id="a part"))
    with pytest.raises(AgainError):
        wanted.look()


def test_a_change_that_was_taken_up_already_ends_nothing(run: Run) -> None:
    assert run.script_requests is not None
    assert run.script_requests.request_rerun(RerunData())
    assert run.script_requests.on_scriptrunner_yield() is not None
    wanted.look()


def test_outside_of_a_page_nothing_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wanted, "get_script_run_ctx", lambda **_: None)
    monkeypatch.setattr(st, "rerun", lambda: pytest.fail("nothing is made here"))
    wanted.look()


def test_streamlit_ends_a_run_where_it_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked of the state of a session is where Streamlit itself ends a run."""

    class Gone:
        def get(self, _key: str) -> None:
            raise RerunException(RerunData())

    monkeypatch.setattr(wanted, "get_script_run_ctx", lambda **_: Run(None))
    monkeypatch.setattr(st, "session_state", Gone())
    with pytest.raises(RerunException):
        wanted.look()
