"""Pictures of every example brief: legible by measure, self-contained, the same bytes each time."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import examples
import pytest
from PIL import Image

from kgraph import api
from kgraph.formats import png
from kgraph.formats.options import Options
from kgraph.formats.svg import writer as svg
from kgraph.layout.drawing import Drawing, Rect
from kgraph.layout.geometry.curves import crosses, segments
from kgraph.layout.geometry.rectangles import overlap
from kgraph.view.completeness import missing
from kgraph.view.fitting import MAX_BOXES

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module", params=examples.EVERY)
def brief(request: pytest.FixtureRequest) -> str:
    """One example brief."""
    found: str = request.param
    return found


@pytest.fixture(scope="module")
def drawing(brief: str) -> Drawing:
    """Its overview."""
    return examples.drawing(brief)


def shrunk(rect: Rect, by: float) -> Rect:
    return Rect(rect.x + by, rect.y + by, rect.w - 2 * by, rect.h - 2 * by)


def test_no_two_boxes_overlap(drawing: Drawing) -> None:
    boxes = [box.rect for block in drawing.blocks for box in block.boxes]
    assert not [pair for pair in combinations(boxes, 2) if overlap(*pair)]


def test_no_two_blocks_overlap_and_none_sticks_out_of_its_frame(drawing: Drawing) -> None:
    assert not [
        pair for pair in combinations([block.rect for block in drawing.blocks], 2) if overlap(*pair)
    ]
    for block in drawing.blocks:
        for frame in drawing.frames:
            x, y = frame.rect, block.rect
            inside = x.x <= y.x and x.y <= y.y and y.x + y.w <= x.x + x.w and y.y + y.h <= x.y + x.h
            assert inside or not overlap(x, y), f"{block.id} lies across the border of {frame.id}"


def test_sibling_frames_do_not_overlap(drawing: Drawing) -> None:
    for a, b in combinations(drawing.frames, 2):
        nested = any(
            o.rect.x <= i.rect.x
            and o.rect.y <= i.rect.y
            and i.rect.x + i.rect.w <= o.rect.x + o.rect.w
            and i.rect.y + i.rect.h <= o.rect.y + o.rect.h
            for o, i in ((a, b), (b, a))
        )
        assert nested or not overlap(a.rect, b.rect)


def test_no_arrow_runs_through_a_block_it_does_not_end_at(drawing: Drawing) -> None:
    standing = drawing.view.standing()
    for arrow in drawing.arrows:
        for block in drawing.blocks:
            if block.id in (standing[arrow.source], standing[arrow.target]):
                continue
            assert not any(
                crosses(shrunk(block.rect, 2), *piece) for piece in segments(arrow.points)
            ), f"{arrow.id} runs through {block.id}"


def test_labels_cover_nothing(drawing: Drawing) -> None:
    labels = [arrow.label_rect for arrow in drawing.arrows if arrow.label_rect is not None]
    assert not [pair for pair in combinations(labels, 2) if overlap(*pair)]
    assert not [label for label in labels for block in drawing.blocks if overlap(label, block.rect)]


def test_at_most_forty_boxes_and_the_rest_is_said(brief: str, drawing: Drawing) -> None:
    shown = sum(len(block.boxes) for block in drawing.blocks)
    assert 0 < shown <= MAX_BOXES
    assert not missing(drawing.view, examples.architecture(brief))


def test_letters_stay_readable_on_a_wide_screen(drawing: Drawing) -> None:
    assert 13 * min(1, 1600 / drawing.width) >= 9
    assert 0.6 <= drawing.width / drawing.height <= 2.2


def test_legend_names_exactly_the_kinds_that_are_there(drawing: Drawing) -> None:
    assert {line.kind for line in drawing.view.legend} == {arrow.kind for arrow in drawing.arrows}


def test_svg_is_self_contained_and_says_what_it_shows(drawing: Drawing) -> None:
    text = svg.render(drawing, Options())
    root = ElementTree.fromstring(text)
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title") is not None
    description = root.find(f"{SVG}desc")
    assert description is not None
    assert description.text
    for box in (box for block in drawing.view.blocks() for box in block.boxes):
        assert box.title in description.text
    references = re.findall(r'xlink:href="([^"]+)"', text)
    anchors = set(re.findall(r'<a xlink:href="([^"]+)"', text))
    assert all(r.startswith(("#", "data:")) or r in anchors for r in references)
    assert str(Path.home()) not in text
    assert "site-packages" not in text
    assert len(text) < 400_000


def test_every_icon_is_embedded_once(drawing: Drawing) -> None:
    images = re.findall(
        r'<image id="([^"]+)"[^>]*href="(data:[^"]+)"', svg.render(drawing, Options())
    )
    assert len({data for _, data in images}) == len(images) == len({id for id, _ in images})


def test_ids_are_unique(drawing: Drawing) -> None:
    ids = re.findall(r'\sid="([^"]+)"', svg.render(drawing, Options()))
    assert len(ids) == len(set(ids))


def test_png_shows_letters_without_any_font_of_the_system(drawing: Drawing) -> None:
    image = Image.open(io.BytesIO(png.render(drawing, Options(scale=1.0))))
    assert abs(image.width - drawing.width) <= 1
    title = drawing.heading[0]
    strip = image.convert("L").crop(
        (int(title.x), int(title.y) - 18, int(title.x) + 200, int(title.y) + 4)
    )
    ink = [strip.getpixel((x, y)) < 100 for x in range(strip.width) for y in range(strip.height)]  # type: ignore[operator]
    assert 0.04 < sum(ink) / len(ink) < 0.5
    profile = [
        sum(strip.getpixel((x, y)) < 100 for y in range(strip.height)) for x in range(strip.width)
    ]  # type: ignore[operator]
    assert len(set(profile)) > 5, "letters differ in height; boxes in place of letters do not"


def test_markup_and_foreign_letters_in_names_stay_text() -> None:
    name = '<script>alert(1)</script> & "Ω 注文" ]]> &amp;'
    brief = f"name: {name!r}\nworkloads:\n  - {{id: shop, name: {name!r}}}\n"
    architecture = api.assemble(brief)
    text = api.draw(architecture).decode()
    root = ElementTree.fromstring(text)
    assert not list(root.iter(f"{SVG}script"))
    assert any(name in (node.text or "") for node in root.iter(f"{SVG}title"))
    assert api.draw(architecture, format="png").startswith(b"\x89PNG")
    assert "<script>" not in api.rationale(architecture)


@pytest.mark.slow
def test_same_bytes_in_another_process() -> None:
    program = "import sys; from pathlib import Path; from kgraph import api; sys.stdout.buffer.write(api.draw(api.assemble(Path(sys.argv[1]))))"
    runs = [
        subprocess.run(
            [sys.executable, "-c", program, str(next(iter(examples.BRIEFS.values())))],
            capture_output=True,
            check=True,
            env={**__import__("os").environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert runs[0].startswith(b"<svg")


def test_the_inside_of_a_component_is_drawn_by_its_name_or_an_alias() -> None:
    assert api.draw_component("rook-ceph") == api.draw_component("rook")
    assert api.draw_component("Rook with Ceph") == api.draw_component("rook")
    assert api.draw_component("ROOK") == api.draw_component("rook")
