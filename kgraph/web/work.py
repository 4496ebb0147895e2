"""The use cases as the pages call them.

Remembered for a while, each answer made once for all who ask at the same time.

The rooms behind the api guard what their threads share, so that nobody waits here for somebody
else's picture.
"""

from __future__ import annotations

import gc
import hashlib
import threading
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from kgraph import api
from kgraph.errors import InputError, Unsatisfiable
from kgraph.model.answers import Why
from kgraph.model.architecture import Architecture
from kgraph.model.brief import Brief
from kgraph.model.comparison import Cause, Comparison
from kgraph.model.conflict import Conflict, Diagnosis
from kgraph.model.finding import Finding

if TYPE_CHECKING:
    from kgraph.knowledge.query.results import Result
    from kgraph.layout.drawing import Drawing

MOST_ROWS = 20_000
"""So many rows of an answer are shown and kept; the command line has more."""
_WHOLE = threading.Semaphore(1)
"""A page of all views takes seconds of work: one at a time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a brief leads to: an architecture, a conflict, or what is wrong with the brief.

    `content` is the hash of everything that the architecture says; pictures are remembered by it.
    """

    architecture: Architecture | None = None
    content: str = ""
    conflict: Conflict | None = None
    error: InputError | None = None


@st.cache_resource(show_spinner=False)
def _ready() -> bool:
    """Start once what all visitors share."""
    api.prepare()
    return True


@st.cache_resource(show_spinner=False)
def _loaded() -> bool:
    """Once all is loaded that the first picture takes, let it stay out of collections of garbage.

    Streamlit makes a full one after every run of a script, which would go through all of it, some
    60 ms for each click, and hold up everybody's answers meanwhile.
    """
    gc.collect()
    gc.freeze()
    return True


@st.cache_resource(max_entries=64, show_spinner=False)
def brief(text: str, today: date) -> Brief:
    """The brief in a text, read once.

    A frozen value that sessions share. InputError with every problem.
    """
    return api.parse_brief(text, today=today)


@st.cache_resource(max_entries=64, show_spinner=False)
def answer(text: str, today: date, day: date | None = None) -> Answer:
    """The answer to a brief, as of another day if one is given; a frozen value, shared."""
    _ready()
    try:
        architecture = api.assemble(brief(text, today), as_of=day)
    except Unsatisfiable as none:
        return Answer(conflict=none.conflict)
    except InputError as error:
        return Answer(error=error)
    return Answer(architecture, hashlib.sha256(api.to_json(architecture).encode()).hexdigest())


@st.cache_resource(max_entries=64, show_spinner=False)
def diagnosis(text: str, today: date) -> Diagnosis:
    """Every minimal conflict of a brief that cannot be met, and the fixes that help."""
    return api.diagnose(brief(text, today))


@st.cache_resource(max_entries=256, show_spinner=False)
def why(text: str, component: str, today: date) -> Why:
    """Why a component is there, and who could be in its place at what cost."""
    return api.why(brief(text, today), component)


@st.cache_data(max_entries=64, show_spinner=False)
def findings(text: str, today: date) -> tuple[Finding, ...]:
    """What the shapes say about a brief's architecture."""
    architecture = answer(text, today).architecture
    return api.check(architecture) if architecture else ()


@st.cache_resource(max_entries=32, show_spinner=False)
def asked(
    query: str,
    values: tuple[tuple[str, str], ...],
    briefs: tuple[str, ...],
    today: date,
    seconds: float,
) -> Result:
    """The answer of a query, or of a question by its id, asked of the architectures of briefs too.

    A frozen value that sessions share. InputError, and QueryTimeout after so many seconds.
    """
    found = [answer(text, today).architecture for text in briefs]
    architectures = [one for one in found if one is not None]
    return api.query(
        query, params=dict(values), architectures=architectures, timeout=seconds, limit=MOST_ROWS
    )


@st.cache_resource(max_entries=64, show_spinner=False)
def drawing(_architecture: Architecture, content: str, view: str) -> Drawing:
    """One view of the architecture of that content, laid out.

    A frozen value that sessions share.
    """
    return api.drawing(_architecture, view)


@st.cache_data(max_entries=128, show_spinner=False)
def picture(_architecture: Architecture, content: str, view: str, theme: str) -> str:
    """One view of the architecture of that content as SVG."""
    drawn = drawing(_architecture, content, view)
    found = api.draw(_architecture, view=view, theme=theme, drawn=drawn).decode("utf-8")
    _loaded()
    return found


@st.cache_resource(max_entries=32, show_spinner=False)
def difference(
    _before: Architecture, _after: Architecture, contents: tuple[str, str]
) -> tuple[Drawing, Comparison]:
    """Two architectures of these contents as one picture, laid out, and what differs."""
    drawn = api.comparison_drawing(_before, _after)
    return drawn, api.compare(_before, _after, causes=False)


@st.cache_resource(max_entries=32, show_spinner=False)
def causes(
    _before: Architecture, _after: Architecture, contents: tuple[str, str]
) -> tuple[Cause, ...]:
    """Which statement made which difference between two architectures of these contents."""
    return api.compare(_before, _after).causes


@st.cache_data(max_entries=64, show_spinner=False)
def marked(
    _before: Architecture, _after: Architecture, contents: tuple[str, str], theme: str
) -> str:
    """Two architectures of these contents as one SVG with what differs marked."""
    drawn, _ = difference(_before, _after, contents)
    return api.painted(drawn, theme=theme).decode("utf-8")


@st.cache_resource(max_entries=64, show_spinner=False)
def neighbourhood(component: str, day: date) -> Drawing:
    """A component between who needs it and what it needs, laid out."""
    return api.neighbourhood_drawing(component, day=day)


@st.cache_data(max_entries=64, show_spinner=False)
def around(component: str, day: date, theme: str) -> str:
    """The same as SVG."""
    return api.painted(neighbourhood(component, day), theme=theme).decode("utf-8")


@st.cache_data(max_entries=64, show_spinner=False)
def inside(component: str, day: date, theme: str) -> str:
    """The inside of a component on a day as SVG.

    InputError where it is not told, or it is not there on that day.
    """
    return api.draw_component(component, day=day, theme=theme).decode("utf-8")


def file(architecture: Architecture, content: str, *, view: str, format: str, theme: str) -> bytes:
    """One view of the architecture of that content in a format."""
    if format == api.STANDARD_FORMAT.id:
        return picture(architecture, content, view, theme).encode("utf-8")
    drawn = drawing(architecture, content, view)
    return api.draw(architecture, view=view, format=format, theme=theme, drawn=drawn)


def whole(architecture: Architecture, theme: str) -> bytes:
    """All views and the decision record of an architecture as one page."""
    with _WHOLE:
        return api.draw(architecture, format=api.PAGE_FORMAT.id, theme=theme)


def results(architecture: Architecture, source: str) -> dict[str, str | bytes]:
    """All files about an architecture, in every format; `source` is the file of its brief."""
    formats = tuple(one.id for one in api.FORMATS)
    with _WHOLE:
        return api.results(architecture, formats=formats, source=source, as_of=architecture.as_of)


def is_dark() -> bool:
    """Whether the page is dark."""
    return st.context.theme.type == "dark"


def theme() -> str:
    """The theme of the page, which its pictures follow."""
    return api.theme_beside(dark=is_dark()).id
