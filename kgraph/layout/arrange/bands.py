"""In which order bands stand in their row below the sites: that in which arrows are shortest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations

from kgraph.layout.arrange.spreads import Spread, row

MOST = 5
"""Of so many bands at most every order is compared."""


def in_row(
    bands: Sequence[Spread], ground: Spread, partners: Mapping[str, Sequence[str]], gap: float
) -> Spread:
    """Bands in a row below a ground, both about one middle; `partners` is with what each is joined,
    among them or in the ground. Of orders that are as short the one that is nearest to theirs.
    """
    orders: Iterable[Sequence[Spread]] = permutations(bands) if len(bands) <= MOST else [bands]
    rows = (row(order, gap, 0.0) for order in orders)
    return min(rows, key=lambda one: round(sum(_ways(one, ground, partners))))


def _ways(bands: Spread, ground: Spread, partners: Mapping[str, Sequence[str]]) -> Iterator[float]:
    """How far across each way leads from a band; half of it where it is another's too."""
    for id in bands.at:
        here = _off_middle(bands, id)
        for other in partners.get(id, ()):
            if other in bands.at:
                yield abs(here - _off_middle(bands, other)) / 2
            elif other in ground.at:
                yield abs(here - _off_middle(ground, other))


def _off_middle(area: Spread, id: str) -> float:
    x, _ = area.at[id].middle
    return x - area.w / 2
