"""The inside of a component: its parts within a frame, and around it whoever they deal with.

`casting` says who takes part, `boxing` makes their boxes, `picture` the view; `neighbours` shows
only those around it, whatever is known of its inside.
"""

from kgraph.view.inside.neighbours import neighbourhood
from kgraph.view.inside.picture import MAX_BOXES, inside

__all__ = ["MAX_BOXES", "inside", "neighbourhood"]
