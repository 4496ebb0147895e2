"""What the README's commands install: exact versions within the ranges, for every Python."""

from __future__ import annotations

import os
import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
NAME = PROJECT["project"]["name"]
CONSTRAINTS = (ROOT / "constraints.txt").read_text("utf-8")
PINS = [Requirement(line) for line in CONSTRAINTS.splitlines() if line and line[0] not in "# "]
EXTRAS = PROJECT["project"]["optional-dependencies"]
NAMED = [
    Requirement(line)
    for group in (PROJECT["project"]["dependencies"], *EXTRAS.values())
    for line in group
    if not line.startswith(NAME)
]
SYSTEMS = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}


def environment(python: str, system: str) -> dict[str, str]:
    """What markers are held against, for one Python on one system."""
    return {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": system,
        "platform_system": SYSTEMS[system],
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
    }


def versions(name: str, where: dict[str, str]) -> list[str]:
    """The versions that the constraints name for one library there; to hold, there must be one."""
    wanted = canonicalize_name(name)
    pins = [pin for pin in PINS if canonicalize_name(pin.name) == wanted]
    return [pinned(pin) for pin in pins if pin.marker is None or pin.marker.evaluate(where)]


def pinned(requirement: Requirement) -> str:
    (only,) = requirement.specifier
    assert only.operator == "==", requirement
    assert "*" not in only.version, requirement
    return only.version


def test_constraints_are_exact_and_say_how_they_are_made() -> None:
    assert len(PINS) > 50
    for pin in PINS:
        assert pinned(pin)
        assert pin.url is None
    assert "://" not in CONSTRAINTS
    assert "#    .ci/lock\n" in CONSTRAINTS
    assert os.access(ROOT / ".ci" / "lock", os.X_OK)


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
def test_every_library_that_we_name_has_one_version_within_its_range(
    python: str, system: str
) -> None:
    where = environment(python, system)
    assert len(NAMED) > 25
    for requirement in NAMED:
        found = versions(requirement.name, where)
        assert len(found) == 1, requirement
        assert requirement.specifier.contains(found[0]), requirement


def test_every_range_has_an_end() -> None:
    for requirement in map(Requirement, PROJECT["project"]["dependencies"]):
        assert {one.operator for one in requirement.specifier} & {"==", "<"}, requirement


def test_the_build_is_exact_and_agrees_with_the_constraints() -> None:
    build = {one.name: pinned(one) for one in map(Requirement, PROJECT["build-system"]["requires"])}
    assert build == {name: versions(name, environment("3.11", "linux"))[0] for name in build}
    beneath = [Requirement(line) for line in metadata.requires("hatchling") or ()]
    assert {one.name for one in beneath if one.marker is None or one.marker.evaluate()} <= set(
        build
    )


def test_the_readme_names_two_commands_that_use_the_constraints() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    commands = re.findall(
        r"^python3 -m pip install (-c constraints\.txt) '\.\[(\w+)\]' && (\w+)", readme, re.M
    )
    assert [(extra, program) for _, extra, program in commands] == [
        ("web", "kgraph"),
        ("test", "pytest"),
    ]
    assert {extra for _, extra, _ in commands} <= set(EXTRAS)


def test_the_command_and_the_import_keep_their_name() -> None:
    assert PROJECT["project"]["scripts"] == {"kgraph": "kgraph.__main__:main"}
    assert NAME != "kgraph"
