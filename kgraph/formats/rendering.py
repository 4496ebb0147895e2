"""A drawing in a format: written here, or, where that takes long, in a process of its own."""

from __future__ import annotations

import threading
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from kgraph.errors import InputError
from kgraph.formats.theme import STANDARD, theme_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgraph.formats.options import Options
    from kgraph.formats.painter import Painter
    from kgraph.formats.registry import Format
    from kgraph.layout.drawing import Drawing

_LOCK = threading.Lock()


def prepare(format: Format) -> None:
    """Start what rendering in a format will need; worth calling before a drawing is laid out."""
    if format.apart:
        _painter().prepare(format.module)


def render(drawing: Drawing, format: Format, options: Options) -> bytes:
    """The bytes of a drawing in a format.

    InputError where it has too many pixels, or the format holds more than one drawing;
    RenderTimeout and RenderFailed where a format that is made apart takes too long, too much
    memory, or its process ends.
    """
    if format.whole:
        raise InputError.one(
            "format",
            f"'{format.id}' holds all views of an architecture",
            "draw the whole, or choose another",
        )
    if format.apart:
        return _painter().render(format.module, drawing, options, zoom=format.zoom)
    written: str | bytes = import_module(format.module).render(drawing, options)
    return written if isinstance(written, bytes) else written.encode("utf-8")


def lacking(drawings: Iterable[Drawing], format: Format) -> str:
    """Which letters of these drawings a format cannot show, in words; nothing where it shows all,
    or has no shapes of letters itself.
    """
    if not format.letters:
        return ""
    from kgraph.formats import letters

    match format.letters:
        case "carried":
            found = letters.not_carried(drawings)
        case "printed":
            found = letters.not_printed(drawings)
        case "painted":
            found = letters.not_painted(drawings, _unseen)
    return format.letterless.format(found) if found is not None else ""


def dropped(format: Format, options: Options) -> Iterator[str]:
    """What is asked for and a format cannot show, in words."""
    theme = theme_named(options.theme, where="theme")
    if not format.coloured and theme != STANDARD:
        yield f"its format has no colours, so it is the same without the theme '{theme.id}'"
    elif theme.night is not None and not format.follows:
        drawn = theme.palette.id
        yield f"its format cannot follow its reader as '{theme.id}' does: it is drawn as '{drawn}'"
    if options.scale is not None and not format.scaled:
        yield f"its format has no size, so it is the same without the scale {options.scale:g}"


def _unseen(letters: str) -> str:
    return _painter().call("kgraph.formats.unseen", letters).decode("utf-8")


def _painter() -> Painter:
    """The processes that paint, the same for all threads; they end with this one."""
    with _LOCK:
        return _one_painter()


@cache
def _one_painter() -> Painter:
    from kgraph.formats.painter import Painter

    return Painter()
