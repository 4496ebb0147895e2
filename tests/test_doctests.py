"""The examples in docstrings run."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import kgraph

MODULES = [
    found.name
    for found in pkgutil.walk_packages(kgraph.__path__, "kgraph.")
    if not found.name.startswith(("kgraph.web", "kgraph.__main__"))
    and "fonts.generate" not in found.name
]


@pytest.mark.parametrize("name", ["kgraph", *MODULES])
def test_examples(name: str) -> None:
    module = importlib.import_module(name)
    result = doctest.testmod(module, extraglobs={"kgraph": kgraph})
    assert result.failed == 0


def test_there_are_examples() -> None:
    finder = doctest.DocTestFinder()
    examples = [
        e
        for name in MODULES
        for t in finder.find(importlib.import_module(name))
        for e in t.examples
    ]
    assert len(examples) >= 8
