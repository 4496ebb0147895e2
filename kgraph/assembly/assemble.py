"""The use of the engine for one brief."""

from __future__ import annotations

from kgraph.assembly.answer import architecture
from kgraph.assembly.engine import Engine
from kgraph.assembly.facts import SITES, brief_facts, catalog_facts
from kgraph.assembly.topology import Topology, places
from kgraph.errors import Unsatisfiable
from kgraph.model.architecture import Architecture
from kgraph.model.brief import Brief, Statement
from kgraph.model.conflict import Conflict
from kgraph.model.knowledge import Knowledge


def assemble(brief: Brief, said: tuple[Statement, ...], knowledge: Knowledge) -> Architecture:
    """The best architecture for the brief; Unsatisfiable with a minimal set of its statements where there is none."""
    topology = Topology(places(brief))
    widest = {id: knowledge.widest(component) for id, component in knowledge.components.items()}
    facts = catalog_facts(knowledge.components.values(), knowledge.capabilities.values(), brief.as_of, widest)
    engine = Engine([*facts, *brief_facts(brief, said, topology, knowledge)])
    everything = [*_blame_order(said), SITES]
    solution = engine.best(everything)
    if solution is None:
        raise Unsatisfiable(_conflict(engine.clash(everything) or (), brief, said))
    return architecture(brief, said, solution, topology, knowledge)


def _blame_order(said: tuple[Statement, ...]) -> list[str]:
    """Statements in the order in which they are let go when blame is sought: defaults and what is hard to change last."""
    return [s.id for s in sorted(said, key=lambda s: (s.where is None, s.id == "as_of" or s.id.startswith("sites."), s.id))]


def _conflict(clashing: tuple[str, ...], brief: Brief, said: tuple[Statement, ...]) -> Conflict:
    by_id = {statement.id: statement for statement in said}
    count = Statement(SITES, f"the sites: {', '.join(f'{site.id} on {site.cloud}' for site in brief.sites)}", brief.where(f"sites.{brief.sites[0].id}"))
    found = tuple(by_id.get(id, count) for id in clashing)
    return Conflict(found, "these statements cannot hold together: " + "; ".join(s.text for s in found))
