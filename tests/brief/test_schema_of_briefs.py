"""The schema of briefs, held to the reader: what is read validates, what is refused does not."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from random_briefs import brief_of
from test_brief_words import BRIEF
from test_brief_words import WRONG as WRONG_WORDS
from test_networks import WRONG as WRONG_NETWORKS
from test_preferences_of_concerns import WRONG as WRONG_PREFERENCES
from test_reading import WRONG as WRONG_AT_FIRST

from kgraph import api
from kgraph.brief.reading import parse_brief
from kgraph.documents.yaml import parse_yaml
from kgraph.errors import InputError
from kgraph.model.knowledge import Knowledge

ROOT = Path(__file__).parents[2]
WRONG = {**WRONG_AT_FIRST, **WRONG_WORDS, **WRONG_NETWORKS, **WRONG_PREFERENCES}
BEYOND = {
    "two sites of one id",
    "unknown site of a workload",
    "used and avoided",
    "used twice",  # once as a word, once as a mapping
    "unknown called",
    "calls itself",
    "system like a workload",
    "system at no place",
    "unknown cluster",
    "a workload where no cluster is",
    "too narrow a place",  # a network and a cluster are written alike
    "a network of an unknown component",  # it may be one of the site's clusters
    "a name for an id",
    "a component of clusters",
    "a component of the world",
    "a cluster in two",
    "called like a cluster",
    "an unknown peer",
    "its own peer",
    "out in a circle",
    "too many of all sites",
    "a place in two environments",
    "a network in an environment",
    "what no such workload asks for, by name",
}
"""What no schema can say: it compares what stands at one place of a brief with another."""


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    rules = json.loads(api.brief_schema())
    Draft202012Validator.check_schema(rules)
    return Draft202012Validator(rules, format_checker=FormatChecker())


def faults(schema: Draft202012Validator, brief: Any) -> list[str]:
    return [f"{list(one.absolute_path)}: {one.message[:300]}" for one in schema.iter_errors(brief)]


@pytest.mark.parametrize("seed", range(40))
def test_what_the_reader_takes_validates(
    schema: Draft202012Validator, knowledge: Knowledge, seed: int
) -> None:
    brief = brief_of(seed, knowledge)
    try:
        parse_brief(json.dumps(brief), knowledge, today=date(2026, 11, 26))
    except InputError:
        return
    assert faults(schema, brief) == []


@pytest.mark.parametrize(
    "path",
    [*sorted(ROOT.glob("ontology/briefs/*.yaml")), *ROOT.glob("tests/data/versions/*/*.yaml")],
    ids=lambda path: path.name,
)
def test_our_own_briefs_validate(schema: Draft202012Validator, path: Path) -> None:
    assert faults(schema, parse_yaml(path.read_text("utf-8"), path.name).plain()) == []


@pytest.mark.parametrize(
    "text",
    [
        BRIEF,
        "name: 1.10\nsites: {id: 007, cloud: gcp, region: 7, clusters: [1, true]}\n",
        "name: X\nsites:\nsystems:\nworkloads: {id: a, name: , at: , sites: main}\nuse:\n",
        "name: X\nworkloads: [{id: a, stores: {tables: any}}]\nprefer: managed\navoid: harbor\n",
        "name: X\nsites: {id: a, cloud: aws, clusters: []}\n"
        "workloads: {id: b, runs-on: [static-files], at: a}\n",
    ],
)
def test_each_way_of_writing_validates(schema: Draft202012Validator, text: str) -> None:
    assert api.read_brief(text)
    assert faults(schema, parse_yaml(text, "b.yaml").plain()) == []


def test_a_first_brief_validates(schema: Draft202012Validator) -> None:
    text = api.first_brief(api.first_draft())
    assert faults(schema, parse_yaml(text, "b.yaml").plain()) == []


@pytest.mark.parametrize("case", WRONG)
def test_what_the_reader_refuses_does_not_validate(schema: Draft202012Validator, case: str) -> None:
    text, _ = WRONG[case]
    brief: Any
    try:
        brief = parse_yaml(text, "b.yaml").plain()
    except InputError:
        pytest.skip("is no YAML of ours, which no schema sees")
    assert (not faults(schema, brief)) == (case in BEYOND)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("workloads: [{id: a, exposes: nobody}]", True),
        ("workloads: [{id: a, exposes: [nobody]}]", True),
        ("workloads: [{id: a, exposes: [public, internal, operators, partners]}]", True),
        ("workloads: [{id: a, exposes: [nobody, public]}]", False),
        ("workloads: [{id: a, exposes: {nobody: , public: }}]", False),
        ("workloads: [{id: a, replication: [copied, none]}]", False),
        ("answers: {load-balancer-reach: [internal, global]}", True),
        ("answers: {load-balancer-reach: [by-availability, internal]}", False),
        ("answers: {growth: [start-small, architect-for-change]}", True),
        ("answers: {people-sign-in: [own, provider]}", False),
        ("answers: {exposes: operators}", False),
        ("workloads: [{id: a, delivery-network: none}]", False),
        ("sites: [{id: s, cloud: gcp, answers: {delivery-network: none}}]", True),
        ("sites: [{id: s, cloud: gcp, answers: {recovery-time: day}}]", False),
    ],
)
def test_answers_beside_each_other_are_judged_alike(
    schema: Draft202012Validator, said: str, read: bool
) -> None:
    text = f"name: X\n{said}\n"
    assert (faults(schema, parse_yaml(text, "b.yaml").plain()) == []) == read
    if read:
        assert api.read_brief(text)
    else:
        with pytest.raises(InputError):
            api.read_brief(text)
