"""The commands that explain: alternatives, why, why not, conflicts with fixes, complete.

And what bad input leads to.
"""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from kgraph import api
from kgraph.cli import app
from kgraph.model.architecture import Architecture

DAY = "as_of: 2026-11-23\n"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    path = tmp_path / "brief.yaml"
    path.write_text(
        f"name: Small\n{DAY}sites: [{{id: eu, cloud: gcp}}]\nprefer: [open-source, managed]\n"
    )
    return path


def write(path: Path, text: str) -> Path:
    path.write_text(f"name: X\n{DAY}{text}")
    return path


# --- alternatives


def test_alternatives_tell_costs_and_what_is_different(brief: Path) -> None:
    result = run("assemble", brief, "--alternatives", "4")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0] == "1. the best"
    told = [line for line in lines if line[:1].isdigit()]
    assert [line[:2] for line in told] == ["1.", "2.", "3.", "4."]
    assert all(" instead of " in line for line in told[1:])
    assert sum("placements; open-source " in line for line in lines) == 4
    assert sum("what would flip it: " in line for line in lines) == 3


def test_alternatives_as_json_hold_whole_architectures(brief: Path) -> None:
    told = json.loads(run("assemble", brief, "--alternatives", "3", "--json").stdout)[
        "alternatives"
    ]
    assert told[0]["difference"] == "the best"
    assert len({json.dumps(one["architecture"], sort_keys=True) for one in told}) == 3
    best = json.loads(run("assemble", brief, "--json").stdout)
    assert told[0]["architecture"] == best
    costs = [[p["value"] for p in one["architecture"]["preferences"]] for one in told]
    assert min(costs) == costs[0]
    for one in told[1:]:
        assert set(one["swap"]) == {"capability", "chosen", "instead", "why", "flip", "tie"}
        assert one["swap"]["chosen"] in one["goes"]


@pytest.mark.slow
def test_each_alternative_is_written_to_a_folder_of_its_own(brief: Path, tmp_path: Path) -> None:
    """Where no picture is asked for, only the best one is drawn: to draw takes most of the time."""
    assert run("assemble", brief, "--alternatives", "2", "-o", tmp_path / "out").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["1", "2"]
    assert (tmp_path / "out" / "1" / "overview.svg").exists()
    told = {path.name for path in (tmp_path / "out" / "2").iterdir()}
    assert told == {"architecture.ttl", "architecture.json", "rationale.md"}
    more = ("--format", "svg", "-o", tmp_path / "drawn")
    assert run("assemble", brief, "--alternatives", "2", *more).exit_code == 0
    assert (tmp_path / "drawn" / "2" / "overview.svg").exists()


def test_the_front_trades_the_stated_preferences(brief: Path) -> None:
    told = json.loads(run("assemble", brief, "--pareto", "--alternatives", "20", "--json").stdout)[
        "alternatives"
    ]
    own = [[p["value"] for p in one["architecture"]["preferences"]][:2] for one in told]
    assert len(own) > 1
    assert own == sorted(own)
    assert [b for _, b in own] == sorted((b for _, b in own), reverse=True)


@pytest.mark.parametrize("count", ["0", "-1", "51", "1000000"])
def test_a_number_of_alternatives_that_makes_no_sense_is_refused(brief: Path, count: str) -> None:
    result = run("assemble", brief, "--alternatives", count)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"--alternatives: {count} is not between 1 and 50: ask for a handful\n"


# --- why


def test_why_leads_to_the_brief_and_says_what_would_be_without_it(tmp_path: Path) -> None:
    path = write(tmp_path / "b.yaml", "answers: {logs: loki}\n")
    result = run("why", path, "loki")
    assert result.exit_code == 0
    assert result.stdout.startswith("Grafana Loki is in the architecture.\n")
    assert "b.yaml:3: logs: loki" in result.stdout
    assert "\n\nWhy it is there\n  main/main/loki\n    " in result.stdout
    assert "\n\nWithout Grafana Loki\n  that cannot be, because of:\n    " in result.stdout


@pytest.mark.parametrize("word", ["Grafana Loki", "grafana-loki", "Loki"])
def test_a_component_is_meant_by_its_name_too(tmp_path: Path, word: str) -> None:
    path = write(tmp_path / "b.yaml", "answers: {logs: loki}\n")
    assert run("why", path, word).stdout == run("why", path, "loki").stdout


@pytest.mark.parametrize(
    ("word", "keys"),
    [
        ("deployment", "'answers.deployment'"),
        ("gitops", "'answers.deployment'"),
        ("by-pipeline", "'answers.deployment'"),
        ("migration", "'answers.recovery'"),
    ],
)
def test_who_asks_after_an_answer_by_its_word_is_told_how(
    tmp_path: Path, word: str, keys: str
) -> None:
    result = run("why", write(tmp_path / "b.yaml", ""), word)
    told = f"unknown component '{word}': to ask about an answer, write {keys}"
    assert (result.exit_code, result.stderr) == (2, f"component: {told}\n")


def test_why_of_an_answer_says_whom_it_brings(tmp_path: Path) -> None:
    said = "answers: {deployment: gitops, registry: provider}\n"
    path = write(tmp_path / "b.yaml", said + "workloads: [{id: shop, stores: tables}]\n")
    result = run("why", path, "answers.deployment.gitops")
    assert result.exit_code == 0
    assert result.stdout == (
        "How does a new image reach the cluster?\n\n"
        "What the brief says\n"
        "  GitOps: The cluster pulls the state that a repository describes.\n\n"
        "Here\n  there for it: Argo CD\n  already met by GitHub\n"
    )
    told = json.loads(run("why", path, "workloads.shop.stores", "--json").stdout)
    assert (told["workload"], told["options"]) == ("shop", ["tables"])
    assert told["brings"] == ["google-cloud-sql"]


@pytest.mark.parametrize(
    ("answer", "asked"),
    [
        ("deployment: gitops", "continuous delivery"),
        ("mesh: mesh", "service mesh"),
        ("policy: enforced", "network policy, policy enforcement"),
    ],
)
def test_what_stands_in_clusters_alone_is_nowhere_without_them(
    tmp_path: Path, answer: str, asked: str
) -> None:
    said = f"answers: {{{answer}}}\nworkloads: [{{id: shop, runs-on: functions}}]\n"
    path = write(tmp_path / "b.yaml", said)
    decision = answer.partition(":")[0]
    told = f"asks for {asked} in clusters, and there is none"
    assert told in run("why", path, f"answers.{decision}").stdout
    run("assemble", path, "-o", tmp_path / "out")
    record = (tmp_path / "out" / "rationale.md").read_text("utf-8")
    assert record.count(told) == record.count("and there is none |") == 1
    path.write_text(
        path.read_text("utf-8").replace("runs-on: functions", "exposes: public"), "utf-8"
    )
    assert "and there is none" not in run("why", path, f"answers.{decision}").stdout


@pytest.mark.parametrize("key", ["workloads.job.exposes", "workloads.job.stores", "answers.logs"])
def test_what_is_met_without_clusters_is_not_nowhere(tmp_path: Path, key: str) -> None:
    said = "{id: job, runs-on: virtual-machines, exposes: public, stores: [files, disks]}"
    path = write(tmp_path / "b.yaml", f"answers: {{logs: any}}\nworkloads: [{said}]\n")
    told = run("why", path, key)
    assert "there for it: " in told.stdout
    assert "and there is none" not in told.stdout


def test_an_answer_that_changes_nothing_is_met_already(tmp_path: Path) -> None:
    path = write(tmp_path / "b.yaml", "answers: {registry: provider}\n")
    told = run("why", path, "answers.registry")
    assert told.exit_code == 0
    assert "\nHere\n  already met by Artifact Registry\n" in told.stdout
    assert "there for it" not in told.stdout


@pytest.mark.parametrize(
    ("key", "message"),
    [
        (
            "answers.regisry",
            "there is no answer 'answers.regisry': did you mean 'answers.registry'?",
        ),
        (
            "answers.policy.enforced",
            "'answers.policy.enforced' is not what the brief says: the answer is none",
        ),
        ("workloads.nobody.stores", "there is no answer 'workloads.nobody.stores'"),
    ],
)
def test_an_answer_that_is_not_there_is_refused(brief: Path, key: str, message: str) -> None:
    result = run("why", brief, key)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"why: {message}")
    assert result.stderr.count("\n") == 1


def test_why_not_says_what_it_would_cost(brief: Path) -> None:
    result = run("why", brief, "thanos")
    assert result.exit_code == 0
    assert result.stdout.startswith("Thanos is not in the architecture.\n\nWhy it is not there\n  ")
    assert "\n\nWith Thanos\n  possible: " in result.stdout
    assert "comes: " in result.stdout
    told = json.loads(run("why", brief, "thanos", "--json").stdout)
    assert told["otherwise"]["possible"]
    assert "thanos" in told["otherwise"]["comes"]
    assert (
        told["otherwise"]["costs"]["managed"]["after"]
        >= told["otherwise"]["costs"]["managed"]["before"]
    )


def test_why_not_says_what_forbids_it(brief: Path) -> None:
    told = json.loads(run("why", brief, "eks", "--json").stdout)
    assert not told["otherwise"]["possible"]
    assert {s["text"] for s in told["otherwise"]["conflict"]["statements"]} >= {
        "site eu on Google Cloud"
    }
    assert "on AWS only" in told["otherwise"]["conflict"]["story"]


def test_a_component_that_does_not_exist_is_told_with_the_nearest(brief: Path) -> None:
    result = run("why", brief, "prometeus")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "component: unknown component 'prometeus': did you mean 'prometheus'?\n"


# --- conflicts


@pytest.mark.slow
def test_every_conflict_and_fixes_are_told(tmp_path: Path) -> None:
    path = write(tmp_path / "b.yaml", "use: [promtail, harbor]\navoid: [trivy]\n")
    result = run("assemble", path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{path}:3: use: promtail" in result.stderr
    assert "and, apart from that:" in result.stderr
    assert f"{path}:4: avoid: trivy" in result.stderr
    assert "What would mend it (each was tried):" in result.stderr
    assert "take promtail out of 'use'; take harbor out of 'use' → " in result.stderr or (
        "take harbor out of 'use'; take promtail out of 'use' → " in result.stderr
    )
    assert "There may be further conflicts." not in result.stderr
    told = json.loads(run("assemble", path, "--json").stdout)
    assert len(told["conflicts"]) == 2
    assert all(
        set(fix) == {"drop", "change", "then"} and fix["then"]["placements"]
        for fix in told["fixes"]
    )


def test_the_days_of_an_option_hold_for_conflicts_too(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_text("name: X\nuse: [promtail]\n")
    assert run("assemble", path, "--as-of", "2021-01-28").exit_code == 0
    result = run("why", path, "harbor", "--as-of", "2026-11-23")
    assert result.exit_code == 1
    assert "as of 2026-11-23" in result.stderr


def test_conflicts_without_time_for_more_are_told_without_fixes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time is used up by the assembly itself.

    The one conflict it met is told, and that there may be more.
    """
    assemble = api.assemble

    def until_the_time_is_up(*words: Any, **more: Any) -> Architecture:
        try:
            return assemble(*words, **{**more, "timeout": 600.0})
        finally:
            time.sleep(0.06)

    monkeypatch.setattr(api, "assemble", until_the_time_is_up)
    path = write(tmp_path / "b.yaml", "use: [promtail, harbor]\navoid: [trivy]\n")
    result = run("assemble", path, "--timeout", "0.05")
    assert result.exit_code == 1
    assert "There may be further conflicts." in result.stderr
    assert "What would mend it" not in result.stderr


# --- complete


@pytest.fixture(scope="module")
def whole() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(api.to_json(api.assemble(f"name: X\n{DAY}")))
    return found


def save(path: Path, whole: dict[str, Any]) -> Path:
    path.write_text(json.dumps(whole))
    return path


def without(whole: dict[str, Any], component: str) -> dict[str, Any]:
    gone = {p["id"] for p in whole["placements"] if p["component"] == component}
    assert gone
    placements = [{**p, "reasons": []} for p in whole["placements"] if p["id"] not in gone]
    flows = [{**f, "reasons": []} for f in whole["flows"] if not gone & {f["from"], f["to"]}]
    return {**whole, "placements": placements, "flows": flows}


def test_complete_adds_what_is_missing(whole: dict[str, Any], tmp_path: Path) -> None:
    part = save(tmp_path / "part.json", without(whole, "gke"))
    result = run("complete", part, write(tmp_path / "b.yaml", ""), "-o", tmp_path / "out")
    assert result.exit_code == 0, result.output
    kept = len(json.loads(part.read_text())["placements"])
    assert result.stdout.splitlines()[0] == f"{kept} placements kept, 1 added"
    assert result.stdout.splitlines()[1].startswith("  + main/main/gke: ")
    done = json.loads((tmp_path / "out" / "architecture.json").read_text("utf-8"))
    assert len(done["placements"]) == kept + 1


def test_complete_takes_turtle(tmp_path: Path) -> None:
    part = tmp_path / "part.ttl"
    part.write_text(api.to_turtle(api.assemble(f"name: X\n{DAY}")))
    result = run("complete", part, write(tmp_path / "b.yaml", ""))
    assert result.stdout.splitlines()[0].endswith(" placements kept, 0 added")


def test_complete_names_what_clashes(tmp_path: Path) -> None:
    then = tmp_path / "then.json"
    then.write_text(api.to_json(api.assemble("name: X\nas_of: 2021-01-28\nuse: [stackpath]\n")))
    result = run("complete", then, write(tmp_path / "b.yaml", ""))
    assert result.exit_code == 1
    assert "stackpath stands at world already" in result.stderr
    assert "as of 2026-11-23" in result.stderr
    assert "StackPath: shut down since 2023-08" in result.stderr


def test_complete_refuses_what_it_cannot_keep(whole: dict[str, Any], tmp_path: Path) -> None:
    part = save(tmp_path / "part.json", whole)
    result = run("complete", part, write(tmp_path / "b.yaml", "sites: [{id: eu, cloud: gcp}]\n"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert all("which the brief does not name" in line for line in result.stderr.splitlines())


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.json", '{"name": "X"}', "is no architecture"),
        ("a.ttl", "<http://x/a> <http://x/b> 1 .", "holds no architecture"),
        ("a.docx", "x", "is not a kind of file that holds an architecture"),
    ],
)
def test_an_architecture_that_is_none_is_told(
    tmp_path: Path, name: str, data: str, message: str
) -> None:
    (tmp_path / name).write_text(data)
    result = run("complete", tmp_path / name, write(tmp_path / "b.yaml", ""))
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


# --- architectures of another version


@pytest.fixture
def old(whole: dict[str, Any], tmp_path: Path) -> Path:
    placements = [
        {**p, "capabilities": [*p["capabilities"], "of-old"]} for p in whole["placements"]
    ]
    return save(tmp_path / "old.json", {**whole, "ontology": "0.9.0", "placements": placements})


WARNING = "X: made with ontology 0.9.0, read with 1.0.0: capability unknown here: of-old"


@pytest.mark.parametrize("command", ["complete", "draw", "compare"])
def test_what_differs_from_another_version_is_told_and_what_is_assumed(
    old: Path, tmp_path: Path, command: str
) -> None:
    more = {
        "complete": [write(tmp_path / "b.yaml", "")],
        "draw": ["-o", tmp_path / "p.svg"],
        "compare": [old],
    }[command]
    result = run(command, old, *more)
    assert result.exit_code == 0, result.output
    assert f"warning: {WARNING}: it is assumed that equal names mean the same" in result.stderr
    assert WARNING not in result.stdout


def test_check_finds_another_version_in_json_and_turtle(old: Path, tmp_path: Path) -> None:
    result = run("check", old, "--json")
    assert result.exit_code == 0
    (finding,) = json.loads(result.stdout)
    assert (finding["severity"], finding["rule"]) == ("warning", "ontology-version")
    turtle = tmp_path / "old.ttl"
    turtle.write_text(api.to_turtle(replace(api.assemble(f"name: X\n{DAY}"), ontology="0.9.0")))
    told = run("check", turtle).stdout
    assert "made with ontology 0.9.0, read with 1.0.0: all its names are known here" in told


def test_the_own_version_is_not_told(whole: dict[str, Any], tmp_path: Path) -> None:
    result = run("check", save(tmp_path / "own.json", whole))
    assert (result.exit_code, result.stderr) == (0, "")
    assert "ontology" not in result.stdout


def test_what_pictures_cannot_show_is_told_with_the_nearest(
    whole: dict[str, Any], tmp_path: Path
) -> None:
    strange = json.loads(json.dumps(whole).replace('"component": "gke"', '"component": "gkee"'))
    result = run("draw", save(tmp_path / "a.json", strange), "-o", tmp_path / "p.svg")
    assert result.exit_code == 2
    assert "'gkee' is not in the catalog: did you mean 'gke'?" in result.stderr
    assert not (tmp_path / "p.svg").exists()


# --- time


@pytest.mark.parametrize("timeout", ["0", "-1", "nan", "1e9", "0.01"])
@pytest.mark.parametrize("command", ["assemble", "why", "complete"])
def test_a_timeout_that_makes_no_sense_is_refused(
    brief: Path, whole: dict[str, Any], tmp_path: Path, command: str, timeout: str
) -> None:
    more = {
        "assemble": [brief],
        "why": [brief, "gke"],
        "complete": [save(tmp_path / "a.json", whole), brief],
    }[command]
    result = run(command, *more, "--timeout", timeout)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--timeout: " in result.stderr
    assert "is not between 0.05 and 3600 seconds: allow it a few seconds" in result.stderr


@pytest.mark.parametrize("command", ["assemble", "why", "complete"])
def test_days_that_are_none_are_refused(
    brief: Path, whole: dict[str, Any], tmp_path: Path, command: str
) -> None:
    more = {
        "assemble": [brief],
        "why": [brief, "gke"],
        "complete": [save(tmp_path / "a.json", whole), brief],
    }[command]
    for day in ("soon", "2026-02-30", "23.11.2026"):
        result = run(command, *more, "--as-of", day)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(f"--as-of: '{day}' is not a date: write it as ")


def test_what_is_not_proven_is_said(brief: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On this catalog a proof takes milliseconds, so an answer without one has to be made."""
    assemble = api.assemble
    monkeypatch.setattr(
        api, "assemble", lambda *words, **more: replace(assemble(*words, **more), proven=False)
    )
    result = run("assemble", brief)
    assert result.exit_code == 0
    assert "not proven to be the best: the time was up" in result.stderr
    assert json.loads(run("assemble", brief, "--json").stdout)["proven"] is False
