"""What a picture says of its origin."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING

from kgraph.api import architectures
from kgraph.api.layers import in_force
from kgraph.formats.options import Provenance

if TYPE_CHECKING:
    from kgraph.model.architecture import Architecture


def origin(
    architecture: Architecture,
    *,
    view: str = "",
    query: str = "",
    source: str = "",
    brief: str | None = None,
    as_of: date | None = None,
) -> Provenance:
    """What a picture of an architecture says of its origin.

    `view` and `query` say what it shows, `source` is the file that it is drawn from, as seen from
    the picture; `brief` is the text of the brief, told in its shortest form where it is not given;
    `as_of` is the day that was asked for.
    """
    if brief is None:
        brief = (
            architectures.brief_text(architecture.brief) if architecture.brief is not None else ""
        )
    return Provenance(
        view,
        query,
        content(architecture),
        source,
        brief,
        as_of.isoformat() if as_of else "",
        _catalogs(architecture),
    )


def _catalogs(architecture: Architecture) -> str:
    """The layers that hold here, each with the hash of its files."""
    own = architecture.brief.layers if architecture.brief is not None else ()
    told = {one.state: None for one in (*in_force(), *own)}
    return ", ".join(told)


def content(architecture: Architecture) -> str:
    """The hash of what is where and what flows.

    Neither the day nor the file that the brief was read from is in it.
    """
    places = [(place.id, place.cloud, place.region) for place in architecture.places]
    placements = [(one.id, one.component, one.name) for one in architecture.placements]
    flows = [(one.id, one.source, one.target, one.kind, one.label) for one in architecture.flows]
    rows = [architecture.name, places, placements, flows]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()
