"""`kgraph catalog schema` prints the schema that entries are held to."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from kgraph import api, resources
from kgraph.cli import app
from kgraph.documents.yaml import read_yaml


def test_the_schema_of_entries_is_printed_or_written(tmp_path: Path) -> None:
    path = tmp_path / "entry.json"
    told = CliRunner().invoke(app, ["catalog", "schema"])
    assert told.exit_code == 0
    written = CliRunner().invoke(app, ["catalog", "schema", "-o", str(path)])
    assert written.exit_code == 0
    assert path.read_text("utf-8") == told.stdout == api.entry_schema()


def test_what_entries_say_is_as_the_printed_schema_says() -> None:
    judge = Draft202012Validator(json.loads(api.entry_schema()))
    paths = sorted(resources.folder("catalog").rglob("*.yaml"))
    for path in paths:
        assert list(judge.iter_errors(read_yaml(path).plain())) == [], path.name
    thanos = read_yaml(resources.folder("catalog") / "observability" / "thanos.yaml").plain()
    thanos["needs"][1]["when"] = {"metrics-dept": "long-term"}
    assert list(judge.iter_errors(thanos))
