"""What `--json` prints, name by name, held against what was accepted in tests/published.

Each line is a path into the JSON with the kinds of value that stand there. Scripts rely on these
names: adding one is a choice to be accepted, losing or renaming one breaks somebody's script.

One command accepts what is printed now: ``pytest tests/cli/test_published_shapes.py --accept``.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kgraph.cli import app

PUBLISHED = Path(__file__).parents[1] / "published"
ACCEPT = "pytest tests/cli/test_published_shapes.py --accept"
BY_ID = {"answers", "briefs", "costs", "files", "index", "preferences"}
"""Mappings whose keys are ids or file names, not names of ours."""
BRIEF = """
name: Shop
as_of: 2026-11-23
sites: [{id: eu, cloud: gcp, region: europe-west1}, {id: us, cloud: gcp}]
workloads: [{id: shop, exposes: public, sites: [eu]}]
answers: {logs: loki, metrics: pull}
use: [grafana]
avoid: [datadog]
"""
COMMANDS = {
    "assemble": "assemble {brief}",
    "assemble-alternatives": "assemble {brief} --alternatives 2",
    "assemble-conflict": "assemble {clash}",
    "catalog-list": "catalog list",
    "catalog-show": "catalog show calico",
    "check": "check {broken}",
    "check-risks": "check {brief} --risks --lost eu",
    "compare": "compare {brief} {other}",
    "compare-between": "compare {brief} --between 2021-01-28 2026-11-23",
    "complete": "complete {architecture} {other}",
    "export": "export {folder}",
    "query": "query {query}",
    "questions": "questions",
    "views": "views {brief}",
    "why-conflict": "why {brief} eks",
    "why-in": "why {brief} loki",
    "why-not": "why {brief} thanos",
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A brief, what it is compared and completed with, and an architecture that breaks rules."""
    folder = tmp_path_factory.mktemp("published")
    briefs = folder / "briefs"
    briefs.mkdir()
    found = {
        "brief": folder / "shop.yaml",
        "other": folder / "other.yaml",
        "clash": folder / "clash.yaml",
        "broken": folder / "broken.json",
        "folder": briefs,
        "architecture": folder / "out" / "architecture.json",
        "query": folder / "query.rq",
    }
    found["brief"].write_text(BRIEF, "utf-8")
    found["other"].write_text(BRIEF.replace("logs: loki", "logs: efk"), "utf-8")
    found["clash"].write_text(BRIEF.replace("[grafana]", "[promtail, harbor]"), "utf-8")
    (briefs / "export.yaml").write_text("views: [overview]\ndocuments: [index.md]\n", "utf-8")
    (briefs / "shop.yaml").write_text(BRIEF, "utf-8")
    found["query"].write_text("SELECT ?c { ?c a o:Component } LIMIT 2", "utf-8")
    text = printed("assemble", str(found["brief"]), "-o", str(folder / "out"), "--json")
    found["broken"].write_text(json.dumps(broken(json.loads(text))), "utf-8")
    return found


def broken(architecture: dict[str, Any]) -> dict[str, Any]:
    """The architecture without what keeps its metrics and logs."""
    gone = {one["id"] for one in architecture["placements"] if one["component"] == "loki"}
    kept = [one for one in architecture["placements"] if one["id"] not in gone]
    flows = [one for one in architecture["flows"] if not {one["from"], one["to"]} & gone]
    return {**architecture, "placements": kept, "flows": flows}


def printed(*words: str) -> str:
    result = CliRunner().invoke(app, words)
    assert result.exit_code in (0, 1), result.output
    return result.stdout


def shape(data: object) -> str:
    """Every path into the data with the kinds of value that stand there."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for path, kind in walk(data, "", ""):
        kinds[path].add(kind)
    return "".join(f"{path} {'|'.join(sorted(kinds[path]))}\n" for path in sorted(kinds))


def walk(value: object, path: str, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from walk(inner, f"{path}.{'*' if name in BY_ID else key}", key)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner, f"{path}[]", "")
    yield path or ".", "null" if value is None else type(value).__name__


@pytest.mark.parametrize("name", COMMANDS)
def test_scripts_find_every_name_where_it_was(
    name: str, files: dict[str, Path], request: pytest.FixtureRequest
) -> None:
    words = COMMANDS[name].format(**files).split()
    now = shape(json.loads(printed(*words, "--json")))
    path = PUBLISHED / f"{name}.txt"
    if request.config.getoption("--accept"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(now, "utf-8", newline="\n")
    assert path.is_file(), f"nothing is accepted yet: {ACCEPT}"
    before = path.read_text("utf-8")
    assert now.splitlines() == before.splitlines(), f"to accept what is printed now: {ACCEPT}"


def test_nothing_stands_among_the_shapes_that_no_command_prints() -> None:
    assert {path.stem for path in PUBLISHED.iterdir()} == set(COMMANDS)


@pytest.mark.parametrize("name", ["assemble", "catalog-show", "check-risks", "questions"])
def test_what_is_printed_is_sorted_and_ends_its_line(name: str, files: dict[str, Path]) -> None:
    text = printed(*COMMANDS[name].format(**files).split(), "--json")
    data = json.loads(text)
    assert text == json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
