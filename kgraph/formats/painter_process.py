"""The process that paints: it makes one picture after another and may be ended at any moment.

Started by `kgraph.formats.painter`. It loads the formats it is asked for and nothing of the store or the solver.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any

from kgraph.errors import InputError


def raster(svg: str, scale: float, fonts: Sequence[str] | None, system_fonts: bool) -> bytes:
    """The PNG bytes of an SVG; InputError where it is none."""
    import font_roboto
    import resvg_py

    files = [font_roboto.Roboto, font_roboto.RobotoMedium] if fonts is None else list(fonts)
    try:
        image: bytes = resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=scale,
            skip_system_fonts=not system_fonts,
            font_files=files,
            font_family="Roboto",
            sans_serif_family="Roboto",
        )
    except ValueError as error:
        what = "is not an SVG that can be painted"
        raise InputError.one("picture", what, "mend it", error) from None
    return bytes(image)


def _render(module: str, *arguments: Any) -> bytes:
    written: str | bytes = import_module(module).render(*arguments)
    return written if isinstance(written, bytes) else written.encode("utf-8")


TASKS: dict[str, Callable[..., bytes]] = {"paint": raster, "render": _render}


def _made(task: str, arguments: Sequence[Any]) -> tuple[str, Any]:
    """("done", bytes), or what went wrong: an error of ours does not always survive pickling, its problems do."""
    try:
        return "done", TASKS[task](*arguments)
    except InputError as error:
        return "input", error.problems
    except MemoryError:
        return "memory", None
    except (
        Exception
    ) as error:  # whatever it is, the process that asked tells it, and this one goes on
        from traceback import format_exc

        return "failed", (f"{type(error).__name__}: {error}", format_exc())


def serve(requests: Iterator[tuple[Any, ...]], reply: Callable[[tuple[str, Any]], None]) -> None:
    """Paint until there is nothing more to paint."""
    for task, *arguments in requests:
        if task == "load":
            with suppress(Exception):  # who asks for a picture in that format is told
                import_module(*arguments)
        else:
            reply(_made(task, arguments))
