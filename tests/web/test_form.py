"""The fields of the form say the same brief as its text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kgraph import api
from kgraph.brief.writing import to_yaml
from kgraph.model.brief import Brief
from kgraph.web import form

TODAY = date(2026, 11, 23)
TWO = "name: X\nsites: [{id: a, cloud: gcp}, {id: b, cloud: aws, region: r}]\nworkloads: [{id: w, sites: [a], stores: [tables]}]\nanswers: {tracing: none}\n"


def read(text: str) -> Brief:
    return api.read_brief(text, today=TODAY)


def text_after(text: str, **changed: Any) -> str:
    """The text of the brief after some fields were changed."""
    before = read(text)
    decisions = api.questions(before)
    values = form.fields(before, decisions) | {
        key.replace("__", "."): value for key, value in changed.items()
    }
    return to_yaml(form.read(values, before, read("name: D\n"), decisions))


@pytest.mark.parametrize(
    "text", ["name: X\n", TWO, api.demo_brief()], ids=["least", "two sites", "demo"]
)
def test_fields_that_nobody_changes_say_the_same_brief(text: str) -> None:
    assert replace(read(text_after(text)), given=()) == replace(read(text), given=())
    assert text_after(text) == to_yaml(read(text))


def test_an_answer_is_written_when_it_leaves_the_default() -> None:
    assert "tracing: tracing" in text_after("name: X\n", answer__tracing="tracing")
    assert text_after("name: X\n", answer__tracing="none") == "name: X\n"


def test_an_answer_is_given_where_it_leaves_the_default_of_this_brief() -> None:
    """Runners stand in the cluster where open source is preferred, so the service is said."""
    free = "name: X\nprefer: [open-source]\n"
    assert text_after(free) == free
    said = text_after(free, answer__runners="service")
    assert "runners: service" in said
    assert dict(read(said).answers)["runners"] == ("service",)
    assert text_after(free, answer__runners="in-cluster") == free


def test_an_answer_given_before_stays_given_when_it_is_the_default() -> None:
    assert "tracing: none" in text_after(TWO)


def test_a_question_of_many_left_empty_takes_its_default() -> None:
    assert text_after("name: X\nanswers: {pipeline: [build]}\n", answer__pipeline=[]) == text_after(
        "name: X\nanswers: {pipeline: [build, scan, push]}\n"
    )


def test_a_site_renamed_is_renamed_for_its_workloads() -> None:
    after = read(text_after(TWO, **{"site.0.id": "c"}))
    assert [site.id for site in after.sites] == ["c", "b"]
    assert after.workloads[0].at == ("c",)


def test_sites_and_workloads_come_and_go() -> None:
    default = read("name: D\n")
    more = read(to_yaml(form.with_workload(form.with_site(read("name: X\n"), default), default)))
    assert [site.id for site in more.sites] == ["main", "site-2"]
    assert [one.id for one in more.workloads] == ["app", "app-2"]
    fewer = read(to_yaml(form.without_workload(form.without_site(more, 1, default), 1)))
    assert [site.id for site in fewer.sites] == ["main"]
    assert [one.id for one in fewer.workloads] == ["app"]


CALLS = """
name: X
workloads:
  - {id: shop, calls: [ledger, stock]}
  - {id: stock}
systems:
  - {id: ledger, name: Ledger}
"""


def test_fields_hold_calls_and_systems() -> None:
    assert text_after(CALLS) == to_yaml(read(CALLS))
    assert read(text_after(CALLS, workload__0__calls=["stock"])).workloads[0].calls == ("stock",)
    said = {"system.0.name": "Books", "system.0.at": "main"}
    (books,) = read(text_after(CALLS, **said)).systems
    assert (books.id, books.name, books.at) == ("ledger", "Books", "main")


def test_what_is_renamed_is_called_by_its_new_name() -> None:
    after = read(text_after(CALLS, **{"system.0.id": "books", "workload.1.id": "goods"}))
    assert after.workloads[0].calls == ("books", "goods")


def test_what_is_taken_out_is_called_no_more() -> None:
    brief = read(CALLS)
    assert form.without_system(brief, 0).workloads[0].calls == ("stock",)
    assert form.without_workload(brief, 1).workloads[0].calls == ("ledger",)
    assert read(to_yaml(form.without_system(brief, 0))).systems == ()


def test_systems_come_with_names_that_nothing_has() -> None:
    one = form.with_system(form.with_system(read(CALLS)))
    assert [system.id for system in one.systems] == ["ledger", "system-2", "system-3"]
    assert read(to_yaml(one)).systems == one.systems
