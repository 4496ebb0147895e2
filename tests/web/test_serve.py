"""The command line that starts the pages."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kgraph.cli.serve import serve as command
from kgraph.web import serve


def test_it_listens_where_it_is_told_and_nowhere_else() -> None:
    options = serve.options(9000, "127.0.0.1")
    assert options["server.port"] == 9000
    assert options["server.address"] == "127.0.0.1"


def test_nothing_is_told_to_others_about_those_who_visit() -> None:
    options = serve.options(9000, "127.0.0.1")
    assert options["browser.gatherUsageStats"] is False
    assert options["client.showErrorLinks"] is False
    assert options["client.showErrorDetails"] == "none"


def test_what_stands_alone_in_a_script_is_no_part_of_its_page() -> None:
    config = tomllib.loads(
        (Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text("utf-8")
    )
    assert serve.options(9000, "127.0.0.1")["runner.magicEnabled"] is False
    assert config["runner"]["magicEnabled"] is False


def test_no_click_waits_for_a_whole_collection_of_garbage() -> None:
    config = tomllib.loads(
        (Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text("utf-8")
    )
    assert serve.options(9000, "127.0.0.1")["runner.postScriptGC"] is False
    assert config["runner"]["postScriptGC"] is False


def test_the_help_says_for_how_long_pages_are_kept() -> None:
    said = " ".join((command.__doc__ or "").split())
    assert f"For {serve.PATIENCE} seconds after a visitor has left" in said


def test_a_checkout_has_the_same_look() -> None:
    config = tomllib.loads(
        (Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text("utf-8")
    )
    theme = {
        f"theme.{key}": value for key, value in config["theme"].items() if isinstance(value, str)
    }
    light = {f"theme.light.{key}": value for key, value in config["theme"]["light"].items()}
    assert theme | light == serve.THEME
    assert {
        f"theme.dark.{key}": value for key, value in config["theme"]["dark"].items()
    } == serve.DARK


@pytest.mark.parametrize("said", ["off", "No", "0"])
def test_a_variable_that_says_neither_yes_nor_no_is_told(
    said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KGRAPH_AHEAD", said)
    with pytest.raises(SystemExit) as ended:
        serve.main()
    assert ended.value.code == 2
    assert capsys.readouterr().err == (
        f"kgraph serve: KGRAPH_AHEAD: '{said}' is neither yes nor no: say one of them\n"
    )
