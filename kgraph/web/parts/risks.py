"""What an architecture loses with one of its parts, and its decision record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set

import streamlit as st

from kgraph import api
from kgraph.model.architecture import Architecture
from kgraph.model.finding import Finding
from kgraph.model.risks import Risks, SinglePoint
from kgraph.web import words
from kgraph.words import count

FEW = 6
"""So many of what is lost are named in a line."""


@st.cache_resource(max_entries=64, show_spinner=False)
def of(_architecture: Architecture, content: str) -> Risks:
    """The risks of the architecture of that content."""
    return api.risks(_architecture)


@st.cache_data(max_entries=32, show_spinner=False)
def record(_architecture: Architecture, content: str, findings: tuple[Finding, ...]) -> str:
    """The decision record of the architecture of that content, as Markdown without a picture.

    Its headings are one level lower, beneath that of the page.
    """
    told = api.rationale(_architecture, findings, picture=None)
    return re.sub(r"(?m)^(#+ )", r"#\1", told)


def show(architecture: Architecture, content: str) -> int:
    """The single points of failure and the blind spots as a table; how many there are."""
    found = of(architecture, content)
    rows = [*map(_single, found.single_points), *_blind(found), *_circles(found)]
    if not rows:
        st.success("Nothing fails alone.", icon=":material/check_circle:")
        return 0
    st.dataframe(
        rows,
        hide_index=True,
        height="content" if len(rows) < 12 else 420,
        alt="What is lost with what",
        column_config={"With it": st.column_config.TextColumn(width="large")},
    )
    return len(rows)


def _single(one: SinglePoint) -> dict[str, str]:
    with_it = f"lost: {_named(one.lost)}" if one.lost else ""
    cut = f"not reached by {_named(one.callers)}" if one.callers else ""
    return _row("single point", one.name, one.at, "; ".join(filter(None, (with_it, cut))))


def _blind(found: Risks) -> Iterator[dict[str, str]]:
    for one in found.blind_spots:
        yield _row(
            "blind spot", one.name, one.at, f"what observes fails too: {_named(one.watching)}"
        )


def _circles(found: Risks) -> Iterator[dict[str, str]]:
    for one in found.cycles:
        steps = [f"{step.source} {step.role} {step.target}" for step in one.steps]
        yield _row("circle at start-up", "", [step.source for step in one.steps], "; ".join(steps))


def _row(kind: str, name: str, at: Iterable[str], with_it: str) -> dict[str, str]:
    return {"Risk": kind, "What": name, "Where": _named(at), "With it": with_it}


def _named(ids: Iterable[str]) -> str:
    return ", ".join(words.first(list(ids), FEW))


def lines(architecture: Architecture, content: str, ids: Set[str]) -> list[str]:
    """What is at risk with any of some placements, in sentences."""
    told: list[str] = []
    for one in of(architecture, content).single_points:
        if not ids.isdisjoint(one.at):
            lost = f"{count(len(one.lost), 'thing')} lost with it: {_named(one.lost)}"
            told.append(f"Single point of failure: {lost}")
    for spot in of(architecture, content).blind_spots:
        if not ids.isdisjoint(spot.at):
            told.append("With it what observes it fails too")
    return told
