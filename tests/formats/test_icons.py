"""Icons and glyphs.

Small pictures that resolve, shades of grey, and paths that every format can draw.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from sample_drawing import ICON

from kgraph.formats import icons
from kgraph.formats.glyphs import is_path, parse
from kgraph.model.knowledge import Knowledge

STRIP = 3.0
"""How many times as long as broad an icon is at most."""


def pixels(image: Image.Image) -> list[tuple[int, ...]]:
    return [colour for _, colour in image.getcolors(100_000) or () if isinstance(colour, tuple)]


def image(text: str) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(text))).convert("RGBA")


def test_icons_are_small_and_keep_their_colours_unless_grey_is_asked() -> None:
    colourful, grey = (
        image(icons.png_base64(ICON)),
        image(icons.png_base64(ICON, grey=True)),
    )
    assert colourful.size == grey.size == (icons.SIZE, icons.SIZE)
    assert image(icons.png_base64(ICON, size=96)).size == (96, 96)
    shown = [pixel for pixel in pixels(colourful) if pixel[3] > 200]
    assert any(max(pixel[:3]) - min(pixel[:3]) > 80 for pixel in shown)
    assert all(max(pixel[:3]) - min(pixel[:3]) <= 8 for pixel in pixels(grey) if pixel[3] > 200)


def test_no_icon_is_a_strip_that_cannot_be_read(knowledge: Knowledge) -> None:
    """Letters of a word mark three times as wide as high are three points high: a badge is read."""
    named = {one.icon for one in knowledge.components.values()} - {"badge"}
    strips = {name: stretched(image(icons.png_base64(name))) for name in sorted(named)}
    assert not {name: shape for name, shape in strips.items() if shape > STRIP}


def stretched(icon: Image.Image) -> float:
    """How many times as long as broad what is seen of an icon is."""
    left, top, right, bottom = icon.getchannel("A").getbbox() or (0, 0, 1, 1)
    wide, high = right - left, bottom - top
    return max(wide / high, high / wide)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder in which small icons are kept, with nothing remembered in this process."""
    monkeypatch.setenv("KGRAPH_CACHE", str(tmp_path / "cache"))
    icons.png_base64.cache_clear()
    yield tmp_path / "cache"
    icons.png_base64.cache_clear()


def test_kept_icons_of_each_kind_lie_apart_and_are_used_again(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = {grey: icons.png_base64(ICON, grey=grey) for grey in (False, True)}
    assert len(list(kept.rglob("*.png"))) == 2
    icons.png_base64.cache_clear()
    monkeypatch.setattr(icons, "_shrunk", lambda *_: pytest.fail("made twice"))
    assert first == {grey: icons.png_base64(ICON, grey=grey) for grey in (False, True)}
    assert first[False] != first[True]


@pytest.mark.parametrize("share", [0, 0.5, 0.999])
def test_a_damaged_icon_is_made_anew(kept: Path, share: float) -> None:
    before = icons.png_base64(ICON)
    (file,) = kept.rglob("*.png")
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * share)])
    icons.png_base64.cache_clear()
    assert icons.png_base64(ICON) == before
    assert file.read_bytes() == whole


def test_every_concern_has_a_glyph_so_that_no_component_needs_letters(knowledge: Knowledge) -> None:
    assert all(is_path(concern.glyph) for concern in knowledge.concerns)
    for component in knowledge.components.values():
        assert is_path(knowledge.glyph(component.concern, component.provides)), component.id


def test_glyphs_stay_within_their_square_with_their_stroke(knowledge: Knowledge) -> None:
    glyphs = {
        one.id: one.glyph
        for one in (*knowledge.concerns, *knowledge.capabilities.values())
        if one.glyph
    }
    assert len(set(glyphs.values())) >= 30
    for id, glyph in glyphs.items():
        points = [n for _, numbers in parse(glyph) for n in numbers]
        assert min(points) > 1, id
        assert max(points) < 23, id
        spread = max(points[::2]) - min(points[::2]), max(points[1::2]) - min(points[1::2])
        assert max(spread) >= 14, f"{id} is too small beside the others"


def test_a_full_circle_by_arcs_stays_on_the_circle() -> None:
    commands = parse("M3 12A9 9 0 0 1 21 12A9 9 0 0 1 3 12Z")
    assert [letter for letter, _ in commands] == ["M", "C", "C", "C", "C", "Z"]
    here = commands[0][1]
    for letter, numbers in commands[1:]:
        if letter == "C":
            a, b, c, d = here, numbers[0:2], numbers[2:4], numbers[4:6]
            for t in (0.25, 0.5, 0.75, 1):
                u = 1 - t
                x, y = (
                    u**3 * a[i] + 3 * u * u * t * b[i] + 3 * u * t * t * c[i] + t**3 * d[i]
                    for i in (0, 1)
                )
                assert ((x - 12) ** 2 + (y - 12) ** 2) ** 0.5 == pytest.approx(9, abs=0.01)
            here = d
    assert commands[2][1][-2:] == pytest.approx((21, 12)), "half way round"


def test_the_flags_of_an_arc_choose_among_four() -> None:
    middles = set()
    for large in (0, 1):
        for sweep in (0, 1):
            curves = [
                numbers
                for letter, numbers in parse(f"M0 0A5 5 0 {large} {sweep} 6 0")
                if letter == "C"
            ]
            assert curves[-1][-2:] == pytest.approx((6, 0), abs=1e-3)
            assert len(curves) == (1 if not large else 4), "6 across a circle of 10: 74° or 286°"
            highest = max((numbers[i] for numbers in curves for i in (1, 3, 5)), key=abs)
            middles.add(round(highest, 1))
    assert len(middles) == 4


def test_letters_may_serve_several_and_close_returns() -> None:
    assert parse("M1 1 2 2L3 3 4,4H5V6Z") == (
        ("M", (1, 1)), ("L", (2, 2)), ("L", (3, 3)), ("L", (4, 4)), ("L", (5, 4)), ("L", (5, 6)), ("Z", ()),
    )  # fmt: skip
    assert parse("M1 1H5ZV9")[-1] == ("L", (1, 9)), "after Z the pen is back at the start"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "L1 1",
        "M1",
        "M1 1 X2",
        "M0 0A1 1 30 0 1 5 5",
        "M1 1Z2",
        "m1 1",
        'M1 1"/><script>',
        "M1 1C1 2",
    ],
)
def test_what_is_no_path_is_not_drawn(path: str) -> None:
    assert not is_path(path)


@given(st.text(alphabet="MLHVCAZ0123456789.- ,<", max_size=40))
def test_any_text_is_a_path_or_is_not(text: str) -> None:
    if is_path(text):
        assert "<" not in text
        assert all(letter in "MLCZ" for letter, _ in parse(text))
