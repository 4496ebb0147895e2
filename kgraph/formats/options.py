"""How a drawing is rendered, and what the picture says of its origin."""

from __future__ import annotations

from dataclasses import dataclass

from kgraph.formats.theme import STANDARD

SCALES = 0.1, 8.0
"""The least and the greatest size that may be asked for; 1 is the picture's own."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a picture was made from: enough to make it again, and to tell whether it is still true.

    `view` names the view, `query` is what selected its content, `data` the hash of the architecture
    it shows, `source` the name of the file it was drawn from, relative to the picture, `brief` the
    text of the brief, where there is one, `as_of` the day that was asked for instead of the
    brief's, and `catalogs` the layers that lay over the catalog, each with its hash.
    """

    view: str
    query: str = ""
    data: str = ""
    source: str = ""
    brief: str = ""
    as_of: str = ""
    catalogs: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """How a drawing is rendered: a theme, a size, what it says of its origin.

    `scale` is None where nothing is asked for: each format knows its own.
    """

    theme: str = STANDARD.id
    scale: float | None = None
    provenance: Provenance | None = None
