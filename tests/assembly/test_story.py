"""The story of a conflict says only what is so."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from oracle import conflicts
from strategies import Case, cases

from kgraph import api
from kgraph.assembly import Problem
from kgraph.assembly.engine import Engine
from kgraph.assembly.story import deaths, story
from kgraph.errors import Unsatisfiable


def problem_of(case: Case) -> Problem:
    return Problem(case.brief, case.said, case.knowledge)


@settings(max_examples=80)
@given(cases())
def test_what_a_story_says_cannot_be_had_cannot_be_had(case: Case) -> None:
    """None of the components that are told dead can be used while the statements hold that are said to kill them."""
    problem = problem_of(case)
    engine = Engine(problem.facts)
    for clash in conflicts(case):
        killing = [id for id in sorted(clash) if not id.startswith("use.")]
        if engine.any(killing) is None:
            continue
        for id in deaths(problem, tuple(sorted(clash))):
            used = engine.used.get(id)
            assert used is None or engine.best(killing, [used]) is None, (id, clash)


@settings(max_examples=40)
@given(cases())
def test_a_story_is_one_text_of_sentences_and_the_same_each_time(case: Case) -> None:
    for clash in conflicts(case):
        told = story(problem_of(case), tuple(sorted(clash)))
        assert told.endswith(".")
        assert "\n" not in told
        assert told == story(problem_of(case), tuple(sorted(clash)))


TOLD = {
    "retired": (
        "as_of: 2026-11-23\nuse: [promtail]\n",
        "Promtail: out of support since 2026-03-02.",
    ),
    "not out yet": ("as_of: 2021-01-28\nuse: [alloy]\n", "Grafana Alloy: not out before "),
    "a need avoided": (
        "use: [kibana]\navoid: [elasticsearch, elastic-cloud]\n",
        "Kibana: without Elastic Cloud or Elasticsearch, which it needs.",
    ),
    "a need of an answer avoided": (
        "use: [harbor]\navoid: [trivy]\n",
        "Harbor: without Trivy, which it needs with the answer pipeline steps: scan.",
    ),
    "a form ruled out": (
        "use: [f5-big-ip]\nanswers: {load-balancer-form: software}\n",
        "ruled out as hardware load balancing",
    ),
    "another cloud's": (
        "sites: [{id: a, cloud: aws}]\nuse: [gke]\n",
        "Google Kubernetes Engine: on Google Cloud only.",
    ),
    "nobody there": (
        "sites: [{id: dc, cloud: on-premises}]\nanswers: {kubernetes: managed}\navoid: [openshift]\n",
        "Nothing can serve as managed Kubernetes: ",
    ),
    "one site": (
        "answers: {availability: multi-region}\n",
        "'several regions' asks for more sites or clouds than the brief names.",
    ),
    "only one of them": (
        "use: [istio, linkerd]\n",
        "Istio and Linkerd both serve as service mesh, and a cluster can have only one.",
    ),
    "known to clash": (
        "sites: [{id: a, cloud: aws}]\nuse: [longhorn, eks-auto-mode]\n",
        "Longhorn cannot stand in one cluster with ",
    ),
    "no cluster": (
        "sites: [{id: a, cloud: aws, clusters: []}]\nuse: [argo-cd]\n"
        "workloads: [{id: shop, runs-on: virtual-machines}]\n",
        "Argo CD: only in a cluster, and there is none.",
    ),
    "nothing without a cluster": (
        "sites: [{id: a, cloud: aws, clusters: []}]\nanswers: {runners: in-cluster}\n"
        "workloads: [{id: shop, runs-on: functions}]\n",
        " only in a cluster, and there is none (",
    ),
    "one network": (
        "sites: [{id: a, cloud: aws}, {id: b, cloud: aws}]\nanswers: {site-links: tunnel}\n",
        "'over tunnels' asks for more networks that no provider joins than there are.",
    ),
    "each its own cloud": (
        "sites: [{id: a, cloud: gcp}, {id: b, cloud: aws}]\nanswers: {network-model: hub-and-spoke-by-peering}\n",
        "Nothing can serve as hub by peering for all sites: each serves its own cloud only (",
    ),
}


@pytest.mark.parametrize(("brief", "told"), TOLD.values(), ids=TOLD)
def test_stories_of_the_catalog(brief: str, told: str) -> None:
    with pytest.raises(Unsatisfiable) as caught:
        api.assemble(f"name: X\n{brief}")
    assert told in caught.value.conflict.story
