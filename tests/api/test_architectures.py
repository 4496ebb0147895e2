"""Briefs and architectures: read, assembled, asked, completed, written down, and refused."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from refusals import refusal
from strategies import brief_texts

from kgraph import api, resources
from kgraph.api.architectures import brief_of, kind_of_file, ready
from kgraph.errors import InputError, SolverTimeout, Unsatisfiable
from kgraph.model.architecture import Architecture
from kgraph.model.knowledge import Knowledge

DAY = date(2026, 11, 23)
LATER = date(2027, 1, 1)
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


def test_the_demo_brief_is_the_one_that_the_demo_answers(demo: Architecture) -> None:
    brief = api.read_brief(api.demo_brief())
    assert demo.brief is not None
    assert (brief.name, brief.sites, brief.answers) == (
        demo.name,
        demo.brief.sites,
        demo.brief.answers,
    )


def test_a_brief_is_the_same_in_a_file_and_as_a_text(small_brief: str, small_file: Path) -> None:
    read = api.read_brief(small_file)
    assert read.given == (("as_of", f"{small_file}:2"),)
    assert api.read_brief(small_brief).source == "brief.yaml"
    assert replace(api.read_brief(small_brief, name=str(small_file)), given=read.given) == read


def test_a_brief_without_a_day_is_of_today_and_one_with_a_day_is_not(small_brief: str) -> None:
    assert api.read_brief("name: X", today=LATER).as_of == LATER
    assert api.read_brief("name: X").as_of == date.today()
    assert api.read_brief(small_brief, today=LATER).as_of == DAY


def test_every_problem_of_a_brief_is_told_with_its_line() -> None:
    with pytest.raises(InputError) as caught:
        api.read_brief("nam: X\nuse: [harbr]\nas_of: yesterday\n", name="mine.yaml")
    told = sorted(one.where for one in caught.value.problems)
    assert {"mine.yaml:1", "mine.yaml:2", "mine.yaml:3"} <= set(told)


def test_another_day_takes_the_place_of_the_own_one_of_a_brief(small_brief: str) -> None:
    brief = api.read_brief(small_brief)
    assert brief_of(brief, None, None) is brief
    assert brief_of(brief, LATER, None) == replace(brief, as_of=LATER)
    assert brief_of("name: X", None, LATER).as_of == LATER


def test_the_solver_gets_the_brief_with_all_that_it_says(
    small_brief: str, knowledge: Knowledge
) -> None:
    brief = api.read_brief(small_brief + "use: [harbor]\n")
    problem = ready(brief)
    assert problem.written is brief
    assert problem.brief == brief
    assert problem.knowledge is knowledge
    assert "use.harbor" in problem.statements


def test_the_kinds_of_a_brief_are_answered_alike(
    small: Architecture, small_brief: str, small_file: Path
) -> None:
    assert api.assemble(api.read_brief(small_brief)) == small
    assert api.assemble(small_file).placements == small.placements
    assert small.proven
    assert api.assemble(small_brief, as_of=LATER).as_of == LATER
    assert api.assemble("name: X", today=LATER).as_of == LATER


def test_what_nothing_can_answer_is_told_by_the_statements_that_clash(clash: str) -> None:
    with pytest.raises(Unsatisfiable) as caught:
        api.assemble(clash)
    told = {one.text: one.where for one in caught.value.conflict.statements}
    assert told["kubernetes: managed"] == "brief.yaml:4"
    assert len(told) == 2
    assert "Amazon Elastic Kubernetes Service" in caught.value.conflict.story


def test_without_time_there_is_no_answer() -> None:
    with pytest.raises(SolverTimeout, match="nothing found within 0 s"):
        api.assemble(api.demo_brief(), timeout=0)


def test_alternatives_begin_with_the_best_and_really_differ(
    small: Architecture, small_brief: str
) -> None:
    found = api.alternatives(small_brief, count=3)
    assert found[0].architecture.placements == small.placements
    assert len({one.architecture.components for one in found}) == len(found) == 3
    best = tuple(cost for _, cost in small.preferences)
    for other in found[1:]:
        assert tuple(cost for _, cost in other.architecture.preferences) >= best
        assert set(other.comes) == set(other.architecture.components) - set(small.components)
        assert set(other.goes) == set(small.components) - set(other.architecture.components)
        assert other.difference


def test_of_those_that_trade_preferences_none_is_as_good_in_all(small_brief: str) -> None:
    found = api.alternatives(small_brief, count=3, pareto=True)
    costs = [dict(one.architecture.preferences) for one in found]
    assert len(costs) == 3
    for one in costs:
        for other in costs:
            assert one is other or any(one[id] < other[id] for id in one)


def test_a_trade_that_is_two_others_at_once_says_so() -> None:
    """The front is of architectures, so the third trade may be the first two in one."""
    text = (resources.folder("ontology") / "briefs" / "article-2021.yaml").read_text("utf-8")
    _, one, other, both = api.alternatives(text, count=4, pareto=True)
    assert both.difference.startswith("2 and 3 together, ")
    assert {*both.comes} == {*one.comes, *other.comes}
    assert {*both.goes} == {*one.goes, *other.goes}
    assert one.difference.startswith("without Jaeger all-in-one")
    assert " instead of " in other.difference
    assert "nothing" not in one.difference + other.difference + both.difference


def test_alternatives_may_be_so_many_and_not_more(small_brief: str) -> None:
    assert len(api.alternatives(small_brief, count=1)) == 1
    for count in (0, api.MAX_ALTERNATIVES + 1):
        problem = refusal(partial(api.alternatives, small_brief, count=count))
        assert problem.where == "--alternatives"
        assert problem.what == f"{count} is not between 1 and 50"


def test_there_are_no_alternatives_where_there_is_no_answer(clash: str) -> None:
    with pytest.raises(Unsatisfiable):
        api.alternatives(clash)


def test_why_a_component_is_there_leads_to_a_statement(
    small: Architecture, small_brief: str
) -> None:
    answer = api.why(small_brief, "gke")
    assert answer.present
    assert answer.placements == small.placements_of("gke")
    assert answer.chain[0] == "main/main/gke"


def test_what_is_not_there_has_a_price(small: Architecture, small_brief: str) -> None:
    answer = api.why(small_brief, "harbor")
    assert "harbor" not in small.components
    assert (answer.present, answer.placements, answer.chain) == (False, (), ())
    assert answer.otherwise.possible
    assert "harbor" in answer.otherwise.comes
    before = {id: first for id, first, _ in answer.otherwise.costs}
    assert before == dict(small.preferences)


def test_why_an_unknown_component_is_refused_with_the_nearest(small_brief: str) -> None:
    problem = refusal(lambda: api.why(small_brief, "harbr"))
    assert problem.remedy == "did you mean 'harbor'?"


def test_a_fix_that_is_told_really_answers(clash: str) -> None:
    found = api.diagnose(clash)
    assert found.complete
    (conflict,) = found.conflicts
    assert "kubernetes: managed" in [one.text for one in conflict.statements]
    assert found.fixes
    for fix in found.fixes:
        answered = api.assemble(fix.brief)
        assert len(answered.placements) == fix.placements
        assert answered.preferences == fix.preferences


def test_no_more_conflicts_are_told_than_asked_for(clash: str) -> None:
    two = clash + "use: [google-cloud-sql]\n"
    assert len(api.diagnose(two, count=1).conflicts) == 1
    assert len(api.diagnose(two).conflicts) == 2


def test_what_is_there_stays_and_what_is_missing_is_added(
    small: Architecture, small_brief: str
) -> None:
    half = replace(small, placements=small.placements[::2], flows=())
    whole = api.complete(half, small_brief)
    assert {one.id for one in half.placements} < {one.id for one in whole.placements}
    assert api.check(whole) == ()


def test_what_stands_in_the_way_of_a_brief_is_told(small: Architecture, small_brief: str) -> None:
    with pytest.raises(Unsatisfiable):
        api.complete(small, small_brief + "avoid: [gke]\n")


def test_an_architecture_is_read_from_whatever_holds_it(
    small: Architecture, small_file: Path, tmp_path: Path
) -> None:
    assert api.read_architecture(small_file).placements == small.placements
    for name, text in (("a.json", api.to_json(small)), ("a.ttl", api.to_turtle(small))):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        (tmp_path / f"without-{name[2:]}").write_text(text, "utf-8")
        read = api.read_architecture(path)
        assert (read.name, read.as_of, read.places) == (small.name, small.as_of, small.places)
        assert (read.placements, read.flows) == (small.placements, small.flows)
        again = api.read_architecture(tmp_path / f"without-{name[2:]}")
        assert replace(again, brief=read.brief) == read


def test_a_brief_without_a_day_is_read_as_of_today(tmp_path: Path) -> None:
    path = tmp_path / "brief.yaml"
    path.write_text("name: X", "utf-8")
    assert api.read_architecture(path, today=LATER).as_of == LATER


def test_what_holds_no_architecture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "picture.svg").write_bytes(PICTURE)
    (tmp_path / "notes.txt").write_bytes(b"notes")
    expected = {
        "picture.svg": "is a picture",
        "notes.txt": "'.txt' is not a kind of file that holds an architecture",
        "gone.json": "there is no such file",
    }
    for name, what in expected.items():
        problem = refusal(partial(api.read_architecture, tmp_path / name))
        assert (problem.where, problem.what) == (str(tmp_path / name), what)


def test_the_kind_of_a_file_is_told_by_its_name_or_by_its_text(tmp_path: Path) -> None:
    for name, text, kind in (("a.ttl", "", "turtle"), ("b", "name: X", "yaml"), ("c", "{", "json")):
        (tmp_path / name).write_text(text, "utf-8")
        assert kind_of_file(tmp_path / name) == kind


def test_only_another_version_of_the_ontology_is_warned_of(small: Architecture) -> None:
    assert api.assumed(small) == ()
    (finding,) = api.assumed(replace(small, ontology="0.0.1"))
    assert (finding.severity, finding.rule) == ("warning", "ontology-version")
    assert f"0.0.1, read with {small.ontology}" in finding.reason


def test_the_json_is_by_the_published_schema_and_is_the_plain_data(demo: Architecture) -> None:
    data = json.loads(api.to_json(demo))
    assert data == api.to_data(demo)
    schema = resources.folder("ontology") / "architecture.schema.json"
    jsonschema.validate(data, json.loads(schema.read_text("utf-8")))
    assert [one["id"] for one in data["placements"]] == [one.id for one in demo.placements]


@settings(max_examples=30)
@given(st.data())
def test_a_brief_that_is_written_reads_back(knowledge: Knowledge, data: st.DataObject) -> None:
    try:
        brief = api.read_brief(data.draw(brief_texts(knowledge)))
    except InputError:
        return
    again = api.read_brief(api.brief_text(brief))
    assert replace(again, given=brief.given) == brief
    assert [key for key, _ in again.given] == [key for key, _ in brief.given]


def test_only_what_was_said_is_written(small_brief: str) -> None:
    assert api.brief_text(api.read_brief(small_brief)) == small_brief


@given(st.dates())
def test_every_day_is_read_as_it_is_written(day: date) -> None:
    assert api.parse_day(day.isoformat(), where="--as-of") == day


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01", "2026-02-30", "23.11.2026"])
def test_what_is_no_day_is_refused(text: str) -> None:
    problem = refusal(lambda: api.parse_day(text, where="--as-of"))
    assert (problem.where, problem.what) == ("--as-of", f"'{text}' is not a date")
    assert problem.remedy == "write it as 2026-11-23"
