"""The text of a brief changes as little as it takes to say another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgraph import api

TEXT = """\
# kept by the team

name: "Shop, by the sea"   # as it is called
workloads:
    - {id: shop, exposes: public}
answers:
    logs: loki      # nobody reads them
    # for the auditors
    metrics: pull
use: [velero]
"""


def changed(text: str, **changes: object) -> str:
    before = api.parse_brief(text)
    after = api.restated(before, replace(before, **changes))  # type: ignore[arg-type]
    return api.changed_text(text, before, after)


def test_what_does_not_change_stays_letter_by_letter() -> None:
    assert changed(TEXT) == TEXT
    assert changed(TEXT, use=("velero", "grafana")) == TEXT.replace("[velero]", "[velero, grafana]")
    assert changed(TEXT, use=()) == TEXT.replace("use: [velero]\n", "")


def test_one_answer_changes_its_line_alone() -> None:
    answers = dict(api.parse_brief(TEXT).answers) | {"metrics": ("push",)}
    wanted = TEXT.replace("metrics: pull", "metrics: push")
    assert changed(TEXT, answers=tuple(answers.items())) == wanted


def test_what_is_new_stands_where_one_looks_for_it() -> None:
    found = changed(TEXT, avoid=("harbor",))
    assert found == TEXT + "avoid: [harbor]\n"
    assert changed("# mine\nname: X\n", name="Y") == "# mine\nname: Y\n"


@pytest.mark.parametrize(
    "text",
    ["{name: X, use: [velero]}\n", "name: X\nuse:\n- velero\n", "name: X\r\nuse: velero\r\n"],
)
def test_any_form_of_text_says_what_is_meant(text: str) -> None:
    found = api.parse_brief(changed(text, use=("velero", "grafana")))
    assert found.use == ("velero", "grafana")


def test_every_example_can_be_changed_and_keeps_its_comments() -> None:
    for _, text in api.example_briefs():
        brief = api.parse_brief(text)
        found = changed(text, use=(*brief.use, "zot"))
        assert api.parse_brief(found).use == (*brief.use, "zot")
        comments = [line for line in text.splitlines() if line.startswith("#")]
        assert [line for line in found.splitlines() if line.startswith("#")] == comments
