"""Architectures as files: Turtle and JSON, written and read back.

What comes back from either is the same architecture, with these exceptions:

* `Brief.given` (which line said what) is not kept: a brief that is read back is wholly stated,
  defaults and all; its `source` is the file it was read from.
* Answers come back sorted by decision.
* From Turtle, which keeps no order: the options of one answer, `use` and `avoid` come back sorted,
  what a reason rests on with the ends of its flow first; a workload that stands at every site comes
  back without a list of sites; the answers of workloads are kept where there is a brief.

Places, workloads, rankings and reasons keep their order in both. What is written from something
read back is the same, byte for byte.
"""

from kgraph.knowledge.architectures.json_reader import from_json
from kgraph.knowledge.architectures.json_writer import to_data, to_json
from kgraph.knowledge.architectures.triples import to_triples
from kgraph.knowledge.architectures.turtle_reader import from_turtle
from kgraph.knowledge.architectures.turtle_writer import to_turtle

__all__ = [
    "from_json",
    "from_turtle",
    "to_data",
    "to_json",
    "to_triples",
    "to_turtle",
]
