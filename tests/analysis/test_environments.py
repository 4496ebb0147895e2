"""What stands in one environment and leans on another one is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgraph import api
from kgraph.model.architecture import Architecture
from kgraph.model.finding import Finding

CLUSTERS = "sites: [{id: lab, cloud: gcp, clusters: [alpha, live]}]"
STAGES = """
environments:
  - {id: test, holds: lab/alpha, promotes-to: production}
  - {id: production, holds: lab/live}
"""


def of(stores: str, sites: str = CLUSTERS, stages: str = STAGES, more: str = "") -> Architecture:
    shop = f"{{id: shop, name: Shop, exposes: public, stores: {stores}}}"
    return api.assemble(f"name: X\n{sites}\n{stages}\nworkloads: [{shop}]\n{more}\n")


def crossing(architecture: Architecture) -> list[Finding]:
    return [one for one in api.check(architecture) if one.rule == "crosses-environments"]


def test_a_store_in_the_cluster_of_another_environment_is_told() -> None:
    (finding,) = crossing(of("search"))
    assert (finding.focus, finding.severity) == ("lab/alpha/meilisearch", "warning")
    assert "Shop searches Meilisearch" in finding.reason
    assert finding.reason.endswith("from production into test")
    assert "let Meilisearch stand in production too" in finding.remedy


def test_what_the_remedy_says_mends_it() -> None:
    both = "use: [{component: meilisearch, at: [lab/alpha, lab/live]}]"
    assert crossing(of("search", more=both)) == []
    sites = "sites: [{id: a, cloud: gcp}, {id: b, cloud: gcp}]"
    stages = "environments: [{id: test, holds: a, promotes-to: live}, {id: live, holds: b}]"
    assert crossing(of("search", sites, stages)) == []


@pytest.mark.parametrize("stages", ["", "environments: [{id: all, holds: lab}]"])
def test_within_one_environment_and_without_any_nothing_is_told(stages: str) -> None:
    assert crossing(of("search", stages=stages)) == []


def test_what_stands_beside_the_clusters_may_be_several() -> None:
    assert crossing(of("[tables, objects]")) == []


def test_each_direction_is_told_and_what_is_fetched_is_not() -> None:
    desk = "{id: desk, at: lab/live, exposes: nobody}"
    shop = "{id: shop, exposes: public, stores: search}"
    found = api.assemble(f"name: X\n{CLUSTERS}\n{STAGES}\nworkloads: [{shop}, {desk}]\n")
    ends = ("lab/live/shop", "lab/alpha/meilisearch")
    (told,) = [one for one in found.flows if (one.source, one.target) == ends]
    kept = tuple(one for one in found.flows if one != told)
    back = replace(told, source="lab/alpha/shop", target="lab/live/desk")
    (finding,) = crossing(replace(found, flows=(*kept, back)))
    assert finding.reason.endswith("from test into production")
    for kind, label in (("telemetry", "scrapes"), ("control", "provisions")):
        other = replace(told, kind=kind, label=label)
        assert crossing(replace(found, flows=(*kept, other))) == []


TWO = "sites: [{id: a, cloud: aws}, {id: b, cloud: aws}]"
APART = "environments: [{id: production, holds: a}, {id: standby, holds: b}]"


def test_a_copy_of_ones_own_in_another_environment_is_no_leaning() -> None:
    assert crossing(of("tables, replication: copied", TWO, APART)) == []


def test_what_to_do_fits_what_is_leaned_on() -> None:
    api_ = "{id: api, at: b}"
    shop = "{id: shop, name: Shop, at: a, calls: [api, old], exposes: nobody}"
    old = "systems: [{id: old, name: Old, at: b}]"
    found = api.assemble(f"name: X\n{TWO}\n{APART}\n{old}\nworkloads: [{shop}, {api_}]\n")
    remedies = {one.focus: one.remedy for one in crossing(found)}
    assert remedies["b/main/api"] == "let api run in production too ('at' of the workload)"
    assert remedies["b/old"] == "name a system for production alone"


def test_what_was_placed_by_hand_somewhere_else_is_no_crash() -> None:
    found = of("search")
    first, *others = found.placements
    moved = replace(found, placements=(replace(first, place="nowhere"), *others))
    assert len(crossing(moved)) == 1
