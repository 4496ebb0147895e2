"""What eight teams published of their architectures, and the briefs that say it.

Each file holds what is there (`things`, `wires`), what would be plainly wrong (`must_not`), the
brief in the words of the first version, a second one in those of today, and what no word of a brief
says yet (`unsaid`).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kgraph import api
from kgraph.documents.yaml import read_yaml
from kgraph.model.architecture import Architecture

FILES = {path.stem: path for path in sorted((Path(__file__).parent / "teams").glob("*.yaml"))}


@cache
def team(name: str) -> dict[str, Any]:
    return read_yaml(FILES[name]).plain()


@cache
def second(name: str) -> Architecture:
    return api.assemble(team(name)["second"])


def test_there_are_eight() -> None:
    assert len(FILES) == 8


@pytest.mark.parametrize("name", FILES)
def test_what_a_team_would_say_is_read_and_answered(name: str) -> None:
    assert [one for one in api.check(second(name)) if one.severity == "violation"] == []
    assert team(name)["unsaid"]


@pytest.mark.parametrize("name", FILES)
def test_whom_a_workload_calls_is_drawn(name: str) -> None:
    architecture = second(name)
    assert architecture.brief is not None
    called = {
        (flow.source.rpartition("/")[2], flow.target.rpartition("/")[2])
        for flow in architecture.flows
        if flow.label == "calls"
    }
    said = {(one.id, target) for one in architecture.brief.workloads for target in one.calls}
    assert said == called
    systems = {system.id for system in architecture.brief.systems}
    assert systems == {one.system for one in architecture.placements if one.system}


@pytest.mark.parametrize(
    ("name", "source", "label", "target"),
    [
        ("aks-baseline", "world/operator", "signs in with", "world/microsoft-entra-id"),
        ("aks-baseline", "eastus2/main/aks", "knows people by", "world/microsoft-entra-id"),
        ("spark-on-eks", "usw2/main/spark", "gets tokens from", "usw2/main/eks-pod-identity"),
        ("allianz-direct", "world/operator", "signs in with", "world/azure-ad"),
        ("cern-ml", "world/operator", "signs in with", "world/cern-identity"),
    ],
)
def test_how_people_sign_in_and_pods_act(name: str, source: str, label: str, target: str) -> None:
    flows = {(one.source, one.label, one.target) for one in second(name).flows}
    assert (source, label, target) in flows


@pytest.mark.parametrize("name", ["aks-baseline", "spark-on-eks", "gke-edge-to-mesh"])
def test_who_has_no_pipeline_here_gets_none(name: str) -> None:
    able = {one for placement in second(name).placements for one in placement.serves}
    assert not {"continuous-integration", "image-build"} & able


@pytest.mark.parametrize("name", FILES)
def test_the_first_brief_is_answered_as_before(name: str) -> None:
    architecture = api.assemble(team(name)["brief"])
    assert [one for one in api.check(architecture) if one.severity == "violation"] == []
    assert {one.label for one in architecture.flows}.isdisjoint({"calls"})
