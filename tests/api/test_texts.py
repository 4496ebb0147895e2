"""Answers as text: for people in lines of a terminal, for programs as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable

import pytest

from kgraph import api
from kgraph.model.architecture import Architecture

Telling = Callable[[Architecture, str, int | None], str]
TELLINGS: dict[str, Telling] = {
    "risks": lambda demo, _, width: api.risks_text(api.risks(demo), width=width),
    "loss": lambda demo, _, width: api.loss_text(
        api.blast_radius(demo, "prometheus"), demo, width=width
    ),
    "component": lambda _, __, width: api.component_text(api.component("harbor"), width=width),
    "why": lambda _, brief, width: api.why_text(api.why(brief, "gke"), width=width),
    "comparison": lambda _, brief, width: api.comparison_text(
        api.compare(brief, brief + "use: [harbor]\n", causes=False), width=width
    ),
}


def words(text: str) -> list[str]:
    """The words of a text without what separates the cells of its tables."""
    return text.replace("─", " ").replace("·", " ").split()


@pytest.mark.parametrize("telling", TELLINGS.values(), ids=TELLINGS)
def test_a_width_wraps_lines_and_drops_no_word(
    telling: Telling, demo: Architecture, small_brief: str
) -> None:
    free, wrapped = telling(demo, small_brief, None), telling(demo, small_brief, 100)
    lines = wrapped.splitlines()
    assert [line for line in lines if len(line) > 100 and "://" not in line] == []
    assert Counter(words(wrapped)) == Counter(words(free))
    assert len(lines) >= len(free.splitlines()) > 2


def test_risks_name_every_single_point(demo: Architecture) -> None:
    text = api.risks_text(api.risks(demo))
    assert text.startswith(demo.name)
    for point in api.risks(demo).single_points:
        assert point.name in text


def test_a_loss_names_what_is_lost_with_its_name(demo: Architecture) -> None:
    loss = api.blast_radius(demo, "prometheus")
    text = api.loss_text(loss, demo)
    assert "prometheus" in text.lower()
    for id in loss.affected:
        assert demo.names[id] in text


def test_a_component_is_told_with_its_source() -> None:
    harbor = api.component("harbor")
    text = api.component_text(harbor)
    for said in (harbor.name, harbor.definition, harbor.license, harbor.homepage):
        assert said in text


def test_why_names_the_component_by_its_name(small_brief: str) -> None:
    assert "Google Kubernetes Engine" in api.why_text(api.why(small_brief, "gke"))
    assert api.why_text(api.why(small_brief, "harbor")).startswith(
        "Harbor is not in the architecture."
    )


def test_a_comparison_names_the_statement_that_made_the_difference(small_brief: str) -> None:
    found = api.compare(small_brief, small_brief + "use: [harbor]\n")
    text = api.comparison_text(found)
    assert "brief.yaml:3: use: harbor" in text
    assert "Harbor" in text
    assert "5 added, 1 removed" in text


def test_every_answer_is_json_by_its_published_names(demo: Architecture, small_brief: str) -> None:
    answers: list[object] = [
        api.risks(demo),
        api.blast_radius(demo, "eu"),
        api.component("harbor"),
        api.why(small_brief, "gke"),
        api.compare(small_brief, small_brief),
        api.views(demo),
        api.questions(),
    ]
    for answer in answers:
        assert json.loads(api.json_text(answer)) == api.plain(answer)
    assert json.loads(api.json_text(answers)) == [api.plain(one) for one in answers]
    assert api.plain(api.component("harbor"))["conflicts"] == []
    assert api.plain(answers[3])["placements"] == ["main/main/gke"]


def test_what_is_no_answer_has_no_plain_form() -> None:
    with pytest.raises(TypeError):
        api.plain(object())


def test_a_line_keeps_its_indentation_and_is_wrapped_to_the_width() -> None:
    line = "  * on: one two three"
    assert api.line_text(line) == f"{line}\n"
    assert api.line_text(line, width=12) == "  * on: one two three\n"
    assert api.line_text(line * 2, width=26).splitlines()[1].startswith("      ")
    assert api.line_text("a\x1b[31m\nb") == "a\\x1b[31m\\nb\n"


def test_rows_stand_beside_their_names_or_below_them() -> None:
    rows = [("ab", "one two three four five six"), ("abcdef", "one")]
    assert api.rows_text(rows, 5) == "ab   one two three four five six\nabcdef one\n"
    assert api.rows_text(rows, 5, width=29) == (
        "ab   one two three four five\n     six\nabcdef\n     one\n"
    )
    assert api.rows_text(rows, 5, width=24) == ("ab one two three four\n    five six\nabcdef one\n")
