"""What an answer asks to last is served by somebody who stays, as far as that can be had."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kgraph import api
from kgraph.model.architecture import Architecture
from kgraph.model.knowledge import Knowledge

CLOUDS = {
    "aws": "us-east-1",
    "azure": "westeurope",
    "gcp": "europe-west1",
    "on-premises": "hall",
}


def brief(*clouds: str, workload: dict[str, Any] | None = None, **more: Any) -> str:
    sites = [
        {"id": f"s{n}", "cloud": id, "region": f"{CLOUDS[id]}-{n}"} for n, id in enumerate(clouds)
    ]
    shop = {"id": "shop", "exposes": "public", **(workload or {})}
    return json.dumps({"name": "Lasting", "sites": sites, "workloads": [shop], **more})


def rules(architecture: Architecture) -> list[str]:
    return [one.rule for one in api.check(architecture)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("aws", "gcp"),
        ("aws", "azure"),
        ("azure", "gcp"),
        ("aws", "on-premises"),
        ("gcp", "on-premises"),
    ],
)
@pytest.mark.parametrize("content", ["dynamic", "static-and-dynamic"])
def test_two_clouds_survive_either(one: str, other: str, content: str) -> None:
    answers = {"availability": "multi-cloud", "site-links": "tunnel"}
    asked = brief(one, other, workload={"content": content}, answers=answers)
    assert rules(api.assemble(asked)) == []


def test_what_cannot_be_had_is_told_and_is_no_conflict(knowledge: Knowledge) -> None:
    names = [id for id in knowledge.providers["dns-hosting"] if id != "amazon-route53"]
    asked = brief("aws", "gcp", answers={"availability": "multi-cloud"}, avoid=names)
    architecture = api.assemble(asked)
    (finding,) = api.check(architecture)
    assert (finding.rule, finding.focus) == ("not-survived", "world/amazon-route53")


def test_who_stands_in_says_so() -> None:
    asked = brief("aws", "gcp", answers={"availability": "multi-cloud"}, use=["amazon-route53"])
    placed = api.assemble(asked).placements
    names = [one for one in placed if "dns-hosting" in one.capabilities]
    assert len(names) == 2
    other = next(one for one in names if one.component != "amazon-route53")
    assert "dns-hosting" in other.serves
    assert any("it stays when AWS is lost" in reason.text for reason in other.reasons)


def test_a_registry_that_is_named_stands_in_each_region_and_serves_at_home() -> None:
    asked = brief(
        "aws",
        "aws",
        answers={"availability": "multi-region", "registry": "self-hosted"},
        use=["harbor"],
    )
    architecture = api.assemble(asked)
    held = {one.id for one in architecture.placements if "image-registry" in one.capabilities}
    assert held == {"s0/main/harbor", "s1/main/harbor"}
    pulls = {
        (one.source, one.target)
        for one in architecture.flows
        if one.label == "pulls images from" and one.target in held
    }
    assert pulls == {(f"{site}/main/eks", f"{site}/main/harbor") for site in ("s0", "s1")}
    pushed = {one.target for one in architecture.flows if one.label == "pushes images to"}
    assert pushed == held
    assert rules(architecture) == []


def test_nothing_is_doubled_where_nothing_is_promised() -> None:
    for clouds in (("aws", "gcp"), ("aws", "aws")):
        placed = api.assemble(brief(*clouds)).placements
        for capability in ("dns-hosting", "image-registry"):
            assert len([one for one in placed if capability in one.capabilities]) == 1
