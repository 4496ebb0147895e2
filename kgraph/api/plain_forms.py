"""Values in forms that other libraries take: plain data, graphs of networkx."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kgraph.model.architecture import Architecture

if TYPE_CHECKING:
    import networkx


def to_dict(value: object) -> Any:
    """A value that kgraph gives, or several, as what JSON can hold: what `--json` prints of it.

    An architecture is told by its published schema.

    >>> kgraph.to_dict(kgraph.component("harbor"))["name"]
    'Harbor'
    """
    from kgraph.documents.plain import plain
    from kgraph.knowledge.architectures import codec

    if isinstance(value, Architecture):
        return codec.to_data(value)
    return plain(value)


def to_networkx(architecture: Architecture) -> networkx.MultiDiGraph[str]:
    """All placements of an architecture as nodes and all its flows as edges, by their ids.

    A picture, GraphML as well, holds what its view shows; this holds everything. Attributes are
    texts, and the order is that of the ids.

    >>> architecture = kgraph.assemble("name: Small shop")
    >>> graph = kgraph.to_networkx(architecture)
    >>> graph.number_of_edges() == len(architecture.flows)
    True
    """
    from kgraph.analysis.graphs import graph_of

    return graph_of(architecture)
