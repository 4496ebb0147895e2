"""Whether a view accounts for an architecture: everything is drawn, or it is said that it is not."""

from __future__ import annotations

from kgraph.model.architecture import Architecture
from kgraph.view.view import View


def missing(view: View, architecture: Architecture) -> tuple[str, ...]:
    """The ids of placements and flows that the view neither draws nor declares left out, sorted; none in a truthful one."""
    covered = {id for block in view.blocks() for box in block.boxes for id in box.covers}
    covered.update(id for frame in view.frames() for id in frame.covers)
    covered.update(id for arrow in view.arrows for id in arrow.covers)
    covered.update(id for line in view.left_out for id in line.covers)
    known = {*architecture.placement_by_id, *architecture.flow_by_id}
    return tuple(sorted(known - covered))
