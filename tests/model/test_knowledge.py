"""What is looked up in what the ontology says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from strategies import Case, cases

from kgraph.model.decisions import Demand
from kgraph.model.knowledge import SCOPES, Knowledge


def test_a_cloud_is_called_by_its_label_and_an_unknown_one_by_its_id(knowledge: Knowledge) -> None:
    assert [knowledge.cloud_label(cloud.id) for cloud in knowledge.clouds] == [
        cloud.label for cloud in knowledge.clouds
    ]
    assert knowledge.cloud_label("nowhere") == "nowhere"


def test_a_kind_of_flow_is_called_by_its_label_and_an_unknown_one_by_its_id(
    knowledge: Knowledge,
) -> None:
    for kind in knowledge.flow_kinds:
        assert knowledge.flow_label(kind.id) == kind.label
    assert knowledge.flow_label("nothing") == "nothing"


def test_every_concern_is_drawn_in_its_lane(knowledge: Knowledge) -> None:
    for concern in knowledge.concerns:
        assert knowledge.lane_of(concern.id).id == concern.lane
    with pytest.raises(KeyError):
        knowledge.lane_of("nothing")


def test_everything_is_found_by_its_id_in_its_order(knowledge: Knowledge) -> None:
    for by_id, all_of_them in (
        (knowledge.decision_by_id, knowledge.decisions),
        (knowledge.concern_by_id, knowledge.concerns),
        (knowledge.lane_by_id, knowledge.lanes),
        (knowledge.flow_kind_by_id, knowledge.flow_kinds),
        (knowledge.preference_by_id, knowledge.preferences),
    ):
        assert all_of_them
        assert list(by_id) == [one.id for one in all_of_them]
        assert list(by_id.values()) == list(all_of_them)


def test_mappings_are_sorted_by_id(knowledge: Knowledge) -> None:
    for mapping in (knowledge.capabilities, knowledge.components):
        assert list(mapping) == sorted(mapping)
        assert all(one.id == id for id, one in mapping.items())


def test_an_option_is_found_by_its_id_and_an_unknown_one_is_none(knowledge: Knowledge) -> None:
    for decision in knowledge.decisions:
        for option in decision.options:
            assert decision.option(option.id) is option
        assert decision.option("no such option") is None
        assert all(decision.option(id) for id in decision.defaults)


@given(cases())
def test_those_who_provide_are_found_by_a_walk_too(case: Case) -> None:
    known = case.knowledge
    for capability, ids in known.providers.items():
        able = [id for id, one in known.components.items() if capability in one.provides]
        assert list(ids) == sorted(able)
    assert known.providers.keys() == known.capabilities.keys()


@given(cases())
def test_the_widest_scope_is_wider_than_none_that_a_component_serves(case: Case) -> None:
    known = case.knowledge
    for component in known.components.values():
        served = [component.scope, *(known.capabilities[id].scope for id in component.provides)]
        assert known.widest(component) in served
        assert SCOPES.index(known.widest(component)) == min(map(SCOPES.index, served))


def test_a_component_is_meant_by_its_name_or_an_alias_in_any_letters(knowledge: Knowledge) -> None:
    for component in knowledge.components.values():
        for name in (component.name, *component.aliases):
            meant = knowledge.component_called(f"  {name.upper().lower()} ")
            alike = [
                one.id
                for one in knowledge.components.values()
                if name.lower() in [word.lower() for word in (one.name, *one.aliases)]
            ]
            assert meant is not None
            assert meant.id == alike[0]
    assert knowledge.component_called("nothing of that name") is None


def test_a_component_is_meant_by_its_id_first_and_by_names_with_hyphens(
    knowledge: Knowledge,
) -> None:
    for component in knowledge.components.values():
        assert knowledge.component_meant(component.id) is component
    meant = {word: knowledge.component_meant(word) for word in ("rook-ceph", "rook-with-ceph")}
    assert all(one is knowledge.components["rook"] for one in meant.values())
    assert knowledge.component_meant("no-such-thing") is None


def test_the_main_path_and_what_is_pulled_are_told_by_the_kinds(knowledge: Knowledge) -> None:
    assert knowledge.main_path
    assert knowledge.pulled
    for kind in knowledge.flow_kinds:
        assert (kind.id in knowledge.main_path) == kind.main_path
        assert {label for id, label in knowledge.pulled if id == kind.id} == set(kind.pulls)


def test_a_badge_is_that_of_a_capability_with_one_of_its_own_or_of_the_concern(
    knowledge: Knowledge,
) -> None:
    concern = knowledge.concerns[0]
    own = [one for one in knowledge.capabilities.values() if one.glyph]
    bare = next(one.id for one in knowledge.capabilities.values() if not one.glyph)
    assert len(own) > 1
    for one in own:
        assert knowledge.glyph(concern.id, (bare, one.id, "unknown")) == one.glyph
    assert knowledge.glyph(concern.id, (bare,)) == concern.glyph
    assert knowledge.glyph("nothing", ()) == ""


def test_of_several_badges_the_most_prominent_is_taken_then_the_upper_layer_then_by_id(
    knowledge: Knowledge,
) -> None:
    like = next(iter(knowledge.capabilities.values()))
    ranks = {"a": (2, 0), "b": (1, 5), "c": (1, 3), "d": (1, 3)}
    ranked = {
        id: replace(like, id=id, prominence=prominence, layer=layer, glyph=f"badge of {id}")
        for id, (prominence, layer) in ranks.items()
    }
    known = replace(knowledge, capabilities=ranked)
    for few, first in (("abcd", "c"), ("ab", "b"), ("ad", "d"), ("dc", "c"), ("a", "a")):
        assert known.glyph("nothing", tuple(few)) == f"badge of {first}"


def test_a_demand_wants_a_capability_or_a_component() -> None:
    assert Demand("d", "storage", None, "", None, None).wanted == "storage"
    assert Demand("d", None, "harbor", "", None, None).wanted == "harbor"


def test_an_option_is_published_with_what_it_wants_by_ids(knowledge: Knowledge) -> None:
    for decision in knowledge.decisions:
        for option in decision.options:
            said = option.published()
            assert said["demands"] == [demand.wanted for demand in option.demands]
            assert said["prefers"] == [demand.wanted for demand in option.prefers]
            assert "gives" not in said
