"""Who comes in where: each class of callers has its actor, its way, and what is open to it."""

from __future__ import annotations

import pytest

from kgraph import api
from kgraph.errors import InputError
from kgraph.model.architecture import Architecture

CLOUDS = ("gcp", "aws", "azure", "on-premises")
ACTORS = {
    "public": "client",
    "internal": "internal-caller",
    "operators": "operator",
    "partners": "partner-caller",
}
WALKED = ("request", "identity")


def assembled(exposes: str, cloud: str = "gcp", more: str = "") -> Architecture:
    sites = f"sites: [{{id: eu, cloud: {cloud}}}]"
    unwatched = "answers: {metrics: none}"  # or else operators are there for alerts
    workloads = f"workloads: [{{id: app, exposes: {exposes}}}{more}]"
    return api.assemble(f"name: X\n{sites}\n{workloads}\n{unwatched}\n")


def way(architecture: Architecture, start: str, end: str) -> list[str]:
    """The capabilities on the shortest way that a request takes, without those of its ends."""
    ways = [[start]]
    seen = {start}
    while ways:
        one = ways.pop(0)
        if one[-1] == end:
            by_id = {placement.id: placement for placement in architecture.placements}
            return [capability for id in one[1:-1] for capability in by_id[id].capabilities]
        for flow in architecture.flows:
            if flow.source == one[-1] and flow.target not in seen and flow.kind in WALKED:
                seen.add(flow.target)
                ways.append([*one, flow.target])
    return []


@pytest.mark.parametrize("cloud", CLOUDS)
@pytest.mark.parametrize("option", ACTORS)
def test_an_entrance_has_its_caller_and_no_other(option: str, cloud: str) -> None:
    architecture = assembled(option, cloud)
    callers = {one.component for one in architecture.placements} & set(ACTORS.values())
    assert callers - {"operator"} == {ACTORS[option]} - {
        "operator"
    }  # who reads logs is there anyway
    assert way(architecture, f"world/{ACTORS[option]}", "eu/main/app")
    assert [one for one in api.check(architecture) if one.severity == "violation"] == []


@pytest.mark.parametrize("cloud", CLOUDS)
def test_operators_come_in_by_their_guarded_way(cloud: str) -> None:
    passed = way(assembled("operators", cloud), "world/operator", "eu/main/app")
    assert {"operator-access", "internal-load-balancing"} <= set(passed)


@pytest.mark.parametrize("cloud", CLOUDS)
def test_partners_come_in_over_a_connection_of_networks(cloud: str) -> None:
    passed = way(assembled("partners", cloud), "world/partner-caller", "eu/main/app")
    assert {"partner-access", "internal-load-balancing"} <= set(passed)


def test_callers_inside_come_in_at_an_address_inside() -> None:
    passed = way(assembled("internal"), "world/internal-caller", "eu/main/app")
    assert "internal-load-balancing" in passed
    assert "external-load-balancing" not in passed


def test_several_entrances_stand_beside_each_other() -> None:
    architecture = assembled("[public, internal, operators, partners]")
    for actor in ACTORS.values():
        assert way(architecture, f"world/{actor}", "eu/main/app")


def test_the_balancer_inside_leads_on_beside_a_public_one() -> None:
    architecture = assembled("public", more=", {id: books, exposes: internal}")
    assert way(architecture, "world/internal-caller", "eu/main/books")


def test_operators_are_not_led_to_what_is_not_open_to_them() -> None:
    architecture = api.assemble(
        "name: X\nworkloads: [{id: app, exposes: internal}]\n"
        "answers: {cluster-exposure: private, operator-way: bastion}"
    )
    (access,) = [one for one in architecture.placements if "operator-access" in one.capabilities]
    led = {flow.target for flow in architecture.flows if flow.source == access.id}
    balancers = {
        one.id for one in architecture.placements if "internal-load-balancing" in one.capabilities
    }
    assert not led & balancers


def test_nobody_is_no_answer_beside_others() -> None:
    with pytest.raises(InputError) as caught:
        api.read_brief("name: X\nworkloads:\n  - {id: a, exposes: [nobody, public]}")
    expected = "brief.yaml:3: 'nobody' is no answer beside others to 'exposes'"
    assert expected in str(caught.value)


def test_why_an_internal_caller_is_there_leads_to_the_brief() -> None:
    (caller,) = [
        one for one in assembled("internal").placements if one.component == "internal-caller"
    ]
    assert any("exposes: internal" in ground for one in caller.reasons for ground in one.because)
