"""Whether a view accounts for an architecture.

Everything is drawn, or it is said that it is not.
"""

from __future__ import annotations

from kgraph.model.architecture import Architecture
from kgraph.view.view import View


def missing(view: View, architecture: Architecture) -> tuple[str, ...]:
    """The ids of placements and flows that the view neither draws nor declares left out, sorted.

    None in a truthful one.
    """
    covered: set[str] = set()
    for block in view.blocks():
        covered.update(*(box.covers for box in block.boxes))
    covered.update(*(frame.covers for frame in view.frames()))
    covered.update(*(arrow.covers for arrow in view.arrows))
    covered.update(*(line.covers for line in view.left_out))
    known = {*architecture.placement_by_id, *architecture.flow_by_id}
    return tuple(sorted(known - covered))
