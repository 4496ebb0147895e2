"""How arrows are drawn: as the legend has it, or plainly where it does not tell."""

from __future__ import annotations

from kgraph.view.view import Hue, LegendLine, View

PLAIN = Hue("#475569", "#a8b5c8")
"""The colour of what has none of its own."""


class Lines:
    """The lines of a view's legend by kind or strand."""

    def __init__(self, view: View) -> None:
        self._known = {line.kind: line for line in view.legend}

    def of(self, line: str) -> LegendLine:
        """The line of a kind of flow, or of a strand."""
        return self._known.get(line) or LegendLine(line, line, "", "solid", 1.5, PLAIN)
