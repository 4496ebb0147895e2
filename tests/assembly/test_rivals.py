"""Alternatives take one decision otherwise each, and are told in the same words everywhere.

Over the briefs that the product brings along and those of published systems.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from kgraph import api, resources
from kgraph.api import reports
from kgraph.api.architectures import ready
from kgraph.api.wiring import solver
from kgraph.assembly.choosing import answered
from kgraph.assembly.rivals import held
from kgraph.assembly.solution import TIES, Case, Solution
from kgraph.model.answers import Alternative, Swap
from kgraph.process.child import Limit

TEAMS = Path(__file__).parents[1] / "teams"
SAMPLE = 3
"""Of how many alternatives of each brief it is asked again, one by one, why they lost."""


def _briefs() -> dict[str, str]:
    own = sorted((resources.folder("ontology") / "briefs").glob("*.yaml"))
    found = {path.stem: path.read_text("utf-8") for path in own}
    for path in sorted(TEAMS.glob("*.yaml")):
        truth = yaml.safe_load(path.read_text("utf-8"))
        found[f"team {path.stem}"] = str(truth["second"])
    return found


BRIEFS = _briefs()


@cache
def considered(name: str) -> tuple[Alternative, ...]:
    architecture = api.assemble(BRIEFS[name])
    found = reports.considered(architecture, timeout=60)
    assert found.note == ""
    assert found.found[0].architecture.placements == architecture.placements
    return found.found


def swaps(name: str) -> list[Swap]:
    found = [one.swap for one in considered(name)[1:] if one.swap is not None]
    assert len(found) == len(considered(name)) - 1 >= 5
    return found


def sample(found: list[Swap]) -> list[Swap]:
    """Some of them, from the weightiest to the last."""
    return found[:: max(1, len(found) // SAMPLE)][: SAMPLE + 1]


@pytest.mark.parametrize("name", BRIEFS)
def test_each_takes_one_decision_otherwise(name: str) -> None:
    """Who is chosen goes, another does what it did; and no two rows are of the same decision."""
    known, found = api.knowledge(), considered(name)
    best = set(found[0].architecture.components)
    for one in found[1:]:
        swap = one.swap
        assert swap is not None
        assert swap.chosen in one.goes
        assert swap.instead in one.comes or swap.instead in best
        assert swap.capability in known.components[swap.instead].provides
        assert swap.capability in known.components[swap.chosen].provides
    assert len({swap.chosen for swap in swaps(name)}) == len(swaps(name))
    assert len({(one.comes, one.goes) for one in found}) == len(found)


@pytest.mark.parametrize("name", BRIEFS)
def test_each_has_a_cost_of_its_own_or_is_called_a_tie(name: str) -> None:
    first, *rest = considered(name)
    before = first.architecture.preferences
    for one in rest[:: len(rest) // SAMPLE + 1]:
        assert one.swap is not None
        same = one.architecture.preferences == before
        assert same or not one.swap.tie
        assert one.swap.why.startswith("a tie: ") == one.swap.tie
        assert one.swap.flip.startswith("use: ") == one.swap.tie


@pytest.mark.parametrize("name", BRIEFS)
def test_whatever_else_goes_with_one_cannot_stay_or_costs_more(name: str) -> None:
    """What else is swapped is forced, or of no more use: to keep it is impossible, or dearer."""
    problem = ready(api.read_brief(BRIEFS[name]))
    first = considered(name)[0].architecture
    chosen = tuple((p.component, p.place) for p in first.placements if p.own is None)
    holding = held(problem, Solution(tuple(sorted(chosen)), ()), first)
    rows = [one for one in considered(name)[1:] if len(one.goes) > 1][:SAMPLE]
    for one in rows:
        assert one.swap is not None
        out = problem.knowledge.family(one.swap.chosen)
        cases = [Case(out), *(Case(out, (id,)) for id in one.goes if id not in out)]
        (freely, *kept), finished = answered(holding, cases, solver(), Limit(60))
        assert finished
        assert freely is not None
        for other in kept:
            assert other is None or _counted(other) > _counted(freely)


def _counted(solution: Solution) -> list[int]:
    return [cost for level, cost in solution.costs if level > TIES]


@pytest.mark.parametrize("name", BRIEFS)
def test_the_record_agrees_with_why_and_with_why_not(name: str) -> None:
    for swap in sample(swaps(name)):
        there = api.why(BRIEFS[name], swap.chosen)
        assert there.swaps == (swap,)
        missing = api.why(BRIEFS[name], swap.instead)
        assert missing.present or swap in missing.swaps


@pytest.mark.parametrize("name", [*BRIEFS][::4])
def test_what_is_told_to_let_the_other_one_win_does(name: str) -> None:
    for swap in sample(swaps(name)):
        key, _, value = swap.flip.partition(": ")
        if key == "prefer":
            continue
        brief = yaml.safe_load(BRIEFS[name])
        brief[key] = [*(brief.get(key) or []), value.strip("[]")]
        changed = api.assemble(yaml.safe_dump(brief))
        assert swap.instead in changed.components
        assert swap.chosen not in changed.components


def test_who_leaves_something_unserved_takes_nobodys_place() -> None:
    """Alerts would still reach somebody, but nobody would keep metrics for long: no substitute."""
    text = (TEAMS.parent / "scenarios" / "insurer.yaml").read_text("utf-8")
    brief = f"{yaml.safe_load(text)['brief']}prefer: [same-cloud, managed]\n"
    answer = api.why(brief, "amazon-managed-prometheus")
    assert answer.present
    assert "alertmanager" in answer.otherwise.comes
    assert answer.swaps == ()


def test_what_is_asked_for_in_clusters_alone_is_told_so_where_there_is_none() -> None:
    brief = (
        "name: X\nsites: [{id: eu, cloud: aws, clusters: []}]\n"
        "workloads: [{id: shop, runs-on: functions}]\nanswers: {certificates: %s}\n"
    )
    asked = api.why(brief % "automatic", "aws-certificate-manager")
    assert "these answers ask for certificate management in clusters, and there is none: " in (
        api.why_text(asked)
    )
    left = api.why_text(api.why(brief % "by-hand", "aws-certificate-manager"))
    assert "nothing here asks for certificate management, as these answers would: " in left


@pytest.mark.parametrize(
    ("component", "reason"),
    [
        (
            "rabbitmq",
            "nothing here asks for event streaming, message queue, as these answers would: "
            "data of a workload: events; data of a workload: queues",
        ),
        ("external-dns", "no answer asks for DNS automation: it comes where the brief names it"),
        ("keycloak", "Staff directory, there already, does identity provider"),
    ],
)
def test_what_nobody_asks_for_is_told_with_who_would(component: str, reason: str) -> None:
    brief = (
        "name: X\nsites: [{id: eu, cloud: gcp}]\n"
        "systems: [{id: staff, name: Staff directory, provides: identity-provider}]\n"
    )
    answer = api.why(brief, component)
    assert answer.swaps == ()
    assert answer.reason == reason


def test_who_stands_beside_what_does_more_is_told_with_its_cost() -> None:
    """The collector stays for metrics and spans, so another one for logs is one more."""
    spark = BRIEFS["team spark-on-eks"]
    brief = yaml.safe_load(spark)
    del brief["use"]
    answer = api.why(yaml.safe_dump(brief), "fluent-bit")
    assert answer.swaps == ()
    does, _, costs = answer.reason.partition(", and more than that; beside it: ")
    assert does == "OpenTelemetry Collector does log collection"
    assert costs.startswith("1 more self-run component")
    assert answer.otherwise.goes == ()


def test_who_comes_with_others_is_told_with_who_comes_and_goes() -> None:
    brief = yaml.safe_load(BRIEFS["team allianz-direct"])
    del brief["use"]
    answer = api.why(yaml.safe_dump(brief), "alertmanager")
    assert answer.swaps == ()
    known = api.knowledge()
    for id in {*answer.otherwise.comes, *answer.otherwise.goes} - {"alertmanager"}:
        assert known.called(id) in answer.reason
    assert "more self-run components" in answer.reason


@pytest.mark.parametrize("one", ["kube-state-metrics", "node-exporter"])
@pytest.mark.parametrize("cloud", ["aws", "on-premises"])
def test_complements_are_no_substitutes(one: str, cloud: str) -> None:
    """Who tells of objects does not take the place of who tells of nodes."""
    answer = api.why(
        f"name: X\nas_of: 2026-11-26\nsites: [{{id: s, cloud: {cloud}}}]\n"
        "workloads: [{id: w}]\nanswers: {metrics-depth: nodes-and-objects}\n"
        "prefer: [open-source, self-hosted]\n",
        one,
    )
    assert answer.present
    assert not {swap.instead for swap in answer.swaps} & {"kube-state-metrics", "node-exporter"}
