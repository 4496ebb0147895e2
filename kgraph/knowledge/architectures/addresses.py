"""Architectures beside the dataset: each a named graph with an address of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kgraph import terms
from kgraph.knowledge.architectures.naming import Names, slug
from kgraph.knowledge.architectures.triples import to_triples
from kgraph.model.architecture import Architecture
from kgraph.model.knowledge import Knowledge


def addresses(architectures: Iterable[Architecture]) -> list[Names]:
    """The names below each: by what it is called, and with a number where others are called so.

    >>> from datetime import date
    >>> shop = Architecture("Shop", date(2026, 1, 1), (), (), ())
    >>> [names.architecture.rpartition("/")[2] for names in addresses([shop, shop])]
    ['shop', 'shop-2']
    """
    taken: list[str] = []
    for architecture in architectures:
        base = slug(architecture.name)
        numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
        taken.append(next(one for one in (base, *numbered) if one not in taken))
    return [Names(terms.ARCHITECTURE + one) for one in taken]


def graphs(architectures: Iterable[Architecture], knowledge: Knowledge) -> list[tuple[str, str]]:
    """Each architecture as N-Triples with its address.

    It says its number among them, and its flows directly.
    """
    held = list(architectures)
    position = ox.NamedNode(terms.ONT + "position")
    integer = ox.NamedNode(terms.XSD + "integer")
    found = []
    for number, (one, names) in enumerate(zip(held, addresses(held), strict=True), 1):
        own = ox.NamedNode(names.architecture)
        numbered = ox.Triple(own, position, ox.Literal(str(number), datatype=integer))
        triples = (*to_triples(one, knowledge, names=names), numbered, *_direct(one, names))
        text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
        found.append((text.decode(), names.architecture))
    return found


def _direct(architecture: Architecture, names: Names) -> Iterator[ox.Triple]:
    """Each flow as one statement, its kind between its ends: so that paths can be asked for."""
    for flow in architecture.flows:
        source, target = names.placement(flow.source), names.placement(flow.target)
        kind = ox.NamedNode(terms.FLOW + flow.kind)
        yield ox.Triple(ox.NamedNode(source), kind, ox.NamedNode(target))
