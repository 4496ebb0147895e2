"""What is made of an architecture, once, and kept beside it.

Turtle, triples, JSON, findings, its views, what each selects.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from kgraph.api.layers import in_force
from kgraph.api.policies import policy_findings
from kgraph.api.wiring import judge, knowledge, selector

if TYPE_CHECKING:
    import pyoxigraph

    from kgraph.model.architecture import Architecture
    from kgraph.model.finding import Finding
    from kgraph.model.layer import Layer
    from kgraph.model.selection import Selection
    from kgraph.view.offered import Offered

KEPT = 64
"""Beside how many architectures it is kept, those asked for last.

As many as the pages remember answers of: with fewer than there are visitors each one's click would
make all of it anew. It takes half a megabyte each.
"""


class Derived:
    """An architecture with what is made of it when it is first asked for.

    Several threads may use it: they would make the same.
    """

    def __init__(self, architecture: Architecture) -> None:
        self.architecture = architecture
        self._selected: dict[str, Selection] = {}

    @cached_property
    def turtle(self) -> str:
        """The architecture as Turtle."""
        from kgraph.knowledge.architectures import codec

        return codec.to_turtle(self.architecture, knowledge())

    @cached_property
    def triples(self) -> tuple[pyoxigraph.Triple, ...]:
        """The same statements without the reasons, for the judge and for the queries of views.

        More than half of all statements are reasons, and no rule and no view of ours names one.
        """
        from kgraph.knowledge.architectures import codec

        return codec.to_triples(self.architecture, knowledge(), reasons=False)

    @cached_property
    def json(self) -> str:
        """The architecture as JSON, by the published schema."""
        from kgraph.knowledge.architectures import codec

        return codec.to_json(self.architecture)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the shapes find in it, gravest first, and of one cause once; then what an outage
        would take that is promised to survive it.
        """
        from kgraph.analysis.lacks import told_once
        from kgraph.analysis.unproven import unproven

        found = judge().result().findings(self.triples)
        told = told_once(found, self.architecture, knowledge())
        ruled = policy_findings(self.architecture)
        return (*ruled, *told, *unproven(self.architecture, knowledge()))

    @cached_property
    def views(self) -> dict[str, Offered]:
        """The views that can be drawn of it, by their ids, in their order."""
        from kgraph.view.offered import offered

        return {view.id: view for view in offered(self.architecture, knowledge())}

    @cached_property
    def offered(self) -> tuple[Offered, ...]:
        """Those of its views that show something, and of any that show the same the first."""
        found = (view for view in self.views.values() if not view.shown_as)
        return tuple(view for view in found if view.definition.per or self._shows(view))

    def _shows(self, view: Offered) -> bool:
        drawable = self.drawable
        selected = drawable.selected(drawable.views[view.id])
        return bool(selected.placements or selected.flows)

    @cached_property
    def drawable(self) -> Derived:
        """The same without what the catalog no longer knows, as pictures need it.

        InputError where nothing can stand for that.
        """
        from kgraph.analysis.versions import understood

        found = understood(self.architecture, knowledge())
        return self if found == self.architecture else Derived(found)

    @cached_property
    def shown_by(self) -> Mapping[str, tuple[str, ...]]:
        """For each placement and flow the views that show it."""
        from kgraph.view.offered import shown_by

        return shown_by(self.architecture, tuple(self.views.values()), self.selected)

    def selected(self, view: Offered) -> Selection:
        """What one of its views selects."""
        if view.id not in self._selected:
            self._selected[view.id] = (
                selector()
                .result()
                .select(view.definition.query, self.architecture, self.triples, place=view.subject)
            )
        return self._selected[view.id]


_kept: list[tuple[tuple[Layer, ...], Derived]] = []
_lock = threading.Lock()


def derived(architecture: Architecture) -> Derived:
    """What is kept beside an architecture that is equal to this one, or the beginning of it."""
    with _lock:
        layers = in_force()
        known = (one for laid, one in _kept if laid == layers and one.architecture == architecture)
        found = next(known, None) or Derived(architecture)
        _kept[:] = [*(one for one in _kept if one[1] is not found), (layers, found)][-KEPT:]
        return found
