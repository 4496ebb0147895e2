"""Clients are steered among sites where there are some: not where all that runs is internal."""

from __future__ import annotations

import pytest

from kgraph import api

ANSWERS = [
    "availability: multi-region",
    "growth: architect-for-change",
    "recovery: failover",
]


def steering(cloud: str, answer: str, exposes: str) -> set[str]:
    """Who is there to steer clients."""
    architecture = api.assemble(f"""name: X
sites: [{{id: a, cloud: {cloud}}}, {{id: b, cloud: {cloud}}}]
workloads: [{{id: w, exposes: {exposes}}}, {{id: v, exposes: nobody}}]
answers: {{{answer}}}
""")
    assert [one for one in api.check(architecture) if one.severity == "violation"] == []
    return {one.component for one in architecture.placements if "traffic-steering" in one.serves}


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("cloud", ["aws", "azure", "gcp", "on-premises"])
def test_only_the_public_is_steered(cloud: str, answer: str) -> None:
    assert steering(cloud, answer, "public")
    assert not steering(cloud, answer, "internal")
    assert not steering(cloud, answer, "[operators, partners]")


def test_who_says_nothing_of_workloads_is_asked_as_before() -> None:
    architecture = api.assemble("""name: X
sites: [{id: a, cloud: aws}, {id: b, cloud: aws}]
answers: {availability: multi-region}
""")
    assert {one for placed in architecture.placements for one in placed.serves} >= {
        "traffic-steering"
    }
