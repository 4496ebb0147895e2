"""Themes: the colours of pictures as frozen values, and the proof by computation that everything can be read.

A theme has a palette, and perhaps a second one for readers whose system is dark. What a picture means never hangs on a
colour alone: kinds of flow differ by dash and weight, marks by sign and border.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kgraph.errors import InputError
from kgraph.layout.drawing import Drawing
from kgraph.view.view import Hue

TEXT, LINE = 4.5, 3.0
"""The contrast that text and that lines of meaning need (WCAG 2.2, success criteria 1.4.3 and 1.4.11)."""


@dataclass(frozen=True, slots=True)
class FrameLook:
    """How frames of a level are drawn: ground, border, its width and dash pattern."""

    level: str
    fill: str
    line: str
    weight: float
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme.

    `ink` of one colour takes the place of every hue where there is one; `plate` lies behind icons, which are made for
    light ground; `tint` is the share of its hue in the ground of a block, the rest is `lane`.
    """

    id: str
    dark: bool
    page: str
    text: str
    soft: str
    faint: str
    card: str
    border: str
    lane: str
    tint: float
    frames: tuple[FrameLook, ...]
    accent: str
    added: str
    removed: str
    plate: str = ""
    ink: str = ""
    pale: str = "#ffffff"
    deep: str = "#0f172a"

    def hue(self, hue: Hue) -> str:
        """A colour as it is in this palette."""
        return self.ink or (hue.dark if self.dark else hue.light)

    def ground(self, hue: Hue) -> str:
        """The ground of a block of that hue."""
        return mix(self.hue(hue), self.lane, self.tint)

    def on(self, colour: str) -> str:
        """What stands on a filled shape of that colour: the light or the dark ink, whichever contrasts more."""
        return max(self.pale, self.deep, key=lambda ink: contrast(ink, colour))

    def frame(self, level: str) -> FrameLook:
        """The look of frames of a level; of an unknown one, that of the innermost."""
        return next((look for look in self.frames if look.level == level), self.frames[-1])

    def mark(self, mark: str) -> str:
        """The colour of what is added or removed."""
        return self.added if mark == "added" else self.removed

    def style(self, style: str) -> str:
        """The colour of texts of a style; titles of blocks have their hue instead."""
        return {
            "title": self.text,
            "box": self.text,
            "frame": self.text,
            "role": self.faint,
            "foot": self.faint,
        }.get(style, self.soft)


@dataclass(frozen=True, slots=True)
class Theme:
    """A named look: its palette, and the one for dark systems where the picture follows its reader."""

    id: str
    label: str
    palette: Palette
    night: Palette | None = None

    @property
    def palettes(self) -> tuple[Palette, ...]:
        """Every palette of the theme."""
        return (self.palette, self.night) if self.night else (self.palette,)


LIGHT = Palette(
    "light", False, page="#ffffff", text="#0f172a", soft="#475569", faint="#5b6b82", card="#ffffff", border="#7b8aa1",
    lane="#ffffff", tint=0.05, accent="#1d4ed8", added="#15803d", removed="#b91c1c",
    frames=(
        FrameLook("site", "#f5f8fc", "#7b8aa1", 1.2),
        FrameLook("network", "#eaf1f9", "#6a80a2", 1.2, "6 4"),
        FrameLook("cluster", "#fdfeff", "#3b6fd4", 1.6),
        FrameLook("component", "#f8fafd", "#3b6fd4", 1.6),
    ),
)  # fmt: skip
DARK = Palette(
    "dark", True, page="#111827", text="#f1f5f9", soft="#c3cedd", faint="#a9b6c8", card="#29364a", border="#8493aa",
    lane="#1c2738", tint=0.065, accent="#7aa5ff", added="#4ade80", removed="#ff8f8f", plate="#e2e8f0",
    frames=(
        FrameLook("site", "#172132", "#71829c", 1.2),
        FrameLook("network", "#1b283c", "#7d93b4", 1.2, "6 4"),
        FrameLook("cluster", "#1a2333", "#6f9bf5", 1.6),
        FrameLook("component", "#172132", "#6f9bf5", 1.6),
    ),
)  # fmt: skip
PRINT = Palette(
    "print", False, page="#ffffff", text="#000000", soft="#2e2e2e", faint="#4a4a4a", card="#ffffff", border="#767676",
    lane="#ffffff", tint=0.04, accent="#000000", added="#000000", removed="#000000", ink="#262626", deep="#000000",
    frames=(
        FrameLook("site", "#f7f7f7", "#666666", 1.2),
        FrameLook("network", "#efefef", "#666666", 1.2, "6 4"),
        FrameLook("cluster", "#ffffff", "#262626", 1.8),
        FrameLook("component", "#fafafa", "#262626", 1.8),
    ),
)  # fmt: skip

THEMES = (
    Theme("light", "Light", LIGHT),
    Theme("dark", "Dark", DARK),
    Theme("auto", "As the reader's system", LIGHT, DARK),
    Theme("print", "Print, without colours", PRINT),
)


def theme_named(id: str, *, where: str) -> Theme:
    """The theme of that name; InputError that lists the known ones."""
    for theme in THEMES:
        if theme.id == id.lower():
            return theme
    raise InputError.one(
        where, f"unknown theme '{id}'", f"known are: {', '.join(theme.id for theme in THEMES)}"
    )


# --- colours as numbers


def contrast(a: str, b: str) -> float:
    """The contrast ratio of two colours, from 1 to 21 (WCAG 2.2).

    >>> round(contrast("#000000", "#ffffff"), 2), round(contrast("#777777", "#ffffff"), 2)
    (21.0, 4.48)
    """
    high, low = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mix(a: str, b: str, share: float) -> str:
    """A colour between two: `share` of the first, the rest of the second.

    >>> mix("#000000", "#ffffff", 0.05)
    '#f2f2f2'
    """
    pairs = zip(_parts(a), _parts(b), strict=True)
    return "#" + "".join(f"{round(x * share + y * (1 - share)):02x}" for x, y in pairs)


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (part / 255 for part in _parts(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# --- everything that stands on something


class Pair(NamedTuple):
    """Something drawn on a ground, and the contrast it needs."""

    what: str
    foreground: str
    ground: str
    needed: float

    @property
    def enough(self) -> bool:
        """Whether it can be read."""
        return contrast(self.foreground, self.ground) >= self.needed


def pairs(drawing: Drawing, theme: Theme) -> Iterator[Pair]:
    """Whatever a picture in a theme draws on whatever it can lie on, each once, with the contrast it needs."""
    for palette in theme.palettes:
        found = (
            *_of_page(drawing, palette),
            *_of_frames(drawing, palette),
            *_of_arrows(drawing, palette),
        )
        found += (*_of_blocks(drawing, palette), *_of_marks(drawing, palette))
        yield from (one._replace(what=f"{palette.id}: {one.what}") for one in dict.fromkeys(found))


def _grounds(drawing: Drawing, palette: Palette) -> list[str]:
    """What an arrow or a block can lie on: the page and every kind of frame in the picture."""
    levels = sorted({frame.level for frame in drawing.frames})
    return [palette.page, *(palette.frame(level).fill for level in levels)]


def _of_page(drawing: Drawing, palette: Palette) -> Iterator[Pair]:
    for text in (*drawing.heading, *drawing.footer, *(line[3] for line in drawing.legend)):
        yield Pair(f"{text.style} on the page", palette.style(text.style), palette.page, TEXT)


def _of_frames(drawing: Drawing, palette: Palette) -> Iterator[Pair]:
    for frame in drawing.frames:
        look = palette.frame(frame.level)
        for text in frame.texts:
            yield Pair(
                f"{text.style} in a {frame.level}", palette.style(text.style), look.fill, TEXT
            )
        for ground in {look.fill, *_grounds(drawing, palette)}:
            yield Pair(f"border of a {frame.level}", look.line, ground, LINE)


def _of_arrows(drawing: Drawing, palette: Palette) -> Iterator[Pair]:
    kinds = {line.kind: palette.hue(line.hue) for line in drawing.view.legend}
    grounds = _grounds(drawing, palette)
    for arrow in drawing.arrows:
        colour = kinds[arrow.kind]
        yield from (Pair(f"{arrow.kind} arrow", colour, ground, LINE) for ground in grounds)
        if arrow.label is not None:
            yield from (
                Pair("label of an arrow", palette.style("arrow"), ground, TEXT)
                for ground in grounds
            )
        if arrow.number:
            yield Pair(f"number of a {arrow.kind} arrow", palette.on(colour), colour, TEXT)


def _of_blocks(drawing: Drawing, palette: Palette) -> Iterator[Pair]:
    for block in drawing.blocks:
        grounds = _grounds(drawing, palette)
        if block.title is not None:
            colour, tint = palette.hue(block.hue), palette.ground(block.hue)
            yield from (
                Pair("border of a block", colour, ground, LINE) for ground in (tint, *grounds)
            )
            yield Pair("title of a block", colour, tint, TEXT)
            grounds = [tint]
        for box in block.boxes:
            yield from (
                Pair("border of a box", palette.border, ground, LINE)
                for ground in (palette.card, *grounds)
            )
            yield from (
                Pair(f"{t.style} in a box", palette.style(t.style), palette.card, TEXT)
                for t in box.texts
            )
            colour = palette.hue(box.hue)
            yield Pair("badge on a box", colour, palette.card, LINE)
            yield Pair("letters or count on a badge", palette.on(colour), colour, TEXT)


def _of_marks(drawing: Drawing, palette: Palette) -> Iterator[Pair]:
    for mark, _, _ in drawing.marks:
        colour = palette.mark(mark)
        yield Pair(f"sign of {mark}", palette.on(colour), colour, TEXT)
        for ground in (palette.card, *_grounds(drawing, palette)):
            yield Pair(f"border of {mark}", colour, ground, LINE)
