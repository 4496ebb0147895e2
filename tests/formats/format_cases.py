"""The drawings that every format is tried with, by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import examples
from format_samples import hostile

from kgraph.layout.choosing import draw
from kgraph.layout.drawing import Drawing

OTHERS = ("request-path", "hostile")
NAMES = (*examples.BRIEFS, *OTHERS)
Reader = Callable[..., list[dict[str, Any]]]
PARSERS = Path(__file__).parents[1] / "parsers"
"""Where the parsers of the tools are named, and installed."""


@cache
def drawing_of(name: str) -> Drawing:
    """The overview of an example brief, a view that tells a story in steps, or the view of hostile names."""
    if name == "hostile":
        return draw(hostile())
    if name == "request-path":
        return examples.drawing("demo", name)
    return examples.drawing(name)
