"""One thing broken in the demo's architecture: few findings, and one of them names it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from kgraph import api
from kgraph.model.architecture import Architecture
from kgraph.model.component import Component
from kgraph.model.finding import Finding

MOST = 3


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


@pytest.mark.parametrize("id", [one.id for one in demo().placements if not one.workload])
def test_what_is_taken_away_is_told_once_and_by_its_name(id: str) -> None:
    placement = demo().placement_by_id[id]
    labels = [api.knowledge().capabilities[one].label for one in placement.purposes]
    findings = api.check(without(id))
    assert 1 <= len(findings) <= MOST, told(findings)
    said = " ".join(f"{one.reason} {one.remedy}" for one in findings)
    assert any(name in said for name in (placement.name, *labels)), said


def test_what_depends_on_it_is_told_with_it() -> None:
    (finding,) = api.check(without("eu/main/gke"))
    assert (finding.focus, finding.rule) == ("eu/main", "missing-capability")
    assert finding.reason.startswith("Kubernetes cluster is missing: ")
    assert "16 further findings with the same cause" in finding.reason
    assert "managed Kubernetes, pod network" in finding.reason
    assert finding.remedy.endswith("; Google Kubernetes Engine at eu/main would mend all of it")


def test_two_faults_are_two_findings() -> None:
    broken = without("eu/main/gke")
    left = tuple(one for one in broken.placements if one.id != "world/github")
    flows = tuple(flow for flow in broken.flows if "world/github" not in (flow.source, flow.target))
    remedies = [one.remedy for one in api.check(replace(broken, placements=left, flows=flows))]
    assert len(remedies) == 2
    assert sum("Google Kubernetes Engine" in one for one in remedies) == 1
    assert sum("GitHub" in one for one in remedies) == 1


def test_a_file_is_told_the_same(tmp_path: Path) -> None:
    broken = without("eu/main/gke")
    for name, text in (("a.json", api.to_json(broken)), ("a.ttl", api.to_turtle(broken))):
        (tmp_path / name).write_text(text)
        told_of_file = api.check_file(tmp_path / name)
        assert [replace(one, where=None) for one in told_of_file] == list(api.check(broken))


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


def gone() -> list[Component]:
    """The components that cannot be had any more on the demo's day."""
    known = api.knowledge().components
    return [one for one in known.values() if one.retired and not one.available(demo().as_of)]


@pytest.mark.parametrize("id", [one.id for one in demo().placements if not one.own])
def test_what_cannot_be_had_in_place_of_another_is_named(id: str) -> None:
    old = demo().placement_by_id[id]
    scope = api.knowledge().components[old.component].scope
    new = next(one for one in gone() if one.scope == scope and not {*one.provides} & {*old.serves})
    swapped = replace(
        old,
        id=f"{old.place}/{new.id}",
        component=new.id,
        name=new.name,
        capabilities=new.provides,
        serves=(),
    )
    left = without(id)
    placements = sorted((*left.placements, swapped), key=lambda one: one.id)
    findings = api.check(replace(left, placements=tuple(placements)))
    # one more than elsewhere: where one store followed another, that is the only one left
    assert len(findings) <= MOST + 1, told(findings)
    assert any(one.rule == "retired" and new.name in one.reason for one in findings)


def with_something_idle(whole: Architecture) -> Architecture:
    like = next(one for one in demo().placements if one.id == "eu/main/prometheus")
    idle = api.knowledge().components["keda"]
    placed = replace(
        like,
        id=f"{like.place}/{idle.id}",
        component=idle.id,
        name=idle.name,
        capabilities=idle.provides,
        serves=(),
    )
    placements = sorted((*whole.placements, placed), key=lambda one: one.id)
    return replace(whole, placements=tuple(placements))


def test_what_nothing_is_joined_with_is_told_where_nothing_graver_is() -> None:
    (finding,) = api.check(with_something_idle(demo()))
    said = (finding.severity, finding.rule, finding.focus)
    assert said == ("warning", "lone-placement", "eu/main/keda")
    broken = api.check(with_something_idle(without("world/github")))
    assert broken
    assert "lone-placement" not in {one.rule for one in broken}
