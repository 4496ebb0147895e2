"""Decisions, their options, and what these ask for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kgraph.errors import shown
from kgraph.model.chain import ChainDemand


@dataclass(frozen=True, slots=True)
class Demand:
    """A capability or component that an option asks for.

    With a `flow`, whoever asks also uses it; or who provides `source`, where it names that. With
    `only_for`, it is asked for only where the other answers of the workload give that, with
    `runs_in` only by workloads that run in places of this scope. Beside the answers of the whole
    brief that it is `dropped_by`, each a decision and an option, it is not asked for. Of a provider
    that follows another one `role_at_copy` is said in place of `role`, and `role_beside_copy` of
    that other one. With `across_regions` it is asked for only at sites whose networks lie in
    different regions of a provider that joins none of them by itself.
    """

    id: str
    capability: str | None
    component: str | None
    because: str
    flow: str | None
    role: str | None
    only_for: str | None = None
    source: str | None = None
    runs_in: str | None = None
    dropped_by: tuple[str, ...] = ()
    role_at_copy: str | None = None
    role_beside_copy: str | None = None
    across_regions: bool = False

    @property
    def wanted(self) -> str:
        """The id of the capability or component."""
        return self.capability or self.component or ""


def _wanted(demands: Iterable[Demand]) -> list[str]:
    """What these demands ask for, by ids."""
    return [demand.wanted for demand in demands]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """An option, as ``decision.option``, that does not go together with another, and why.

    With a `flow`, only where the workload asks for something with that kind of flow.
    """

    other: str
    flow: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer to a decision.

    `spares` is what workloads at a site do without where this is its answer. One that is `alone`
    is not given together with others. `qualifies` is what those must provide, too, who serve the
    workload for its other answers; `excludes` are options that do not go together with it.
    A workload with it, or what it asks for, runs in places of the scope `runs_in`, where it says
    so, and a workload does without what it `waives`. What it `accepts` may be there instead of
    what that can stand in for. `asks` are chains that must be whole for each cluster. It
    `survives` outages: of a ``site``, ``region`` or ``provider``, in each of which somebody who
    stays best serves what `lasts`; a workload that `may_be_away` need not survive any, one that
    `may_lose_data` needs no copies.
    What it keeps where no backup stands that is asked for is `saved_by` what its store provides.
    """

    id: str
    label: str
    definition: str
    demands: tuple[Demand, ...]
    prefers: tuple[Demand, ...]
    forbids: tuple[str, ...]
    gives: tuple[str, ...]
    min_sites: int
    min_clouds: int
    spares: tuple[str, ...] = ()
    alone: bool = False
    qualifies: tuple[Demand, ...] = ()
    excludes: tuple[Exclusion, ...] = ()
    runs_in: str | None = None
    waives: tuple[str, ...] = ()
    accepts: tuple[str, ...] = ()
    asks: tuple[ChainDemand, ...] = ()
    survives: tuple[str, ...] = ()
    lasts: tuple[str, ...] = ()
    saved_by: tuple[str, ...] = ()
    may_be_away: bool = False
    may_lose_data: bool = False
    default_where: tuple[str, ...] = ()
    default_unless: tuple[str, ...] = ()
    min_networks: int = 1

    @property
    def speaks_of_many(self) -> bool:
        """Whether it asks for several sites, clouds or networks."""
        return max(self.min_sites, self.min_clouds, self.min_networks) > 1

    def meant_by(self, said: frozenset[str]) -> bool:
        """Whether it is the default where a brief says these words, and has such places."""
        if self.runs_in and f"scope/{self.runs_in}" not in said:
            return False
        return not said.isdisjoint(self.default_where) and said.isdisjoint(self.default_unless)

    def published(self) -> dict[str, object]:
        """The option with what it asks for by ids."""
        return {
            "id": self.id,
            "label": self.label,
            "definition": self.definition,
            "demands": _wanted(self.demands),
            "prefers": _wanted(self.prefers),
            "forbids": self.forbids,
            "spares": self.spares,
            "alone": self.alone,
            "qualifies": _wanted(self.qualifies),
            "excludes": [exclusion.other for exclusion in self.excludes],
            "min_sites": self.min_sites,
            "min_clouds": self.min_clouds,
            "min_networks": self.min_networks,
            "survives": self.survives,
        }


@dataclass(frozen=True, slots=True)
class Decision:
    """A question, asked of the whole brief (``brief``) or of each workload (``workload``)."""

    id: str
    label: str
    question: str
    asked_of: str
    section: str
    source: str
    multiple: bool
    defaults: tuple[str, ...]
    options: tuple[Option, ...]

    def __repr__(self) -> str:
        return f"<Decision {self.id}: {shown(self.question)}>"

    def option(self, id: str) -> Option | None:
        """The option of that id, if there is one."""
        return next((option for option in self.options if option.id == id), None)

    def defaults_for(self, said: frozenset[str]) -> tuple[str, ...]:
        """The defaults where a brief says these words; see `kgraph.model.words`."""
        meant = (option.id for option in self.options if option.meant_by(said))
        return tuple(meant) or self.defaults
