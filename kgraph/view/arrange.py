"""From an excerpt to views of it: the fullest first, then simpler ones for when that would not be legible."""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.model.knowledge import Knowledge
from kgraph.view.excerpt import Excerpt
from kgraph.view.layers import layers
from kgraph.view.places import places
from kgraph.view.view import View

ARRANGEMENTS = {"places": places, "layers": layers}


def views(excerpt: Excerpt, knowledge: Knowledge) -> Iterator[View]:
    """The views of an excerpt in the arrangement that its definition names, the fullest first."""
    return ARRANGEMENTS[excerpt.definition.arrangement](excerpt, knowledge)
