"""What a brief says of systems, of whom workloads call, of places and of what differs at a site."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kgraph import api
from kgraph.brief.differences import parts
from kgraph.brief.reading import parse_brief
from kgraph.brief.statements import statements
from kgraph.brief.systems import MAX_SYSTEMS
from kgraph.brief.workloads import MAX_CALLS
from kgraph.errors import InputError
from kgraph.model.architecture import Architecture
from kgraph.model.brief import Brief, System

TODAY = date(2026, 11, 25)
BRIEF = """name: Insurer
sites:
  - {id: fra, cloud: aws, clusters: [runtime, management], answers: {cluster-exposure: private}}
  - {id: hq, cloud: on-premises, clusters: []}
systems:
  - {id: payments, name: Payment service}
  - {id: core, at: hq, provides: relational-database}
workloads:
  - {id: portal, at: fra/runtime, exposes: public, calls: [quotes, payments]}
  - {id: quotes, at: [fra], exposes: internal, calls: [core, portal]}
use: [{component: harbor, at: fra/management}, prometheus]
"""


def read(text: str) -> Brief:
    return parse_brief(text, api.knowledge(), today=TODAY, source="b.yaml")


@pytest.fixture(scope="module")
def insurer() -> Architecture:
    return api.assemble(BRIEF)


def test_each_word_is_read() -> None:
    brief = read(BRIEF)
    fra, hq = brief.sites
    assert fra.answers == (("cluster-exposure", ("private",)),)
    assert hq.clusters == ()
    assert brief.systems == (
        System("payments", "Payment service"),
        System("core", "core", "hq", ("relational-database",)),
    )
    assert [(one.at, one.calls) for one in brief.workloads] == [
        (("fra/runtime",), ("payments", "quotes")),
        (("fra",), ("core", "portal")),
    ]
    assert brief.use == ("harbor", "prometheus")
    assert brief.use_at == (("harbor", ("fra/management",)),)


def test_each_is_a_statement_with_its_line() -> None:
    brief = read(BRIEF)
    said = {one.id: one for one in statements(brief, api.knowledge())}
    differing = said["sites.fra.answers.cluster-exposure.private"]
    assert differing.text == "site fra, cluster-exposure: private"
    assert differing.where == "b.yaml:3"
    assert said["use.harbor"].text == "use: harbor at fra/management"
    assert brief.where("systems.core") == "b.yaml:7"
    assert brief.where("workloads.quotes.calls") == "b.yaml:10"


SITE = (
    "name: X\nsites: [{id: eu, cloud: gcp, clusters: [main]}, {id: dc, cloud: aws, clusters: []}]\n"
)
MANY = ", ".join(f"x{number}" for number in range(MAX_CALLS + 1))
WRONG = {
    "unknown called": (
        "name: X\nworkloads:\n  - {id: shop, calls: [basket]}\n  - {id: baskets}\n",
        "b.yaml:3: unknown workload or system 'basket': did you mean 'baskets'?",
    ),
    "calls itself": (
        "name: X\nworkloads: [{id: shop, calls: [shop]}]\n",
        "b.yaml:2: 'shop' calls itself: leave it out",
    ),
    "too many calls": (
        f"name: X\nworkloads: [{{id: shop, calls: [{MANY}]}}]\n",
        f"b.yaml:2: more than {MAX_CALLS} words under 'calls': split the workload",
    ),
    "too many systems": (
        "name: X\nsystems:\n" + "".join(f"  - {{id: s{n}}}\n" for n in range(MAX_SYSTEMS + 1)),
        f"b.yaml:{3 + MAX_SYSTEMS}: more than {MAX_SYSTEMS} systems: split the brief",
    ),
    "system like a workload": (
        "name: X\nsystems: [{id: shop}]\nworkloads: [{id: shop}]\n",
        "b.yaml:3: the id 'shop' stands twice: give each its own id",
    ),
    "system like a component": (
        "name: X\nsystems: [{id: harbor}]\n",
        "b.yaml:2: 'harbor' is the id of a component: choose another id for the system",
    ),
    "system at no place": (
        "name: X\nsystems: [{id: core, at: maim}]\n",
        "b.yaml:2: unknown place 'maim': did you mean 'main'?",
    ),
    "system that provides nothing known": (
        "name: X\nsystems: [{id: core, provides: relational-databas}]\n",
        "b.yaml:2: unknown capability 'relational-databas': did you mean 'relational-database'?",
    ),
    "unknown key of a system": (
        "name: X\nsystems: [{id: core, place: main}]\n",
        "b.yaml:2: unknown key 'place' in a system: ",
    ),
    "unknown cluster": (
        f"{SITE}workloads: [{{id: shop, at: eu/mian}}]\n",
        "b.yaml:3: unknown place 'eu/mian': did you mean 'eu/main'?",
    ),
    "where it runs, said twice": (
        f"{SITE}workloads: [{{id: shop, at: eu, sites: [eu]}}]\n",
        "b.yaml:3: 'sites' and 'at' both say where it runs: keep 'at'",
    ),
    "a workload where no cluster is": (
        f"{SITE}workloads: [{{id: shop, at: dc}}]\n",
        "b.yaml:3: 'shop' runs in a cluster, and there is none at dc: name a place with a cluster",
    ),
    "a cluster for what runs without one": (
        f"{SITE}workloads: [{{id: shop, at: eu/main, runs-on: functions}}]\n",
        "b.yaml:3: 'shop' runs at sites, and 'eu/main' is a cluster: "
        "write 'eu', or leave 'runs-on' out",
    ),
    "nothing that it could run on": (
        f"{SITE}workloads: [{{id: shop, runs-on: function}}]\n",
        "b.yaml:3: unknown option 'function' for 'runs-on': did you mean 'functions'?",
    ),
    "two things to run on": (
        f"{SITE}workloads: [{{id: shop, runs-on: [functions, static-files]}}]\n",
        "b.yaml:3: 'runs-on' takes one answer: choose one of kubernetes, ",
    ),
    "what no such workload asks for, by name": (
        f"{SITE}workloads:\n"
        "  - {id: shop, at: eu, runs-on: functions, exposes: {public: traefik}}\n",
        "b.yaml:4: 'traefik' does not do what 'public' asks for: ",
    ),
    "one of several that needs a cluster": (
        "name: X\nsites: [{id: dc, cloud: aws, clusters: []}]\n"
        "workloads: [{id: shop, runs-on: functions}, {id: app}]\n",
        "b.yaml:2: no site has a cluster for a workload to run in: give one site a cluster",
    ),
    "too narrow a place": (
        f"{SITE}use: [{{component: aws-vpc, at: eu/main}}]\n",
        "b.yaml:3: Amazon VPC stands once for each site, not in 'eu/main': write 'eu'",
    ),
    "a place for what has none": (
        f"{SITE}use: [{{component: github, at: eu}}]\n",
        "b.yaml:3: GitHub stands once for each world, not in 'eu': leave 'at' out",
    ),
    "a use without a component": (
        f"{SITE}use: [{{at: eu}}]\n",
        "b.yaml:3: a component to be used has no 'component': add 'component: …'",
    ),
    "used twice": (
        f"{SITE}use: [{{component: harbor, at: eu}}, harbor]\n",
        "b.yaml:3: 'harbor' stands twice under 'use': name it once",
    ),
    "a decision of all sites": (
        "name: X\nsites: [{id: eu, cloud: gcp, answers: {availability: multi-region}}]\n",
        "b.yaml:2: 'availability' is asked of all sites together: ",
    ),
    "a decision of workloads": (
        "name: X\nsites: [{id: eu, cloud: gcp, answers: {exposes: public}}]\n",
        "b.yaml:2: 'exposes' is not asked of the whole brief: ",
    ),
    "an unknown decision": (
        "name: X\nsites: [{id: eu, cloud: gcp, answers: {trace: tracing}}]\n",
        "b.yaml:2: unknown decision 'trace': ",
    ),
    "a component that cannot do it": (
        "name: X\nworkloads: [{id: shop, stores: {tables: redis}}]\n",
        "b.yaml:2: 'redis' does not do what 'tables' asks for: ",
    ),
    "an unknown component for a store": (
        "name: X\nworkloads: [{id: shop, stores: {tables: amazon-rdss}}]\n",
        "b.yaml:2: 'amazon-rdss' does not do what 'tables' asks for: did you mean 'amazon-rds'?",
    ),
    "a component for an answer of the brief": (
        "name: X\nanswers: {deployment: {gitops: argo-cd}}\n",
        "b.yaml:2: 'deployment' holds a mapping where a word is wanted: ",
    ),
    "a component for an answer of a site": (
        "name: X\nsites: [{id: eu, cloud: gcp, answers: {mesh: {mesh: istio}}}]\n",
        "b.yaml:2: 'mesh' holds a mapping where a word is wanted: ",
    ),
    "a mapping for a component": (
        "name: X\nworkloads: [{id: shop, stores: {tables: {a: b}}}]\n",
        "b.yaml:2: 'tables' holds a mapping where a word is wanted: write 'tables: …'",
    ),
    "a list for a component": (
        "name: X\nworkloads: [{id: shop, stores: {tables: [mysql]}}]\n",
        "b.yaml:2: 'tables' holds a list where a word is wanted: write 'tables: …'",
    ),
    "an unknown option with a component": (
        "name: X\nworkloads: [{id: shop, stores: {table: any}}]\n",
        "b.yaml:2: unknown option 'table' for 'stores': did you mean 'tables'?",
    ),
    "answers that are none": (
        "name: X\nsites: [{id: eu, cloud: gcp, answers: [private]}]\n",
        "b.yaml:2: 'answers' is not a mapping: ",
    ),
}


@pytest.mark.parametrize(("text", "line"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_line(text: str, line: str) -> None:
    with pytest.raises(InputError) as caught:
        read(text)
    assert str(caught.value.problems[0]).startswith(line)


def test_calls_are_flows_to_whom_is_nearest(insurer: Architecture) -> None:
    calls = {(one.source, one.target) for one in insurer.flows if one.label == "calls"}
    assert calls == {
        ("fra/runtime/portal", "fra/runtime/quotes"),
        ("fra/runtime/portal", "world/payments"),
        ("fra/runtime/quotes", "hq/core"),
        ("fra/management/quotes", "hq/core"),
        ("fra/runtime/quotes", "fra/runtime/portal"),
        ("fra/management/quotes", "fra/runtime/portal"),
    }
    (reason,) = insurer.flow_by_id["fra/runtime/quotes--request--hq/core"].reasons
    assert reason.because == ("brief.yaml:10: workload quotes, calls: core",)


def test_what_is_there_already_is_not_chosen_again() -> None:
    asking = BRIEF.replace("exposes: internal,", "exposes: internal, stores: tables,")
    asking = asking.partition("use:")[0]  # Harbor asks for PostgreSQL by its name
    inside = api.assemble(asking.replace("at: hq", "at: fra"))
    placed = {one.component for one in inside.placements}
    assert not {
        id for id in placed if "relational-database" in api.knowledge().components[id].provides
    }
    stored = [flow for flow in inside.flows if flow.target == "fra/core" and flow.kind == "storage"]
    assert {flow.source for flow in stored} == {"fra/runtime/quotes", "fra/management/quotes"}


def test_a_store_is_the_one_that_is_named() -> None:
    brief = """name: X
as_of: 2026-11-25
sites: [{id: eu, cloud: aws}]
workloads:
  - {id: a, stores: {tables: mysql, cache: any}}
  - {id: b, stores: tables}
"""
    found = api.assemble(brief)
    stored = {
        (flow.source, found.placement_by_id[flow.target].component)
        for flow in found.flows
        if flow.kind == "storage" and flow.source.endswith(("/a", "/b"))
    }
    assert ("eu/main/a", "mysql") in stored
    texts = {one.text for one in statements(api.read_brief(brief), api.knowledge())}
    assert "workload a, stores: tables in MySQL" in texts
    assert api.check(found) == ()
    left = tuple(flow for flow in found.flows if flow.target.split("/")[-1] != "mysql")
    (finding,) = [
        one for one in api.check(replace(found, flows=left)) if one.rule == "named-unused"
    ]
    assert finding.focus == "eu/main/a"


def test_a_component_stands_where_it_is_asked_for(insurer: Architecture) -> None:
    assert [one.place for one in insurer.placements_of("harbor")] == ["fra/management"]


def test_a_site_answers_for_itself_alone() -> None:
    two = "sites: [{id: a, cloud: gcp, answers: {cluster-exposure: private}}, {id: b, cloud: gcp}]"
    found = api.assemble(
        f"name: X\nas_of: 2026-11-25\n{two}\nanswers: {{cluster-exposure: public}}"
    )
    subnets = {one.place for one in found.placements if "subnets" in one.serves}
    assert "a" in subnets
    assert "b" not in subnets
    assert api.check(found) == ()


def test_what_was_written_is_judged_the_same_from_every_file(insurer: Architecture) -> None:
    found = api.check(insurer)
    assert {one.rule for one in found} == {"called-past-networks"}
    turtle = api.to_turtle(insurer)
    assert [one.rule for one in api.check_turtle(turtle)] == [one.rule for one in found]
    moved = turtle.replace("place/fra/management> .", "place/fra/runtime> .")
    assert moved != turtle


@pytest.mark.parametrize(
    ("change", "id", "text"),
    [
        (("at: hq, ", ""), "systems.core", "system core that provides relational-database instead"),
        (("  - {id: payments, name: Payment service}\n", ""), "systems.payments", "no longer"),
        (("calls: [core, portal]", "calls: core"), "workloads.quotes.calls", "calls core instead"),
        (("at: fra/runtime", "at: fra"), "workloads.portal.at", "at fra instead of fra/runtime"),
        (("at: fra/management", "at: fra"), "use.harbor.at", "use: harbor at fra instead of"),
        (("private", "public"), "sites.fra", "(cluster-exposure: public)"),
    ],
)
def test_a_difference_is_one_statement_that_can_be_carried(
    change: tuple[str, str], id: str, text: str
) -> None:
    changed = (
        BRIEF.replace(*change).replace("quotes, payments", "quotes")
        if id == ("systems.payments")
        else BRIEF.replace(*change)
    )
    before, after = read(BRIEF), read(changed)
    found = {part.difference.id: part for part in parts(before, after)}
    assert text in found[id].difference.text
    carried = found[id].carry(before, after)
    assert id not in {part.difference.id for part in parts(carried, after)}
