"""Importing the command line is light: help, completion and errors of words wait for no library."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "PIL",
    "asyncio",
    "clingo",
    "diagrams",
    "font_roboto",
    "jsonschema",
    "msgspec",
    "networkx",
    "oxrdflib",
    "pyoxigraph",
    "rdflib",
    "reportlab",
    "resvg_py",
    "rich",
    "streamlit",
    "yaml",
)
TABLES = {f"formats.{name}" for name in ("contrast", "options", "registry", "theme")}
"""What of the formats names what there is to choose, and loads nothing."""


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    """The modules that are there once the command line is imported."""
    program = "import sys, kgraph.cli; print('\\n'.join(sys.modules))"
    command = [sys.executable, "-c", program]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def test_no_heavy_library_is_loaded(loaded: set[str]) -> None:
    assert "typer" in loaded
    assert not loaded & set(HEAVY)


def test_of_our_own_only_tables_and_values_are_loaded(loaded: set[str]) -> None:
    ours = {name.removeprefix("kgraph.") for name in loaded if name.startswith("kgraph.")}
    assert {name.partition(".")[0] for name in ours} == {
        "api",
        "cli",
        "errors",
        "formats",
        "model",
        "words",
    }
    assert {name for name in ours if name.startswith("api.")} == {"api.choices"}
    assert {name for name in ours if name.startswith("formats.")} == TABLES
