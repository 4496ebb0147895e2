"""What differs between two architectures, and which statement made it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from random_briefs import brief_of

from kgraph import api
from kgraph.analysis.causes import causes
from kgraph.analysis.compare import compare, effects
from kgraph.brief.differences import differences, parts
from kgraph.model.architecture import Architecture
from kgraph.model.comparison import Effect

BASE = """
name: Shop
as_of: 2026-11-23
sites: [{id: eu, cloud: gcp}]
workloads: [{id: shop, exposes: public}]
answers: {registry: provider}
"""
GROWN = """
name: Shop, grown
as_of: 2026-11-23
sites: [{id: eu, cloud: gcp}, {id: us, cloud: gcp}]
workloads: [{id: shop, exposes: public, stores: tables}, {id: desk, exposes: internal}]
answers: {registry: self-hosted, availability: multi-region}
use: [prometheus]
avoid: [quay-io]
"""


@pytest.fixture(scope="module")
def base() -> Architecture:
    return api.assemble(BASE)


@pytest.fixture(scope="module")
def grown() -> Architecture:
    return api.assemble(GROWN)


def test_nothing_differs_from_itself(base: Architecture) -> None:
    told = compare(base, base, api.knowledge())
    assert told.same
    assert not effects(base, base)
    assert told.statements == told.causes == told.retired == ()


def test_added_removed_and_kept_make_up_both(base: Architecture, grown: Architecture) -> None:
    told = compare(base, grown, api.knowledge())
    assert {*told.placements.added, *told.placements.kept} == {p.id for p in grown.placements}
    assert {*told.placements.removed, *told.placements.kept} == {p.id for p in base.placements}
    assert {*told.flows.added, *told.flows.kept} == {f.id for f in grown.flows}
    back = compare(grown, base, api.knowledge())
    assert (back.placements.added, back.placements.removed) == (
        told.placements.removed,
        told.placements.added,
    )


def test_every_difference_of_the_briefs_is_a_statement(
    base: Architecture, grown: Architecture
) -> None:
    assert base.brief is not None
    assert grown.brief is not None
    found = {one.id for one in differences(base.brief, grown.brief)}
    assert found >= {
        "answers.registry",
        "answers.availability",
        "sites.us",
        "use.prometheus",
        "avoid.quay-io",
        "workloads.desk",
        "workloads.shop.stores",
    }
    assert "name" not in found


def test_carrying_every_statement_over_gives_the_other_brief(
    base: Architecture, grown: Architecture
) -> None:
    assert base.brief is not None
    assert grown.brief is not None
    for first, second in ((base.brief, grown.brief), (grown.brief, base.brief)):
        carried = first
        for part in parts(first, second):
            carried = part.carry(carried, second)
        assert (
            replace(carried, name=second.name, given=second.given, source=second.source) == second
        )


def test_each_effect_has_the_statement_that_makes_it(
    base: Architecture, grown: Architecture
) -> None:
    found = causes(base, grown, api.assemble)
    told = [effect for cause in found for effect in cause.effects]
    assert set(told) == effects(base, grown)
    alone = {cause.statements[0].id: cause for cause in found if not cause.together}
    assert (
        Effect("placement", "added", "eu/google-cloud-sql")
        in alone["workloads.shop.stores"].effects
    )
    assert Effect("placement", "added", "eu/main/prometheus") in alone["use.prometheus"].effects
    assert all(
        effect.id.startswith("us") or "us/" in effect.id
        for effect in alone["sites.us"].effects
        if effect.how == "added"
    )


def test_a_statement_impossible_alone_is_told_with_what_it_takes(
    base: Architecture, grown: Architecture
) -> None:
    found = causes(base, grown, api.assemble)
    assert [
        cause.possible
        for cause in found
        if cause.statements[0].id == "answers.availability" and not cause.together
    ] == [False]


def test_what_takes_two_statements_is_told_as_together() -> None:
    """A database at the second site takes the site and the workload that wants one."""
    wider = BASE.replace("{id: eu, cloud: gcp}", "{id: eu, cloud: gcp}, {id: us, cloud: gcp}")
    found = causes(
        api.assemble(BASE),
        api.assemble(wider.replace("public}", "public, stores: tables}")),
        api.assemble,
    )
    together = [cause for cause in found if cause.together]
    assert any(
        Effect("placement", "added", "us/google-cloud-sql") in cause.effects for cause in together
    )
    assert all(
        {"sites.us", "workloads.shop.stores"} == {one.id for one in cause.statements}
        for cause in together
    )


def test_a_component_at_the_same_place_for_the_same_is_a_replacement() -> None:
    first = api.assemble(BASE + "use: [traefik]\n")
    second = api.assemble(BASE + "use: [kong-ingress-controller]\n")
    found = {(one.before, one.after) for one in compare(first, second, api.knowledge()).replaced}
    assert ("eu/main/traefik", "eu/main/kong-ingress-controller") in found


def test_what_was_retired_in_between_names_its_successor() -> None:
    brief = "name: Then\nas_of: 2021-01-28\nsites: [{id: eu, cloud: gcp}]\nuse: [promtail]\nanswers: {logs: loki}\n"
    first = api.assemble(brief)
    second = api.assemble(
        brief.replace("use: [promtail]\n", "").replace("2021-01-28", "2026-11-23")
    )
    told = {one.component: one for one in compare(first, second, api.knowledge()).retired}
    assert told["promtail"].used
    assert told["promtail"].successor == "alloy"
    assert told["promtail"].replaced_by == ("alloy",)
    assert told["promtail"].day == date(2026, 3, 2)
    assert not told["kubefed"].used


def test_the_same_inputs_are_told_in_the_same_words(
    base: Architecture, grown: Architecture
) -> None:
    texts = {api.comparison_text(api.compare(base, grown, causes=False)) for _ in range(2)}
    assert len(texts) == 1


def test_findings_that_only_one_has_are_told(base: Architecture) -> None:
    broken = replace(base, placements=tuple(p for p in base.placements if p.component != "gke"))
    told = api.compare(base, broken, causes=False)
    assert told.findings_added
    assert not told.findings_removed


ELSEWHERE = """
name: Hospital
as_of: 2026-11-23
sites: [{id: dc, cloud: on-premises, clusters: [one, two]}]
systems: [{id: records, at: dc, provides: relational-database}]
workloads: [{id: imaging, at: dc/one, exposes: internal, calls: records}]
use: [{component: prometheus, at: dc/two}]
"""


@pytest.mark.parametrize("turned", [False, True])
def test_what_is_bound_to_a_place_of_one_brief_alone_is_compared(
    grown: Architecture, turned: bool
) -> None:
    there = api.assemble(ELSEWHERE)
    first, second = (there, grown) if turned else (grown, there)
    found = api.compare(first, second)
    told = {one.id for cause in found.causes for one in cause.statements}
    assert {"sites", "systems.records", "workloads.imaging"} <= told


@pytest.mark.parametrize(("one", "other"), [(14, 16), (39, 46), (46, 49)])
def test_briefs_that_have_nothing_to_do_with_each_other_are_compared(one: int, other: int) -> None:
    first, second = (
        api.assemble(json.dumps(brief_of(seed, api.knowledge()))) for seed in (one, other)
    )
    found = api.compare(first, second)
    assert found.placements.added
    assert found.causes
    assert any(cause.effects for cause in found.causes)
