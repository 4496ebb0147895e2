"""What is promised to survive an outage does: taken away, and looked for again in another way."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import networkx as nx
import pytest
from random_briefs import brief_of

from kgraph import api, resources
from kgraph.analysis.needs import dependences
from kgraph.analysis.promises import promises
from kgraph.analysis.strikes import Strike, strike, strikes
from kgraph.analysis.survival import falls, survivors
from kgraph.errors import Unsatisfiable
from kgraph.model.architecture import Architecture
from kgraph.model.finding import Finding
from kgraph.model.knowledge import Knowledge
from kgraph.model.outages import LEVELS

REGISTRY = """
name: Own registry
sites: [{id: eu, cloud: aws, region: eu-central-1}, {id: us, cloud: aws, region: us-east-1}]
workloads:
  - {id: shop, name: Shop, exposes: public, calls: [quotes]}
  - {id: quotes, name: Quotes, exposes: internal}
answers: {availability: multi-region, registry: self-hosted, people-sign-in: own}
use: [harbor]
"""
TABLES = """
name: Tables
sites: [{id: eu, cloud: aws, region: eu-central-1}, {id: us, cloud: aws, region: us-east-1}]
workloads: [{id: shop, name: Shop, exposes: public, stores: WORDS}]
answers: {availability: multi-region}
"""
ELSEWHERE = """
name: Elsewhere
sites: [{id: one, cloud: CLOUD}, {id: two, cloud: CLOUD}]
workloads: [{id: shop, name: Shop, exposes: public, runs-on: KIND, stores: WORDS}]
answers: {recovery: failover}
"""


@cache
def of_text(text: str) -> Architecture:
    return api.assemble(text)


@cache
def example(name: str) -> Architecture:
    return api.assemble(Path(resources.folder("ontology") / "briefs" / f"{name}.yaml"))


def without(architecture: Architecture, *ids: str, **instead: str) -> Architecture:
    """The architecture without placements; what led to one leads to what is named instead of it."""
    moved = {id.replace("__", "/").replace("_", "-"): to for id, to in instead.items()}
    gone = {*ids, *moved}
    flows = []
    for flow in architecture.flows:
        flow = replace(flow, target=moved.get(flow.target, flow.target))
        if not gone & {flow.source, flow.target}:
            flows.append(flow)
    kept = tuple(one for one in architecture.placements if one.id not in gone)
    return replace(architecture, placements=kept, flows=tuple(flows))


def told(architecture: Architecture) -> list[Finding]:
    """What is said of outages."""
    found = api.check(architecture)
    return [one for one in found if one.rule in ("not-survived", "not-copied")]


def all_strikes(architecture: Architecture, knowledge: Knowledge) -> Iterable[Strike]:
    for level in LEVELS:
        yield from strikes(architecture, knowledge, level)


def plainly_standing(
    architecture: Architecture, knowledge: Knowledge, lost: Iterable[str]
) -> set[str]:
    """The same as `survivors`, in the plainest way: round after round, and paths by networkx."""
    gone, before = set(lost), -1
    needs = dependences(architecture, knowledge)
    while len(gone) != before:
        before = len(gone)
        gone |= {one.source for one in needs if set(one.targets) <= gone}
    whole = nx.DiGraph(
        (one.source, one.target) for one in architecture.flows if one.kind == "request"
    )
    left = whole.copy()
    left.remove_nodes_from(gone)
    callers = [
        one.id
        for one in architecture.placements
        if knowledge.components[one.component].delivery == "actor"
    ]
    found, fallen = set(), set()
    for caller in callers:
        meant = may_call(architecture, caller)
        called = meant & own(architecture, nx.descendants(whole, caller) if caller in whole else ())
        still = meant & own(architecture, nx.descendants(left, caller) if caller in left else ())
        found |= still
        fallen |= called - still
    return found - fallen


def may_call(architecture: Architecture, caller: str) -> set[str]:
    """The workloads that are open to a caller."""
    brief = architecture.brief
    assert brief is not None
    open_to = {
        "client": "public",
        "internal-caller": "internal",
        "operator": "operators",
        "partner": "partners",
    }
    exposure = open_to.get(architecture.placement_by_id[caller].component)
    return {one.id for one in brief.workloads if exposure in dict(one.answers)["exposes"]}


def own(architecture: Architecture, ids: Iterable[str]) -> set[str]:
    """The workloads among placements."""
    by_id = architecture.placement_by_id
    return {str(by_id[id].workload) for id in ids if id in by_id and by_id[id].workload}


# --- the examples


@pytest.mark.parametrize("name", ["demo", "three-clouds"])
def test_an_example_loses_each_site_region_and_provider_that_it_survives(
    name: str, knowledge: Knowledge
) -> None:
    architecture = example(name)
    assert promises(architecture, knowledge) != ()
    assert falls(architecture, knowledge) == ()
    assert told(architecture) == []
    level = promises(architecture, knowledge)[0].level
    hit = [
        one
        for one in all_strikes(architecture, knowledge)
        if LEVELS.index(one.level) <= LEVELS.index(level)
    ]
    assert len(hit) == {"demo": 4, "three-clouds": 9}[name]
    for one in hit:
        assert one.lost
        assert plainly_standing(architecture, knowledge, one.lost)


def test_of_one_cloud_only_regions_can_be_lost(knowledge: Knowledge) -> None:
    lost = strike(example("demo"), knowledge, "gcp").lost
    assert survivors(example("demo"), knowledge, lost) == set()
    assert plainly_standing(example("demo"), knowledge, lost) == set()


def test_a_service_of_the_world_outlasts_a_region_and_falls_with_its_provider(
    knowledge: Knowledge,
) -> None:
    architecture = example("three-clouds")
    assert "world/amazon-route53" in strike(architecture, knowledge, "aws").lost
    assert "world/amazon-route53" not in strike(architecture, knowledge, "us-east-1").lost
    assert "us/main/payments" in strike(architecture, knowledge, "us-east-1").lost
    assert "world/quay-io" not in strike(architecture, knowledge, "aws").lost
    with pytest.raises(KeyError):
        strike(architecture, knowledge, "nowhere")


# --- one fault a kind


def test_names_at_one_provider_fall_with_it() -> None:
    lone = without(example("three-clouds"), "world/azure-dns", "world/azure-traffic-manager")
    (finding,) = told(lone)
    assert (finding.focus, finding.severity) == ("world/amazon-route53", "warning")
    assert "the only DNS hosting that Clients has, lost with AWS" in finding.reason
    assert "add a second DNS hosting that stays when AWS is lost" in finding.remedy
    assert "'availability'" in finding.remedy


def test_a_registry_in_one_region_falls_with_it() -> None:
    lone = without(of_text(REGISTRY), us__main__harbor="eu/main/harbor")
    (finding,) = told(lone)
    assert finding.focus == "eu/main/harbor"
    assert "the only image registry that Amazon Elastic Kubernetes Service has" in finding.reason
    assert "Quotes and Shop would be down" in finding.reason


def test_sign_in_at_one_site_falls_with_it() -> None:
    lone = without(of_text(REGISTRY), us__main__keycloak="eu/main/keycloak")
    (finding,) = told(lone)
    assert finding.focus == "eu/main/keycloak"
    assert "the only identity provider that" in finding.reason


def test_who_is_called_at_one_site_alone_falls_with_it() -> None:
    lone = without(of_text(REGISTRY), us__main__quotes="eu/main/quotes")
    reasons = [one.reason for one in told(lone)]
    assert any("Quotes is the only copy of Quotes that Shop has" in one for one in reasons)
    assert any("Quotes runs nowhere but at eu/main" in one for one in reasons)


def test_a_front_that_all_pass_falls_with_its_provider() -> None:
    whole = example("three-clouds")
    moved = dict.fromkeys(("us/aws-elastic-load-balancing", "asia/azure-application-gateway"))
    flows = [
        one for one in whole.flows if not (one.source == "world/client" and one.target in moved)
    ]
    doors = [one for one in flows if not (one.source == "world/client" and "gateway" in one.target)]
    balancer = next(one for one in doors if one.target == "world/google-cloud-load-balancing")
    led = [
        replace(balancer, id=f"led-{id}", source=balancer.target, target=id, kind="request")
        for id in moved
    ]
    front = replace(whole, flows=(*doors, *led))
    found = {one.focus: one.reason for one in told(front)}
    assert (
        "every request passes Google Cloud Load Balancing"
        in found["world/google-cloud-load-balancing"]
    )


def test_two_sites_of_one_region_are_one(knowledge: Knowledge) -> None:
    twice = of_text(REGISTRY.replace("us-east-1", "eu-central-1"))
    assert [len(strikes(twice, knowledge, level)) for level in LEVELS] == [2, 1, 1]
    reasons = [one.reason for one in told(twice)]
    assert any("Shop runs nowhere but at eu/main and us/main" in one for one in reasons)


# --- what is promised, and what is not


@pytest.mark.parametrize(
    ("more", "level"),
    [
        ("answers: {availability: multi-region}", "region"),
        ("answers: {availability: multi-cloud}", "provider"),
        ("answers: {recovery: failover}", "site"),
        ("answers: {availability: single-region}", None),
        ("", None),
    ],
)
def test_the_answers_say_what_is_survived(
    more: str, level: str | None, knowledge: Knowledge
) -> None:
    brief = f"""
name: Promised
sites: [{{id: eu, cloud: aws, region: eu-central-1}}, {{id: us, cloud: gcp, region: us-east1}}]
workloads: [{{id: shop, exposes: public}}]
{more}
"""
    found = [one.level for one in promises(of_text(brief), knowledge)]
    assert found == ([level] if level else [])
    assert falls(of_text(brief), knowledge) == ()


def test_a_workload_may_promise_it_alone_or_be_away(knowledge: Knowledge) -> None:
    asked = TABLES.replace("WORDS", "tables, replication: copied, recovery-time: minutes")
    alone = of_text(asked.replace("answers: {availability: multi-region}", ""))
    assert [one.level for one in promises(alone, knowledge)] == ["site"]
    away = of_text(TABLES.replace("WORDS", "tables, recovery-time: hour"))
    assert promises(away, knowledge) == ()
    assert told(away) == []


@pytest.mark.parametrize(
    ("words", "gaps"),
    [
        ("tables", 1),
        ("[tables, cache]", 1),
        ("cache", 0),
        ("nothing", 0),
        ("tables, replication: copied", 0),
        ("tables, replication: by-the-application", 0),
        ("tables, recovery-point: day", 0),
    ],
)
def test_what_is_kept_at_one_site_alone_is_told_once(words: str, gaps: int) -> None:
    found = told(of_text(TABLES.replace("WORDS", words)))
    assert [one.rule for one in found] == ["not-copied"] * gaps
    for one in found:
        assert one.focus == "shop"
        assert "write 'replication: copied'" in one.remedy
        assert "ElastiCache" not in one.reason


def uncopied(runs_on: str, cloud: str, words: str) -> list[str]:
    """What is told of things that have no copy, of one workload at two sites."""
    text = ELSEWHERE.replace("KIND", runs_on).replace("CLOUD", cloud).replace("WORDS", words)
    return [one.reason for one in told(of_text(text)) if one.rule == "not-copied"]


@pytest.mark.parametrize(
    ("runs_on", "cloud", "words"),
    [
        ("functions", "aws", "nothing"),
        ("functions", "azure", "cache"),
        ("serverless-containers", "gcp", "nothing"),
        ("virtual-machines", "on-premises", "nothing"),
        ("virtual-machines", "gcp", "cache"),
        ("static-files", "aws", "nothing"),
        ("kubernetes", "azure", "nothing"),
    ],
)
def test_what_keeps_nothing_has_nothing_to_copy(runs_on: str, cloud: str, words: str) -> None:
    assert uncopied(runs_on, cloud, words) == []


@pytest.mark.parametrize("runs_on", ["functions", "serverless-containers", "virtual-machines"])
def test_what_runs_outside_of_clusters_keeps_things_in_its_stores_alone(runs_on: str) -> None:
    (reason,) = uncopied(runs_on, "aws", "tables")
    stores = "Amazon RDS at one and Amazon RDS at two"
    assert reason.startswith(f"what Shop keeps in {stores} has no copy")


# --- computed another way


@pytest.mark.parametrize("seed", range(40))
def test_what_survives_a_random_outage_is_really_reached(seed: int, knowledge: Knowledge) -> None:
    brief = brief_of(seed, knowledge)
    try:
        architecture = api.assemble(json.dumps(brief), timeout=120)
    except Unsatisfiable:
        return
    for one in all_strikes(architecture, knowledge):
        found = survivors(architecture, knowledge, one.lost)
        assert found == plainly_standing(architecture, knowledge, one.lost)


CLOUDS = {
    "aws": ("eu-central-1", "us-east-1"),
    "gcp": ("europe-west1", "us-east1"),
    "azure": ("westeurope", "eastus"),
}


def promising(seed: int) -> dict[str, object]:
    """A brief of some sites and clouds that promises something, the same for the same seed."""
    random = Random(seed)  # noqa: S311 - not for secrets
    clouds = [random.choice(sorted(CLOUDS)) for _ in range(random.randint(2, 3))]
    sites = [
        {"id": f"s{number}", "cloud": cloud, "region": random.choice(CLOUDS[cloud])}
        for number, cloud in enumerate(clouds)
    ]
    ids = [site["id"] for site in sites]
    workloads = [
        {
            "id": f"w{number}",
            "exposes": random.choice(["public", "public", ["public", "internal"], "internal"]),
            "content": random.choice(["dynamic", "static-and-dynamic"]),
            "stores": random.choice(["nothing", "tables", "cache", ["objects", "cache"]]),
            "at": random.choice([ids, ids, random.sample(ids, 2), [ids[0]]]),
            "calls": [f"w{number - 1}"] if number and random.random() < 0.5 else [],
        }
        for number in range(random.randint(1, 3))
    ]
    several = len(set(clouds)) > 1 and random.random() < 0.7
    answers = {
        "availability": "multi-cloud" if several else "multi-region",
        "registry": random.choice(["provider", "third-party", "self-hosted"]),
        "people-sign-in": random.choice(["not-said", "provider", "own"]),
        "ddos": random.choice(["nothing-special", "dedicated"]),
        "cluster-exposure": random.choice(["public", "private"]),
    }
    return {"name": f"Seed {seed}", "sites": sites, "workloads": workloads, "answers": answers}


@pytest.mark.parametrize("seed", range(30))
def test_what_is_promised_and_not_told_is_kept(seed: int, knowledge: Knowledge) -> None:
    architecture = api.assemble(json.dumps(promising(seed)), timeout=120)
    fallen = {(one.promise.workload, one.outage.id) for one in falls(architecture, knowledge)}
    for promise in promises(architecture, knowledge):
        for one in strikes(architecture, knowledge, promise.level):
            plain = plainly_standing(architecture, knowledge, one.lost)
            called = plainly_standing(architecture, knowledge, ())
            kept = promise.workload in plain or promise.workload not in called
            assert kept != ((promise.workload, one.id) in fallen)


def test_what_is_not_kept_stands_in_what_assemble_writes() -> None:
    architecture = of_text(TABLES.replace("WORDS", "tables"))
    files = api.results(architecture, formats=())
    (written,) = json.loads(files["architecture.json"])["findings"]
    (finding,) = told(architecture)
    assert (written["rule"], written["remedy"]) == ("not-copied", finding.remedy)
    assert finding.remedy in str(files["rationale.md"])
