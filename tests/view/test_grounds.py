"""What stands in a network is drawn within its frame; what the provider keeps elsewhere is not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

import pytest

from kgraph import api
from kgraph.view.fitting import fitted
from kgraph.view.grounds import grounds
from kgraph.view.view import Block, Frame, blocks_in

LONE = """
name: One network
sites: [{id: eu, cloud: aws}]
workloads:
  - {id: shop, exposes: public, stores: [tables, objects]}
  - {id: night, name: Night job, exposes: nobody, runs-on: virtual-machines}
"""
SPOKE = """
name: A hub and a spoke
sites:
  - id: eu
    cloud: aws
    networks:
      - {id: hub, holds: [aws-nat-gateway]}
      - {id: spoke, holds: [main], peered-with: hub, egress-through: hub}
    clusters: [main]
workloads:
  - {id: shop, exposes: public, stores: tables}
  - {id: night, name: Night job, exposes: nobody, runs-on: virtual-machines}
"""
AZURE = """
name: A gateway in its subnet
sites: [{id: eu, cloud: azure}]
workloads: [{id: shop, exposes: public, stores: objects}]
use: [azure-application-gateway]
"""
GOOGLE = """
name: A balancer within
sites: [{id: eu, cloud: gcp}]
workloads: [{id: shop, exposes: internal, stores: tables}]
use: [google-internal-load-balancing]
"""


CASES = {
    "load balancer and database": (LONE, "eu/aws-vpc", "amazon-rds aws-elastic-load-balancing"),
    "machines and what runs on them": (LONE, "eu/aws-vpc", "amazon-ec2 night"),
    "one of several networks": (SPOKE, "eu/spoke/aws-vpc", "amazon-rds amazon-ec2 night"),
    "a gateway in its subnet": (AZURE, "eu/azure-virtual-network", "azure-application-gateway"),
    "an address in a subnet": (GOOGLE, "eu/google-vpc", "google-internal-load-balancing"),
}
OUTSIDE = {
    "objects": (LONE, "eu/aws-vpc", "amazon-s3"),
    "a database that is peered": (GOOGLE, "eu/google-vpc", "google-cloud-sql"),
    "objects of Azure": (AZURE, "eu/azure-virtual-network", "azure-blob-storage"),
}


def within(brief: str, frame: str) -> tuple[set[str], set[str]]:
    """The boxes of an overview that are drawn within a frame, and the others."""
    view = api.drawing(api.assemble(brief), "overview").view
    network = next(one for one in view.frames() if one.id == f"frame:{frame}")
    inside = _boxes(network.children)
    return inside, _boxes(view.children) - inside


def _boxes(children: Iterable[Frame | Block]) -> set[str]:
    """What is drawn of sites in these, without the places."""
    ids = chain.from_iterable(box.covers for block in blocks_in(children) for box in block.boxes)
    return {id.split("/")[-1] for id in ids}


@pytest.mark.parametrize("case", CASES)
def test_what_stands_in_a_network_is_drawn_within_it(case: str) -> None:
    brief, frame, wanted = CASES[case]
    inside, outside = within(brief, frame)
    assert set(wanted.split()) <= inside
    assert not inside & outside


@pytest.mark.parametrize("case", OUTSIDE)
def test_what_the_provider_keeps_elsewhere_is_drawn_beside_it(case: str) -> None:
    brief, frame, wanted = OUTSIDE[case]
    _, outside = within(brief, frame)
    assert set(wanted.split()) <= outside


def test_what_leads_to_two_networks_stands_in_neither() -> None:
    architecture = api.assemble(SPOKE)
    first = next(one for one in architecture.flows if one.target == "eu/spoke/aws-vpc")
    assert first.source in grounds(architecture, api.knowledge())
    both = replace(first, id="other", target="eu/hub/aws-vpc")
    doubled = replace(architecture, flows=(*architecture.flows, both))
    assert first.source not in grounds(doubled, api.knowledge())


def test_no_network_is_drawn_where_it_is_left_out_of_the_picture() -> None:
    architecture = api.assemble(LONE)
    scene = fitted(architecture, api.knowledge(), {})
    bare = replace(scene, holders={})
    database = architecture.placement_by_id["eu/amazon-rds"]
    assert scene.ground(database) == "eu/aws-vpc"
    assert bare.ground(database) == "eu"


def test_what_runs_within_a_network_and_without_shares_no_box() -> None:
    brief = """
    name: Two jobs
    sites: [{id: eu, cloud: aws}]
    workloads:
      - {id: night, exposes: nobody, runs-on: virtual-machines}
      - {id: mail, exposes: nobody, runs-on: functions}
    """
    architecture = api.assemble(brief)
    scene = fitted(architecture, api.knowledge(), {}, by_lanes=True)
    boxes = scene.box_of()
    assert boxes["eu/night"] != boxes["eu/mail"]
    assert scene.ground(architecture.placement_by_id["eu/night"]) == "eu/aws-vpc"
    assert scene.ground(architecture.placement_by_id["eu/mail"]) == "eu"
