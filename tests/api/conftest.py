"""What the tests of the use cases share: the demo, a small brief, one that cannot be met."""

from __future__ import annotations

from pathlib import Path

import examples
import pytest

from kgraph import api
from kgraph.model.architecture import Architecture

SMALL = "name: Small\nas_of: 2026-11-23\n"
CLASH = """name: Clash
as_of: 2026-11-23
sites: [{id: dc, cloud: on-premises}]
answers: {kubernetes: managed}
"""


@pytest.fixture(scope="session")
def demo() -> Architecture:
    """What answers the demo brief."""
    return examples.architecture("demo")


@pytest.fixture(scope="session")
def small_brief() -> str:
    """A brief that says nothing but its name and its day."""
    return SMALL


@pytest.fixture(scope="session")
def clash() -> str:
    """A brief that nothing can answer: managed Kubernetes on premises."""
    return CLASH


@pytest.fixture(scope="session")
def small() -> Architecture:
    """What answers the small brief."""
    return api.assemble(SMALL)


@pytest.fixture
def small_file(tmp_path: Path) -> Path:
    """The small brief as a file."""
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, "utf-8")
    return path
