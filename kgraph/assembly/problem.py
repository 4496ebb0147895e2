"""One brief made ready for the solver, and the solver's answers made into architectures."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from kgraph.assembly.answer import architecture
from kgraph.assembly.bounding import Limited, limit_facts
from kgraph.assembly.demands import SITES
from kgraph.assembly.facts import brief_facts, catalog_facts, door_facts, fact
from kgraph.assembly.footing import Grounds, grounds
from kgraph.assembly.preferring import totals
from kgraph.assembly.qualities import quality_facts
from kgraph.assembly.solution import Solution
from kgraph.model.architecture import Architecture
from kgraph.model.brief import Brief, Statement
from kgraph.model.knowledge import Knowledge
from kgraph.model.topology import Topology, places


class Problem:
    """A brief with its statements, places and facts. `asked` names statements that a question adds;
    `question` is what it does (use, avoid) and with which component. `limits` are how much of what
    preferences count may be there at most. `written` is the brief without what policies rule.
    """

    def __init__(
        self,
        brief: Brief,
        said: tuple[Statement, ...],
        knowledge: Knowledge,
        limits: tuple[Limited, ...] = (),
        written: Brief | None = None,
    ) -> None:
        self.written = written or brief
        self.brief, self.said, self.knowledge = brief, said, knowledge
        self.limits = limits
        self.topology = Topology(places(brief))
        self.asked: dict[str, str] = {}
        self.question: tuple[str, str] = ("", "")

    @cached_property
    def on(self) -> Grounds:
        """What each workload runs on, and where."""
        return grounds(self.brief, self.topology, self.knowledge)

    @cached_property
    def facts(self) -> list[str]:
        """What the solver reads."""
        known = self.knowledge
        widest = {id: known.widest(component) for id, component in known.components.items()}
        catalog = catalog_facts(
            known.components.values(), known.capabilities.values(), self.brief.as_of, widest
        )
        said = brief_facts(self.brief, self.said, self.topology, known)
        limits = (fact(*one) for one in limit_facts(self.limits, known))
        doors = door_facts(known.patterns)
        return [*catalog, *doors, *said, *quality_facts(self.brief, known), *limits]

    @cached_property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements, in the order in which they are let go when blame is sought.

        Defaults go first, then what is hard to change; what the user chose freely is blamed.
        """
        ordered = sorted(
            self.said,
            key=lambda s: (
                s.where is not None,
                s.id != "as_of" and not s.id.startswith("sites."),
                s.id,
            ),
        )
        return (SITES, *(statement.id for statement in ordered))

    def statement(self, id: str) -> Statement:
        """The statement of an id, in the user's words."""
        for statement in self.said:
            if statement.id == id:
                return statement
        if id != SITES:
            return Statement(id, self.asked.get(id, id), None)
        sites = ", ".join(
            f"{site.id} on {self.knowledge.cloud_label(site.cloud)}" for site in self.brief.sites
        )
        many = "one site" if len(self.brief.sites) == 1 else f"{len(self.brief.sites)} sites"
        return Statement(
            SITES, f"{many}: {sites}", self.brief.where(f"sites.{self.brief.sites[0].id}")
        )

    def architecture(self, solution: Solution) -> Architecture:
        """The architecture of a solution."""
        found = architecture(self.brief, self.said, solution, self.topology, self.knowledge)
        return found if self.written is self.brief else replace(found, brief=self.written)

    def preferences(self, solution: Solution) -> tuple[tuple[str, int], ...]:
        """What a solution costs by the brief's preferences, in their order."""
        return totals(self.brief, self.knowledge, solution.placements)
