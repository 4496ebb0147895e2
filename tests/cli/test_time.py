"""The same architecture on another day.

What was valid then is a finding now, with its successor.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from kgraph import resources
from kgraph.cli import app

BRIEF = resources.folder("ontology") / "briefs" / "article-2021.yaml"


@pytest.mark.slow
def test_what_the_article_chose_is_retired_today(tmp_path: Path) -> None:
    made = CliRunner().invoke(app, ["assemble", str(BRIEF), "-o", str(tmp_path)])
    assert made.exit_code == 0, made.output
    for name in ("architecture.json", "architecture.ttl"):
        then = CliRunner().invoke(app, ["check", str(tmp_path / name)])
        assert then.exit_code == 0, then.output
        now = CliRunner().invoke(app, ["check", str(tmp_path / name), "--as-of", "2026-11-23"])
        assert now.exit_code == 1
        for component, successor in (
            ("StackPath", "Akamai"),
            ("KubeFed", "Karmada"),
            ("Promtail", "Grafana Alloy"),
        ):
            assert any(component in line and successor in line for line in now.output.splitlines())


def test_a_day_that_is_none(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["check", str(BRIEF), "--as-of", "someday"])
    assert result.exit_code == 2
    assert "--as-of: 'someday' is not a date" in result.output
