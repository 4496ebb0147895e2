"""A text names a file, or is a brief: told from the text alone."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.documents.sources import path_named
from kgraph.documents.yaml import parse_yaml
from kgraph.errors import InputError

FILES = (
    "brief.yaml",
    "-",
    "shop/brief",
    "./shop.yml",
    "/etc/hostname",
    r"C:\shops\brief.yaml",
    "https://example.org/brief.yaml",
    "eu:west.yaml",
    "a shop.yaml",
    "#1.yaml",
    "[draft] shop.yaml",
    "shop\udcff.yaml",  # a name that is no UTF-8, as the system gives it
    "n" * 5000,
)
TEXTS = (
    "",
    " ",
    "name: Shop",
    "name: shop.yaml",
    "name:",
    "?",
    "? name",
    "name:\tShop",
    '"name": Shop',
    "{name: Shop}",
    '{"name":"Shop"}',
    '--- {"name":"Shop"}',
    "brief.yaml\n",
    "brief.yaml\u2028",
    "name\n: x",
    "shop\0.yaml",
    "shop\ud800.yaml",
)


@pytest.mark.parametrize("source", FILES)
def test_what_can_be_no_brief_is_a_path(source: str) -> None:
    assert path_named(source) == Path(source)


@pytest.mark.parametrize("source", TEXTS)
def test_what_can_be_a_brief_or_no_path_is_a_text(source: str) -> None:
    assert path_named(source) is None


@pytest.mark.parametrize("source", ["name: Shop", "{}.yaml", ""])
def test_a_path_is_one_whatever_it_is_called(source: str) -> None:
    assert path_named(Path(source)) == Path(source)


@given(st.text(st.sampled_from("ab:{}[]'\"#-?, \t\n/.%&*!|>")))
def test_no_text_that_is_a_mapping_is_taken_for_a_path(source: str) -> None:
    with suppress(InputError):
        parse_yaml(source, "brief.yaml")
        assert path_named(source) is None
