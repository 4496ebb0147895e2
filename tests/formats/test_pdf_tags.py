"""The structure of a PDF, read back: what is read, in which order, and what leads where."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from format_cases import drawing_of
from pypdf import PdfReader
from pypdf.generic import ContentStream
from sample_drawing import HOSTILE, sample

from kgraph.formats.options import Options
from kgraph.formats.pdf import writer as pdf
from kgraph.layout.drawing import Drawing

SHOWS = (b"Tj", b"TJ", b"'", b'"')


def opened(drawing: Drawing) -> PdfReader:
    return PdfReader(io.BytesIO(pdf.render(drawing, Options())))


def kids(element: Any) -> list[Any]:
    return [kid.get_object() if hasattr(kid, "get_object") else kid for kid in element["/K"]]


def elements(element: Any) -> Iterator[Any]:
    """An element and all within it, in the order of reading."""
    yield element
    for kid in kids(element):
        if isinstance(kid, dict) and "/S" in kid:
            yield from elements(kid)


def tree(reader: PdfReader) -> list[Any]:
    top = reader.trailer["/Root"]["/StructTreeRoot"]["/K"].get_object()  # type: ignore[index]
    return list(elements(top))


def marks(element: Any) -> list[int]:
    return [int(kid) for kid in kids(element) if isinstance(kid, int)]


def operations(reader: PdfReader) -> list[tuple[Any, bytes]]:
    page = reader.pages[0]
    return ContentStream(page.get_contents(), reader).operations


def drawn(reader: PdfReader) -> dict[int | None, int]:
    """How many texts are shown within each piece of content; None is decoration."""
    found: dict[int | None, int] = {}
    inside: list[int | None] = []
    for operands, operator in operations(reader):
        if operator == b"BDC":
            inside.append(int(operands[1]["/MCID"]))
            found.setdefault(inside[-1], 0)
        elif operator == b"BMC":
            assert operands == ["/Artifact"]
            inside.append(None)
        elif operator == b"EMC":
            inside.pop()
        elif operator in SHOWS:
            assert len(inside) == 1, "each text is in one piece, or in one decoration"
            found[inside[0]] = found.get(inside[0], 0) + 1
    assert not inside
    return found


@pytest.mark.parametrize("name", ["demo", "hostile", "request-path"])
def test_every_piece_of_the_page_belongs_to_one_element(name: str) -> None:
    reader = opened(drawing_of(name))
    every = tree(reader)
    numbers = [number for element in every for number in marks(element)]
    assert sorted(numbers) == list(range(len(numbers)))
    assert set(numbers) == drawn(reader).keys() - {None}
    root = reader.trailer["/Root"]
    parents = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]  # type: ignore[index]
    assert parents[0] == 0 == reader.pages[0]["/StructParents"]
    owners = [one.get_object() for one in parents[1]]
    for element in every:
        for number in marks(element):
            assert owners[number] == element


def test_nothing_is_painted_outside_of_content_and_decoration() -> None:
    reader = opened(sample())
    deep = 0
    for _, operator in operations(reader):
        deep += (operator in (b"BDC", b"BMC")) - (operator == b"EMC")
        if operator in (b"f", b"S", b"B", b"b", b"f*", b"Do", *SHOWS):
            assert deep == 1


def test_the_document_says_its_language_and_shows_its_title() -> None:
    root: Any = opened(sample()).trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a value of the library
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert opened(sample()).metadata.title == "Sample"  # type: ignore[union-attr]


def test_it_is_read_from_the_title_to_the_legend() -> None:
    drawing = drawing_of("demo")
    tags = [element["/S"] for element in tree(opened(drawing))]
    assert tags[:4] == ["/Document", "/Sect", "/H1", "/P"]
    figures = [place for place, tag in enumerate(tags) if tag == "/Figure"]
    links = [place for place, tag in enumerate(tags) if tag == "/Link"]
    assert max(links) < min(figures), "places with what they hold before arrows"
    assert tags[max(figures) + 1 :][0] == "/Sect"
    assert len(tags[max(figures) + 2 :]) == len(drawing.legend) + len(drawing.footer)


def test_arrows_are_figures_with_a_text() -> None:
    drawing = sample()
    said = [one["/Alt"] for one in tree(opened(drawing)) if one["/S"] == "/Figure"]
    assert said == ["1: Client asks Entry", "2: Entry keeps [added]"]
    figures = [one for one in tree(opened(drawing)) if one["/S"] == "/Figure"]
    shown = drawn(opened(drawing))
    labelled = [arrow.label is not None for arrow in drawing.arrows]
    assert [sum(shown[n] for n in marks(one)) > 0 for one in figures] == labelled


def test_links_know_their_annotations() -> None:
    reader = opened(sample())
    page = reader.pages[0]
    annotations = [one.get_object() for one in page["/Annots"]]  # type: ignore[union-attr]
    linked = [one for one in tree(reader) if one["/S"] == "/Link"]
    assert len(annotations) == len(linked) == 5
    for element in linked:
        objects = [kid for kid in kids(element) if isinstance(kid, dict)]
        (annotation,) = (one["/Obj"].get_object() for one in objects)
        assert annotation in annotations
        assert annotation["/Contents"]
    assert len({int(one["/StructParent"]) for one in annotations}) == len(annotations)


def test_hostile_words_are_told_as_they_are() -> None:
    reader = opened(sample(HOSTILE))
    assert tree(reader)
    assert "alert(1)" in (reader.metadata.title or "")  # type: ignore[union-attr]
