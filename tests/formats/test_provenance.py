"""What an SVG says of its origin: round trip, the seal, and files that are damaged or not ours."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_drawing import sample

from kgraph.errors import InputError
from kgraph.formats.options import Options, Provenance
from kgraph.formats.svg import writer as svg
from kgraph.formats.svg.provenance import read, write

BRIEF = 'name: "Shop <&> ]]> \\" 注文"\r\n# a comment -->\n\nworkloads:\n\t- x\n'
ORIGIN = Provenance(
    "site:eu",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?o < 3 && ?o > 1) }",
    "ab" * 32,
    "brief.yaml",
    BRIEF,
)


def picture(**more: object) -> str:
    return svg.render(sample(), Options(provenance=ORIGIN, **more), letters=False)  # type: ignore[arg-type]


def test_what_is_written_is_read() -> None:
    found = read(picture(theme="auto", scale=1.5))
    assert found.provenance == ORIGIN
    assert (found.theme, found.scale, found.untouched) == ("auto", 1.5, True)


def in_xml(text: str) -> str:
    """The letters that XML has a way to write."""
    return "".join(
        letter
        for letter in text
        if letter in "\t\n\r" or (letter >= " " and letter not in "\ufffe\uffff")
    )


@given(st.text(), st.text())
def test_any_text_comes_back_but_for_what_xml_cannot_hold(brief: str, query: str) -> None:
    text = write(
        '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
        Provenance("v", query, "", "", brief),
        theme="light",
        scale=1,
    )
    found = read(text)
    assert (found.provenance.brief, found.provenance.query) == (in_xml(brief), in_xml(query))
    assert found.untouched


def test_a_picture_without_provenance_has_no_metadata() -> None:
    assert "<metadata>" not in svg.render(sample(), Options(), letters=False)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Entry", "Entrance"),
        ("</svg>\n", "</svg>\n\n"),
        ("<o:view>site:eu", "<o:view>site:us"),
        ('y="', 'y=" '),
    ],
)
def test_an_edit_by_hand_is_told(old: str, new: str) -> None:
    text = picture()
    assert old in text
    assert not read(text.replace(old, new, 1)).untouched


def test_a_seal_made_up_is_told() -> None:
    text = picture()
    at = text.index("<o:seal>") + 8
    assert not read(text[:at] + ("0" if text[at] != "0" else "1") + text[at + 1 :]).untouched


def test_line_ends_and_marks_of_other_systems_are_no_edit() -> None:
    assert read("\ufeff" + picture().replace("\n", "\r\n")).untouched


def test_a_scale_that_is_none_counts_as_one() -> None:
    for said in ("nan", "inf", "-2", "1e9", "wide"):
        assert read(picture().replace("<o:scale>1<", f"<o:scale>{said}<")).scale == 1.0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"^p\.svg:1: is damaged: draw it again"),
        ("<svg>\n<g>\n</svg>", r"^p\.svg:3: is damaged: draw it again"),
        ("not xml", r"^p\.svg:1: is damaged"),
        ('<?xml version="1.0" encoding="shift_jis"?>\n<svg>', r"^p\.svg:2: is damaged"),
        ("<html></html>", r"^p\.svg: is not an SVG"),
        (
            '<svg xmlns="http://www.w3.org/2000/svg"/>',
            r"^p\.svg: does not say what it was made from",
        ),
        ("<!DOCTYPE svg SYSTEM 'file:///etc/passwd'><svg/>", r"^p\.svg: declares a document type"),
        ("<svg>\ud800</svg>", r"^p\.svg: is not an SVG"),
    ],
)
def test_what_is_damaged_or_not_ours_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(text, where="p.svg")


def test_a_picture_cut_short_is_damaged() -> None:
    with pytest.raises(InputError, match=r"^picture\.svg:\d+: is damaged"):
        read(picture()[:-20])


def test_entities_that_grow_are_refused_at_once() -> None:
    laughs = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    bomb = f'<!DOCTYPE svg [<!ENTITY a0 "ha">{laughs}]><svg xmlns="http://www.w3.org/2000/svg">&a11;</svg>'
    started = time.perf_counter()
    with pytest.raises(InputError, match="document type"):
        read(bomb)
    assert time.perf_counter() - started < 60


def test_a_huge_file_is_refused_before_it_is_read() -> None:
    with pytest.raises(InputError, match=r"is larger than 20,000,000 characters"):
        read(" " * 20_000_001)


def test_metadata_elsewhere_is_not_ours() -> None:
    inner = '<o:picture xmlns:o="https://w3id.org/kgraph/ont#"><o:view>x</o:view><o:seal>y</o:seal></o:picture>'
    with pytest.raises(InputError, match="does not say"):
        read(f'<svg xmlns="http://www.w3.org/2000/svg"><g><metadata>{inner}</metadata></g></svg>')
