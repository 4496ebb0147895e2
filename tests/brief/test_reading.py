"""Reading briefs: defaults, places of statements, and every way in which a brief can be wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import names

from kgraph.brief.reading import KEYS, parse_brief, read_brief
from kgraph.brief.sites import MAX_CLUSTERS, MAX_IN_ALL, MAX_SITES
from kgraph.brief.statements import statements
from kgraph.documents.reading import MAX_TEXT
from kgraph.errors import InputError, KgraphError
from kgraph.model.brief import Brief, Site
from kgraph.model.knowledge import Knowledge

TODAY = date(2026, 11, 23)


def read(text: str, knowledge: Knowledge) -> Brief:
    return parse_brief(text, knowledge, today=TODAY, source="b.yaml")


def told_of(text: str, knowledge: Knowledge) -> list[str]:
    """What is said of a brief; nothing where it can be read."""
    try:
        read(text, knowledge)
    except InputError as error:
        return [str(problem) for problem in error.problems]
    return []


def refused(text: str, knowledge: Knowledge) -> list[str]:
    told = told_of(text, knowledge)
    assert told
    return told


# --- what a brief means


def test_a_name_is_enough(knowledge: Knowledge) -> None:
    brief = read("name: Small\n", knowledge)
    assert (brief.name, brief.as_of) == ("Small", TODAY)
    assert brief.sites == (Site("main", knowledge.clouds[0].id, None, ("main",)),)
    assert [(workload.id, workload.at) for workload in brief.workloads] == [("app", ())]
    assert brief.given == ()


def test_what_is_not_answered_takes_its_default(knowledge: Knowledge) -> None:
    brief = read("name: Small\n", knowledge)
    asked = {
        of: {d.id: d.defaults for d in knowledge.decisions if d.asked_of == of and d.defaults}
        for of in ("brief", "workload")
    }
    assert dict(brief.answers) == asked["brief"]
    assert dict(brief.workloads[0].answers) == asked["workload"]
    positions = {p.id: p.default_position for p in knowledge.preferences}
    assert brief.prefer == tuple(
        sorted(
            (id for id, at in positions.items() if at is not None),
            key=lambda id: positions[id] or 0,
        )
    )


def test_every_statement_knows_where_it_stands(knowledge: Knowledge) -> None:
    text = """name: Shop
as_of: 2021-01-28
sites:
  - {id: eu, cloud: gcp, region: europe-west1, clusters: [a, b]}
workloads:
  - id: shop
    stores: [cache, tables]
answers:
  recovery: none
use: [harbor]
avoid:
  - jenkins
prefer: [managed]
"""
    brief = read(text, knowledge)
    assert brief.as_of == date(2021, 1, 28)
    assert brief.sites == (Site("eu", "gcp", "europe-west1", ("a", "b")),)
    assert dict(brief.workloads[0].answers)["stores"] == (
        "tables",
        "cache",
    )  # in the order of the ontology
    said = {statement.id: statement.where for statement in statements(brief, knowledge)}
    expected = {
        "as_of": 2, "sites.eu": 4, "workloads.shop.stores.cache": 7, "workloads.shop.stores.tables": 7,
        "answers.recovery.none": 9, "use.harbor": 10, "avoid.jenkins": 12,
    }  # fmt: skip
    assert {id: said[id] for id in expected} == {
        id: f"b.yaml:{line}" for id, line in expected.items()
    }
    assert said["answers.metrics.pull"] is None
    assert brief.where("prefer.managed") == "b.yaml:13"


def test_statements_are_sorted_and_speak_of_every_answer(knowledge: Knowledge) -> None:
    brief = read("name: Shop\nsites: [{id: eu, cloud: aws}]\n", knowledge)
    said = statements(brief, knowledge)
    assert list(said) == sorted(said)
    assert {s.id for s in said} >= {
        f"answers.{decision}.{option}" for decision, options in brief.answers for option in options
    }
    assert next(s.text for s in said if s.id == "sites.eu").startswith("site eu on ")


@given(name=names)
def test_any_name_is_kept_as_text_or_refused(knowledge: Knowledge, name: str) -> None:
    problems: tuple[object, ...] = ()
    read_name = None
    try:
        read_name = read(f"name: {json.dumps(name)}\n", knowledge).name
    except KgraphError as error:
        problems = getattr(error, "problems", ())
    assert problems or read_name == " ".join(name.split())


def test_markup_in_a_name_stays_text(knowledge: Knowledge) -> None:
    brief = read(
        "name: '<b>&amp;</b> {{x}} `y`'\nworkloads: [{id: a, name: '<script>'}]\n", knowledge
    )
    assert (brief.name, brief.workloads[0].name) == ("<b>&amp;</b> {{x}} `y`", "<script>")


# --- what is wrong with one

WRONG = {
    "no name": ("as_of: 2026-01-01\n", "b.yaml:1: 'name' is missing: add 'name: …'"),
    "empty name": ("name: ''\n", "b.yaml:1: 'name' is not a text: write 'name: …'"),
    "list as a name": ("name: [a]\n", "b.yaml:1: 'name' is not a text: write 'name: …'"),
    "unknown key": (
        "name: X\nanswer: {}\n",
        "b.yaml:2: unknown key 'answer': did you mean 'answers'?",
    ),
    "unknown decision": (
        "name: X\nanswers:\n  availabilty: multi-region\n",
        "b.yaml:3: unknown decision 'availabilty': did you mean 'availability'?",
    ),
    "decision of workloads": (
        "name: X\nanswers: {exposes: public}\n",
        "b.yaml:2: 'exposes' is not asked of the whole brief: it is answered for each workload: write it there",
    ),
    "unknown option": (
        "name: X\nanswers:\n  availability: multi-regions\n",
        "b.yaml:3: unknown option 'multi-regions' for 'availability': did you mean 'multi-region'?",
    ),
    "two options of one": (
        "name: X\nanswers: {availability: [single-region, multi-region]}\n",
        "b.yaml:2: 'availability' takes one answer: choose one of single-region, multi-region, multi-cloud",
    ),
    "unknown component": (
        "name: X\n\nuse: [harbour]\n",
        "b.yaml:3: unknown component 'harbour': did you mean 'harbor'?",
    ),
    "component by its name": (
        "name: X\navoid: [Cloud CDN]\n",
        "b.yaml:2: unknown component 'Cloud CDN': did you mean 'google-cloud-cdn'?",
    ),
    "component that is a list": (
        "name: X\nuse: [[harbor]]\n",
        "b.yaml:2: 'use' holds a list where a word is wanted: write 'use: [one, another]'",
    ),
    "unknown preference": (
        "name: X\nprefer: [manged]\n",
        "b.yaml:2: unknown preference 'manged': did you mean 'managed'?",
    ),
    "unknown cloud": (
        "name: X\nsites:\n  - {id: a, cloud: azur}\n",
        "b.yaml:3: unknown cloud 'azur': did you mean 'azure'?",
    ),
    "no cloud": (
        "name: X\nsites: [{id: a}]\n",
        "b.yaml:2: site 'a' has no 'cloud': add one of gcp, aws, azure, on-premises",
    ),
    "no id": ("name: X\nsites: [{cloud: gcp}]\n", "b.yaml:2: a site has no 'id': add 'id: …'"),
    "unknown key of a site": (
        "name: X\nsites: [{id: a, cloud: gcp, regoin: r}]\n",
        "b.yaml:2: unknown key 'regoin' in a site: did you mean 'region'?",
    ),
    "site that is a word": (
        "name: X\nsites: [eu]\n",
        "b.yaml:2: a site is not a mapping: write '- {id, cloud, region, clusters, "
        "networks, answers}'",
    ),
    "two sites of one id": (
        "name: X\nsites:\n  - {id: a, cloud: gcp}\n  - {id: a, cloud: aws}\n",
        "b.yaml:4: the id 'a' stands twice: give each its own id",
    ),
    "id that is no id": (
        "name: X\nsites: [{id: 'a/b', cloud: gcp}]\n",
        "b.yaml:2: the id 'a/b' of a site is not a short name: use small letters, digits and hyphens, such as 'eu-west'",
    ),
    "site called world": (
        "name: X\nsites: [{id: world, cloud: gcp}]\n",
        "b.yaml:2: 'world' means everything together: choose another id for a site",
    ),
    "two clusters of one id": (
        "name: X\nsites: [{id: a, cloud: gcp, clusters: [m, m]}]\n",
        "b.yaml:2: 'm' stands twice under 'clusters': name it once",
    ),
    "no clusters": (
        "name: X\nsites: [{id: a, cloud: gcp, clusters: []}]\n",
        "b.yaml:2: no site has a cluster for a workload to run in: give one site a cluster",
    ),
    "two workloads of one id": (
        "name: X\nworkloads:\n  - {id: a}\n  - {id: a}\n",
        "b.yaml:4: the id 'a' stands twice: give each its own id",
    ),
    "unknown site of a workload": (
        "name: X\nsites: [{id: eu-west, cloud: gcp}]\nworkloads: [{id: a, sites: [eu-wst]}]\n",
        "b.yaml:3: unknown site 'eu-wst': did you mean 'eu-west'?",
    ),
    "unknown key of a workload": (
        "name: X\nworkloads: [{id: a, expose: public}]\n",
        "b.yaml:2: unknown key 'expose' in a workload: did you mean 'exposes'?",
    ),
    "no date": (
        "name: X\nas_of: next week\n",
        "b.yaml:2: 'next week' is not a date: write it as 2026-11-23",
    ),
    "impossible date": (
        "name: X\nas_of: 2026-02-30\n",
        "b.yaml:2: '2026-02-30' is not a date: write it as 2026-11-23",
    ),
    "used and avoided": (
        "name: X\nuse: [harbor]\navoid: [harbor]\n",
        "b.yaml:3: 'harbor' is to be used and avoided: take it out of one of the lists",
    ),
    "twice in a list": (
        "name: X\nuse: [harbor, harbor]\n",
        "b.yaml:2: 'harbor' stands twice under 'use': name it once",
    ),
    "word for answers": (
        "name: X\nanswers: many\n",
        "b.yaml:2: 'answers' is not a mapping: write 'decision: option' lines",
    ),
    "control characters": (
        'name: "a\\x07b"\n',
        "b.yaml:1: 'name' holds control characters: leave them out",
    ),
    "long name": (
        f"name: {'x' * (MAX_TEXT + 1)}\n",
        f"b.yaml:1: 'name' is longer than {MAX_TEXT} characters: shorten it",
    ),
    "many sites": (
        "name: X\nsites:\n"
        + "".join(f"  - {{id: s{n}, cloud: gcp}}\n" for n in range(MAX_SITES + 1)),
        f"b.yaml:{MAX_SITES + 3}: more than {MAX_SITES} sites: split the brief",
    ),
    "many clusters": (
        f"name: X\nsites: [{{id: a, cloud: gcp, clusters: [{', '.join(f'c{n}' for n in range(MAX_CLUSTERS + 1))}]}}]\n",
        f"b.yaml:2: more than {MAX_CLUSTERS} words under 'clusters': split the brief",
    ),
    "sites by their ids": (
        "name: X\nsites:\n  eu: {cloud: gcp}\n  us: {cloud: aws}\n",
        "b.yaml:3: the sites are a mapping, and not a list: write each as '- {id: eu, …}'",
    ),
    "systems by their ids": (
        "name: X\nsystems: {core: {provides: relational-database}}\n",
        "b.yaml:2: the systems are a mapping, and not a list: write each as '- {id: core, …}'",
    ),
    "networks by their ids": (
        "name: X\nsites: [{id: eu, cloud: gcp, networks: {hub: {}}}]\n",
        "b.yaml:2: the networks are a mapping, and not a list: write each as '- {id: hub, …}'",
    ),
    "no workloads in a mapping": (
        "name: X\nworkloads: {}\n",
        "b.yaml:2: the workloads are a mapping, and not a list: write each as '- {id: …, …}'",
    ),
    "what it runs on is misspelt where there is no cluster": (
        "name: X\nsites: [{id: eu, cloud: gcp, clusters: []}]\n"
        "workloads: [{id: a, runs-on: function}]\n",
        "b.yaml:3: unknown option 'function' for 'runs-on': did you mean 'functions'?",
    ),
    "no cluster anywhere": (
        "name: X\nsites: [{id: eu, cloud: gcp, clusters: []}]\nworkloads: [{id: a}, {id: b}]\n",
        "b.yaml:2: no site has a cluster for a workload to run in: give one site a cluster",
    ),
    "empty": ("", "b.yaml:1: is empty: write for example 'name: …'"),
    "list": ("- name: X\n", "b.yaml:1: is not a mapping: write 'key: value' lines"),
    "syntax": ("name: [\n", "b.yaml:"),
}


@pytest.mark.parametrize(("text", "message"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_line_and_a_remedy(
    knowledge: Knowledge, text: str, message: str
) -> None:
    (problem,) = refused(text, knowledge)
    assert problem.startswith(message)
    assert "\n" not in problem


# --- words as they are written


@pytest.mark.parametrize("key", ["use", "avoid"])
def test_a_single_word_is_a_list_of_one(knowledge: Knowledge, key: str) -> None:
    brief = read(f"name: X\n{key}: harbor\n", knowledge)
    assert getattr(brief, key) == ("harbor",)
    assert brief.where(f"{key}.harbor") == "b.yaml:2"


def test_a_site_or_a_workload_alone_needs_no_list(knowledge: Knowledge) -> None:
    text = "name: X\nsites: {id: eu, cloud: gcp, clusters: a}\nworkloads: {id: shop, sites: eu}\n"
    brief = read(text, knowledge)
    assert brief.sites == (Site("eu", "gcp", None, ("a",)),)
    assert [(one.id, one.at) for one in brief.workloads] == [("shop", ("eu",))]


def test_what_looks_like_a_number_or_a_truth_stays_the_text_it_is(knowledge: Knowledge) -> None:
    text = """name: 1.10
sites:
  - {id: 007, cloud: gcp, region: 007, clusters: [1, true, 1e3]}
workloads:
  - {id: 12, name: true, sites: 007}
"""
    brief = read(text, knowledge)
    assert brief.name == "1.10"
    assert brief.sites == (Site("007", "gcp", "007", ("1", "true", "1e3")),)
    assert [(one.id, one.name, one.at) for one in brief.workloads] == [("12", "true", ("007",))]


@pytest.mark.parametrize("id", ["+5", "-1", "1.10", "TRUE", "1_000"])
def test_an_id_is_told_as_it_was_written(knowledge: Knowledge, id: str) -> None:
    (line,) = refused(f"name: X\nsites: [{{id: {id}, cloud: gcp}}]\n", knowledge)
    assert line.startswith(f"b.yaml:2: the id '{id}' of a site is not a short name: ")


@pytest.mark.parametrize("option", ["true", "No", "1.10"])
def test_an_option_that_looks_like_something_else_can_be_chosen(
    knowledge: Knowledge, option: str
) -> None:
    """No decision of ours has such an option; a company's own may."""
    decision = knowledge.decision_by_id["availability"]
    named = replace(decision.options[0], id=option)
    decisions = tuple(
        replace(one, options=(*one.options, named)) if one.id == decision.id else one
        for one in knowledge.decisions
    )
    brief = read(
        f"name: X\nanswers: {{availability: {option}}}\n", replace(knowledge, decisions=decisions)
    )
    assert dict(brief.answers)["availability"] == (option,)


# --- ids


LONG = "the-second-data-hall-of-the-northern-region-behind-the-old-railway-yard"
HOLDERS = {
    "a site": "sites: [{{id: {id}, cloud: gcp}}]",
    "a cluster": "sites: [{{id: eu, cloud: gcp, clusters: [{id}]}}]",
    "a workload": "workloads: [{{id: {id}}}]",
}


@pytest.mark.parametrize("what", HOLDERS)
def test_an_id_that_is_too_long_says_so(knowledge: Knowledge, what: str) -> None:
    text = f"name: X\n{HOLDERS[what].format(id=LONG)}\n"
    shown = f"{LONG[:59]}…"
    assert refused(text, knowledge) == [
        f"b.yaml:2: the id '{shown}' of {what} is longer than 60 characters: shorten it"
    ]
    assert read(text.replace(LONG, LONG[:60]), knowledge)


@pytest.mark.parametrize("what", HOLDERS)
@pytest.mark.parametrize("end", ["\\n", "\\r", "\\u2028"])
def test_no_id_ends_in_a_line_end(knowledge: Knowledge, what: str, end: str) -> None:
    text = f"name: X\n{HOLDERS[what]}\n".format(id=f'"eu{end}"')
    assert refused(text, knowledge) == [
        f"b.yaml:2: the id 'eu{end}' of {what} is not a short name: "
        "use small letters, digits and hyphens, such as 'eu-west'"
    ]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('as_of: "2026-11-23\\n"', "'2026-11-23\\n' is not a date"),
        ('use: ["harbor\\n"]', "unknown component 'harbor\\n'"),
        ('answers: {availability: "multi-region\\n"}', "unknown option 'multi-region\\n' for"),
        ('sites: [{id: eu, cloud: "gcp\\n"}]', "unknown cloud 'gcp\\n'"),
        ('workloads: [{id: a, sites: ["main\\n"]}]', "unknown site 'main\\n'"),
        ('"name\\n": Y', "unknown key 'name\\n'"),
    ],
)
def test_no_word_is_known_with_a_line_end(knowledge: Knowledge, said: str, told: str) -> None:
    (line,) = refused(f"name: X\n{said}\n", knowledge)
    assert line.startswith(f"b.yaml:2: {told}")


# --- what no system provides


@pytest.mark.parametrize("word", ["workload", "public-workload", "client", "site-workload"])
def test_what_the_brief_itself_places_no_system_provides(word: str, knowledge: Knowledge) -> None:
    told = refused(f"name: X\nsystems: [{{id: x, provides: [{word}]}}]\n", knowledge)
    what = f"'{word}' is what the brief itself places, no system provides it"
    assert told == [f"b.yaml:2: {what}: take it out of 'provides'"]


# --- what is no product


def test_people_and_own_code_are_marked_by_how_they_are_had(knowledge: Knowledge) -> None:
    others = {id for id, one in knowledge.components.items() if not one.choosable}
    assert others == {id for id, one in knowledge.components.items() if one.concern == "people"}
    assert others >= {"operator", "workload"}


@pytest.mark.parametrize("key", ["use", "avoid"])
@pytest.mark.parametrize("shape", ["[{word}]", "{word}", "[harbor, {word}]"])
def test_what_is_no_product_is_neither_used_nor_avoided(
    knowledge: Knowledge, key: str, shape: str
) -> None:
    people = [one for one in knowledge.components.values() if not one.choosable]
    for word in (*(one.id for one in people), *(one.name for one in people)):
        told = refused(f"name: X\n{key}: {shape.format(word=word)}\n", knowledge)
        assert told == [f"b.yaml:2: '{word}' is no product: take it out of '{key}'"]


def test_what_is_no_product_is_not_proposed(knowledge: Knowledge) -> None:
    (line,) = refused("name: X\nuse: operatr\n", knowledge)
    assert "'operator'" not in line


# --- everything at once


def test_every_problem_is_told_at_once_in_the_order_of_lines(knowledge: Knowledge) -> None:
    problems = refused(
        "use: [harbour]\nanswers: {logs: lki}\nas_of: soon\nnme: X\nsites: [{id: a, cloud: gpc}]\n",
        knowledge,
    )
    assert [int(problem.split(":")[1]) for problem in problems] == [1, 1, 2, 3, 4, 5]


def test_every_key_of_a_brief_may_be_left_empty(knowledge: Knowledge) -> None:
    for key in set(KEYS) - {"name"}:
        assert read(f"name: X\n{key}:\n", knowledge).name == "X"


def test_a_brief_is_read_from_a_file(knowledge: Knowledge, tmp_path: Path) -> None:
    path = tmp_path / "brief.yaml"
    path.write_text("name: X\nuse: [harbor]\n")
    brief = read_brief(path, knowledge, today=TODAY)
    assert brief.where("use.harbor") == f"{path}:2"
    assert brief.source == str(path)


FRAGMENTS = st.recursive(
    st.sampled_from(
        ["X", "gcp", "harbor", "eu", "public", "2026-01-01", "", "~", "3", "true", "a b"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "cloud", "region", "clusters", "sites", "exposes", "logs"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@given(brief=st.dictionaries(st.sampled_from([*KEYS, "nmae"]), FRAGMENTS, max_size=6))
def test_whatever_shape_a_brief_has_it_is_read_or_refused(
    knowledge: Knowledge, brief: dict[str, object]
) -> None:
    outcome: Brief | InputError
    try:
        outcome = read(json.dumps(brief), knowledge)
    except InputError as error:
        outcome = error
    if isinstance(outcome, Brief):
        assert statements(outcome, knowledge)
    else:
        assert all(
            problem.where.startswith("b.yaml:") and problem.remedy for problem in outcome.problems
        )


def test_all_sites_together_have_so_many_clusters_at_most(knowledge: Knowledge) -> None:
    at_one = MAX_IN_ALL // MAX_SITES
    clusters = f"clusters: [{', '.join(f'c{n}' for n in range(at_one))}]"
    sites = [f"  - {{id: s{n}, cloud: gcp, {clusters}}}" for n in range(MAX_SITES)]
    text = "\n".join(["name: X", "sites:", *sites, ""])
    assert sum(len(site.clusters) for site in read(text, knowledge).sites) == MAX_IN_ALL
    (problem,) = refused(text.replace("[c0,", "[more, c0,", 1), knowledge)
    assert problem == f"b.yaml:3: more than {MAX_IN_ALL} clusters in all: split the brief"
