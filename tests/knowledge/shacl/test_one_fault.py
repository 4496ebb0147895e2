"""One thing broken in the demo's architecture: few findings, and one of them names it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from kgraph import api
from kgraph.model.architecture import Architecture
from kgraph.model.finding import Finding

MOST = 3
CARRIERS = {
    "gce-pd-csi-driver": 4,
    "gke": 17,
    "google-vpc": 7,
    "github": 6,
    "google-artifact-registry": 5,
    "google-cloud-load-balancing": 8,
    "grafana": 4,
}
"""What much stands on or several answers ask for: each finding is a need of its own, of another placement or reason."""


@cache
def demo() -> Architecture:
    return api.assemble(api.demo_brief())


def without(id: str) -> Architecture:
    whole = demo()
    return replace(
        whole,
        placements=tuple(one for one in whole.placements if one.id != id),
        flows=tuple(flow for flow in whole.flows if id not in (flow.source, flow.target)),
    )


def told(findings: tuple[Finding, ...]) -> str:
    return "\n".join(f"{one.focus}: {one.reason}" for one in findings)


def test_what_is_taken_away_gives_few_findings() -> None:
    missed = 0
    for placement in demo().placements:
        findings = api.check(without(placement.id))
        most = CARRIERS.get(placement.component, MOST)
        assert len(findings) <= most, f"{placement.id}: {told(findings)}"
        missed += bool(findings)
    assert missed > len(demo().placements) / 2


@pytest.mark.parametrize("component", ["prometheus", "alertmanager", "velero", "tempo"])
def test_what_the_brief_names_is_missed_by_its_name(component: str) -> None:
    placement = next(one for one in demo().placements if one.component == component)
    findings = api.check(without(placement.id))
    named = [one for one in findings if one.reason.startswith(f"{placement.name} is missing")]
    assert [one.remedy for one in named] == [
        f"add {placement.name} for this place, or take it out of the brief"
    ]


def test_a_retired_component_in_place_of_another_is_named_and_blames_no_answer() -> None:
    knowledge = api.knowledge()
    old = next(one for one in demo().placements if one.component == "prometheus")
    retired = knowledge.components["promtail"]
    new = replace(
        old,
        id=f"{old.place}/{retired.id}",
        component=retired.id,
        name=retired.name,
        capabilities=retired.provides,
    )
    broken = without(old.id)
    placements = sorted((*broken.placements, new), key=lambda one: one.id)
    findings = api.check(replace(broken, placements=tuple(placements)))
    assert (new.id, "retired") in {(one.focus, one.rule) for one in findings}
    assert not [
        one for one in findings if "answer '" in one.remedy and one.rule != "missing-capability"
    ]
    assert len(findings) <= MOST, told(findings)
