"""What tests of several commands begin from."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    """The file of a brief that says nothing but its name and its day."""
    path = tmp_path / "brief.yaml"
    path.write_text("name: Small\nas_of: 2026-11-23\n")
    return path
