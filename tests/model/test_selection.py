"""What the views of an architecture select holds together: the ends of what is drawn are drawn."""

from __future__ import annotations

import examples

from kgraph import api
from kgraph.api.derived import derived
from kgraph.model.selection import Selection


def test_a_selection_of_nothing_is_the_one_without_arguments() -> None:
    assert Selection() == Selection(frozenset(), frozenset(), ())


def test_the_ends_of_flows_and_links_are_among_the_placements() -> None:
    demo = examples.architecture("demo")
    kinds = api.knowledge().flow_kind_by_id
    drawn = 0
    for view in derived(demo).views.values():
        if view.definition.per == "component":
            continue
        selected = derived(demo).selected(view)
        flows = [demo.flow_by_id[id] for id in selected.flows]
        ends = {end for flow in flows for end in (flow.source, flow.target)}
        for source, kind, target in selected.links:
            assert kind in kinds
            ends |= {source, target}
        drawn += len(flows)
        assert ends <= selected.placements <= demo.placement_by_id.keys()
    assert drawn > len(demo.flows), "some are in several views"
