"""The examples in docstrings run."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from pathlib import Path
from types import ModuleType

import pytest

import kgraph

FINDER = doctest.DocTestFinder()
MODULES = [
    found.name
    for found in pkgutil.walk_packages(kgraph.__path__, "kgraph.")
    if not found.name.startswith(("kgraph.web", "kgraph.__main__"))
    and "fonts.generate" not in found.name
]


def has_examples(module: ModuleType) -> bool:
    """Whether it is worth to look at each of its docstrings, which takes a while."""
    return ">>>" in Path(str(module.__file__)).read_text("utf-8")


@pytest.mark.parametrize("name", ["kgraph", *MODULES])
def test_examples(name: str) -> None:
    module = importlib.import_module(name)
    if has_examples(module):
        result = doctest.testmod(module, extraglobs={"kgraph": kgraph})
        assert result.attempted
        assert result.failed == 0


def test_there_are_examples() -> None:
    modules = map(importlib.import_module, MODULES)
    found = [test for module in modules if has_examples(module) for test in FINDER.find(module)]
    assert sum(len(test.examples) for test in found) >= 8
