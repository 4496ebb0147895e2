"""What the shell is offered: asked as a shell asks, by the protocol of completion."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kgraph import api, resources
from kgraph.cli import app

BRIEF = resources.folder("ontology") / "briefs" / "demo.yaml"
SMALL = "name: Small\nsites: [{id: fra, cloud: aws, region: eu-central-1, clusters: [one, two]}]\n"


def offered(words: str, *, to: str = "bash") -> list[str]:
    """What a shell is offered for the last of the words, which may be empty."""
    count = len(words.split(" "))
    asked = {
        "_KGRAPH_COMPLETE": f"complete_{to}",
        "_TYPER_COMPLETE_ARGS": f"kgraph {words}",
        "COMP_WORDS": f"kgraph {words}",
        "COMP_CWORD": str(count),
    }
    result = CliRunner().invoke(app, [], env=asked)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return result.stdout.split()


def ids(things: object) -> list[str]:
    return [thing.id for thing in things]  # type: ignore[attr-defined]


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL)
    return path


def test_formats_are_those_of_the_registry() -> None:
    for command in ("draw x.yaml --format ", "assemble x.yaml --format "):
        assert offered(command) == ids(api.FORMATS)
    assert offered("draw x.yaml --format d") == ["drawio", "d2", "dot", "dsl"]


def test_themes_are_those_of_the_registry() -> None:
    assert offered("draw x.yaml --theme ") == ids(api.THEMES)


def test_a_component_is_offered_wherever_one_is_asked_for() -> None:
    for command in ("why x.yaml ", "catalog show ", "check x.yaml --lost "):
        assert offered(command) == ids(api.components())
        assert offered(f"{command}prom") == ["prometheus", "promtail"]


def test_a_picture_can_be_of_a_component_with_an_inside() -> None:
    inside = ids(one for one in api.components() if one.parts)
    assert offered("draw ") == inside
    assert 0 < len(inside) < len(api.components())


def test_decisions_capabilities_clouds_and_examples() -> None:
    assert offered("questions ") == ids(api.questions())
    assert offered("catalog list --capability ") == list(api.knowledge().capabilities)
    assert offered("catalog list --cloud ") == ids(api.knowledge().clouds)
    assert offered("query ") == ids(api.examples())


def test_licenses_and_levels_of_maturity_are_those_that_there_are() -> None:
    assert "Apache-2.0" in offered("catalog list --license A")
    assert set(offered("catalog list --maturity ")) == {
        one.maturity for one in api.components() if one.maturity
    }


def test_without_a_source_the_views_of_any_are_offered() -> None:
    found = offered("draw --view ")
    assert found[0] == "overview"
    assert "inside:prometheus" in found
    assert not [view for view in found if view.startswith(("site:", "cluster:"))]


def test_of_a_brief_its_own_sites_and_clusters_are_offered(brief: Path) -> None:
    for command in (f"draw {brief} --view ", f"assemble {brief} -o x --view "):
        found = offered(command)
        assert "site:fra" in found
        assert {"cluster:fra/one", "cluster:fra/two"} <= set(found)
    assert offered(f"draw {brief} --view site") == ["site:fra"]


def test_whatever_a_brief_can_be_drawn_as_was_offered_before(brief: Path) -> None:
    drawable = ids(api.views(api.assemble(brief)))
    assert set(drawable) <= set(offered(f"draw {brief} --view "))


def test_of_an_architecture_exactly_its_views_are_offered(tmp_path: Path) -> None:
    architecture = api.assemble(BRIEF)
    path = tmp_path / "architecture.json"
    path.write_text(api.to_json(architecture), "utf-8")
    assert offered(f"draw {path} --view ") == ids(api.views(architecture))


def test_a_brief_is_known_by_its_text_where_its_name_has_no_suffix(tmp_path: Path) -> None:
    path = tmp_path / "brief"
    path.write_text(SMALL)
    assert "site:fra" in offered(f"draw {path} --view ")


@pytest.mark.parametrize("text", ["name: [", "", "nonsense: 1", "name: x\nsites: [{id: 1}]"])
def test_a_brief_that_is_not_sound_yet_says_nothing(tmp_path: Path, text: str) -> None:
    path = tmp_path / "brief.yaml"
    path.write_text(text)
    assert "overview" in offered(f"draw {path} --view ")


def test_nothing_is_offered_and_nothing_said_where_anything_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken() -> object:
        raise RuntimeError("the catalog is gone")

    monkeypatch.setattr("kgraph.api.wiring.knowledge", broken)
    for module in ("catalog", "choices", "excerpts"):
        monkeypatch.setattr(f"kgraph.api.{module}.knowledge", broken, raising=False)
    for command in ("why x.yaml ", "questions ", "draw x --view ", "draw "):
        assert offered(command) == []


def test_meanings_stand_beside_ids_where_a_shell_shows_them() -> None:
    found = " ".join(offered("draw x.yaml --theme ", to="zsh"))
    for theme in api.THEMES:
        assert f'"{theme.id}"' in found
        assert theme.label.replace("'", "''") in found


def test_what_a_first_brief_can_say_is_offered() -> None:
    assert offered("brief init --site ") == ids(api.knowledge().clouds)
    assert offered("brief init --prefer ") == ids(api.knowledge().preferences)
    assert "logs=loki" in offered("brief init --answer logs=")


def test_formats_are_offered_without_reading_the_catalog() -> None:
    """In a process of its own: the words come from tables that load nothing."""
    program = (
        "import sys; sys.argv = ['kgraph']; from kgraph.cli import app\n"
        "try: app(prog_name='kgraph')\n"
        "finally: print([m for m in ('pyoxigraph', 'yaml', 'kgraph.api.wiring') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={
            **os.environ,
            "_KGRAPH_COMPLETE": "complete_bash",
            "COMP_WORDS": "kgraph draw x.yaml --format s",
            "COMP_CWORD": "4",
        },
    )
    assert done.stdout.split("\n") == ["svg", "[]", ""]
    assert done.stderr == ""
