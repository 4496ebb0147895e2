"""`kgraph compare` and `kgraph check --risks` as people call them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kgraph.cli import app

FIRST = """
name: First
as_of: 2026-11-23
sites: [{id: eu, cloud: gcp}]
workloads: [{id: shop, exposes: public}]
"""


@pytest.fixture
def briefs(tmp_path: Path) -> tuple[Path, Path]:
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first.write_text(FIRST, "utf-8")
    second.write_text(
        FIRST.replace("First", "Second").replace("public}", "public, stores: tables}"), "utf-8"
    )
    return first, second


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def test_the_statement_that_made_the_difference_is_named(briefs: tuple[Path, Path]) -> None:
    told = run("compare", *briefs)
    assert told.exit_code == 0, told.output
    assert "workload shop, stores: tables instead of nothing" in told.output
    assert "+ Cloud SQL (eu)" in told.output


def test_json_holds_it_all(briefs: tuple[Path, Path]) -> None:
    told = json.loads(run("compare", *briefs, "--json").output)
    assert told["placements"]["added"] == ["eu/google-cloud-sql"]
    assert told["causes"][0]["statements"][0]["id"] == "workloads.shop.stores"
    assert told["causes"][0]["effects"]


def test_a_picture_is_written(briefs: tuple[Path, Path], tmp_path: Path) -> None:
    told = run("compare", *briefs, "-o", tmp_path / "diff.svg", "--no-causes")
    assert told.exit_code == 0
    assert "is-added" in (tmp_path / "diff.svg").read_text("utf-8")


def test_one_brief_on_two_days(tmp_path: Path) -> None:
    brief = tmp_path / "logs.yaml"
    brief.write_text(FIRST + "answers: {logs: loki, metrics: pull}\n", "utf-8")
    told = json.loads(
        run("compare", brief, "--between", "2021-01-28", "2026-11-23", "--json").output
    )
    assert (told["before_day"], told["after_day"]) == ("2021-01-28", "2026-11-23")
    assert [one["id"] for one in told["statements"]] == ["as_of"]
    assert "promtail" in {one["component"] for one in told["retired"]}
    same = json.loads(
        run(
            "compare", brief, brief, "--as-of-a", "2021-01-28", "--as-of-b", "2026-11-23", "--json"
        ).output
    )
    assert same == told


@pytest.mark.slow
def test_an_architecture_compares_with_its_brief(briefs: tuple[Path, Path], tmp_path: Path) -> None:
    assert run("assemble", briefs[0], "-o", tmp_path / "out").exit_code == 0
    for name in ("architecture.json", "architecture.ttl"):
        told = run("compare", tmp_path / "out" / name, briefs[0])
        assert told.exit_code == 0, told.output
        assert "both hold the same" in told.output


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "name B, or two days"),
        (("{b}", "--between", "2021-01-28", "2026-11-23"), "name B, or two days"),
        (("{b}", "--as-of-a", "soon"), "'soon' is not a date"),
        (("--between", "2021-01-28", "soon"), "'soon' is not a date"),
        (("--between", "2021-01-28", "2026-11-23", "--as-of-a", "2020-01-01"), "leave out"),
        (("{b}", "-o", "diff"), "no suffix"),
        (("nowhere.yaml",), "there is no such file"),
        (("{here}",), "entries of a catalog"),
    ],
)
def test_wrong_words_are_said_in_one_line(
    briefs: tuple[Path, Path], words: tuple[str, ...], message: str
) -> None:
    told = run(
        "compare",
        briefs[0],
        *(
            word.replace("{b}", str(briefs[1])).replace("{here}", str(briefs[1].parent))
            for word in words
        ),
    )
    assert told.exit_code == 2
    assert message in told.output
    assert told.output.count("\n") == 1


def test_a_brief_that_cannot_be_met_is_a_no(briefs: tuple[Path, Path]) -> None:
    briefs[1].write_text(FIRST + "use: [promtail]\n", "utf-8")
    told = run("compare", *briefs)
    assert told.exit_code == 1
    assert "promtail" in told.output


def test_risks_are_told_without_being_violations(briefs: tuple[Path, Path]) -> None:
    told = run("check", briefs[1], "--risks")
    assert told.exit_code == 0, told.output
    heading, _, rest = told.output.partition("\nSingle points of failure\n")
    assert heading.endswith("Second: what can be lost with what\n")
    single, _, after = rest.partition("\n\nParts without a stand-in\n")
    assert "Cloud SQL" in single
    assert "Cloud SQL" not in after.partition("\n\n")[0]


def test_risks_in_json_stand_beside_the_findings(briefs: tuple[Path, Path]) -> None:
    told = json.loads(run("check", briefs[1], "--risks", "--json").output)
    assert told["findings"] == []
    assert {point["kind"] for point in told["risks"][0]["single_points"]} >= {"request"}
    assert json.loads(run("check", briefs[1], "--json").output) == []


def test_what_is_lost_with_one_thing(briefs: tuple[Path, Path]) -> None:
    told = json.loads(run("check", briefs[1], "--lost", "google-cloud-sql", "--json").output)
    assert told["risks"][0]["workloads"] == ["shop"]
    assert "Web" not in run("check", briefs[1], "--lost", "eu").output
    wrong = run("check", briefs[1], "--lost", "google-cloud-sqll")
    assert wrong.exit_code == 2
    assert "did you mean 'google-cloud-sql'" in wrong.output
