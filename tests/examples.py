"""The example briefs, each assembled once and each of its views laid out once in a run."""

from __future__ import annotations

import pytest
from sharing import once

from kgraph import api, resources
from kgraph.layout.drawing import Drawing
from kgraph.model.architecture import Architecture

BRIEFS = {
    path.stem: path for path in sorted((resources.folder("ontology") / "briefs").glob("*.yaml"))
}

SMALL = ("demo", "start-up", "static-site")
EVERY = [
    brief if brief in SMALL else pytest.param(brief, marks=pytest.mark.slow) for brief in BRIEFS
]
"""The briefs as parameters of a test: those that take longer to draw are slow."""


def architecture(brief: str) -> Architecture:
    """What answers an example brief."""
    return once(f"architecture {brief}", lambda: api.assemble(BRIEFS[brief]))


def drawing(brief: str, view: str = "overview") -> Drawing:
    """A view of it, laid out."""
    return once(f"drawing {brief} {view}", lambda: api.drawing(architecture(brief), view))


def drawings(brief: str) -> dict[str, Drawing]:
    """All views of it."""
    return {view.id: drawing(brief, view.id) for view in api.views(architecture(brief))}
