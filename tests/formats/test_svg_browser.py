"""In a real browser: one SVG follows its reader's system, without asking anybody for anything."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser
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


def _at(image: Image.Image, point: tuple[int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*image.getpixel(point))  # type: ignore[misc]


def _expected(palette: Palette, hue) -> list[str]:  # type: ignore[no-untyped-def]
    return [palette.page, palette.card, palette.hue(hue), palette.frame("site").fill]
