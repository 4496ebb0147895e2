"""Say in one line how the libraries of this environment differ from a constraints file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

OURS = {"kgraph-architecture", "pip", "setuptools"}


def pinned(path: Path) -> dict[str, str]:
    """The version of each library that the file names for this Python on this system."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line[:1].strip("# ")]
    requirements = [Requirement(line) for line in lines]
    return {
        canonicalize_name(one.name): str(one.specifier).removeprefix("==")
        for one in requirements
        if one.marker is None or one.marker.evaluate()
    }


def differences(expected: dict[str, str], installed: dict[str, str]) -> Iterator[str]:
    """Each library that is installed in another version than expected, or not expected at all."""
    for name, version in sorted(installed.items()):
        if name not in expected:
            yield f"{name} {version} is new"
        elif version != expected[name]:
            yield f"{name} {expected[name]} → {version}"


def main() -> None:
    """``differences.py CONSTRAINTS``."""
    installed = {canonicalize_name(one.name): one.version for one in distributions()}
    there = {name: version for name, version in installed.items() if name not in OURS}
    found = list(differences(pinned(Path(sys.argv[1])), there))
    print(
        f"differs in {len(found)}: {', '.join(found)}" if found else "the same as constraints.txt"
    )


if __name__ == "__main__":
    main()
