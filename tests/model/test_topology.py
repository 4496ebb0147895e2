"""Places: what is around each, and the lift to a scope."""

from __future__ import annotations

import pytest
from hypothesis import given
from strategies import Case, cases

from kgraph.model.knowledge import SCOPES
from kgraph.model.topology import WORLD


@given(cases())
def test_places_go_from_wide_to_narrow_in_the_order_of_the_brief(case: Case) -> None:
    places = case.topology.places
    assert [SCOPES.index(place.scope) for place in places] == sorted(
        SCOPES.index(place.scope) for place in places
    )
    assert [place.id for place in places if place.scope == "site"] == [
        site.id for site in case.brief.sites
    ]
    assert (
        len({place.id for place in places})
        == len(places)
        == 1 + sum(1 + len(site.clusters) for site in case.brief.sites)
    )


@given(cases())
def test_around_a_place_is_everything_from_itself_to_the_world(case: Case) -> None:
    topology = case.topology
    for place in topology.places:
        around = topology.around(place.id)
        assert (around[0], around[-1]) == (place.id, WORLD)
        assert [topology.by_id[one].scope for one in around] == list(
            reversed(SCOPES[: SCOPES.index(place.scope) + 1])
        )
        assert {one.id for one in topology.places if topology.inside(place.id, one.id)} == set(
            around
        )


@given(cases())
def test_a_lift_ends_around_the_place_and_never_narrower(case: Case) -> None:
    topology = case.topology
    for place in topology.places:
        for scope in SCOPES:
            lifted = topology.by_id[topology.lift(place.id, scope)]
            assert topology.inside(place.id, lifted.id)
            assert lifted.scope == min(scope, place.scope, key=SCOPES.index)


@given(cases())
def test_clusters_stand_on_the_cloud_of_their_site(case: Case) -> None:
    topology = case.topology
    for place in topology.at("cluster"):
        assert place.cloud == topology.by_id[str(place.within)].cloud


def test_a_place_that_is_not_there_is_an_error() -> None:
    from random import Random

    from strategies import case

    with pytest.raises(KeyError):
        case(Random(1)).topology.around("nowhere")  # noqa: S311


@given(cases())
def test_what_lies_right_inside_and_at_a_scope_is_found_by_a_walk_too(case: Case) -> None:
    topology = case.topology
    for place in topology.places:
        inner = [one for one in topology.places if topology.around(one.id)[1:2] == (place.id,)]
        assert list(topology.right_inside(place.id)) == inner
    at = [place for scope in SCOPES for place in topology.at(scope)]
    assert at == list(topology.places)
