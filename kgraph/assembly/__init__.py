"""From a brief and the catalog to the best architecture.

To others, to reasons, to conflicts and ways out.
"""

from kgraph.assembly.bounding import Limited
from kgraph.assembly.choosing import alternatives
from kgraph.assembly.construction import assemble, complete
from kgraph.assembly.explain import diagnose, why
from kgraph.assembly.pricing import limits, prices
from kgraph.assembly.problem import Problem
from kgraph.assembly.solver import TIMEOUT, Solver
from kgraph.assembly.trading import trade_offs

__all__ = [
    "TIMEOUT",
    "Limited",
    "Problem",
    "Solver",
    "alternatives",
    "assemble",
    "complete",
    "diagnose",
    "limits",
    "prices",
    "trade_offs",
    "why",
]
