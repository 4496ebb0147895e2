"""The use cases as the pages call them: remembered for a while, and one at a time, since Graphviz and pySHACL share state."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date

import streamlit as st

from kgraph import api
from kgraph.errors import InputError, Unsatisfiable
from kgraph.model.architecture import Architecture
from kgraph.model.conflict import Conflict
from kgraph.model.finding import Finding

_ONE = threading.RLock()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a brief leads to: an architecture, a conflict, or what is wrong with the brief."""

    architecture: Architecture | None = None
    conflict: Conflict | None = None
    error: InputError | None = None


@st.cache_data(max_entries=64, show_spinner=False)
def answer(text: str, today: date) -> Answer:
    """The answer to a brief."""
    with _ONE:
        try:
            return Answer(architecture=api.assemble(text, today=today))
        except Unsatisfiable as none:
            return Answer(conflict=none.conflict)
        except InputError as error:
            return Answer(error=error)


@st.cache_data(max_entries=64, show_spinner=False)
def picture(text: str, today: date) -> str:
    """The picture of a brief's architecture as SVG."""
    architecture = answer(text, today).architecture
    return drawn(architecture, "svg").decode("utf-8") if architecture else ""


@st.cache_data(max_entries=64, show_spinner=False)
def findings(text: str, today: date) -> tuple[Finding, ...]:
    """What the shapes say about a brief's architecture."""
    architecture = answer(text, today).architecture
    with _ONE:
        return api.check(architecture) if architecture else ()


def drawn(architecture: Architecture, format: str) -> bytes:
    """The picture in one format."""
    with _ONE:
        return api.draw(architecture, format=format)
