"""The use cases as the pages call them.

Remembered for a while, each answer made once for all who ask at the same time.

What takes long is done in processes of their own, so that nobody waits here for somebody else's
picture; what is not wanted any more is dropped.
"""

from __future__ import annotations

import gc
import hashlib
import zlib
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from kgraph import api
from kgraph.errors import InputError, Unsatisfiable
from kgraph.model.answers import Why
from kgraph.model.architecture import Architecture
from kgraph.model.brief import Brief
from kgraph.model.comparison import Cause, Comparison
from kgraph.model.conflict import Conflict, Diagnosis
from kgraph.model.finding import Finding
from kgraph.web.runs import Runs
from kgraph.web.wanted import look

if TYPE_CHECKING:
    from kgraph.knowledge.query.results import Result
    from kgraph.layout.drawing import Drawing

MOST_ROWS = 20_000
"""So many rows of an answer are shown and kept; the command line has more."""


SHARE = 20
"""So many of the answers that are remembered may be what nobody has asked for yet."""
PICTURES = 64
"""So many of the drawings and pictures may be: those of as many answers, and the other views of
what some visitors look at.
"""
Do = Callable[..., Any]
"""Does a use case of the api by its name, with what it takes: here or elsewhere."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a visitor looks at: a view, in a column of `width` pixels (0: none), in a theme."""

    view: str
    width: int
    theme: str


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
    api.start_apart()
    api.prepare()
    return True


@st.cache_resource(show_spinner=False)
def _loaded(what: str) -> bool:
    """Once all is loaded that the first picture or the first check takes, let it stay out of
    collections of garbage.

    A full one would go through all of it, some 60 ms, and hold up everybody's answers meanwhile.
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


_ANSWERS: Runs[Answer] = Runs(64, ahead=SHARE)
_DIAGNOSES: Runs[Diagnosis] = Runs(64)
_WHYS: Runs[Why] = Runs(256)
_FINDINGS: Runs[tuple[Finding, ...]] = Runs(64)
_RESULTS: Runs[Result] = Runs(32)
_DRAWINGS: Runs[Drawing] = Runs(64 + PICTURES, ahead=PICTURES)
_PICTURES: Runs[bytes] = Runs(128 + PICTURES, ahead=PICTURES)
"""Packed, which takes less than a millisecond to undo and 0.06 MB for 0.15 as they are painted."""
_DIFFERENCES: Runs[tuple[Drawing, Comparison]] = Runs(32)
_CAUSES: Runs[tuple[Cause, ...]] = Runs(32)


def answer(text: str, today: date, day: date | None = None) -> Answer:
    """The answer to a brief, as of another day if one is given; a frozen value, shared."""
    _ready()
    read = brief(text, today)
    return _ANSWERS.ask((text, today, day), partial(_answered, _here, read, as_of=day), look)


def _answered(do: Do, read: Brief, **how: Any) -> Answer:
    try:
        architecture = do("assemble", read, **how)
    except Unsatisfiable as none:
        return Answer(conflict=none.conflict)
    except InputError as error:
        return Answer(error=error)
    return Answer(architecture, hashlib.sha256(do("to_json", architecture).encode()).hexdigest())


def _here(use_case: str, *given: Any, **named: Any) -> Any:
    return getattr(api, use_case)(*given, **named)


def ahead(text: str, today: date, sight: Sight) -> bool:
    """Work out what a visitor will ask for who changes the brief to a text: its answer, its drawing
    and its picture, of which one that is lacking; whether there is more to do.
    """
    answer = _ANSWERS.peek((text, today, None))
    if answer is None:
        read = api.parse_brief(text, today=today)
        answer = _answered(api.apart_idly, read)
        _ANSWERS.lay_by((text, today, None), answer)
        return True
    return answer.architecture is not None and _drawn_ahead(answer.architecture, answer, sight)


def _drawn_ahead(architecture: Architecture, answer: Answer, sight: Sight) -> bool:
    """Draw, or paint what is drawn, where that is lacking; whether there is more to do."""
    of = (answer.content, sight.view, sight.width)
    drawn = _DRAWINGS.peek(of)
    if drawn is None:
        _DRAWINGS.lay_by(of, _lay_out(api.apart_idly, architecture, sight.view, sight.width)())
        return True
    painted = ("view", *of, sight.theme)
    if _PICTURES.peek(painted) is None:
        named = {"view": sight.view, "theme": sight.theme, "drawn": drawn}
        _PICTURES.lay_by(painted, zlib.compress(api.apart_idly("draw", architecture, **named)))
    return False


def diagnosis(text: str, today: date) -> Diagnosis:
    """Every minimal conflict of a brief that cannot be met, and the fixes that help."""
    return _DIAGNOSES.ask((text, today), partial(api.diagnose, brief(text, today)), look)


def why(text: str, component: str, today: date) -> Why:
    """Why a component is there, and who could be in its place at what cost."""
    asked_for = partial(api.why, brief(text, today), component)
    return _WHYS.ask((text, component, today), asked_for, look)


def findings(text: str, today: date) -> tuple[Finding, ...]:
    """What the shapes say about a brief's architecture."""
    architecture = answer(text, today).architecture
    if architecture is None:
        return ()
    return _FINDINGS.ask((text, today), partial(_checked, architecture), look)


def _checked(architecture: Architecture) -> tuple[Finding, ...]:
    found = api.check(architecture)
    _loaded("rules")
    return found


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
    ask = partial(
        api.query,
        query,
        params=dict(values),
        architectures=[one for one in found if one is not None],
        timeout=seconds,
        limit=MOST_ROWS,
    )
    return _RESULTS.ask((query, values, briefs, today, seconds), ask, look)


def drawing(architecture: Architecture, content: str, view: str, width: int = 0) -> Drawing:
    """One view of the architecture of that content laid out, in a column of `width` pixels if one
    is named.

    A frozen value that sessions share.
    """
    lay_out = _lay_out(api.apart, architecture, view, width)
    return _DRAWINGS.ask((content, view, width), lay_out, look)


def begin_drawing(
    architecture: Architecture, content: str, view: str, width: int = 0, *, shown: Answer | None
) -> None:
    """Begin with the same, which the page will ask for once it has come to its picture.

    Where what is `shown` is the same architecture by another name, only its title is set anew.
    """
    if _DRAWINGS.peek((content, view, width)) is not None:
        return
    make = _lay_out(api.apart, architecture, view, width)
    if shown is not None and shown.architecture is not None:
        drawn = _DRAWINGS.peek((shown.content, view, width))
        same = drawn and api.renamed_drawing(drawn, shown.architecture, architecture)
        make = (lambda: same) if same else make
    _DRAWINGS.begin((content, view, width), make)


def answered(text: str, today: date) -> Answer | None:
    """The answer to a brief, if it is remembered."""
    return _ANSWERS.peek((text, today, None))


def _lay_out(do: Do, architecture: Architecture, view: str, width: int) -> Callable[[], Drawing]:
    return partial(do, "drawing", architecture, view, width=width)


def picture(architecture: Architecture, content: str, view: str, theme: str, width: int = 0) -> str:
    """The same as SVG."""
    drawn = drawing(architecture, content, view, width)
    paint = partial(_painted, architecture, view, theme, drawn)
    return _kept(("view", content, view, width, theme), paint)


def _painted(architecture: Architecture, view: str, theme: str, drawn: Drawing) -> bytes:
    found = api.draw(architecture, view=view, theme=theme, drawn=drawn)
    _loaded("pictures")
    return found


def difference(
    before: Architecture, after: Architecture, contents: tuple[str, str]
) -> tuple[Drawing, Comparison]:
    """Two architectures of these contents as one picture, laid out, and what differs."""
    return _DIFFERENCES.ask(contents, partial(_differing, before, after), look)


def _differing(before: Architecture, after: Architecture) -> tuple[Drawing, Comparison]:
    drawn = api.apart("comparison_drawing", before, after)
    return drawn, api.compare(before, after, causes=False)


def causes(
    before: Architecture, after: Architecture, contents: tuple[str, str]
) -> tuple[Cause, ...]:
    """Which statement made which difference between two architectures of these contents."""
    return _CAUSES.ask(contents, lambda: api.compare(before, after).causes, look)


def _kept(key: Hashable, paint: Callable[[], bytes]) -> str:
    """The picture of a key, painted where it is not kept."""
    packed = _PICTURES.ask(key, lambda: zlib.compress(paint()), look)
    return str(zlib.decompress(packed), "utf-8")


def marked(before: Architecture, after: Architecture, contents: tuple[str, str], theme: str) -> str:
    """Two architectures of these contents as one SVG with what differs marked."""
    drawn, _ = difference(before, after, contents)
    return _kept(("marked", contents, theme), partial(api.painted, drawn, theme=theme))


def neighbourhood(component: str, day: date) -> Drawing:
    """A component between who needs it and what it needs, laid out."""
    lay_out = partial(api.apart, "neighbourhood_drawing", component, day=day)
    return _DRAWINGS.ask((component, day), lay_out, look)


def around(component: str, day: date, theme: str) -> str:
    """The same as SVG."""
    drawn = neighbourhood(component, day)
    return _kept(("around", component, day, theme), partial(api.painted, drawn, theme=theme))


def inside(component: str, day: date, theme: str) -> str:
    """The inside of a component on a day as SVG.

    InputError where it is not told, or it is not there on that day.
    """
    draw = partial(api.apart, "draw_component", component, day=day, theme=theme)
    return _kept(("inside", component, day, theme), draw)


def file(
    architecture: Architecture, content: str, *, view: str, format: str, theme: str, width: int = 0
) -> bytes:
    """One view of the architecture of that content in a format."""
    if format == api.STANDARD_FORMAT.id:
        return picture(architecture, content, view, theme, width).encode("utf-8")
    drawn = drawing(architecture, content, view, width)
    return api.draw(architecture, view=view, format=format, theme=theme, drawn=drawn)


def whole(architecture: Architecture, theme: str) -> bytes:
    """All views and the decision record of an architecture as one page."""
    found: bytes = api.apart_at_length("draw", architecture, format=api.PAGE_FORMAT.id, theme=theme)
    return found


def is_dark() -> bool:
    """Whether the page is dark."""
    return st.context.theme.type == "dark"


def theme() -> str:
    """The theme of the page, which its pictures follow."""
    return api.theme_beside(dark=is_dark()).id
