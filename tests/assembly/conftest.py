"""What the tests of assembly share: one solver in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kgraph.assembly import Solver


@pytest.fixture(scope="session")
def solver() -> Iterator[Solver]:
    """A solver; it ends with the tests."""
    one = Solver()
    yield one
    one.close()
