"""Briefs whose names are long, alike, or in other scripts: what their pictures show of them."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from kgraph import api
from kgraph.layout.choosing import draw
from kgraph.layout.drawing import Drawing
from kgraph.layout.legibility.wording import wide_texts
from kgraph.model.architecture import Architecture

BRIEFS = Path(__file__).parents[1] / "data" / "names"
CASES = ("cut-to-the-same", "first-forty-letters", "scripts", "sites-alike")
WORD = "Vertragsverwaltungsangelegenheitenbearbeitungsdienst"


@cache
def architecture(case: str) -> Architecture:
    return api.assemble(BRIEFS / f"{case}.yaml")


@cache
def overview(case: str) -> Drawing:
    return api.drawing(architecture(case))


def names(drawing: Drawing) -> Iterator[tuple[str, str]]:
    """Every name of a picture, with what is shown of it."""
    lines = {box.id: box.texts for box in drawing.boxes()}
    for block in drawing.view.blocks():
        for box in block.boxes:
            yield box.title, "".join(text.text for text in lines[box.id] if text.style == "box")
    headings = {frame.id: frame.texts for frame in drawing.frames}
    for frame in drawing.view.frames():
        yield frame.title, headings[frame.id][0].text


@pytest.mark.parametrize("case", CASES)
def test_names_that_differ_are_shown_different_and_in_their_rooms(case: str) -> None:
    drawing = overview(case)
    behind = defaultdict(set)
    for name, shown in names(drawing):
        behind[shown].add(name)
    assert len(behind) > 10
    assert [many for many in behind.values() if len(many) > 1] == []
    assert wide_texts(drawing) == 0


def shown_in(case: str, id: str) -> list[str]:
    """The lines of the name of a workload."""
    box = next(box for box in overview(case).boxes() if box.id.endswith(f"/{id}"))
    return [text.text for text in box.texts if text.style == "box"]


def test_a_long_word_and_a_name_without_spaces_use_both_lines() -> None:
    first, second = shown_in("cut-to-the-same", "d")
    assert WORD.startswith(first)
    assert WORD.startswith(first + second.rstrip("…"))
    assert "".join(shown_in("cut-to-the-same", "e")) == "合同管理与义务登记服务归档处理系统"


def test_a_title_uses_the_width_of_the_page() -> None:
    title, _ = overview("cut-to-the-same").heading
    assert title.text == architecture("cut-to-the-same").name


@pytest.mark.parametrize(
    "title",
    [
        WORD * 3,
        "合同管理与义务" * 12,
        "One word after another " * 8,
    ],
)
def test_a_title_wider_than_the_page_takes_a_second_line(title: str) -> None:
    one = overview("cut-to-the-same")
    two = draw(replace(one.view, title=title))
    *lines, _ = two.heading
    assert len(lines) == 2
    assert "".join(line.text for line in lines).replace(" ", "") == title.replace(" ", "")
    assert wide_texts(two) == 0
    assert min(frame.rect.y for frame in two.frames) > min(frame.rect.y for frame in one.frames)


def test_words_of_legends_and_groups_keep_within_the_page() -> None:
    view = overview("cut-to-the-same").view
    legend = tuple(replace(line, label=WORD * 9) for line in view.legend)
    drawing = draw(replace(view, legend=legend))
    right = [words for *_, words in drawing.legend]
    assert all(words.text.endswith("…") for words in right)
    assert wide_texts(drawing) == 0


# --- letters that no font has


def told(case: str, format: str) -> str:
    """What is told of the letters of a picture in a format; nothing where all are there."""
    said: list[str] = []
    picture = api.draw(architecture(case), format=format, say=said.append)
    assert len(picture) > 1000
    return "".join(said)


@pytest.mark.parametrize("format", ["svg", "html", "pdf"])
def test_letters_beyond_a_font_are_told_with_their_names(format: str) -> None:
    line = told("cut-to-the-same", format)
    assert "the letters 合, 同, 管" in line
    assert "(in '合同管理与义务登记服务归档处理系统')" in line
    assert "\n" not in line
    assert told("first-forty-letters", format) == ""


@pytest.mark.parametrize("format", ["dot", "mmd", "d2", "dsl", "graphml", "json", "drawio"])
def test_formats_that_say_what_is_in_a_picture_lack_no_letter(format: str) -> None:
    assert told("cut-to-the-same", format) == ""


def test_a_painted_picture_has_empty_boxes_where_that_is_told_only() -> None:
    """No font may be presumed: what is told is held against what is painted."""
    from PIL import Image

    view = overview("cut-to-the-same").view
    line = told("cut-to-the-same", "png")

    def painted(title: str) -> bytes:
        drawing = draw(replace(view, title=title))
        data = api.draw(architecture("cut-to-the-same"), format="png", drawn=drawing)
        with Image.open(io.BytesIO(data)) as image:
            x, y = drawing.heading[0].x, drawing.heading[0].y
            return image.crop(
                (int(2 * x), int(2 * y - 40), int(2 * x + 44), int(2 * y + 8))
            ).tobytes()

    empty = painted("\U0010fffe") == painted("合")
    assert empty == ("no font here has the letters 合" in line)
    assert painted("A") != painted("\U0010fffe")
