"""The terms that pictures are drawn with: concerns and lanes, and views."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Concern:
    """A broad area of an architecture.

    `glyph` is the badge of what has no icon: an SVG path in a square of 24 by 24.
    """

    id: str
    label: str
    definition: str
    position: int
    lane: str
    glyph: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A band of a picture in which concerns are drawn together.

    `band` is the side of the main path it is drawn on; a lane that `gathers` takes in others that
    hold little at a place; what stands in a lane that `watches` observes the rest.
    """

    id: str
    label: str
    position: int
    hue: str
    dark_hue: str
    band: str
    gathers: bool
    watches: bool = False


@dataclass(frozen=True, slots=True)
class ViewDefinition:
    """A question that a picture answers: a query that selects what is drawn, and how it is shown.

    `query` is a SPARQL CONSTRUCT over the dataset and one architecture, the graph
    ``?architecture``: what it gives as ``o:Placement`` and ``o:Flow`` is drawn; with `per`
    (``site``, ``cluster`` or ``component``) it asks of one ``?subject``. `arrangement` is
    ``places`` or ``layers``; `along` names the kinds of flow that it is arranged along (none: all);
    `numbered` numbers the arrows.
    """

    id: str
    label: str
    definition: str
    position: int
    query: str
    arrangement: str
    along: tuple[str, ...] = ()
    per: str = ""
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class ViewChoice:
    """A view that one can draw of an architecture.

    Its name, what it is called, the question it answers, and the names of others that would show
    the same and lead to it.
    """

    id: str
    label: str
    definition: str
    stands_for: tuple[str, ...] = ()
