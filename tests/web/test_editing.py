"""What the fields of a form say, as the text of a brief; and every other answer to a question."""

from __future__ import annotations

from functools import partial

import pytest

from kgraph import api
from kgraph.web import editing, form

READ = partial(api.parse_brief, today=api.parse_day("2026-11-23", where="test"))
TEXT = "name: Shop # ours\nanswers:\n  logs: loki\n"


@pytest.fixture
def values() -> dict[str, object]:
    brief = READ(TEXT)
    return form.fields(brief, api.questions(brief))


def test_the_text_says_what_a_field_says_and_keeps_the_rest(values: dict[str, object]) -> None:
    assert editing.edited(TEXT, values, READ) == TEXT
    other = editing.edited(TEXT, values | {"answer.logs": "elk"}, READ)
    assert other == TEXT.replace("loki", "elk")


def test_a_change_comes_after_what_the_fields_say(values: dict[str, object]) -> None:
    changed = editing.edited(
        TEXT,
        values | {"name": "Bazaar"},
        READ,
        lambda brief: form.with_site(brief, READ(editing.EMPTY)),
    )
    assert READ(changed).name == "Bazaar"
    assert [site.id for site in READ(changed).sites] == ["main", "site-2"]


def test_every_other_answer_is_one_choice_away_in_the_order_of_the_form(
    values: dict[str, object],
) -> None:
    asked = {one.id: (f"answer.{one.id}", one) for one in api.questions(READ(TEXT))}
    several, single = asked["pipeline"], asked["tracing"]
    options = [one.id for one in several[1].options]
    given = {"answer.pipeline": options[1:3], "answer.tracing": "none"}
    found = list(editing.choices([several, single], given))
    assert found == [
        ("answer.pipeline", [*options[1:3], options[0]]),
        ("answer.pipeline", options[2:3]),
        ("answer.pipeline", options[1:2]),
        *(("answer.pipeline", [*options[1:3], more]) for more in options[3:]),
        ("answer.tracing", "tracing"),
    ]
    turned = list(editing.choices([several, single], given, "answer.tracing"))
    assert turned == [*found[-1:], *found[:-1]]
    assert list(editing.choices([several, single], given, "name")) == found
