"""PowerPoint, read back by its library: real shapes, glued connectors, notes, the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from sample_drawing import HOSTILE, sample

from kgraph.errors import InputError
from kgraph.formats.options import Options, Provenance
from kgraph.formats.outline import outline
from kgraph.formats.slide import writer as slide
from kgraph.formats.slide.elbows import MOST_BENDS, WHOLE, Elbow, corners, elbow
from kgraph.formats.slide.pen import POINT
from kgraph.formats.theme import THEMES
from kgraph.layout.drawing import Drawing, Point
from kgraph.words import clean


def read(drawing: Drawing, options: Options | None = None) -> Any:
    """The one slide of a drawing."""
    deck = Presentation(io.BytesIO(slide.render(drawing, options or Options())))
    (found,) = deck.slides
    return found


def every(shapes: Any) -> Iterator[Any]:
    """All shapes, those in groups too."""
    for shape in shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from every(shape.shapes)


def test_a_box_is_a_group_with_its_words_in_its_card(drawings: dict[str, Drawing]) -> None:
    for drawing in drawings.values():
        shapes = read(drawing).shapes
        groups = [one.shapes for one in shapes if one.shape_type == MSO_SHAPE_TYPE.GROUP]
        said = [{one.text_frame.text for one in group if one.has_text_frame} for group in groups]
        boxes = list(drawing.boxes())
        assert len(groups) == len(boxes)
        for box in boxes:
            told = "\n".join(clean(text.text) for text in box.texts)
            assert any(told in words for words in said)


def test_arrows_are_glued_to_what_they_lead_from_and_to(drawings: dict[str, Drawing]) -> None:
    glued = 0
    for drawing in drawings.values():
        found = read(drawing)
        ids = {shape.shape_id: shape for shape in every(found.shapes)}
        lines = {one.name: one for one in found.shapes if one.shape_type == MSO_SHAPE_TYPE.LINE}
        rects = {frame.id: frame.rect for frame in drawing.frames}
        rects |= {block.id: block.rect for block in drawing.blocks}
        rects |= {box.id: box.rect for box in drawing.boxes()}
        for arrow in drawing.arrows:
            line = lines.get(clean(arrow.tooltip.split("\n")[0])[:200])
            if len(corners(arrow.points)) - 2 > MOST_BENDS:
                continue
            assert line is not None
            ends = line._element.xpath(".//a:stCxn | .//a:endCxn")
            assert len(ends) == 2
            for end in ends:
                shape = ids[int(end.get("id"))]
                rect = (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
                assert any(
                    rect == pytest.approx(
                        [n * POINT for n in (one.x, one.y, one.right, one.bottom)], abs=5 * POINT
                    )
                    for one in rects.values()
                )  # fmt: skip
                glued += 1
    assert glued > 20


def test_no_two_shapes_share_an_id() -> None:
    ids = [shape.shape_id for shape in every(read(sample()).shapes)]
    assert len(ids) == len(set(ids))


def test_title_notes_links_and_alternative_texts() -> None:
    drawing = sample()
    found = read(drawing)
    assert found.shapes.title.text_frame.text == "Sample"
    assert found.notes_slide.notes_text_frame.text == outline(drawing.view)
    cards = {one.text_frame.text: one for one in every(found.shapes) if one.has_text_frame}
    card = cards["Client\na role"]
    assert card.click_action.hyperlink.address == "https://example.org/?a=1&b=2"
    assert card._element.xpath(".//p:cNvPr")[0].get("descr") == "why Client"
    assert cards["Plain Store\na role"].click_action.hyperlink.address is None
    assert {"×3", "×12", "1", "2", "+", "−", "PS"} <= cards.keys()
    pictures = [one for one in every(found.shapes) if one.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert len(pictures) == 3
    assert len({one.image.sha1 for one in pictures}) == 1


def test_the_file_says_what_it_is() -> None:
    data = slide.render(sample(), Options(provenance=Provenance("overview", data="abc123")))
    said = Presentation(io.BytesIO(data)).core_properties
    assert (said.title, said.author, said.language) == ("Sample", "kgraph", "en")
    assert "abc123" in said.comments


def test_the_same_bytes_each_time_and_no_clock() -> None:
    data = slide.render(sample(), Options())
    assert data == slide.render(sample(), Options())
    with ZipFile(io.BytesIO(data)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
    assert core.count("2000-01-01T00:00:00Z") == 2


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.id)
def test_each_theme_has_its_colours(theme) -> None:  # type: ignore[no-untyped-def]
    found = read(sample(), Options(theme=theme.id))
    palette = theme.palette
    assert f"#{found.background.fill.fore_color.rgb}".lower() == palette.page
    fills = {
        f"#{one.fill.fore_color.rgb}".lower()
        for one in every(found.shapes)
        if one.shape_type == MSO_SHAPE_TYPE.AUTO_SHAPE and one.fill.type == 1
    }
    assert {palette.card, palette.frame("site").fill, palette.mark("added")} <= fills


def test_a_slide_is_as_large_as_asked_for_and_never_larger_than_one_may_be() -> None:
    drawing = sample()
    for scale, high in ((None, drawing.height), (0.5, drawing.height / 2), (500.0, None)):
        deck = Presentation(io.BytesIO(slide.render(drawing, Options(scale=scale))))
        assert max(deck.slide_width, deck.slide_height) <= 51_206_400
        if high is not None:
            assert deck.slide_height == pytest.approx(high * POINT, abs=1)


@pytest.mark.parametrize("title", [HOSTILE, "注文システム", "x" * 300, "\x0b\x1f"])
def test_any_name_is_written(title: str) -> None:
    assert read(sample(title)).shapes.title is not None


def test_an_unknown_theme_is_refused() -> None:
    with pytest.raises(InputError, match="unknown theme 'noir'"):
        slide.render(sample(), Options(theme="noir"))


# --- ways


def way_of(bent: Elbow) -> list[Point]:
    """The way along which a program draws a connector, as the standard says."""
    first, second, third = (*(n / WHOLE for n in bent.adjustments), 0.0, 0.0, 0.0)[:3]
    w, h = bent.wide, bent.high
    local = {
        "bentConnector2": [(0, 0), (w, 0), (w, h)],
        "bentConnector3": [(0, 0), (w * first, 0), (w * first, h), (w, h)],
        "bentConnector4": [
            (0, 0), (w * first, 0), (w * first, h * second), (w, h * second), (w, h),
        ],
        "bentConnector5": [
            (0, 0), (w * first, 0), (w * first, h * second), (w * third, h * second),
            (w * third, h), (w, h),
        ],
    }[bent.shape]  # fmt: skip
    return [_placed(bent, x, y) for x, y in local]


def _placed(bent: Elbow, x: float, y: float) -> Point:
    """A point of a connector's own frame: mirrored, then turned about its middle."""
    x, y = x - bent.wide / 2, y - bent.high / 2
    x, y = (-x if bent.mirrored else x), (-y if bent.upside_down else y)
    x, y = (-y, x) if bent.turned else (x, y)
    return bent.left + bent.wide / 2 + x, bent.top + bent.high / 2 + y


LENGTHS = st.lists(
    st.integers(-300, 300).filter(lambda length: abs(length) > 2), min_size=1, max_size=5
)


@given(LENGTHS, st.booleans())
def test_a_connector_leads_along_the_way_that_it_is_made_of(
    lengths: list[int], level: bool
) -> None:
    way: list[Point] = [(50.0, 60.0)]
    for number, length in enumerate(lengths):
        x, y = way[-1]
        way.append((x + length, y) if (number % 2 == 0) == level else (x, y + length))
    bent = elbow(way)
    assert bent is not None
    drawn = way_of(bent)
    if len(way) == 2:
        drawn = [drawn[0], drawn[-1]]
    assert len(drawn) == len(way)
    for point, meant in zip(drawn, way, strict=True):
        assert point == pytest.approx(meant, abs=1)


def test_what_bends_more_often_is_no_connector() -> None:
    way = [(10.0 * ((n + 1) // 2), 10.0 * (n // 2)) for n in range(MOST_BENDS + 3)]
    assert elbow(way) is None


def test_corners_of_all_arrows_are_right_angles(drawings: dict[str, Drawing]) -> None:
    for drawing in drawings.values():
        for arrow in drawing.arrows:
            for (x0, y0), (x1, y1) in pairwise(corners(arrow.points)):
                assert min(abs(x1 - x0), abs(y1 - y0)) < 0.1
