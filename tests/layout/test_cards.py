"""Cards are large enough for the names on them, alike in a block and at twins."""

from __future__ import annotations

import importlib
from itertools import pairwise

import examples
import pytest

from kgraph.layout.arrange.cards import WIDEST, Card, card_for
from kgraph.layout.arrange.layers import Plan, place_layers
from kgraph.layout.arrange.places import Composition, place
from kgraph.layout.arrange.twins import cards_of
from kgraph.layout.composition import lay_out
from kgraph.layout.drawing import Drawing, Point, Text
from kgraph.layout.geometry.rectangles import holds
from kgraph.layout.lines import line_rect
from kgraph.view.view import Arrow, Block, Box, Frame, Hue, View

GREY = Hue("#475569", "#a8b5c8")
LONG = {
    "three lines": "Azure Application Gateway for Containers",
    "long word": "Vertragsverwaltungsangelegenheiten",
    "long words": "Contract management and notification service of the northern region",
    "joints": "contract-management-and-obligations-service",
    "Chinese": "合同管理与义务登记服务归档处理系统与通知",
    "Japanese": "契約管理および義務登録サービスのアーカイブ処理",
    "Thai": "ระบบจัดการสัญญาและภาระผูกพันภาคเหนือ",
    "Arabic": "خدمة إدارة العقود والالتزامات في المنطقة الشمالية",
}


def box(id: str, title: str, subtitle: str = "") -> Box:
    return Box(id, title, subtitle, "", "", GREY, "", "")


def block(id: str, *boxes: Box) -> Block:
    return Block(id, "Lane" if len(boxes) > 1 else "", GREY, "below", 0, boxes)


def view(*children: Frame | Block, title: str = "Names") -> View:
    blocks = [one for one in children if isinstance(one, Block)]
    arrows = tuple(
        Arrow(f"{a.id}-{b.id}", a.id, b.id, "request", "asks", "") for a, b in pairwise(blocks)
    )
    return View("overview", title, "", tuple(children), arrows, (), ())


def frame(title: str, *children: Frame | Block, level: str = "site") -> Frame:
    return Frame(f"{level}:{title}", title, "", "", level, "", "", children)


def drawn(shown: View) -> tuple[Drawing, Drawing]:
    (layers,) = place_layers(shown, [Plan(down=True, inner_down=True)])
    return lay_out(shown, place(shown, Composition())), lay_out(shown, layers)


def shown_name(drawing: Drawing, id: str) -> str:
    found = next(one for one in drawing.boxes() if one.id == id)
    return "".join(text.text for text in found.texts if text.style == "box")


def test_names_of_two_lines_stand_on_the_usual_card() -> None:
    assert card_for([box("a", "Google Cloud Load Balancing", "regional"), box("b", "")]) == Card()
    assert card_for([]) == Card()


def test_a_third_line_needs_a_higher_card_only_below_it_stands_a_role() -> None:
    name = LONG["three lines"]
    assert card_for([box("a", name)]) == Card()
    assert card_for([box("a", name, "load balancing")]).h > Card().h
    assert card_for([box("a", name, "load balancing")]).w == Card().w


def test_a_word_that_does_not_fit_makes_cards_wider() -> None:
    assert Card().w < card_for([box("a", "Vertragsverwaltungsstelle Nord")]).w <= WIDEST
    assert card_for([box("a", "m" * 200)]).w == WIDEST


@pytest.mark.parametrize("name", LONG.values(), ids=list(LONG))
@pytest.mark.parametrize("role", ["", "what it is for"])
def test_long_names_are_not_cut(name: str, role: str) -> None:
    for drawing in drawn(
        view(block("x", box("a", name, role), box("b", "B")), block("c", box("c", name)))
    ):
        for id in ("a", "c"):
            assert shown_name(drawing, id).replace(" ", "") == name.replace(" ", "")
        for one in drawing.boxes():
            assert all(holds(one.rect, corner) for text in one.texts for corner in _corners(text))


def _corners(text: Text) -> tuple[Point, Point]:
    rect = line_rect(text)
    return (rect.x, rect.y), (rect.right, rect.bottom)


def test_what_no_card_holds_is_cut_and_still_told_apart() -> None:
    first, second = (
        "the archive of contracts and obligations " * 4 + end for end in ("east", "west")
    )
    for drawing in drawn(view(block("x", box("a", first), box("b", second)))):
        assert shown_name(drawing, "a") != shown_name(drawing, "b")
        assert "…" in shown_name(drawing, "a")


def test_a_frame_is_as_wide_as_its_title_and_a_title_takes_two_lines() -> None:
    name = "The data centre of the northern region that is shared by all of the companies"
    title = (
        "The architecture of the contract management, obligations and notification services " * 2
    )
    for drawing in drawn(view(frame(name, block("x", box("a", "A"))), title=title.strip())):
        assert drawing.frames[0].texts[0].text == name
        lines = [text.text for text in drawing.heading if text.style == "title"]
        assert len(lines) == 2
        assert " ".join(lines) == title.strip()


def test_twins_have_cards_of_one_size() -> None:
    long, short = box("eu/a", LONG["three lines"], "role"), box("us/a", "Short", "role")
    sites = (
        frame("eu", block("eu", long, box("eu/b", "B"))),
        frame("us", block("us", short, box("us/b", "B"))),
    )
    shown = view(*sites)
    assert len(set(cards_of(shown).values())) == 1
    for drawing in drawn(shown):
        assert len({one.rect.h for one in drawing.boxes()}) == 1


def test_a_role_takes_two_lines_below_a_name_of_one() -> None:
    role = "metrics of all objects there"
    for drawing in drawn(view(block("x", box("a", "Short", role)))):
        lines = [text.text for text in next(iter(drawing.boxes())).texts if text.style == "role"]
        assert " ".join(lines) == role


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("GitLab Runner on machines", "runners outside the cluster"),
        ("Azure Web Application Firewall (regional)", "regional web application firewall"),
        ("Short", "what keeps records of all objects in there"),
    ],
)
def test_cards_have_room_for_roles(name: str, role: str) -> None:
    for drawing in drawn(view(block("x", box("a", name, role), box("b", "B")))):
        texts = next(one for one in drawing.boxes() if one.id == "a").texts
        lines = [text.text for text in texts if text.style == "role"]
        assert " ".join(lines) == role


@pytest.mark.parametrize("brief", examples.EVERY)
def test_no_name_of_the_examples_is_cut(brief: str) -> None:
    meaning = importlib.import_module("meaning")
    architecture = examples.architecture(brief)
    for id, drawing in examples.drawings(brief).items():
        assert not meaning.counted(architecture, drawing)["cut"], id
