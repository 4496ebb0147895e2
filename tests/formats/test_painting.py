"""What is painted when.

Everything once, what must not be covered after what could cover it, in every format that paints.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from html import unescape
from itertools import groupby

import examples
import pytest
from format_cases import drawing_of
from pptx import Presentation
from sample_drawing import sample
from test_pdf import page

from kgraph.formats.drawio import writer as drawio
from kgraph.formats.options import Options
from kgraph.formats.painting import Curve, Dot, Glyph, Icon, Part, Plane, Sign, Words, parts
from kgraph.formats.pdf import writer as pdf
from kgraph.formats.slide import writer as slide
from kgraph.formats.slide.pen import POINT
from kgraph.formats.svg import writer as svg
from kgraph.layout.drawing import Drawing, DrawnBox


def strokes(part: Part) -> list[object]:
    """The strokes of a part and of those within it, in their order."""
    return [*part.strokes, *(stroke for inner in part.within for stroke in strokes(inner))]


def every(drawing: Drawing) -> list[object]:
    return [stroke for part in parts(drawing) for stroke in strokes(part)]


def test_things_come_from_back_to_front() -> None:
    kinds = [type(part.thing).__name__ for part in parts(sample())]
    assert [kind for kind, _ in groupby(kinds)] == [
        "NoneType",  # the heading
        "DrawnFrame",
        "DrawnBlock",  # titled ones, at whose boxes arrows end
        "DrawnArrow",
        "DrawnBlock",
        "NoneType",  # the words on arrows
        "Step",
        "Sample",
        "Explained",
        "NoneType",  # what is left out
    ]


def test_everything_of_a_drawing_is_painted_once() -> None:
    drawing = sample()
    found = Counter(type(stroke).__name__ for stroke in every(drawing))
    boxes = [box for block in drawing.blocks for box in block.boxes]
    texts = [stroke.text for stroke in every(drawing) if isinstance(stroke, Words)]
    assert found["Curve"] == len(drawing.arrows)
    assert found["Straight"] == len(drawing.legend)
    for text in (*drawing.heading, *drawing.footer, *(t for box in boxes for t in box.texts)):
        assert texts.count(text) == 1
    roles = Counter(stroke.role for stroke in every(drawing) if isinstance(stroke, Plane))
    assert roles["frame"] == len(drawing.frames)
    assert roles["bar"] == len(boxes)
    assert roles["card"] == len(boxes) + sum(box.count > 1 for box in boxes) + len(drawing.marks)
    assert roles["pill"] == sum(box.count > 1 for box in boxes)
    assert roles["disc"] == sum(bool(arrow.number) for arrow in drawing.arrows)
    assert roles["under"] == sum(arrow.label is not None for arrow in drawing.arrows)


def test_a_box_has_an_icon_or_a_glyph_or_letters() -> None:
    drawn: dict[str, object] = {}
    for part in parts(sample()):
        for inner in part.within:
            assert isinstance(inner.thing, DrawnBox)
            drawn[inner.thing.id] = next(
                stroke for stroke in inner.strokes if isinstance(stroke, Icon | Glyph | Words)
            )
    assert isinstance(drawn["client"], Icon)
    assert isinstance(drawn["entry"], Glyph)
    assert isinstance(drawn["plain"], Words)
    assert drawn["plain"].role == "initials"


def test_a_mark_is_a_sign_on_what_has_it() -> None:
    marked = [part for part in parts(sample()) if any(map(_is_sign, strokes(part)))]
    signs = [stroke for part in marked for stroke in strokes(part) if isinstance(stroke, Sign)]
    assert {sign.mark for sign in signs} == {"added", "removed"}
    for part in marked:
        first = next(n for n, stroke in enumerate(strokes(part)) if _is_sign(stroke))
        assert first > 0, "a sign lies on something"


def _is_sign(stroke: object) -> bool:
    return isinstance(stroke, Sign)


def test_an_arrow_of_a_kind_that_no_legend_tells_is_drawn_plainly() -> None:
    curves = [one for one in every(drawing_of("hostile")) if isinstance(one, Curve)]
    untold = [curve for curve in curves if curve.line.label == curve.line.kind]
    assert untold
    assert {curve.line.dash for curve in untold} == {"solid"}
    assert pdf.render(drawing_of("hostile"), Options()).startswith(b"%PDF")


@pytest.mark.parametrize("name", ["demo", "request-path", "sample"])
def test_both_formats_paint_texts_in_one_order(name: str) -> None:
    drawing = sample() if name == "sample" else drawing_of(name)
    picture = svg.render(drawing, Options(), letters=False)
    ours = [unescape(text) for text in re.findall(r"<text [^>]*>([^<]*)</text>", picture)]
    painted = re.findall(r"\((.*?)(?<!\\)\) Tj", page(pdf.render(drawing, Options())))
    theirs = [re.sub(r"\\([()\\])", r"\1", text) for text in painted]
    # other letters have codes of the font's own
    readable = [text for text in ours if re.fullmatch(r"[ -~]+", text)]
    assert len(readable) > 10
    assert readable == [text for text in theirs if text in set(readable)]


def test_where_arrows_of_a_trunk_part_stands_a_dot_in_every_picture() -> None:
    drawing = examples.drawing("data-heavy", "observability")
    dots = [stroke for stroke in every(drawing) if isinstance(stroke, Dot)]
    assert dots
    assert svg.render(drawing, Options()).count('class="kgraph-tap"') == len(dots)
    assert drawio.render(drawing, Options()).count(' id="tap_') == len(dots)
    deck = Presentation(io.BytesIO(slide.render(drawing, Options())))
    wide = {round(dot.rect.w * POINT) for dot in dots}
    assert sum(shape.width in wide for shape in deck.slides[0].shapes) == len(dots)
