"""From a brief and the catalog to the best architecture, or to the statements that clash."""

from kgraph.assembly.assemble import assemble

__all__ = ["assemble"]
