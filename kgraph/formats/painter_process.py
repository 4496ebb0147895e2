"""The process that paints: it makes one picture after another and may be ended at any moment.

Started by `kgraph.formats.painter`. It loads the formats it is asked for and nothing of the store
or the solver.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from typing import Any

from kgraph.errors import InputError


def _made(module: str, *arguments: Any) -> tuple[str, Any]:
    """("done", bytes), or what went wrong: an error of ours does not always survive pickling, its
    problems do.
    """
    try:
        written: str | bytes = import_module(module).render(*arguments)
        return "done", written if isinstance(written, bytes) else written.encode("utf-8")
    except InputError as error:
        return "input", error.problems
    except MemoryError:
        raise  # with it this process ends
    except Exception as error:  # whatever else it is, who has asked tells it, and this one goes on
        from traceback import format_exc

        return "failed", (f"{type(error).__name__}: {error}", format_exc())


def serve(requests: Iterator[tuple[Any, ...]], reply: Callable[[tuple[str, Any]], None]) -> None:
    """Paint until there is nothing more to paint."""
    for task, *arguments in requests:
        if task == "load":
            with suppress(Exception):  # who asks for a picture in that format is told
                import_module(*arguments)
        else:
            reply(_made(*arguments))
