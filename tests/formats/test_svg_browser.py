"""In a real browser: one SVG follows its reader's system, without asking anybody for anything."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Route
from sample_drawing import sample

from kgraph.formats.options import Options
from kgraph.formats.svg import writer as svg
from kgraph.formats.theme import DARK, LIGHT, Palette

pytestmark = pytest.mark.slow


def test_one_svg_follows_the_readers_system(browser: Browser, tmp_path: Path) -> None:
    drawing = sample()
    file = tmp_path / "auto.svg"
    file.write_text(svg.render(drawing, Options(theme="auto")), "utf-8")
    entry = next(box for block in drawing.blocks for box in block.boxes if box.id == "entry")
    card = (int(entry.rect.x + entry.rect.w - 40), int(entry.rect.y + entry.rect.h - 8))
    badge = (int(entry.icon_rect.x + 2), int(entry.icon_rect.y + entry.icon_rect.h / 2))
    site = next(frame for frame in drawing.frames if frame.level == "site")
    ground = (int(site.rect.x + 6), int(site.rect.y + site.rect.h - 12))
    size = {"width": int(drawing.width), "height": int(drawing.height)}
    asked: list[str] = []
    for palette in (LIGHT, DARK):
        page = browser.new_page(viewport=size, color_scheme=palette.id)  # type: ignore[arg-type]
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        shown = [_at(image, point) for point in ((2, 2), card, badge, ground)]
        assert shown == _expected(palette, entry.hue)
        page.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


HOST = """
text { fill: red; stroke: lime; font: italic 900 30px serif }
rect, path, polygon, circle { fill: orange; stroke: red; stroke-dasharray: 1 9 }
g, a, use { color: purple } a { text-decoration: underline }
body { letter-spacing: 6px; text-transform: uppercase; direction: rtl; text-shadow: 2px 2px red;
       white-space: pre; margin: 0 }
.card, .box, .page, .title, .line { display: none }
svg { display: block }
"""
"""What the page of others may say, as bad as it comes."""


def _shown(browser: Browser, body: str, size: tuple[int, int], policy: str = "") -> Image.Image:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme="light")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">' if policy else ""
    page.set_content(f"<!doctype html>{meta}{body}")
    page.evaluate("document.fonts.ready")
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    page.close()
    return image


def test_two_pictures_in_the_page_of_others_look_as_they_do_alone(browser: Browser) -> None:
    drawing = sample()
    wide, high = int(drawing.width), int(drawing.height)
    light, dark = (svg.render(drawing, Options(theme=theme)) for theme in ("light", "dark"))
    plain = "<style>body { margin: 0 } svg { display: block }</style>"
    alone = [_shown(browser, plain + one, (wide, high)) for one in (light, dark)]
    held = [f'<div style="height: {high}px">{one}</div>' for one in (light, dark)]
    both = _shown(browser, f"<style>{HOST}</style>{''.join(held)}", (wide, 2 * high))
    for number, one in enumerate(alone):
        part = both.crop((0, number * high, wide, (number + 1) * high))
        assert _differing(part, one) < 0.0001


def _differing(first: Image.Image, second: Image.Image) -> float:
    """The share of pixels that differ; a browser may round a few otherwise elsewhere on a page."""
    apart = ImageChops.difference(first, second).convert("L").point(lambda value: value > 2 and 255)
    return apart.histogram()[255] / (first.width * first.height)


def test_a_picture_changes_nothing_around_it(browser: Browser) -> None:
    words = (
        '<p class="card title">Words</p><svg width="300" height="80"><text class="card" y="30">'
        'Words</text><rect class="page" y="40" width="90" height="20"/></svg>'
    )
    plain = "<style>body { margin: 0; font-family: Roboto, serif }</style>"
    hidden = f'<div style="height: 0; overflow: hidden">{svg.render(sample(), Options())}</div>'
    before, after = (_shown(browser, plain + words + more, (400, 200)) for more in ("", hidden))
    assert before.tobytes() == after.tobytes()


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_where_rules_are_refused_the_picture_is_right(browser: Browser, theme: str) -> None:
    drawing = sample()
    size = (int(drawing.width) + 16, int(drawing.height) + 16)
    text = svg.render(drawing, Options(theme=theme), letters=False)
    policy = "default-src 'none'; img-src data:; style-src "
    loose, strict = (
        _shown(browser, text, size, policy + styles) for styles in ("'unsafe-inline'", "'none'")
    )
    assert loose.tobytes() == strict.tobytes()


def test_a_picture_in_a_strict_page_keeps_its_icons_as_an_image(browser: Browser) -> None:
    drawing = sample()
    size = (int(drawing.width), int(drawing.height))
    text = svg.render(drawing, Options())
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    policy = "default-src 'none'; style-src 'none'; img-src 'self'"

    def answer(route: Route) -> None:
        if route.request.url.endswith("a.svg"):
            route.fulfill(body=text, content_type="image/svg+xml")
        else:
            headers = {"content-security-policy": policy, "content-type": "text/html"}
            route.fulfill(body=f"<!doctype html>{page_of(route)}", headers=headers)

    def page_of(route: Route) -> str:
        inline = route.request.url.endswith("inline")
        return text if inline else '<img src="a.svg">'

    page.route("http://pictures.test/**", answer)
    icon = next(box for box in drawing.boxes() if box.id == "client").icon_rect
    area = tuple(int(one) + 8 for one in (icon.x, icon.y, icon.right, icon.bottom))
    seen = {}
    for way in ("image", "inline"):
        page.goto(f"http://pictures.test/{way}")
        image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        seen[way] = image.crop(area)
    page.close()
    alone = _shown(browser, text, size).crop(area)
    assert seen["image"].tobytes() == alone.tobytes()
    assert seen["inline"].tobytes() != alone.tobytes(), "told in docs/pictures.md"


def _at(image: Image.Image, point: tuple[int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*image.getpixel(point))  # type: ignore[misc]


def _expected(palette: Palette, hue) -> list[str]:  # type: ignore[no-untyped-def]
    return [palette.page, palette.card, palette.hue(hue), palette.frame("site").fill]
