"""What things are called in documents: components, placements with their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kgraph.model.knowledge import Knowledge
from kgraph.reports.document import some

MOST = 6
"""How many places or names are told before the rest is counted."""

Names = Mapping[str, str]
"""What each placement is called."""


def component_name(id: str, knowledge: Knowledge) -> str:
    """What a component is called; its id where it is not known."""
    component = knowledge.components.get(id)
    return component.name if component is not None else id


def named(ids: Iterable[str], names: Names) -> list[str]:
    """What placements are called."""
    return [names.get(id, id) for id in ids]


def by_name(ids: Iterable[str], names: Names) -> list[str]:
    """Placements by what they are called, each with its places.

    >>> by_name(["eu/x", "us/x"], {"eu/x": "X", "us/x": "X"})
    ['X (eu, us)']
    """
    found: dict[str, list[str]] = defaultdict(list)
    for id in ids:
        found[names.get(id, id)].append(id)
    return [f"{name} ({places(alike)})" for name, alike in found.items()]


def places(ids: Iterable[str]) -> str:
    """The places of placements; what is no placement is a place itself.

    >>> places(["eu/main/prometheus", "us/main/prometheus", "eu"])
    'eu/main, us/main, eu'
    """
    return some((id.rpartition("/")[0] or id for id in ids), MOST)
