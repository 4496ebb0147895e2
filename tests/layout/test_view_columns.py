"""Pictures for a column of a document: composed for its width, and legible in it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import examples
import pytest

from kgraph import api
from kgraph.api.pictures import seen
from kgraph.layout.drawing import Drawing
from kgraph.layout.legibility.gate import faults
from kgraph.layout.legibility.limits import IN_COLUMN
from kgraph.layout.legibility.metrics import measure
from kgraph.layout.style import STYLES
from kgraph.view.completeness import missing
from kgraph.view.view import Box, View

SMALLEST = min(size for size, _ in STYLES.values())
COLUMNS = {"demo": (690, 800, 850), "start-up": (690,), "static-site": (690,)}


def drawn() -> Iterator[tuple[str, int]]:
    for brief in examples.BRIEFS:
        for width in COLUMNS.get(brief, ()):
            yield brief, width


def in_column(brief: str, width: int, view: str = "overview") -> Drawing:
    return api.drawing(examples.architecture(brief), view, width=width)


@pytest.mark.parametrize(("brief", "width"), list(drawn()))
def test_an_overview_is_legible_in_its_column(brief: str, width: int) -> None:
    drawing = in_column(brief, width)
    assert faults(measure(drawing)) == ()
    assert drawing.width <= width * SMALLEST / IN_COLUMN
    assert missing(drawing.view, examples.architecture(brief)) == ()


def test_what_a_column_has_no_room_for_is_said() -> None:
    drawing = in_column("demo", 690)
    wide = examples.drawing("demo")
    assert len(list(drawing.boxes())) < len(list(wide.boxes()))
    said = " ".join(str(line) for line in drawing.view.left_out)
    gone = {box.title for box in boxes_of(wide.view)} - {
        box.title for box in boxes_of(drawing.view)
    }
    assert gone
    assert all(name in said for name in gone)
    footer = " ".join(text.text for text in drawing.footer)
    assert "Not drawn" in footer


def boxes_of(view: View) -> Iterator[Box]:
    for block in view.blocks():
        yield from block.boxes


def test_the_gate_measures_at_the_width_asked_for() -> None:
    metrics = measure(in_column("start-up", 690))
    assert (metrics.shown, metrics.least) == (690, IN_COLUMN)
    assert metrics.letters >= IN_COLUMN


def test_views_for_a_column_come_with_the_fullest_first() -> None:
    views = list(seen(examples.architecture("demo"), "overview", column=800))
    told = [sum(len(arrow.covers) for arrow in view.arrows) for view in views]
    assert {view.column for view in views} == {800}
    assert told[0] == max(told) > told[-1]


def test_what_is_left_out_is_told_to_whoever_listens() -> None:
    said: list[str] = []
    picture = api.draw(examples.architecture("start-up"), width=690, say=said.append)
    assert picture.startswith(b"<")
    drawing = in_column("start-up", 690)
    assert said == [str(line) for line in drawing.view.left_out]


@pytest.mark.parametrize("brief", examples.EVERY)
def test_on_a_phone_an_overview_keeps_the_workloads_and_the_way_to_them(brief: str) -> None:
    architecture = examples.architecture(brief)
    view = in_column(brief, 600).view
    shown = frozenset(chain.from_iterable(box.covers for box in boxes_of(view)))
    workloads = {one.id for one in architecture.placements if one.workload is not None}
    assert workloads <= shown
    led_to = {architecture.flow_by_id[id].target for arrow in view.arrows for id in arrow.covers}
    kinds = api.knowledge().main_path
    way = [flow for flow in architecture.flows if flow.kind in kinds]
    reached = {flow.target for flow in way if flow.target in workloads}
    assert reached <= led_to
