"""The command line that starts the pages."""

from __future__ import annotations

import tomllib
from pathlib import Path

from kgraph import api
from kgraph.web import serve


def test_it_listens_where_it_is_told_and_nowhere_else() -> None:
    line = serve.command(port=9000)
    assert line[1:4] == ["-m", "streamlit", "run"]
    assert Path(line[4]) == api.app_file()
    options = dict(zip(line[5::2], line[6::2], strict=True))
    assert options["--server.port"] == "9000"
    assert options["--server.address"] == "127.0.0.1"
    assert options["--browser.gatherUsageStats"] == "false"


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
