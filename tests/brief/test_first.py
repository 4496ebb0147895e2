"""A first brief: what it says, and that nothing in it is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import api
from kgraph.brief.asking import HANDFUL, split, weightiest
from kgraph.brief.reading import parse_brief
from kgraph.documents.columns import display_width
from kgraph.errors import InputError
from kgraph.model.brief import Brief, Site
from kgraph.model.knowledge import Knowledge

TODAY = date(2026, 11, 26)
COMMENTED = re.compile(r"^( *)# ([a-z-]+: (?:\[[a-z, -]*\]|[a-z-]+))$", re.MULTILINE)


def read(text: str) -> Brief:
    return parse_brief(text, api.knowledge(), today=TODAY)


def test_a_brief_that_nobody_was_asked_for_says_what_holds_anyway() -> None:
    brief = read(api.first_brief(api.first_draft()))
    bare = read(f"name: {brief.name}\n")
    assert (brief.answers, brief.prefer) == (bare.answers, bare.prefer)
    assert [one.cloud for one in brief.sites] == [one.cloud for one in bare.sites]
    assert [one.answers for one in brief.workloads] == [one.answers for one in bare.workloads]


def test_each_answer_is_said() -> None:
    draft = replace(
        api.first_draft(),
        name="Shop: true",
        sites=("gcp/europe-west1", "gcp/Europe West", "gcp"),
        clusters=2,
        workloads=("shop=internal", "search"),
        answers=("availability=multi-region", "pipeline=build, scan"),
        prefer=("managed",),
    )
    brief = read(api.first_brief(draft, schema="brief.schema.json"))
    both = ("main-1", "main-2")
    assert brief.name == "Shop: true"
    assert brief.sites == (
        Site("europe-west1", "gcp", "europe-west1", both),
        Site("gcp", "gcp", "Europe West", both),
        Site("gcp-2", "gcp", None, both),
    )
    assert [(one.id, dict(one.answers)["exposes"]) for one in brief.workloads] == [
        ("shop", ("internal",)),
        ("search", ("public",)),
    ]
    assert dict(brief.answers)["availability"] == ("multi-region",)
    assert dict(brief.answers)["pipeline"] == ("build", "scan")
    assert brief.prefer[0] == "managed"


def test_a_workload_keeps_its_name_beside_an_id_made_of_it() -> None:
    names = ("shop", "Web App=internal", "Zahlung & Überweisung")
    brief = read(api.first_brief(replace(api.first_draft(), workloads=names)))
    assert [(one.id, one.name) for one in brief.workloads] == [
        ("shop", "shop"),
        ("web-app", "Web App"),
        ("zahlung-uberweisung", "Zahlung & Überweisung"),
    ]


def test_what_stands_in_comments_says_what_holds_without_it() -> None:
    text = api.first_brief(api.first_draft())
    asked = [one.id for one in api.questions() if one.asked_of == "brief"]
    spoken = COMMENTED.sub(r"\1\2", text)
    shown = [found[2].partition(":")[0] for found in COMMENTED.finditer(text)]
    assert shown == [*asked, "prefer"]
    without, with_all = read(text), read(spoken)
    assert (with_all.answers, with_all.prefer) == (without.answers, without.prefer)


def test_the_schema_is_named_in_the_first_line_if_it_is_given() -> None:
    draft = api.first_draft()
    assert "$schema" not in api.first_brief(draft)
    first, rest = api.first_brief(draft, schema="a b\n.json").split("\n", 1)
    assert first == "# yaml-language-server: $schema=a b .json"
    assert rest == api.first_brief(draft)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"sites": ("gpc",)}, "unknown cloud 'gpc': did you mean 'gcp'?"),
        (
            {"workloads": ("a=publik",)},
            "unknown option 'publik' for 'exposes': did you mean 'public'?",
        ),
        ({"answers": ("log=loki",)}, "unknown decision 'log': did you mean 'logs'?"),
        ({"answers": ("logs=",)}, "'logs' names no option: write 'decision=option'"),
        ({"prefer": ("manged",)}, "unknown preference 'manged': did you mean 'managed'?"),
        ({"name": ""}, "'name' is not a text: write 'name: …'"),
        ({"clusters": -1}, "'-1' is no number of clusters: write for example 1"),
        ({"clusters": 25}, "more than 24 words under 'clusters': split the brief"),
        ({"workloads": ("shop", "shop")}, "the id 'shop' stands twice: give each its own id"),
        ({"workloads": ("店",)}, "the id '店' of a workload is not a short name: "),
        ({"workloads": ("my-shop", "My shop")}, "the id 'my-shop' stands twice: give each its own"),
    ],
    ids=str,
)
def test_what_is_not_known_is_told_with_the_nearest_and_no_line(
    change: dict[str, object], told: str
) -> None:
    with pytest.raises(InputError) as caught:
        api.first_brief(replace(api.first_draft(), **change))  # type: ignore[arg-type]
    (problem,) = caught.value.problems
    assert problem.where in ("brief", "answers", "clusters")
    assert f"{problem.what}: {problem.remedy}".startswith(told)


WORDS = st.text(max_size=12)


@given(words=st.lists(WORDS, min_size=6, max_size=6))
def test_no_words_make_a_brief_that_does_not_read_back(words: list[str]) -> None:
    name, site, workload, answer, prefer, schema = words
    draft = replace(
        api.first_draft(),
        name=name,
        sites=("gcp", f"gcp/{site}"),
        workloads=split(workload) or ("app",),
        answers=split(answer),
        prefer=split(prefer),
    )
    outcome: str | InputError
    try:
        outcome = api.first_brief(draft, schema=schema)
    except InputError as error:
        outcome = error
    if isinstance(outcome, InputError):
        assert all(one.remedy for one in outcome.problems)
    else:
        assert read(outcome).sites[0] == Site("gcp", "gcp", None, ("main",))


# --- what is asked


def test_few_decisions_are_asked_and_those_that_bind_the_most(knowledge: Knowledge) -> None:
    asked = api.first_questions()
    order = [one.id for one in knowledge.decisions]
    assert len(asked) == HANDFUL
    assert {"availability", "metrics", "logs"} <= {one.id for one in asked}
    assert [one.id for one in asked] == sorted((one.id for one in asked), key=order.index)
    assert api.workload_question().id == "exposes"


def test_what_is_asked_follows_from_the_ontology(knowledge: Knowledge) -> None:
    """A decision whose options ask for nothing is not among the first."""
    logs = knowledge.decision_by_id["logs"]
    light = tuple(replace(one, demands=(), prefers=(), forbids=()) for one in logs.options)
    decisions = tuple(
        replace(one, options=light) if one.id == "logs" else one for one in knowledge.decisions
    )
    asked = weightiest(replace(knowledge, decisions=decisions), "brief", HANDFUL)
    assert "logs" not in [one.id for one in asked]


def test_no_line_of_a_comment_is_wider_than_a_page() -> None:
    lines = api.first_brief(api.first_draft()).splitlines()
    assert max(map(display_width, lines)) <= 100


def test_what_holds_without_an_answer_depends_on_what_is_preferred() -> None:
    draft = api.first_draft()
    assert "  # runners: service" in api.first_brief(draft).splitlines()
    free = api.first_brief(replace(draft, prefer=("open-source",)))
    assert "  # runners: in-cluster" in free.splitlines()
    assert dict(read(free).answers)["runners"] == ("in-cluster",)
