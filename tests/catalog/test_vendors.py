"""Vendors are described once; entries name them by their ids, or in words of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgraph import api, resources
from kgraph.api.file_checks import check_file
from kgraph.model.knowledge import Knowledge


def test_every_component_is_made_by_a_vendor_that_is_described(knowledge: Knowledge) -> None:
    assert len(knowledge.vendors) > 70
    for component in knowledge.components.values():
        assert component.vendor_id is not None
        assert component.vendor == knowledge.vendors[component.vendor_id].name


def test_no_two_vendors_are_called_alike_and_each_makes_or_owns_something(
    knowledge: Knowledge,
) -> None:
    names = [vendor.name.lower() for vendor in knowledge.vendors.values()]
    making = {component.vendor_id for component in knowledge.components.values()}
    owning = {one.part_of.owner for one in knowledge.vendors.values() if one.part_of}
    assert len(set(names)) == len(names)
    assert set(knowledge.vendors) == {*making, *owning}
    assert owning <= set(knowledge.vendors)
    assert knowledge.components["gke"].vendor == knowledge.components["kaniko"].vendor
    assert knowledge.components["aks"].vendor == knowledge.components["azure-dns"].vendor


def test_a_vendor_that_is_part_of_another_says_so_with_its_source(knowledge: Knowledge) -> None:
    part = knowledge.vendors["github"].part_of
    assert part is not None
    assert (part.owner, str(part.since)) == ("microsoft", "2018-10-26")
    assert part.evidence.source


@pytest.mark.parametrize(
    ("vendor", "remedy"),
    [
        ("Google", "write 'vendor: google', if Google is meant"),
        ("gogle", "write 'vendor: google', if Google is meant"),
        ("cloud native computing foundation", "write 'vendor: cncf'"),
        ("Zyx & Wvu of Nowhere", "that is fine"),
    ],
)
def test_a_vendor_in_words_is_a_hint_and_no_fault(tmp_path: Path, vendor: str, remedy: str) -> None:
    text = (resources.folder("catalog") / "delivery" / "kaniko.yaml").read_text("utf-8")
    folder = tmp_path / "delivery"
    folder.mkdir()
    spoilt = text.replace("vendor: google\n", f"vendor: {vendor}\n")
    (folder / "kaniko.yaml").write_text(spoilt, "utf-8")
    schema = resources.folder("catalog") / "component.schema.json"
    (tmp_path / schema.name).write_bytes(schema.read_bytes())
    line = next(n for n, one in enumerate(spoilt.splitlines(), 1) if one.startswith("vendor"))
    (finding,) = check_file(folder / "kaniko.yaml")
    assert finding.severity == "info"
    assert remedy in finding.remedy
    assert str(finding.where).endswith(f"kaniko.yaml:{line}")


def test_our_own_entries_name_vendors_by_their_ids() -> None:
    assert check_file(resources.folder("catalog")) == ()
    assert api.component("vault").vendor == "HashiCorp"
