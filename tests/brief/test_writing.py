"""Briefs written as YAML read back as the same briefs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kgraph import api
from kgraph.brief.reading import parse_brief
from kgraph.brief.writing import to_yaml
from kgraph.model.brief import Brief

TODAY = date(2026, 11, 23)

BRIEFS = {
    "least": "name: Small\n",
    "dated": "name: Small\nas_of: 2021-01-28\n",
    "sites": "name: X\nsites:\n- {id: eu, cloud: gcp, region: europe-west1, clusters: [a, b]}\n- {id: dc, cloud: on-premises}\n",
    "default workload named": "name: X\nworkloads: [{id: app, name: The app}]\n",
    "default workload answered": "name: X\nworkloads: [{id: app, exposes: internal}]\n",
    "only an id": "name: X\nworkloads: [{id: shop}]\n",
    "workload at a site": "name: X\nsites: [{id: eu, cloud: gcp}]\nworkloads: [{id: shop, sites: [eu], stores: [tables, cache]}]\n",
    "answers": "name: X\nanswers: {pipeline: [build, scan], recovery: none, kubernetes: managed}\n",
    "answered by the default": "name: X\nanswers: {growth: start-small}\n",
    "lists": "name: X\nuse: [harbor]\navoid: [jenkins, elasticsearch]\nprefer: [open-source, managed]\n",
    "words of places": """name: X
sites:
- {id: fra, cloud: aws, clusters: [a, b], answers: {pipeline: [build, scan]}}
- {id: hq, cloud: gcp, clusters: []}
systems:
- {id: core, name: Core, at: hq, provides: [relational-database, object-storage]}
- {id: pay}
workloads: [{id: shop, at: [fra/a], calls: [core, pay], stores: {tables: amazon-rds, cache: any}}]
use: [{component: harbor, at: [fra/a, fra/b]}, prometheus]
""",
    "hostile": 'name: "<script>alert(1)</script><b>x"\nworkloads: [{id: a, name: "x: [y], {z} # \\"q\\" \\\\ \\u2028 é 🙂"}]\n',
}


def read(text: str) -> Brief:
    return parse_brief(text, api.knowledge(), today=TODAY)


def meaning(brief: Brief) -> tuple[Brief, tuple[str, ...]]:
    """The brief without the lines on which its statements stand."""
    return replace(brief, given=()), tuple(key for key, _ in brief.given)


@pytest.mark.parametrize("text", [*BRIEFS.values(), api.demo_brief()], ids=[*BRIEFS, "demo"])
def test_what_is_written_reads_back_as_the_same_brief(text: str) -> None:
    brief = read(text)
    assert meaning(read(to_yaml(brief))) == meaning(brief)


@pytest.mark.parametrize(
    "name",
    [
        "true",
        "NULL",
        "~",
        "12",
        "- x",
        "a: b",
        "a #b",
        "'",
        '"',
        "2026-11-23",
        "\ufeffx",
        "x\x85y",
        "{a}",
        "é",
        "a\\nb",
    ],
)
def test_any_name_stays_the_same_text(name: str) -> None:
    brief = replace(read("name: X\n"), name=name)
    assert read(to_yaml(brief)).name == " ".join(name.split())


def test_a_name_with_a_final_line_end_is_quoted() -> None:
    assert to_yaml(replace(read("name: X\n"), name="Shop\n")) == 'name: "Shop\\n"\n'


def test_only_what_was_said_is_written() -> None:
    assert (
        to_yaml(read("name: Small\nanswers: {tracing: tracing}\n"))
        == "name: Small\nanswers:\n  tracing: tracing\n"
    )


def test_the_same_brief_gives_the_same_bytes() -> None:
    once = to_yaml(read(api.demo_brief()))
    assert to_yaml(read(once)) == once
