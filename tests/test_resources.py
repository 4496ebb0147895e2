"""Package data is found in the wheel and in the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgraph import resources


def test_ontology_and_catalog_are_there() -> None:
    assert list(resources.folder("ontology").glob("*.ttl"))
    assert list(resources.folder("catalog").rglob("*.yaml"))


def test_what_a_wheel_holds_goes_before_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site" / "kgraph"
    (package / "_data" / "catalog").mkdir(parents=True)
    monkeypatch.setattr(resources, "PACKAGE", package)
    assert resources.folder("catalog") == package / "_data" / "catalog"
    assert resources.folder("ontology") == tmp_path / "site" / "ontology"
