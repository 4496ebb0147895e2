"""Which thing of a frame something is, or lies in."""

from __future__ import annotations

from collections.abc import Container

from kgraph.view.view import View


class Nesting:
    """For each block and frame of a view itself with the frames around it."""

    def __init__(self, view: View) -> None:
        self._chains = {id: (*outer, id) for id, outer in view.around().items()}

    def holder(self, id: str, siblings: Container[str]) -> str | None:
        """Which of these siblings something is or lies in; None where it lies elsewhere."""
        for holder in self._chains[id]:
            if holder in siblings:
                return holder
        return None

    def within(self, id: str, frame: str) -> bool:
        """Whether something is that frame or lies in it."""
        return frame in self._chains[id]

    def outermost(self, id: str) -> str:
        """The outermost frame around something; itself where none is."""
        return self._chains[id][0]
