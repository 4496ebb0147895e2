"""SVG.

Themes by class alone, badges, counts, steps, words for screen readers, and the form for one page of
several.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from PIL import Image
from sample_drawing import GLYPH, HOSTILE, ICON, sample

from kgraph.errors import InputError
from kgraph.formats import icons, png
from kgraph.formats.options import Options
from kgraph.formats.outline import outline
from kgraph.formats.svg import shown
from kgraph.formats.svg import writer as svg
from kgraph.formats.svg.css import OWN, colours, faces, page_style
from kgraph.formats.svg.names import Inline, names_of
from kgraph.formats.theme import DARK, LIGHT, PRINT, THEMES
from kgraph.layout.choosing import draw
from kgraph.model.knowledge import Knowledge
from kgraph.view.view import Block, Box, Hue, View

NS = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"


def root(text: str) -> ElementTree.Element:
    """The picture with its ids and classes as they are called within it."""
    tree = ElementTree.fromstring(text)
    for element in tree.iter():
        for name in ("id", "aria-labelledby"):
            if name in element.attrib:
                element.set(name, shown.without_name(element.get(name, "")))
        if "class" in element.attrib:
            words = shown.without_name(element.get("class", "")).split()
            element.set("class", " ".join(word.removeprefix(OWN) for word in words))
    return tree


def name_of(text: str) -> str:
    """What the ids and rules of a picture begin with."""
    found = re.search(r'class="kgraph (k[0-9a-f]{10})"', text)
    assert found
    return found[1]


def group(tree: ElementTree.Element, id: str) -> ElementTree.Element:
    return next(one for one in tree.iter(f"{NS}g") if one.get("id") == id)


def classes(element: ElementTree.Element) -> set[str]:
    return {word for one in element.iter() for word in one.get("class", "").split()}


def rules(css: str) -> Iterator[tuple[str, str]]:
    """Each selector with its declarations, none of them in a media query."""
    for selector, said in re.findall(r"([^{}]+)\{([^{}]*)\}", css):
        for one in selector.split(","):
            yield one, said


# --- themes


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.id)
def test_attributes_say_what_the_rules_say(theme) -> None:  # type: ignore[no-untyped-def]
    text = svg.render(sample(), Options(theme=theme.id), letters=False)
    plain = re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
    bare = re.sub(r' (fill|stroke|font-[a-z]+)="[^"]*"', "", text)
    first, second, third = (png.paint(one, zoom=1, system=False) for one in (text, plain, bare))
    assert plain != text != bare
    assert pixels(first) == pixels(second) == pixels(third)


def pixels(data: bytes) -> bytes:
    return Image.open(io.BytesIO(data)).convert("RGBA").tobytes()


def test_everything_drawn_changes_between_light_and_dark() -> None:
    names = names_of([sample()])
    light, dark = dict(rules(colours(names, LIGHT))), dict(rules(colours(names, DARK)))
    assert light.keys() == dark.keys()
    same = {selector for selector in light if light[selector] == dark[selector]}
    assert not same
    drawn = classes(root(svg.render(sample(), Options(theme="auto"), letters=False)))
    coloured = " ".join(light)
    neutral = {
        "block",
        "kgraph",
        "frame",
        "block-group",
        "flow",
        "box",
        "line",
        "bar",
        "badge",
        "head",
        "title",
        "sign",
        "initials",
    }
    for name in drawn - neutral:
        assert re.search(rf"\.{name}\b", coloured), f"nothing colours .{name}"


def test_auto_is_light_with_dark_rules_added() -> None:
    style = {
        theme.id: without_own(svg.render(sample(), Options(theme=theme.id), letters=False))
        for theme in THEMES
    }
    added = style["auto"].removeprefix(style["light"])
    names = names_of([sample()])
    assert added == f"@media (prefers-color-scheme:dark){{{colours(names, DARK)}}}"
    assert colours(names, DARK) in style["dark"]
    assert colours(names, PRINT) in style["print"]
    assert not set(re.findall(r"#[0-9a-f]{6}", style["print"])) - {
        c for c in re.findall(r"#[0-9a-f]{6}", style["print"]) if c[1:3] == c[3:5] == c[5:7]
    }


def without_own(text: str) -> str:
    """The rules of a picture as they would stand in a page of ours."""
    style = str(root(text).findtext(f"{NS}style"))
    plain = style.replace(f".{name_of(text)} ", "").replace(f".{OWN}", ".")
    return plain.replace(name_of(text), "picture")


def test_an_unknown_theme_is_refused() -> None:
    for module in (svg, png):
        with pytest.raises(InputError, match="unknown theme 'noir'"):
            module.render(sample(), Options(theme="noir"))


def test_icons_have_a_plate_in_the_dark_only() -> None:
    for theme, expected in (("light", False), ("print", False), ("dark", True), ("auto", True)):
        tree = root(svg.render(sample(), Options(theme=theme), letters=False))
        assert ("plate" in classes(group(tree, "node:client"))) is expected
        assert "plate" not in classes(group(tree, "node:entry")), "a badge needs none"


def test_png_has_the_theme() -> None:
    corners = {}
    for theme in THEMES:
        image = Image.open(
            io.BytesIO(png.render(sample(), Options(theme=theme.id, scale=0.5)))
        ).convert("RGB")
        corners[theme.id] = "#{:02x}{:02x}{:02x}".format(*image.getpixel((1, 1)))  # type: ignore[misc]
        if theme.id == "print":
            assert all(max(rgb) - min(rgb) <= 8 for _, rgb in image.getcolors(100_000) or ())  # type: ignore[type-var, arg-type]
    assert corners == {theme.id: theme.palette.page for theme in THEMES}
    assert png.render(sample(), Options(theme="auto")) == png.render(
        sample(), Options(theme="light")
    )


# --- boxes and arrows


def test_a_box_has_its_icon_or_else_its_glyph_or_else_letters() -> None:
    tree = root(svg.render(sample(), Options(), letters=False))
    uses = [one.get(LINK) for one in group(tree, "node:client").iter(f"{NS}use")]
    assert len(uses) == 1
    assert [
        one.get("d")
        for one in group(tree, "node:entry").iter(f"{NS}path")
        if one.get("class") == "glyph"
    ] == [GLYPH]
    assert [
        one.text
        for one in group(tree, "node:plain").iter(f"{NS}text")
        if one.get("class") == "initials"
    ] == ["PS"]
    odd = group(tree, "node:odd")
    assert not {"glyph"} & classes(odd), "a glyph that is no path is not written"
    assert "initials" in classes(odd)


def test_a_box_that_stands_for_several_says_so_and_looks_like_a_stack() -> None:
    drawing = sample()
    tree = root(svg.render(drawing, Options(), letters=False))
    one, three = group(tree, "node:twin"), group(tree, "node:entry")
    cards = [[r for r in g.iter(f"{NS}rect") if "card" in r.get("class", "")] for g in (one, three)]
    assert [len(found) for found in cards] == [1, 2]
    assert [t.text for t in three.iter(f"{NS}text") if t.get("class") == "count"] == ["×3"]
    assert "×3" in three.get("aria-label", "")
    assert "×" not in one.get("aria-label", "")
    rect = next(b.rect for block in drawing.blocks for b in block.boxes if b.id == "entry")
    for card in cards[1]:
        x, y, w, h = (float(card.get(name, "")) for name in ("x", "y", "width", "height"))
        assert rect.x <= x
        assert x + w <= rect.x + rect.w
        assert rect.y <= y
        assert y + h <= rect.y + rect.h


def test_steps_are_numbered_in_the_colour_of_their_kind() -> None:
    drawing = sample()
    tree = root(svg.render(drawing, Options(), letters=False))
    numbered = [
        one
        for one in tree.iter(f"{NS}g")
        if any(t.get("class") == "digits" for t in one.findall(f"{NS}text"))
    ]
    assert [(g.get("class"), g.findtext(f"{NS}text")) for g in numbered] == [
        ("kind-request", "1"),
        ("kind-storage", "2"),
    ]
    for g, arrow in zip(numbered, drawing.arrows, strict=True):
        disc = g.find(f"{NS}rect")
        assert disc is not None
        x, y, w, h = (float(disc.get(name, "")) for name in ("x", "y", "width", "height"))
        assert (x + w / 2, y + h / 2) == pytest.approx(arrow.number_at, abs=0.02)
        assert w == h, "a circle, for one digit"


def test_arrows_have_as_many_heads_as_ways_and_end_at_their_tips() -> None:
    drawing = sample()
    tree = root(svg.render(drawing, Options(), letters=False))
    for arrow, heads in zip(drawing.arrows, (1, 2), strict=True):
        found = list(group(tree, f"edge:{arrow.id}").iter(f"{NS}polygon"))
        assert len(found) == heads
        tips = [tuple(map(float, one.get("points", "").split()[0].split(","))) for one in found]
        assert tips == [arrow.points[-1], arrow.points[0]][:heads]


# --- words


def test_a_screen_reader_meets_everything() -> None:
    drawing = sample()
    tree = root(svg.render(drawing, Options(), letters=False))
    assert tree.get("role") == "img"
    named = tree.get("aria-labelledby", "").split()
    assert [tree.find(f"{NS}{tag}").get("id") for tag in ("title", "desc")] == named  # type: ignore[union-attr]
    told = tree.findtext(f"{NS}desc", "")
    assert told == outline(drawing.view)
    for block in drawing.blocks:
        for box in block.boxes:
            assert group(tree, f"node:{box.id}").get("role") == "group"
            assert box.texts[0].text in group(tree, f"node:{box.id}").get("aria-label", "")
    for arrow in drawing.arrows:
        assert (
            group(tree, f"edge:{arrow.id}")
            .get("aria-label", "")
            .startswith(f"{arrow.number}: {arrow.tooltip}")
        )


def test_the_outline_is_equal_in_content() -> None:
    view = sample().view
    assert outline(view).splitlines() == [
        "A subtitle",
        "- Client (a role) [added]",
        "- eu region:",
        "  - Network [added]:",
        "    - Cluster cluster main:",
        "      - Entry point ×3 (a role)",
        "      - Storage & data: Plain Store (a role) [removed], Sample ×12 (a role), Twin (a role)",
        "(1) Client → Entry point: asks",
        "(2) Entry point and Storage & data: keeps [added]",
        "Steps:",
        "1. Client asks the entry.",
        "2. The entry keeps data.",
        "Not drawn: Alertmanager (see storage)",
    ]


def test_boxes_link_to_the_web_and_nowhere_else() -> None:
    tree = root(svg.render(sample(), Options(), letters=False))
    link = group(tree, "node:client").find(f"{NS}a")
    assert link is not None
    assert link.get(LINK) == "https://example.org/?a=1&b=2"
    assert link.findtext(f"{NS}title") == "why Client"
    assert group(tree, "node:plain").find(f"{NS}a") is None, "javascript: is no link"
    assert group(tree, "node:plain").findtext(f"{NS}title") == "why Plain Store"


@pytest.mark.parametrize("theme", ["light", "auto"])
def test_hostile_words_stay_words(theme: str) -> None:
    text = svg.render(sample(HOSTILE), Options(theme=theme))
    tree = root(text)
    assert not list(tree.iter(f"{NS}script"))
    assert "alert(1)</script> &" in tree.findtext(f"{NS}title", "")
    assert png.render(sample(HOSTILE), Options(theme=theme, scale=0.5)).startswith(b"\x89PNG")


# --- several in one page


def test_drawings_of_one_page_share_letters_icons_and_rules() -> None:
    other = replace(sample(), view=replace(sample().view, title="Other"))
    drawings = [sample(), other]
    names = names_of(drawings)
    inline = [
        svg.render(d, Options(), inline=Inline(f"v{i}-", names)) for i, d in enumerate(drawings)
    ]
    page = f"<page>{svg.page_symbols(names)}{''.join(inline)}</page>"
    tree = root(page)
    ids = [one.get("id") for one in tree.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    assert all(str(id).startswith(("v0-", "v1-", "icon-")) for id in ids)
    assert {str(one.get(LINK)).removeprefix("#") for one in tree.iter(f"{NS}use")} <= set(ids)
    assert page.count("data:image") == len(names.icons) == 1
    for text in inline:
        assert "<style" not in text
        assert "<metadata" not in text
        assert root(text).get("aria-labelledby", "").startswith("v")
    assert {one.get("role") for one in tree.iter(f"{NS}svg")} == {
        None,
        "graphics-document document",
    }


def test_rules_of_a_page_touch_nothing_but_pictures() -> None:
    css = page_style(names_of([sample()]))
    assert "@font-face" not in css
    assert faces().count("@font-face") == 2
    plain = css.replace("@media screen and (prefers-color-scheme:dark){", "").replace("}}", "}")
    selectors = [selector for selector, _ in rules(plain)]
    assert len(selectors) > 60
    assert all(
        re.match(
            r'^(:root(\[data-theme="dark"\]|:not\(\[data-theme="light"\]\)) )?svg\.kgraph ', one
        )
        for one in selectors
    )


def test_hues_have_one_class_on_all_drawings_of_a_page() -> None:
    first, second = sample(), sample("Second")
    names = names_of([first, second])
    assert sorted(names.hues.values()) == ["hue-0", "hue-1"]
    assert names_of([second, first]) == names


# --- size


def test_forty_boxes_with_forty_icons_stay_small(knowledge: Knowledge) -> None:
    known = sorted({c.icon for c in knowledge.components.values() if icons.exists(c.icon)})
    assert len(known) > 150
    some = known[:: len(known) // 40][:40]
    boxes = tuple(
        Box(
            f"b{i}",
            f"Component {i}",
            "some role",
            icon,
            "",
            Hue("#1d4ed8", "#7aa5ff"),
            "https://example.org",
            "why " * 60,
        )
        for i, icon in enumerate(some)
    )
    view = View(
        "overview",
        "Forty",
        "",
        (Block("block", "All", boxes[0].hue, "below", 0, boxes),),
        (),
        (),
        (),
    )
    text = svg.render(draw(view), Options(theme="auto"))
    assert len(root(text).findall(f".//{NS}image")) == 40
    assert len(text.encode()) < 400_000
    assert ICON


# --- in the page of others


def test_two_pictures_share_no_name_and_the_same_picture_has_the_same() -> None:
    first, second = svg.render(sample(), Options()), svg.render(sample("Other"), Options())
    dark = svg.render(sample(), Options(theme="dark"))
    names = {name_of(one) for one in (first, second, dark)}
    assert len(names) == 3
    ids = [set(re.findall(r' id="([^"]*)"', one)) for one in (first, second, dark)]
    assert all(id.startswith(f"{name_of(first)}-") for id in ids[0])
    assert not ids[0] & ids[1]
    assert not ids[0] & ids[2]
    assert name_of(svg.render(sample(), Options())) == name_of(first)


def test_every_reference_within_a_picture_is_met() -> None:
    tree = ElementTree.fromstring(svg.render(sample(), Options(theme="auto")))
    ids = {one.get("id") for one in tree.iter() if one.get("id")}
    used = {str(one.get(LINK)).removeprefix("#") for one in tree.iter(f"{NS}use")}
    assert used
    assert used | set(tree.get("aria-labelledby", "").split()) <= ids


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.id)
def test_rules_touch_nothing_around_the_picture(theme) -> None:  # type: ignore[no-untyped-def]
    text = svg.render(sample(), Options(theme=theme.id))
    style = str(root(text).findtext(f"{NS}style"))
    faces_of = re.findall(r"@font-face\{font-family:([^;]+)", style)
    assert set(faces_of) == {"kgraph-roboto"}
    plain = re.sub(r"@font-face\{[^}]*\}|@media[^{]*\{", "", style).replace("}}", "}")
    selectors = [selector for selector, _ in rules(plain)]
    assert len(selectors) > 60
    name = name_of(text)
    assert all(re.match(rf"\.{name}( |$)", one) for one in selectors)
    classes_of = {word for one in selectors for word in re.findall(r"\.([\w-]+)", one)}
    assert all(word == name or word.startswith(OWN) for word in classes_of)
    drawn = set(re.findall(r' class="([^"]*)"', text)) - {f"kgraph {name}"}
    assert all(word.startswith(OWN) for one in drawn for word in one.split())


def test_the_same_drawing_gives_the_same_bytes() -> None:
    assert svg.render(sample(), Options(theme="auto")) == svg.render(
        sample(), Options(theme="auto")
    )
