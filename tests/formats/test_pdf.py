"""PDF.

One page in vectors, with embedded letters, links and titles, the same bytes each time, in every
theme.
"""

from __future__ import annotations

import base64
import re
import zlib

import pytest
from sample_drawing import HOSTILE, sample

from kgraph.errors import InputError
from kgraph.formats.options import Options, Provenance
from kgraph.formats.pdf import writer as pdf
from kgraph.formats.registry import format_named
from kgraph.formats.theme import THEMES, Palette


def page(data: bytes) -> str:
    """What is painted on the page, in PDF's own words."""
    found = [zlib.decompress(base64.a85decode(stream, adobe=True)) for stream in streams(data)]
    return next(one for one in found if b" re" in one or b" Tf" in one).decode("latin-1")


def streams(data: bytes) -> list[bytes]:
    """The streams that are neither fonts nor images nor tables of letters."""
    objects = re.findall(rb"<<([^\x00]*?)>>\s*stream\r?\n(.*?)endstream", data, re.DOTALL)
    return [
        b"<~" + body.strip() if not body.startswith(b"<~") else body.strip()
        for head, body in objects
        if plain(head)
    ]


def plain(head: bytes) -> bool:
    return b"/ASCII85Decode" in head and b"/Image" not in head and b"/Length1" not in head


def rgb(colour: str) -> str:
    """A fill as PDF says it."""
    return " ".join(
        f"{int(colour[i : i + 2], 16) / 255:.6f}".rstrip("0").rstrip(".").removeprefix("0") or "0"
        for i in (1, 3, 5)
    )


def test_one_page_of_the_size_of_the_drawing() -> None:
    drawing = sample()
    for scale in (None, 0.5):
        data = pdf.render(drawing, Options(scale=scale))
        boxes = re.findall(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", data)
        assert [tuple(map(float, box)) for box in boxes] == [
            pytest.approx((drawing.width * (scale or 1), drawing.height * (scale or 1)), abs=0.01)
        ]


def test_a_page_is_never_larger_than_a_page_may_be() -> None:
    wide, high = re.findall(
        rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", pdf.render(sample(), Options(scale=500))
    )[0]
    assert max(float(wide), float(high)) == pytest.approx(14_400)


def test_letters_are_embedded_and_no_others_are_named() -> None:
    data = pdf.render(sample(), Options())
    assert re.findall(rb"/BaseFont /[A-Z]{6}\+([\w-]+)", data) == [
        b"Roboto-Medium",
        b"Roboto-Regular",
    ]
    assert len(re.findall(rb"/BaseFont", data)) == len(re.findall(rb"/FontFile2", data)) == 2
    assert b"Helvetica" not in data


def test_every_word_of_the_drawing_is_there_as_text() -> None:
    drawing, painted = sample(), page(pdf.render(sample(), Options()))
    texts = [text for block in drawing.blocks for box in block.boxes for text in box.texts]
    texts += [text for frame in drawing.frames for text in frame.texts] + [
        *drawing.heading,
        *drawing.footer,
    ]
    texts += [arrow.label for arrow in drawing.arrows if arrow.label]
    said = "".join(re.findall(r"\((.*?)(?<!\\)\) Tj", painted))
    for text in texts:
        assert text.text.replace("(", "\\(").replace(")", "\\)") in said, text.text
    counts = re.findall(r"\((\S{1,4}?)(3|12)\) Tj", painted)
    assert sorted(count for _, count in counts) == ["12", "3"], "how many a box stands for"
    assert len({sign for sign, _ in counts}) == 1


def test_icons_are_embedded_once_each() -> None:
    data = pdf.render(sample(), Options())
    used = [
        box.icon
        for block in sample().blocks
        for box in block.boxes
        if box.icon == "onprem/monitoring/prometheus"
    ]
    assert len(used) == 2
    assert len(re.findall(rb"/Subtype /Image", data)) == 2, (
        "one icon and its mask, though three things show it"
    )
    assert page(data).count(" Do") == 3


def test_links_are_annotations_and_only_to_the_web() -> None:
    data = pdf.render(sample(), Options())
    assert sorted(set(re.findall(rb"/URI \((.*?)\)", data))) == [
        b"https://example.org",
        b"https://example.org/?a=1&b=2",
    ]
    assert b"javascript" not in data


def test_links_lie_over_their_boxes_at_any_scale() -> None:
    drawing = sample()
    box = next(box for block in drawing.blocks for box in block.boxes if box.id == "client")
    for scale in (1.0, 0.5):
        data = pdf.render(drawing, Options(scale=scale))
        areas = [
            tuple(map(float, area.split())) for area in re.findall(rb"/Rect \[ ([\d. ]+) \]", data)
        ]
        low = drawing.height - box.rect.y - box.rect.h
        expected = (box.rect.x, low, box.rect.x + box.rect.w, low + box.rect.h)
        assert any(area == pytest.approx([n * scale for n in expected], abs=0.01) for area in areas)


def test_title_and_subject_are_said() -> None:
    data = pdf.render(sample(), Options(provenance=Provenance("overview", data="abc123")))
    assert b"/Title (Sample)" in data
    assert b"abc123" in data
    assert b"/Lang (en)" in data


def test_same_bytes_each_time_and_no_clock() -> None:
    assert pdf.render(sample(), Options()) == pdf.render(sample(), Options())
    assert set(re.findall(rb"Date \(D:(\d+)", pdf.render(sample(), Options()))) == {
        b"20000101000000"
    }


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.id)
def test_each_theme_has_its_colours(theme) -> None:  # type: ignore[no-untyped-def]
    painted = page(pdf.render(sample(), Options(theme=theme.id)))
    palette: Palette = theme.palette
    fills = set(re.findall(r"([\d.]+ [\d.]+ [\d.]+) rg", painted))
    strokes = set(re.findall(r"([\d.]+ [\d.]+ [\d.]+) RG", painted))
    hue = palette.hue(sample().blocks[1].hue)
    assert {
        rgb(palette.page),
        rgb(palette.card),
        rgb(palette.text),
        rgb(hue),
        rgb(palette.frame("site").fill),
    } <= fills
    assert {
        rgb(palette.border),
        rgb(palette.frame("site").line),
        rgb(palette.added),
        rgb(hue),
    } <= strokes
    if theme.id == "print":
        assert all(len(set(colour.split())) == 1 for colour in fills | strokes)


def test_a_page_cannot_follow_its_reader() -> None:
    assert pdf.render(sample(), Options(theme="auto")) == pdf.render(
        sample(), Options(theme="light")
    )


def test_kinds_of_flow_keep_their_dash_and_weight() -> None:
    painted = page(pdf.render(sample(), Options()))
    assert "[7 4] 0 d" in painted
    assert re.search(r"\b2\.4 w", painted)
    assert re.search(r"\b1\.6 w", painted)


@pytest.mark.parametrize(
    "title", [HOSTILE, "注文システム", "🚀🛰️", "שלום עולם", "مرحبا", "x" * 300, ")(\\ %"]
)
def test_letters_the_font_lacks_do_no_harm(title: str) -> None:
    data = pdf.render(sample(title), Options())
    assert data.startswith(b"%PDF-1.5")
    assert data.rstrip().endswith(b"%%EOF")


@pytest.mark.parametrize("letter", ["合", "ع", "ร", "🚀", "\U0010ffff"])
def test_the_rest_of_their_line_is_printed(letter: str) -> None:
    painted = page(pdf.render(sample(f"Portal{letter}Service"), Options()))
    said = "".join(re.findall(r"\((.*?)(?<!\\)\) Tj", painted, re.DOTALL))
    assert re.search("Portal.{1,4}Service", said, re.DOTALL)


def test_an_unknown_theme_is_refused() -> None:
    with pytest.raises(InputError, match="unknown theme 'noir'"):
        pdf.render(sample(), Options(theme="noir"))


def test_the_format_says_what_it_lacks() -> None:
    row = format_named("pdf", where="format")
    assert "tooltips" in row.lacks
    assert row.media_type == "application/pdf"
