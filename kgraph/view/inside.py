"""The inside of a component: its parts within a frame, and around it whoever they deal with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kgraph.errors import InputError, nearest
from kgraph.model.architecture import Architecture
from kgraph.model.component import Component, InnerEnd, InnerFlow
from kgraph.model.knowledge import Knowledge
from kgraph.view.boxes import hue_of, icon_of, legend_of
from kgraph.view.neighbours import Neighbours
from kgraph.view.pieces import lane_of_concern, part_box, source_told
from kgraph.view.view import Arrow, Block, Box, Frame, LeftOut, View

MAX_BOXES = 25
"""More are not drawn: the neighbours with the fewest flows are left out, and named."""
