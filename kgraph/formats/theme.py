"""Themes: the colours of pictures as frozen values.

A theme has a palette, and perhaps a second one for readers whose system is dark. What a picture
means never hangs on a colour alone: kinds of flow differ by dash and weight, marks by sign and
border. Whatever is drawn can be read on whatever it lies on: `tests/contrasts.py` proves it by
computation, for every theme.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.errors import InputError, shown
from kgraph.formats.contrast import contrast, mix

if TYPE_CHECKING:
    from kgraph.view.view import Hue


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

    `ink` of one colour takes the place of every hue where there is one; `plate` lies behind icons,
    which are made for light ground; `tint` is the share of its hue in the ground of a block, the
    rest is `lane`.
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
        """What stands on a shape of that colour: the ink, light or dark, that contrasts more."""
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
    """A named look: its palette, and the one for dark systems if it follows its reader."""

    id: str
    label: str
    palette: Palette
    night: Palette | None = None

    @property
    def palettes(self) -> tuple[Palette, ...]:
        """Every palette of the theme."""
        return (self.palette, self.night) if self.night else (self.palette,)


LIGHT = Palette(
    "light",
    dark=False,
    page="#ffffff",
    text="#0f172a",
    soft="#475569",
    faint="#5b6b82",
    card="#ffffff",
    border="#7b8aa1",
    lane="#ffffff",
    tint=0.05,
    accent="#1d4ed8",
    added="#15803d",
    removed="#b91c1c",
    frames=(
        FrameLook("site", "#f5f8fc", "#7b8aa1", 1.2),
        FrameLook("network", "#eaf1f9", "#6a80a2", 1.2, "6 4"),
        FrameLook("cluster", "#fdfeff", "#3b6fd4", 1.6),
        FrameLook("component", "#f8fafd", "#3b6fd4", 1.6),
    ),
)
DARK = Palette(
    "dark",
    dark=True,
    page="#111827",
    text="#f1f5f9",
    soft="#c3cedd",
    faint="#a9b6c8",
    card="#29364a",
    border="#8493aa",
    lane="#1c2738",
    tint=0.065,
    accent="#7aa5ff",
    added="#4ade80",
    removed="#ff8f8f",
    plate="#e2e8f0",
    frames=(
        FrameLook("site", "#172132", "#71829c", 1.2),
        FrameLook("network", "#1b283c", "#7d93b4", 1.2, "6 4"),
        FrameLook("cluster", "#1a2333", "#6f9bf5", 1.6),
        FrameLook("component", "#172132", "#6f9bf5", 1.6),
    ),
)
PRINT = Palette(
    "print",
    dark=False,
    page="#ffffff",
    text="#000000",
    soft="#2e2e2e",
    faint="#4a4a4a",
    card="#ffffff",
    border="#767676",
    lane="#ffffff",
    tint=0.04,
    accent="#000000",
    added="#000000",
    removed="#000000",
    ink="#262626",
    deep="#000000",
    frames=(
        FrameLook("site", "#f7f7f7", "#666666", 1.2),
        FrameLook("network", "#efefef", "#666666", 1.2, "6 4"),
        FrameLook("cluster", "#ffffff", "#262626", 1.8),
        FrameLook("component", "#fafafa", "#262626", 1.8),
    ),
)

STANDARD = Theme("light", "Light", LIGHT)
"""What a picture has where no theme is asked for."""
FOLLOWING = Theme("auto", "As the reader's system", LIGHT, DARK)
"""The theme of pictures that stand in documents: each reader sees their own."""
THEMES = (
    STANDARD,
    Theme("dark", "Dark", DARK),
    FOLLOWING,
    Theme("print", "Print, without colours", PRINT),
)


def theme_named(id: str, *, where: str) -> Theme:
    """The theme of that name; InputError that lists the known ones."""
    for theme in THEMES:
        if theme.id == id.lower():
            return theme
    known = ", ".join(theme.id for theme in THEMES)
    raise InputError.one(where, f"unknown theme '{shown(id)}'", f"known are: {known}")


def theme_beside(*, dark: bool) -> Theme:
    """The theme of a picture that stands on a light or on a dark page."""
    alike = (theme for theme in THEMES if theme.palette.dark == dark)
    return next(theme for theme in alike if theme.night is None)
