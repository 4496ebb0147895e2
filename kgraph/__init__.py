"""kgraph: an architecture knowledge graph that assembles, explains and draws.

>>> import kgraph
>>> architecture = kgraph.assemble("name: Small shop")
>>> picture = kgraph.draw(architecture)

The public names are written once, in `__init__.pyi`; each is loaded when it is first asked
for, so that importing kgraph alone loads no heavy library.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
