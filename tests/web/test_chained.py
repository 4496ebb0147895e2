"""The chain from a component to the brief, as it is read beside a picture."""

from __future__ import annotations

from kgraph import api
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
