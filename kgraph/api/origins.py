"""What a picture says of its origin."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from kgraph.api import making
from kgraph.rendering.options import Provenance

if TYPE_CHECKING:
    from kgraph.model.architecture import Architecture


def origin(architecture: Architecture, *, source: str = "", brief: str | None = None) -> Provenance:
    """What every picture of an architecture says of its origin; the view and its query are still to be named.

    `source` is the file it is drawn from, as seen from the picture; `brief` the text of the brief, which is else told in its
    shortest form.
    """
    if brief is None:
        brief = making.brief_text(architecture.brief) if architecture.brief is not None else ""
    data = hashlib.sha256(making.to_json(architecture).encode()).hexdigest()
    return Provenance("", "", data, source, brief)
