"""How many steps along the main path things stand below the first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from kgraph.layout.arrange.nesting import Nesting
from kgraph.view.view import Arrow, Block, Frame, View


class MainPath:
    """The arrows along which a view is arranged, and what they join."""

    def __init__(self, view: View) -> None:
        self._nesting = Nesting(view)
        self._arrows = [arrow for arrow in view.arrows if arrow.kind in view.along]
        standing = view.standing()
        self._entered = {standing[arrow.target] for arrow in self._arrows}
        self._ends = self._entered.union(standing[arrow.source] for arrow in self._arrows)
        self._onwards: dict[str, set[str]] = defaultdict(set)
        for arrow in self._arrows:
            self._onwards[standing[arrow.source]].add(standing[arrow.target])

    def holds(self, node: Frame | Block) -> bool:
        """Whether an arrow of the path ends at a thing."""
        return node.id in self._ends

    def enters(self, node: Frame | Block) -> bool:
        """Whether an arrow of the path leads to a thing."""
        return node.id in self._entered

    def after(self, node: Frame | Block) -> list[str]:
        """The ids of the blocks and frames to which the path leads on from a thing, in order."""
        return sorted(self._onwards.get(node.id, ()))

    def ranks(self, siblings: Sequence[Frame | Block]) -> dict[str, int]:
        """How many steps below the first each of these siblings stands."""
        ids = {node.id for node in siblings}
        steps = sorted(self._steps(ids))
        ranks = dict.fromkeys(sorted(ids), 0)
        # as many rounds as there are siblings end even where the path runs in a circle
        for _ in ids:
            for source, target in steps:
                if ranks[target] < ranks[source] + 1 <= len(ids):
                    ranks[target] = ranks[source] + 1
        return ranks

    def levels(self, blocks: Sequence[Block]) -> list[list[Block]]:
        """Siblings by their ranks."""
        ranks = self.ranks(blocks)
        levels: dict[int, list[Block]] = {rank: [] for rank in sorted(set(ranks.values()))}
        for block in blocks:
            levels[ranks[block.id]].append(block)
        return list(levels.values())

    def _steps(self, ids: Collection[str]) -> set[tuple[str, str]]:
        """Which siblings the path leads between, directly or from inside them."""
        steps = (self._step(arrow, ids) for arrow in self._arrows)
        return {step for step in steps if step is not None}

    def _step(self, arrow: Arrow, ids: Collection[str]) -> tuple[str, str] | None:
        source = self._nesting.holder(arrow.source, ids)
        target = self._nesting.holder(arrow.target, ids)
        return (source, target) if source and target and source != target else None
