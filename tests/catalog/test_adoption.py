"""Adoption is a figure that somebody counted on a day, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyoxigraph
import pytest

from kgraph import api, resources
from kgraph.api.file_checks import check_file
from kgraph.documents.plain import plain
from kgraph.errors import InputError
from kgraph.knowledge.store import rows
from kgraph.model.knowledge import Knowledge
from kgraph.reports.component import component_document

FIGURES = """SELECT ?figure ?measure ?day ?source {
  ?x o:adoption ?n .
  ?n o:figure ?figure ; o:measure ?measure ; dcterms:date ?day ; dcterms:source ?source }"""


def test_a_figure_is_sourced_dated_and_told(
    knowledge: Knowledge, dataset: pyoxigraph.Store
) -> None:
    cilium = knowledge.components["cilium"]
    stars = next(one for one in cilium.adoption if one.measure == "GitHub stars")
    assert (stars.figure, stars.day) == (16200, date(2023, 10, 11))
    assert stars.evidence.source
    assert len(rows(dataset, FIGURES)) == sum(
        len(one.adoption) for one in knowledge.components.values()
    )
    told = [str(fact) for label, fact in component_document(cilium).facts if label == "adoption"]
    assert any("16,200 GitHub stars on 2023-10-11" in one for one in told)
    published = plain(api.component("cilium"))
    assert published["adoption"][0].keys() >= {"figure", "of", "on", "source"}


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("figure: many, of: GitHub stars", "is not a number"),
        ("figure: -1, of: GitHub stars", "is no figure"),
        ("figure: 16200, off: GitHub stars", "did you mean 'of'?"),
        ("of: GitHub stars", "'figure' is missing"),
    ],
)
def test_a_wrong_figure_is_told_with_its_line(tmp_path: Path, new: str, said: str) -> None:
    text = (resources.folder("catalog") / "clusters" / "cilium.yaml").read_text("utf-8")
    spoilt = text.replace("figure: 16200, of: GitHub stars", new)
    line = next(n for n, one in enumerate(spoilt.splitlines(), 1) if new in one)
    folder = tmp_path / "clusters"
    folder.mkdir()
    (folder / "cilium.yaml").write_text(spoilt, "utf-8")
    schema = resources.folder("catalog") / "component.schema.json"
    (tmp_path / schema.name).write_bytes(schema.read_bytes())
    with pytest.raises(InputError) as caught:
        check_file(folder / "cilium.yaml")
    told = [f"{one.where} {one.what}: {one.remedy}" for one in caught.value.problems]
    assert any(f"cilium.yaml:{line}" in one and said in one for one in told), told
