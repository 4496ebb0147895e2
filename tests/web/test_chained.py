"""The chain from a component to the brief, as it is read beside a picture."""

from __future__ import annotations

from kgraph import api
from kgraph.model import grounds
from kgraph.model.architecture import Flow
from kgraph.web.parts import chained


def test_a_chain_names_placements_lines_of_the_brief_and_sources() -> None:
    architecture = api.assemble(api.demo_brief())
    why = api.why(api.parse_brief(api.demo_brief()), "google-cloud-storage")
    told = chained.html(why.chain, architecture.placement_by_id)
    assert told.count("<li") == len(why.chain)
    assert '<li class="kg-in-0">Google Cloud Storage in eu</li>' in told
    assert '<li class="kg-in-2">Grafana Loki in eu/main</li>' in told
    assert "of the brief: logs: loki</span>" in told
    assert ">source</a>" in told
    assert "&lt;https" not in told
    assert "brief.yaml" not in told


def test_placements_of_one_component_are_told_together() -> None:
    architecture = api.assemble(api.demo_brief())
    why = api.why(api.parse_brief(api.demo_brief()), "prometheus")
    told = chained.html(why.chain, architecture.placement_by_id)
    assert "Prometheus in eu/main, us/main" in told


def test_what_is_said_in_a_brief_stays_text() -> None:
    told = chained.html(("  <b>X</b> — brief.yaml:3: name: <i>", "one\ntwo"), {})
    assert "<b>" not in told
    assert "<i>" not in told
    assert "line 3 of the brief" in told


def test_the_chain_of_every_flow_comes_to_the_brief() -> None:
    architecture = api.assemble(api.demo_brief())
    for flow in architecture.flows:
        told = list(grounds.of_flows(architecture, [flow]))
        assert told[0].startswith(flow.reasons[0].text)
        assert any("brief.yaml:" in step or "default" in step for step in told), flow.id
        assert max(len(step) - len(step.lstrip()) for step in told) <= 2 * grounds.DEPTH


SITES = """name: M
as_of: 2026-11-30
sites: [{id: a, cloud: aws, clusters: [x, y]}, {id: b, cloud: azure, clusters: [x, y]}]
workloads: [{id: shop, name: Shop}]
prefer: [self-hosted]
"""


def test_flows_that_are_alike_have_one_chain() -> None:
    architecture = api.assemble(SITES)
    by_id = architecture.placement_by_id
    ways: dict[tuple[str, str, str], list[Flow]] = {}
    for flow in architecture.flows:
        ends = (by_id[flow.source].component, by_id[flow.target].component)
        ways.setdefault((*ends, flow.label), []).append(flow)
    alike = max(ways.values(), key=len)
    assert len(alike) > 3
    told = list(grounds.of_flows(architecture, alike))
    assert len(set(told)) == len(told)
    assert told[0].startswith(alike[0].reasons[0].text)
    assert all(any(flow.source in step for step in told) for flow in alike)


def test_a_step_names_placements_of_one_component() -> None:
    architecture = api.assemble(SITES)
    by_id = architecture.placement_by_id
    for step in grounds.of_flows(architecture, architecture.flows):
        ids = step.strip().split(", ")
        if by_id.keys() >= set(ids):
            assert len({by_id[id].component for id in ids}) == 1, step
