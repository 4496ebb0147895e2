"""The public names: written once, there at run time, told, and light to import."""

from __future__ import annotations

import ast
import pkgutil
import re
import subprocess
import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest

import kgraph
from kgraph import api

ROOT = Path(__file__).parent.parent.parent
PACKAGES = ("kgraph", "kgraph.api")
HEAVY = ("pyoxigraph", "rdflib", "clingo", "streamlit", "networkx", "diagrams", "PIL", "yaml")


@cache
def written(package: str) -> tuple[tuple[str, str], ...]:
    """The names in a package's stub, each with its home, as whoever checks types reads them."""
    stub = Path(str(import_module(package).__file__)).with_suffix(".pyi")
    found = []
    for node in ast.parse(stub.read_text("utf-8")).body:
        assert isinstance(node, ast.ImportFrom), f"{stub.name}:{node.lineno}"
        assert node.level == 1
        for alias in node.names:
            assert alias.asname == alias.name, "a name is public only where it is said twice"
            found.append((alias.name, f"{package}.{node.module}"))
    return tuple(found)


NAMES = [(package, name, home) for package in PACKAGES for name, home in written(package)]


def run(program: str) -> list[str]:
    """The lines that a program prints in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.splitlines()


@pytest.mark.parametrize(("package", "name", "home"), NAMES)
def test_a_name_is_the_thing_of_its_home(package: str, name: str, home: str) -> None:
    public = getattr(import_module(package), name)
    assert public is getattr(import_module(home), name)
    if callable(public):
        assert (public.__module__, public.__name__) == (home, name)


@pytest.mark.parametrize(("package", "name", "home"), NAMES)
def test_functions_and_classes_say_what_they_are_for(package: str, name: str, home: str) -> None:
    public = getattr(import_module(package), name)
    if not callable(public):
        assert name.isupper(), f"{name} of {home} is neither a function, a class nor a constant"
        return
    own = public.__doc__ or ""
    first = own.split("\n", maxsplit=1)[0]
    assert first[:1].isupper() or first.startswith("`")
    assert re.search(r"[.;:…]", own)
    assert not own.startswith(f"{name}("), "what dataclasses write of themselves says nothing"


@pytest.mark.parametrize("package", PACKAGES)
def test_what_is_written_is_what_there_is(package: str) -> None:
    names = [name for name, _ in written(package)]
    assert len(names) == len(set(names)) > 25
    module = import_module(package)
    assert sorted(module.__all__) == dir(module) == sorted(names)


@pytest.mark.parametrize("package", PACKAGES)
def test_names_stand_in_order(package: str) -> None:
    homes = [home for _, home in written(package)]
    assert homes == sorted(homes)
    for (name, home), (following, other) in pairwise(written(package)):
        constants_first = (not name.isupper(), name), (not following.isupper(), following)
        assert home != other or constants_first[0] < constants_first[1]


@pytest.mark.parametrize("package", PACKAGES)
def test_no_name_is_that_of_a_module_of_its_package(package: str) -> None:
    modules = {one.name for one in pkgutil.iter_modules(import_module(package).__path__)}
    assert len(modules) > 10
    assert not modules & {name for name, _ in written(package)}


def test_a_name_that_is_not_public_is_an_attribute_error() -> None:
    for module in (kgraph, api):
        with pytest.raises(AttributeError):
            module.nothing  # noqa: B018


def test_a_name_of_both_packages_is_one_thing() -> None:
    both = set(dir(kgraph)) & set(dir(api))
    assert {"assemble", "check", "draw", "query", "views"} <= both
    assert [name for name in sorted(both) if getattr(kgraph, name) is not getattr(api, name)] == []


def test_every_name_that_the_readme_uses_is_public() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    blocks = "".join(re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))
    used = set(re.findall(r"\bkgraph\.([A-Za-z_]+)", blocks))
    assert {"assemble", "draw"} <= used
    assert used <= set(dir(kgraph))


def test_importing_loads_no_heavy_library() -> None:
    for name in HEAVY:
        assert name in ("streamlit", "diagrams") or find_spec(name), f"{name} is not a library"
    program = "import sys, kgraph, kgraph.api; dir(kgraph); print('\\n'.join(sys.modules))"
    tops = {line.split(".")[0] for line in run(program)}
    assert "kgraph" in tops
    assert not tops & set(HEAVY)
    bare = {line.split(".")[0] for line in run("import sys; print('\\n'.join(sys.modules))")}
    assert tops - bare - sys.stdlib_module_names == {"kgraph", "lazy_loader"}


def test_a_name_loads_its_home_when_it_is_asked_for_and_not_before() -> None:
    program = (
        "import sys, kgraph\n"
        "print('kgraph.model.risks' in sys.modules)\n"
        "kgraph.Loss\n"
        "print('kgraph.model.risks' in sys.modules, 'kgraph.api.wiring' in sys.modules)\n"
    )
    assert run(program) == ["False", "True False"]
