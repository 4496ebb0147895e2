"""The catalog as one graph: complete, sourced, and such that everything in it can be put to use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pyoxigraph
import pytest

from kgraph.catalog.references import loose_references
from kgraph.formats import icons
from kgraph.knowledge.store import rows
from kgraph.model.component import Component, Need
from kgraph.model.knowledge import SCOPES, Knowledge
from kgraph.reports.component import component_document

TODAY = date(2026, 11, 23)
LOOKED_UP = {"2026-11-23", "2026-11-26", "2026-11-27", "2026-11-29", "2026-11-30", "2026-12-01"}
"""The days on which the catalog was looked up: a new day is added here."""
ARTICLE = date(2021, 1, 28)
"""The day of the article that the first version of the knowledge comes from."""

FROM_DECISIONS = {
    "public-workload",
    "internal-workload",
    "operator-workload",
    "partner-workload",
    "existing-identity",
    "public-site-workload",
    "internal-site-workload",
    "operator-site-workload",
    "partner-site-workload",
    "running-site-workload",
}
"""Capabilities that answers give to workloads, or systems bring along: no entry provides them."""

IN_THE_ARTICLE = [
    "akamai",
    "alertmanager",
    "aks",
    "amazon-cloudfront",
    "amazon-ecr",
    "aws-elastic-load-balancing",
    "azure-cdn",
    "azure-container-registry",
    "azure-load-balancer",
    "bastion-host",
    "ceph",
    "ceph-csi",
    "circleci",
    "clair",
    "cloudflare-cdn",
    "container-storage-interface",
    "crossplane",
    "distribution",
    "docker-hub",
    "edgefs",
    "eks",
    "elasticsearch",
    "etcd",
    "fastly",
    "fluentd",
    "github-actions",
    "gitlab-ci",
    "gke",
    "gke-ingress",
    "google-cloud-cdn",
    "google-cloud-load-balancing",
    "google-cloud-nat",
    "google-container-registry",
    "google-iap",
    "google-ilb-next-hop",
    "google-private-google-access",
    "google-shared-vpc",
    "google-vpc",
    "google-vpc-peering",
    "grafana",
    "harbor",
    "istio",
    "jaeger",
    "kibana",
    "kubefed",
    "logstash",
    "loki",
    "nfs-server",
    "notary",
    "opentelemetry-collector",
    "prometheus",
    "promtail",
    "quay-io",
    "rook",
    "stackpath",
    "tempo",
    "travis-ci",
    "velero",
    "zipkin",
]

TERMS = """SELECT ?x ?kind { VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty o:Capability o:Concern o:Lane o:Decision o:Option o:FlowKind
    o:Preference o:Cloud o:Protocol o:Signal o:Scope o:Delivery o:MaturityLevel
    o:LifeStage
    o:OpenSourceLicense o:License o:LicenceClass o:Component o:Part }
    ?x a ?kind . FILTER(STRSTARTS(STR(?x), "https://w3id.org/kgraph/"))"""

STATEMENTS = """SELECT ?x { VALUES ?kind { o:Need o:Support o:Conflict o:MaturityRecord o:Event
    o:StageRecord o:Succession o:Inside o:Licensing o:Ownership o:Adoption } ?x a ?kind ."""


# --- every term and every statement


@pytest.mark.parametrize("what", ["rdfs:label", "skos:definition"])
def test_every_term_says_what_it_is(dataset: pyoxigraph.Store, what: str) -> None:
    assert len(rows(dataset, f"{TERMS} ?x {what} ?text }}")) > 500
    assert rows(dataset, f"{TERMS} FILTER NOT EXISTS {{ ?x {what} ?text }} }}") == []


def test_every_component_can_be_read(dataset: pyoxigraph.Store, knowledge: Knowledge) -> None:
    known = {
        row["id"] for row in rows(dataset, "SELECT ?id { ?x a o:Component ; skos:notation ?id }")
    }
    assert known == set(knowledge.components)


def test_every_statement_names_its_source_or_what_is_not_verified(
    dataset: pyoxigraph.Store,
) -> None:
    assert len(rows(dataset, f"{STATEMENTS} }}")) > 1000
    bare = "FILTER NOT EXISTS { ?x o:unverified ?said } FILTER NOT EXISTS { ?x dcterms:source ?page ; o:checkedOn ?day }"
    assert rows(dataset, f"{STATEMENTS} {bare} }}") == []


def test_each_statement_has_an_address_of_its_own(dataset: pyoxigraph.Store) -> None:
    """Two records of one entry under one IRI would run together."""
    for value in ("dcterms:source", "o:since", "o:date", "o:unverified"):
        assert (
            rows(dataset, f"{STATEMENTS} ?x {value} ?a , ?b FILTER(STR(?a) < STR(?b)) }}") == []
        ), value


def test_nothing_was_looked_up_in_the_future(dataset: pyoxigraph.Store) -> None:
    assert {
        row["day"] for row in rows(dataset, "SELECT DISTINCT ?day { ?x o:checkedOn ?day }")
    } <= LOOKED_UP


def test_definitions_are_sentences(knowledge: Knowledge) -> None:
    loose = [
        id
        for id, one in knowledge.components.items()
        if not one.definition.endswith(".") or not one.definition[0].isupper()
    ]
    assert loose == []


def test_every_icon_exists(knowledge: Knowledge) -> None:
    missing = {
        id: one.icon
        for id, one in knowledge.components.items()
        if one.icon != "badge" and not icons.exists(one.icon)
    }
    assert missing == {}


# --- references


def test_whatever_is_referred_to_is_there(knowledge: Knowledge) -> None:
    loose = [
        (id, name)
        for id, one in knowledge.components.items()
        for name in (*_named(one), *([one.successor] if one.successor else []))
        if name not in knowledge.components
    ]
    assert loose == []


def _named(one: Component) -> Iterator[str]:
    for need in one.needs:
        yield from need.alternatives
    for clash in one.clashes:
        yield clash.other


def test_inner_flows_end_at_parts_components_or_capabilities(dataset: pyoxigraph.Store) -> None:
    assert len(rows(dataset, "SELECT ?x { ?x a o:InnerFlow }")) > 100
    for end in ("from", "to"):
        question = f"SELECT ?x {{ ?x a o:InnerFlow FILTER NOT EXISTS {{ ?x o:{end}|o:{end}Capability ?y . ?y a ?kind }} }}"
        assert rows(dataset, question) == [], end


def test_conflicts_are_with_others(knowledge: Knowledge) -> None:
    assert [
        id
        for id, one in knowledge.components.items()
        if any(clash.other == id for clash in one.clashes)
    ] == []


def test_nobody_succeeds_oneself(knowledge: Knowledge) -> None:
    for id in knowledge.components:
        seen, at = {id}, knowledge.components[id].successor
        while at is not None:
            assert at not in seen, f"{id} comes after itself by {sorted(seen)}"
            seen.add(at)
            at = knowledge.components[at].successor


def test_retirement_has_a_date_with_a_source(knowledge: Knowledge) -> None:
    retired = {
        id: one.retired for id, one in knowledge.components.items() if one.retired is not None
    }
    assert retired
    assert [id for id, event in retired.items() if event.evidence.source is None] == []
    archived = {id for id, one in knowledge.components.items() if one.maturity == "archived"}
    assert archived <= set(retired)


def test_a_life_runs_forward(knowledge: Knowledge) -> None:
    backward = [
        id
        for id, one in knowledge.components.items()
        if one.released and one.retired and one.released.day >= one.retired.day
    ]
    assert backward == []


# --- what can be put to use


def test_every_capability_has_a_provider(knowledge: Knowledge) -> None:
    provided = {capability for one in knowledge.components.values() for capability in one.provides}
    assert set(knowledge.capabilities) - provided == FROM_DECISIONS


def test_needs_can_be_met_from_where_the_component_stands(knowledge: Knowledge) -> None:
    """Only what stands or serves at the same place or around it is within reach."""
    loose = []
    for id, one in knowledge.components.items():
        for need in one.needs:
            within = _within_reach(one, need, knowledge)
            if not within or set(need.alternatives) - within:
                loose.append(
                    (need.id, sorted(set(need.alternatives) - within) or need.capabilities)
                )
        if one.host is not None:
            assert SCOPES.index(knowledge.capabilities[one.host].scope) <= SCOPES.index(
                one.scope
            ), id
    assert loose == []


@pytest.mark.parametrize("day", [TODAY, ARTICLE], ids=str)
def test_on_every_cloud_every_need_has_a_provider(knowledge: Knowledge, day: date) -> None:
    stuck = {
        (id, cloud.id) for cloud in knowledge.clouds for id in _stuck(knowledge, cloud.id, day)
    }
    assert stuck == set()


@pytest.mark.parametrize("id", IN_THE_ARTICLE)
def test_what_the_article_names_could_be_chosen_on_its_day(knowledge: Knowledge, id: str) -> None:
    one = knowledge.components[id]
    assert one.available(ARTICLE)
    assert any(
        id in _usable(knowledge, cloud.id, ARTICLE)
        for cloud in knowledge.clouds
        if one.runs_on(cloud.id)
    )


def _within_reach(one: Component, need: Need, knowledge: Knowledge) -> set[str]:
    """Who may meet the need.

    What serves a scope as wide as the place of the component, or wider.
    """
    offers = [
        (id, _wider(other.scope, knowledge.capabilities[capability].scope))
        for capability in need.capabilities
        for id, other in knowledge.components.items()
        if capability in other.provides
    ]
    offers += [
        (id, _wider(knowledge.components[id].scope, knowledge.widest(knowledge.components[id])))
        for id in need.alternatives
    ]
    return {id for id, scope in offers if SCOPES.index(scope) <= SCOPES.index(one.scope)}


def _wider(*scopes: str) -> str:
    return min(scopes, key=SCOPES.index)


def _there(knowledge: Knowledge, cloud: str, day: date) -> set[str]:
    return {
        id for id, one in knowledge.components.items() if one.available(day) and one.runs_on(cloud)
    }


def _usable(knowledge: Knowledge, cloud: str, day: date) -> set[str]:
    """What is there and has all it needs from what is usable itself.

    Components may need each other.
    """
    usable = _there(knowledge, cloud, day)
    while True:
        lacking = {
            id for id in usable if not _served(knowledge.components[id], usable, knowledge, day)
        }
        if not lacking:
            return usable
        usable -= lacking


def _served(one: Component, usable: set[str], knowledge: Knowledge, day: date) -> bool:
    hosted = one.host is None or any(one.host in knowledge.components[id].provides for id in usable)
    return hosted and all(
        _within_reach(one, need, knowledge) & usable for need in one.needs if need.holds(day)
    )


def _stuck(knowledge: Knowledge, cloud: str, day: date) -> set[str]:
    return _there(knowledge, cloud, day) - _usable(knowledge, cloud, day)


def test_what_has_evidence_of_its_own_is_provided(knowledge: Knowledge) -> None:
    told = [(one, each) for one in knowledge.components.values() for each in one.provisions]
    assert len(told) > 10
    assert all(each.capability in one.provides for one, each in told)
    assert all(each.evidence.source and each.evidence.quote for _, each in told)
    harbor = knowledge.components["harbor"]
    assert {one.capability for one in harbor.provisions} == {
        "image-replication",
        "registry-webhooks",
    }
    facts = [str(fact) for label, fact in component_document(harbor).facts if label == "provides"]
    entry = {"provides": ["image-registry"], "provisions": [{"capability": "image-scanning"}]}
    names = {"capabilities": frozenset({"image-registry", "image-scanning"})}
    (fault,) = loose_references(entry, names, frozenset())
    assert "'image-scanning' is not under 'provides'" in fault.what
    assert any("image-replication" in fact and "goharbor" in fact for fact in facts[1:])
