"""What is looked up in what the ontology says."""

from __future__ import annotations

import pytest

from kgraph.model.brief import Brief
from kgraph.model.knowledge import Knowledge


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


def test_sites_and_workloads_of_a_brief_are_found_by_their_ids() -> None:
    from kgraph import api

    brief: Brief = api.read_brief("name: X\nsites: [{id: eu, cloud: gcp}]\nworkloads: [{id: shop}]")
    assert brief.site("eu") is brief.sites[0]
    assert brief.workload("shop") is brief.workloads[0]
    for find in (brief.site, brief.workload):
        with pytest.raises(KeyError):
            find("nowhere")
