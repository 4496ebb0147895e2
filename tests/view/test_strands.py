"""Strands: flows of a kind that views arranged along it tell apart."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import examples
import pytest
from labels import labels_said

from kgraph import api
from kgraph.api.pictures import seen
from kgraph.model.flows import FlowKind, Strand
from kgraph.view.view import View

ALONG = ("observability", "storage", "delivery", "control")


def strands() -> list[Strand]:
    return [strand for kind in api.knowledge().flow_kinds for strand in kind.strands]


def fullest(brief: str, view: str) -> View:
    return next(iter(seen(examples.architecture(brief), view)))


def kinds_with_strands() -> list[FlowKind]:
    return [kind for kind in api.knowledge().flow_kinds if kind.strands]


def test_a_strand_holds_what_something_says() -> None:
    said = labels_said()
    for strand in strands():
        assert strand.labels, strand.id
        assert said.issuperset(strand.labels), strand.id


def test_what_is_said_belongs_to_one_strand_of_a_kind() -> None:
    for kind in kinds_with_strands():
        counts = Counter(label for strand in kind.strands for label in strand.labels)
        assert set(counts.values()) == {1}, kind.id


def test_strands_and_kinds_are_told_apart_by_their_lines_and_ids() -> None:
    kinds = api.knowledge().flow_kinds
    ids = [line.id for line in (*kinds, *strands())]
    assert len(set(ids)) == len(ids)
    for kind in kinds_with_strands():
        for look in ("dash", "hue", "dark_hue"):
            assert len({getattr(one, look) for one in kind.strands}) == len(kind.strands), kind.id


@pytest.mark.parametrize("brief", examples.EVERY)
@pytest.mark.parametrize("name", ALONG)
def test_an_arrow_has_the_line_of_what_all_its_flows_carry(brief: str, name: str) -> None:
    architecture, known = examples.architecture(brief), api.knowledge().flow_kind_by_id
    along = next(view for view in api.knowledge().views if view.id == name).along
    for view in seen(architecture, name):
        for arrow in view.arrows:
            labels = {architecture.flow_by_id[id].label for id in arrow.covers}
            fitting = [one.id for one in known[arrow.kind].strands if labels.issubset(one.labels)]
            wanted = fitting[0] if fitting and arrow.kind in along else ""
            assert arrow.strand == wanted, arrow.id
        assert {line.kind for line in view.legend} == {arrow.line for arrow in view.arrows}


@pytest.mark.parametrize("name", ["overview", "network"])
def test_views_along_other_kinds_draw_a_kind_with_one_line(name: str) -> None:
    kinds = {kind.id for kind in api.knowledge().flow_kinds}
    assert kinds >= {arrow.line for arrow in fullest("demo", name).arrows}


def test_strands_stand_in_the_legend_where_their_kind_does() -> None:
    order = [line.kind for line in fullest("demo", "observability").legend]
    known = api.knowledge()
    stated = [line.id for kind in known.flow_kinds for line in (kind, *kind.strands)]
    assert order == [id for id in stated if id in order]
    assert {"metrics", "logs", "queries"} <= set(order)
    assert "telemetry" not in order


def test_a_view_of_ones_own_tells_the_strands_of_its_kinds_apart(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("title: Mine\nflows: [telemetry]\n")
    svg = api.draw(examples.architecture("demo"), view=path).decode()
    assert re.search(r'class="[^"]*kind-telemetry [^"]*strand-metrics', svg)


def test_an_unbroken_strand_of_a_broken_kind_is_drawn_unbroken() -> None:
    """Also on a page that draws the kind itself with its own line."""
    svg = api.draw(examples.architecture("demo"), view="delivery").decode()
    images = re.search(r"strand-images [^{]*line\{([^}]*)\}", svg)
    assert images is not None
    assert "stroke-dasharray:none" in images[1]


@pytest.mark.parametrize("format", ["mermaid", "dot", "d2", "drawio", "dsl", "graphml"])
def test_every_format_draws_a_strand_with_its_own_line(format: str) -> None:
    hues = {strand.id: strand.hue for strand in strands()}
    text = api.draw(examples.architecture("demo"), view="observability", format=format).decode()
    for strand in ("metrics", "logs", "queries", "alerts"):
        assert hues[strand].lower() in text.lower(), strand
