"""Briefs and architectures of every version that was landed, and those of none yet."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import api
from kgraph.brief.differences import differences
from kgraph.brief.reading import parse_brief
from kgraph.brief.renewing import Renewed, renewed
from kgraph.brief.versions import NEWEST
from kgraph.errors import InputError
from kgraph.model.brief import Answers, Brief

TODAY = date(2026, 11, 26)
OLD = Path(__file__).parents[1] / "data" / "versions" / "1"


def read(text: str) -> Brief:
    return parse_brief(text, api.knowledge(), today=TODAY, source="b.yaml")


def renew(text: str) -> Renewed:
    return renewed(text, api.knowledge(), today=TODAY, source="b.yaml")


def refused(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(text)
    return [str(problem) for problem in caught.value.problems]


# --- what is read


@pytest.mark.parametrize("name", ["architecture.json", "architecture.ttl"])
def test_an_old_architecture_answers_the_brief_it_was_made_for(name: str) -> None:
    architecture = api.read_architecture(OLD / name)
    brief = api.read_brief(OLD / "brief.yaml")
    assert architecture.brief is not None
    old = (architecture.brief.answers, *(one.answers for one in architecture.brief.workloads))
    asked = {id for answers in old for id, _ in answers}
    stated = sum(brief.where(f"prefer.{id}") is not None for id in brief.prefer)
    read = (_sorted(one, asked, stated) for one in (brief, architecture.brief))
    assert differences(*read) == ()


def _sorted(brief: Brief, asked: set[str], stated: int) -> Brief:
    """A brief with its options sorted, since Turtle keeps no order; without what was not asked
    yet, which an old file does not say, and without the preferences that follow by default.
    """
    workloads = tuple(replace(own, answers=_of(own.answers, asked)) for own in brief.workloads)
    return replace(
        brief, answers=_of(brief.answers, asked), workloads=workloads, prefer=brief.prefer[:stated]
    )


def _of(answers: Answers, asked: set[str]) -> Answers:
    return tuple((id, tuple(sorted(one))) for id, one in answers if id in asked)


def test_an_old_file_is_the_same_architecture_in_both_forms() -> None:
    as_json = api.read_architecture(OLD / "architecture.json")
    as_turtle = api.read_architecture(OLD / "architecture.ttl")
    assert len(as_json.placements) == 18
    assert as_json.placements == as_turtle.placements
    assert as_json.flows == as_turtle.flows


def test_an_old_brief_means_what_it_meant() -> None:
    brief = api.read_brief(OLD / "places.yaml")
    assert [(one.id, one.at) for one in brief.workloads] == [("shop", ("eu",)), ("search", ("us",))]
    assert [one.clusters for one in brief.sites] == [("blue", "green"), ("main",)]
    assert (brief.use, brief.use_at, brief.systems) == (("harbor",), (), ())


@pytest.mark.parametrize("version", range(1, NEWEST + 1))
def test_each_version_can_be_stated(version: int) -> None:
    assert replace(read(f"version: {version}\nname: X\n"), given=()) == replace(
        read("name: X\n"), given=()
    )


# --- what is from the future, or none


def test_a_brief_from_the_future_is_refused_by_that_alone() -> None:
    told = f"b.yaml:2: is of version {NEWEST + 1}, and this kgraph reads up to {NEWEST}: "
    assert refused(f"nme: X\nversion: {NEWEST + 1}\n") == [f"{told}renew kgraph"]


@pytest.mark.parametrize("version", ["0", "two", "-1", "1.5", "[1]", "9999999999"])
def test_what_is_no_version_is_told(version: str) -> None:
    (line,) = refused(f"version: {version}\nname: X\n")
    assert line == "b.yaml:1: 'version' is not 1 or 2: write 'version: 2', or leave it out"


def test_an_architecture_from_the_future_is_refused_by_that_alone(tmp_path: Path) -> None:
    document = json.loads((OLD / "architecture.json").read_text())
    newer = document["schema"].replace("-1.json", "-3.json")
    path = tmp_path / "architecture.json"
    path.write_text(json.dumps({"schema": newer, "things": []}, indent=1))
    with pytest.raises(InputError) as caught:
        api.read_architecture(path)
    assert str(caught.value) == (
        f"{path}:2: is of version 3, and this kgraph reads up to 2: renew kgraph"
    )


def test_an_architecture_is_of_the_oldest_version_that_can_say_it() -> None:
    old = api.read_architecture(OLD / "architecture.json")
    assert old.brief is not None
    assert api.to_data(old)["schema"].endswith("/architecture-1.json")
    (workload,) = old.brief.workloads
    calling = replace(old.brief, workloads=(replace(workload, at=("main",)),))
    assert api.to_data(replace(old, brief=calling))["schema"].endswith("/architecture-2.json")


# --- the newest form


def test_an_old_brief_is_renewed_letter_by_letter() -> None:
    text = (OLD / "places.yaml").read_text()
    found = renew(text)
    wanted = text.replace("name: Two", "version: 2\nname: Two")
    wanted = wanted.replace("sites: [eu]", "at: [eu]").replace("    sites: us", "    at: us")
    assert found.text == wanted
    assert found.notes == (
        "b.yaml:2: states no version: read as version 1",
        "b.yaml:8: 'sites' of a workload is 'at' since version 2",
        "b.yaml:10: 'sites' of a workload is 'at' since version 2",
    )
    assert renew(found.text) == Renewed(found.text, ())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{name: X}", "{version: 2, name: X}"),
        ("\ufeffname: X\r\n# c\r\n", "\ufeffversion: 2\r\nname: X\r\n# c\r\n"),
        ("  name: X\n  use: harbor\n", "  version: 2\n  name: X\n  use: harbor\n"),
        ("--- # a\nname: X\n", "--- # a\nversion: 2\nname: X\n"),
        ("name: X\nversion: 1 # old\n", "name: X\nversion: 2 # old\n"),
        ("name: X\nversion: '1'\n", "name: X\nversion: 2\n"),
        ("version:\nname: X\n", "version: 2\nname: X\n"),
        (
            "name: 合\nworkloads: {'sites': main, id: é}".replace("é", "e"),
            "version: 2\nname: 合\nworkloads: {at: main, id: e}",
        ),
        (
            "name: X\nworkloads: [{id: a, sites: []}, {id: b, sites: }]",
            "version: 2\nname: X\nworkloads: [{id: a, sites: []}, {id: b, at: }]",
        ),
        (
            "name: X\nsystems: [{id: sites}]\nworkloads: [{id: a, calls: sites, at: main}]\n",
            "version: 2\nname: X\nsystems: [{id: sites}]\n"
            "workloads: [{id: a, calls: sites, at: main}]\n",
        ),
    ],
)
def test_only_what_is_old_is_changed(old: str, new: str) -> None:
    assert renew(old).text == new


def test_a_version_that_is_not_stated_is_told_by_what_is_said() -> None:
    (note,) = renew("name: X\nsystems: [{id: core}]\n").notes
    assert note == "b.yaml:1: states no version: read as version 2"


def test_what_cannot_be_changed_where_it_stands_is_told() -> None:
    with pytest.raises(InputError, match="cannot be brought to version 2 where it stands"):
        renew("? name\n: X\n")


def test_a_brief_that_is_wrong_is_not_renewed() -> None:
    with pytest.raises(InputError, match="unknown key 'nme'"):
        renew("name: X\nnme: X\n")


@given(
    at=st.lists(st.sampled_from(["eu", "us"]), unique=True),
    key=st.sampled_from(["sites", "at", '"sites"']),
    gap=st.sampled_from(["", " ", "  # c\n   "]),
    version=st.sampled_from(["", "version: 1\n", "version: 2\n"]),
)
def test_a_renewed_brief_means_the_same(at: list[str], key: str, gap: str, version: str) -> None:
    where = f", {key}: [{', '.join(at)}]" if at else ""
    text = (
        f"# c\n{version}name: X\nsites: [{{id: eu, cloud: gcp}}, {{id: us, cloud: gcp}}]\n"
        f"workloads:\n  - {{id: a{where},{gap} exposes: public}}\n"
    )
    found = renew(text)
    assert replace(read(found.text), given=()) == replace(read(text), given=())
    assert renew(found.text).notes == ()
