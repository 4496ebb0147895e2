"""What a brief says of the networks of a site, and of environments."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kgraph import api
from kgraph.brief.differences import parts
from kgraph.brief.environments import MAX_ENVIRONMENTS
from kgraph.brief.networks import MAX_NETWORKS
from kgraph.brief.reading import parse_brief
from kgraph.brief.sites import MAX_IN_ALL
from kgraph.brief.statements import statements
from kgraph.brief.writing import to_yaml
from kgraph.errors import InputError, Unsatisfiable
from kgraph.model.architecture import Architecture
from kgraph.model.brief import Brief, Environment, Network

TODAY = date(2026, 11, 25)
BRIEF = """name: Hub and spoke
sites:
  - id: weu
    cloud: azure
    clusters: [main, test]
    networks:
      - {id: hub, holds: [azure-firewall, azure-bastion]}
      - {id: live, holds: main, peered-with: hub, egress-through: weu/hub}
      - {id: stage, holds: [test], peered-with: [hub], egress-through: hub}
environments:
  - {id: acceptance, holds: weu/test, promotes-to: production}
  - {id: production, holds: [weu/main]}
answers: {deployment: gitops, cluster-exposure: private}
"""


def read(text: str) -> Brief:
    return parse_brief(text, api.knowledge(), today=TODAY, source="b.yaml")


@pytest.fixture(scope="module")
def hub() -> Architecture:
    return api.assemble(BRIEF)


def joined(architecture: Architecture, label: str) -> list[tuple[str, str]]:
    return [(flow.source, flow.target) for flow in architecture.flows if flow.label == label]


def test_each_word_is_read() -> None:
    brief = read(BRIEF)
    assert brief.sites[0].networks == (
        Network("hub", (), ("azure-firewall", "azure-bastion")),
        Network("live", ("main",), (), ("weu/hub",), "weu/hub"),
        Network("stage", ("test",), (), ("weu/hub",), "weu/hub"),
    )
    assert brief.environments == (
        Environment("acceptance", ("weu/test",), "production"),
        Environment("production", ("weu/main",)),
    )


def test_what_is_written_reads_back() -> None:
    brief = read(BRIEF)
    again = read(to_yaml(brief))
    assert (again.sites, again.environments) == (brief.sites, brief.environments)


def test_each_is_a_statement_with_its_line() -> None:
    said = {one.id: one for one in statements(read(BRIEF), api.knowledge())}
    assert said["networks.weu/live"].text == "network weu/live, egress through weu/hub"
    assert said["networks.weu/live"].where == "b.yaml:8"
    held = said["networks.weu/hub.azure-firewall"]
    assert (held.text, held.where) == ("network weu/hub holds azure-firewall", "b.yaml:7")


def test_what_a_network_holds_stands_in_it_and_each_is_one_of_its_own(hub: Architecture) -> None:
    ids = {one.id for one in hub.placements}
    assert {"weu/hub/azure-firewall", "weu/hub/azure-bastion"} <= ids
    assert {f"weu/{one}/azure-virtual-network" for one in ("hub", "live", "stage")} <= ids
    assert "weu/azure-virtual-network" not in ids
    assert hub.topology.around("weu/main") == ("weu/main", "weu/live", "weu", "world")


def test_how_they_are_joined_is_wired_as_said(hub: Architecture) -> None:
    network = "azure-virtual-network"
    assert joined(hub, "is peered with") == [
        (f"weu/live/{network}", f"weu/hub/{network}"),
        (f"weu/stage/{network}", f"weu/hub/{network}"),
    ]
    assert (f"weu/live/{network}", "weu/hub/azure-firewall") in joined(hub, "goes out through")
    assert joined(hub, "promotes to") == [("weu/test/argo-cd", "weu/main/argo-cd")]
    nodes = ("weu/main/aks", f"weu/live/{network}")
    assert nodes in joined(hub, "attaches nodes to"), "to the network around it, not to another"


def test_the_shapes_have_nothing_to_say_and_miss_what_is_taken_out(hub: Architecture) -> None:
    assert not api.check(hub)
    kept = tuple(one for one in hub.placements if one.id != "weu/hub/azure-firewall")
    flows = tuple(one for one in hub.flows if "weu/hub/azure-firewall" not in one.id)
    poorer = replace(hub, placements=kept, flows=flows)
    reasons = [one.reason for one in api.check(poorer)]
    assert any("Azure Firewall is missing in the network" in reason for reason in reasons)


def test_what_stands_is_kept_where_it_stands_as_the_rest_is_added(hub: Architecture) -> None:
    kept = tuple(one for one in hub.placements if "/hub/" in one.id)
    part = replace(hub, placements=kept, flows=())
    whole = api.complete(part, BRIEF)
    assert {one.id for one in kept} < {one.id for one in whole.placements}
    assert not api.check(whole)


def test_a_way_out_is_chosen_for_a_network_that_names_none() -> None:
    text = """name: X
sites:
  - id: eu
    cloud: gcp
    networks: [{id: hub}, {id: spoke, holds: main, peered-with: hub, egress-through: hub}]
"""
    architecture = api.assemble(text)
    assert "eu/hub/google-cloud-nat" in {one.id for one in architecture.placements}


def test_a_conflict_names_what_a_network_holds_and_what_would_mend_it() -> None:
    text = "name: X\nsites: [{id: eu, cloud: aws, networks: [{id: hub, holds: azure-firewall}]}]\n"
    with pytest.raises(Unsatisfiable) as error:
        api.assemble(text)
    conflict = error.value.conflict
    assert [one.text for one in conflict.statements] == [
        "network eu/hub holds azure-firewall",
        "site eu on AWS",
    ]
    assert conflict.story == "Azure Firewall: on Azure only."


def test_what_differs_is_carried_from_one_brief_to_another() -> None:
    plain = read("name: Hub and spoke\nsites: [{id: weu, cloud: azure, clusters: [main, test]}]\n")
    brief = read(BRIEF)
    texts = {part.difference.id: part for part in parts(plain, brief)}
    assert "holds azure-firewall, azure-bastion" in texts["sites.weu"].difference.text
    staged = texts["environments"].carry(plain, brief)
    assert staged.environments == brief.environments


SITE = "name: X\nsites:\n  - {id: eu, cloud: aws, clusters: [main], networks: ["
MANY = ", ".join(f"{{id: n{number}}}" for number in range(MAX_NETWORKS + 1))
NETWORKS = ", ".join(f"{{id: n{number}}}" for number in range(MAX_NETWORKS))
STAGES = ", ".join(f"{{id: e{n}, holds: eu/c{n}}}" for n in range(MAX_ENVIRONMENTS + 1))
CLUSTERS = ", ".join(f"c{number}" for number in range(MAX_ENVIRONMENTS + 1))
WRONG = {
    "a network of an unknown component": (
        f"{SITE}{{id: hub, holds: aws-vpn}}]}}\n",
        "b.yaml:3: unknown component or cluster 'aws-vpn': ",
    ),
    "a name for an id": (
        f"{SITE}{{id: hub, holds: Prometheus}}]}}\n",
        "b.yaml:3: unknown component 'Prometheus': did you mean 'prometheus'?",
    ),
    "a component of clusters": (
        f"{SITE}{{id: hub, holds: traefik}}]}}\n",
        "b.yaml:3: Traefik Proxy stands once for each cluster, not in a network: ",
    ),
    "a component of the world": (
        f"{SITE}{{id: hub, holds: github}}]}}\n",
        "b.yaml:3: GitHub stands once for each world, not in a network: ",
    ),
    "a cluster in two": (
        f"{SITE}{{id: a, holds: main}}, {{id: b, holds: main}}]}}\n",
        "b.yaml:3: the cluster 'main' stands in two networks: take it out of one",
    ),
    "called like a cluster": (
        f"{SITE}{{id: main}}]}}\n",
        "b.yaml:3: the id 'main' stands twice: give each its own id",
    ),
    "an unknown peer": (
        f"{SITE}{{id: hub}}, {{id: a, peered-with: hup}}]}}\n",
        "b.yaml:3: unknown network 'hup': did you mean 'hub'?",
    ),
    "its own peer": (
        f"{SITE}{{id: hub, peered-with: eu/hub}}]}}\n",
        "b.yaml:3: 'eu/hub' names itself under 'peered-with': name another network",
    ),
    "out in a circle": (
        f"{SITE}{{id: a, egress-through: b}}, {{id: b, egress-through: c}}, {{id: c}}]}}\n"
        "environments: [{id: e, holds: eu, promotes-to: e}]\n",
        "b.yaml:4: 'e' promotes to itself: name another environment",
    ),
    "too many": (
        f"{SITE}{MANY}]}}\n",
        f"b.yaml:3: more than {MAX_NETWORKS} networks: split the site",
    ),
    "too many of all sites": (
        "name: X\nsites:\n"
        + "".join(f"  - {{id: s{n}, cloud: aws, networks: [{NETWORKS}]}}\n" for n in range(5)),
        f"b.yaml:3: more than {MAX_IN_ALL} networks in all: split the brief",
    ),
    "too many environments": (
        f"name: X\nenvironments: [{STAGES}]\n"
        f"sites: [{{id: eu, cloud: aws, clusters: [{CLUSTERS}]}}]\n",
        f"b.yaml:2: more than {MAX_ENVIRONMENTS} environments: name fewer",
    ),
    "unknown key of a network": (
        f"{SITE}{{id: hub, peers: hub}}]}}\n",
        "b.yaml:3: unknown key 'peers' in a network: ",
    ),
    "a machine in a network": (
        f"{SITE}{{id: hub}}]}}\nworkloads: [{{id: vm, runs-on: virtual-machines, at: eu/hub}}]\n",
        "b.yaml:4: 'vm' runs at sites, and 'eu/hub' is a network: write 'eu', or leave",
    ),
    "an environment of nothing": (
        "name: X\nenvironments: [{id: live}]\n",
        "b.yaml:2: the environment 'live' holds nothing: add 'holds: [a site, …]'",
    ),
    "a place in two environments": (
        "name: X\nenvironments: [{id: live, holds: main}, {id: test, holds: main/main}]\n",
        "b.yaml:2: 'main/main' is in the environment 'live' already: let each place be in one",
    ),
    "a network in an environment": (
        f"{SITE}{{id: hub}}]}}\nenvironments: [{{id: live, holds: eu/hub}}]\n",
        "b.yaml:4: unknown place 'eu/hub': ",
    ),
}


@pytest.mark.parametrize(("text", "message"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_line_and_a_remedy(text: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        read(text)
    (problem,) = map(str, error.value.problems)
    assert problem.startswith(message)


def test_a_circle_is_told_at_each_that_is_in_it() -> None:
    text = f"{SITE}{{id: a, egress-through: b}}, {{id: b, egress-through: a}}]}}\n"
    with pytest.raises(InputError) as error:
        read(text)
    assert [problem.what for problem in error.value.problems] == [
        "what goes out of 'eu/a' comes back to it (eu/a → eu/b → eu/a)",
        "what goes out of 'eu/b' comes back to it (eu/b → eu/a → eu/b)",
    ]
