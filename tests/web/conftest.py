"""What the tests of the pages share: pages that a test runs itself work nothing out ahead."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _nothing_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a test runs a page, a process that nobody waits for would only take its time."""
    monkeypatch.setenv("KGRAPH_AHEAD", "no")
