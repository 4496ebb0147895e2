"""What decides between architectures that a brief leaves open: never the alphabet."""

from __future__ import annotations

from datetime import date

import pytest

from kgraph import api
from kgraph.brief.reading import parse_brief
from kgraph.model.answers import Why
from kgraph.model.words import words_said

TODAY = date(2026, 11, 26)


def brief(cloud: str, more: str = "") -> str:
    return f"""name: Shop
as_of: 2026-11-26
sites: [{{id: one, cloud: {cloud}}}]
workloads: [{{id: shop}}]
{more}
"""


def chosen(cloud: str, more: str = "") -> set[str]:
    return set(api.assemble(brief(cloud, more)).components)


def test_what_follows_the_brief_ends_with_adoption_and_begins_with_what_is_current() -> None:
    ranked = [id for id, _ in api.assemble(brief("gcp", "prefer: [managed]")).preferences]
    assert ranked[:4] == ["managed", "current", "family", "natural"]
    assert ranked[-1] == "adopted"


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2026, 1, 1)])
def test_what_has_a_successor_comes_last_once_that_is_there(day: date) -> None:
    current = api.knowledge().preference_by_id["current"]
    dear = {id for id, _, _ in current.costs_for(frozenset(), day)}
    assert ("gke-ingress" in dear) == (day.year == 2026)


def test_the_family_of_what_is_named_comes_before_strangers() -> None:
    assert "gitlab-ci" not in chosen("aws")
    assert "gitlab-ci" in chosen("aws", "use: [gitlab]")
    assert "github-actions" in chosen("aws", "use: [github]")


def test_a_system_under_its_name_has_a_family_too() -> None:
    system = "systems: [{{id: code, name: {}, provides: source-control}}]"
    assert "gitlab-ci" in chosen("gcp", system.format("gitlab"))
    assert "gitlab-ci" not in chosen("gcp", system.format("Bitbucket"))


def test_what_a_brief_names_is_known_by_words() -> None:
    more = "use: [harbor]\nprefer: [open-source]"
    read = parse_brief(brief("azure", more), api.knowledge(), today=TODAY)
    said = words_said(read, api.knowledge())
    assert said >= {"cloud/azure", "component/harbor", "preference/open-source"}
    assert {"option/mesh.none", "option/volumes.as-needed"} <= said
    assert not any(word.startswith("component/") and word != "component/harbor" for word in said)


def test_a_vendor_that_runs_a_cloud_or_houses_many_is_no_family() -> None:
    costs = api.knowledge().preference_by_id["family"].costs_where
    heads = {one.where for one in costs}
    assert not any({"component/eks", "component/amazon-s3"} & set(where) for where in heads)
    assert not any({"component/flux", "component/harbor"} <= set(where) for where in heads)
    assert any({"component/gitlab", "component/gitlab-ci"} <= set(where) for where in heads)


def test_a_family_speaks_of_its_own_concern_alone() -> None:
    """That a scanner is of a maker who has a platform too, says nothing of who routes requests."""
    costs = api.knowledge().preference_by_id["family"].costs_where
    named = [one.where for one in costs if one.cost[0] == "gke-ingress"]
    assert named
    assert not any("component/clair" in where for where in named)


def test_a_quality_of_stores_makes_no_stranger() -> None:
    """Copies to another region are no job: stores of others do not vie with what is named."""
    store = "workloads: [{id: shop, stores: {documents: mongodb-atlas, events: any}}]"
    text = f"name: X\nas_of: 2026-11-26\nsites: [{{id: eu, cloud: aws}}]\n{store}\n"
    assert dict(api.assemble(text).preferences)["family"] == 0


@pytest.mark.parametrize("prefer", ["", "prefer: [self-hosted]", "prefer: [open-source]"])
def test_nothing_of_a_cloud_where_nothing_runs_on_it(prefer: str) -> None:
    known = api.knowledge()
    natural = known.preference_by_id["natural"].costs_where
    foreign = {one.cost[0] for one in natural if one.unless[0].startswith("cloud/")}
    assert not foreign & chosen("on-premises", prefer)


def test_a_mesh_is_natural_where_one_is_asked_for() -> None:
    preferred = dict(api.assemble(brief("on-premises", "answers: {mesh: mesh}")).preferences)
    assert preferred["natural"] == 0
    assert not {"istio", "linkerd"} & chosen("on-premises", "answers: {routing-api: gateway}")


def test_what_is_made_for_a_cloud_comes_before_strangers_where_all_else_is_equal() -> None:
    more = "use: [cilium]\nanswers: {routing-api: ingress}"
    assert "aws-load-balancer-controller" in chosen("aws", more)


def test_a_preference_keeps_out_the_default_that_it_opposes() -> None:
    ranked = dict(api.assemble(brief("on-premises", "prefer: [self-hosted]")).preferences)
    assert "managed" not in ranked
    both = dict(api.assemble(brief("on-premises", "prefer: [self-hosted, managed]")).preferences)
    assert list(both)[:2] == ["self-hosted", "managed"]


def test_of_two_alike_the_one_that_more_are_known_to_use() -> None:
    answer = api.why(brief("aws", "answers: {deployment: gitops}"), "flux")
    assert not answer.present
    differing = [id for id, before, after in answer.otherwise.costs if before != after]
    assert differing == ["adopted"]


def settled(text: str) -> list[Why]:
    """Why the first of what was chosen is there."""
    best = api.assemble(text)
    chosen = [one.component for one in best.placements if one.own is None and one.serves]
    known = api.knowledge().components
    return [api.why(text, id) for id in sorted(set(chosen)) if known[id].choosable]


@pytest.mark.parametrize("cloud", ["aws", "on-premises"])
def test_a_tie_costs_the_same_and_what_is_none_costs_more(cloud: str) -> None:
    """Without what was chosen: the same by every preference, or more by one, or nothing at all."""
    answers = settled(brief(cloud, "answers: {runners: service}"))
    tied = [one for one in answers if any(swap.tie for swap in one.swaps)]
    assert tied
    for answer in answers:
        moved = any(before != after for _, before, after in answer.otherwise.costs)
        assert moved != (answer in tied) or not answer.otherwise.possible
