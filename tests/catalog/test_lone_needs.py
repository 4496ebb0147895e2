"""Needs that one thing alone can meet: their makers say so, in words that stand beside them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kgraph import resources
from kgraph.api.file_checks import check_file
from kgraph.model.component import Component, Need
from kgraph.model.knowledge import Knowledge
from kgraph.reports.component import component_document

QUOTED = 276
"""How many needs have the words of their source beside them at least."""


def needs(knowledge: Knowledge) -> list[tuple[Component, Need]]:
    return [
        (component, need) for component in knowledge.components.values() for need in component.needs
    ]


def lone(knowledge: Knowledge, need: Need) -> bool:
    """Whether a need asks for something that one component alone can be."""
    return not need.optional and len(knowledge.meeting(need)) < 2


def unsaid(knowledge: Knowledge) -> set[str]:
    """The needs with one alternative of which no source says so."""
    return {
        need.id for _, need in needs(knowledge) if lone(knowledge, need) and not need.evidence.quote
    }


def test_no_need_has_one_alternative_unless_its_maker_says_so(knowledge: Knowledge) -> None:
    assert not unsaid(knowledge)


def test_a_need_that_lost_its_words_is_found(knowledge: Knowledge) -> None:
    driver = knowledge.components["filestore-csi-driver"]
    silent = tuple(
        replace(need, evidence=replace(need.evidence, quote=None)) for need in driver.needs
    )
    components = {**knowledge.components, driver.id: replace(driver, needs=silent)}
    spoilt = replace(knowledge, components=components)
    assert unsaid(spoilt) - unsaid(knowledge) == {need.id for need in driver.needs}


def test_words_stand_beside_a_page_and_the_day_it_was_read(knowledge: Knowledge) -> None:
    quoted = [need for _, need in needs(knowledge) if need.evidence.quote]
    assert len(quoted) >= QUOTED
    for need in quoted:
        assert need.evidence.source, need.id
        assert need.evidence.checked, need.id


def test_a_component_tells_the_words_beside_their_source(knowledge: Knowledge) -> None:
    facts = str(component_document(knowledge.components["filestore-csi-driver"]).facts)
    assert (
        "“The Filestore CSI driver is the primary way for you to use Filestore instances" in facts
    )


def test_checking_an_entry_tells_a_lone_need_without_words(tmp_path: Path) -> None:
    text = (resources.folder("catalog") / "storage" / "filestore-csi-driver.yaml").read_text(
        "utf-8"
    )
    silent = re.sub("    quote: .*\n", "", text)
    assert silent != text
    folder = tmp_path / "storage"
    folder.mkdir()
    (folder / "filestore-csi-driver.yaml").write_text(silent, "utf-8")
    schema = resources.folder("catalog") / "component.schema.json"
    (tmp_path / schema.name).write_bytes(schema.read_bytes())
    found = check_file(folder / "filestore-csi-driver.yaml")
    assert [(one.focus, one.rule, one.severity) for one in found] == [
        ("filestore-csi-driver#storage", "need-not-quoted", "info"),
        ("filestore-csi-driver#interface", "need-not-quoted", "info"),
    ]
    line = next(n for n, one in enumerate(silent.splitlines(), 1) if "#storage" in one)
    assert found[0].where is not None
    assert found[0].where.endswith(f"filestore-csi-driver.yaml:{line}")


def test_the_catalog_has_no_lone_need_without_words() -> None:
    found = check_file(resources.folder("catalog"))
    assert [one for one in found if one.rule == "need-not-quoted"] == []


@pytest.mark.parametrize("id", ["kaniko", "buildah", "buildkit", "buildpacks"])
def test_a_builder_of_images_runs_by_itself(knowledge: Knowledge, id: str) -> None:
    assert all(need.optional for need in knowledge.components[id].needs)
