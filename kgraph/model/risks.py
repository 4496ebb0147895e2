"""Risks: what an architecture loses with one of its parts.

And what it cannot start in any order.
"""

from __future__ import annotations

from dataclasses import dataclass

from kgraph.errors import shown
from kgraph.words import count


@dataclass(frozen=True, slots=True, order=True)
class Unreached:
    """A workload that runs on, and who of those outside no longer reaches it: placements by id."""

    workload: str
    callers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Loss:
    """What is lost with something: placements by id, sorted.

    `lost` is what was named or stands within it, `stopped` cannot work without it, `cut_off` runs
    but is reached by no request. `watching` are those among them that observe the system,
    `workloads` those of which nothing is left to use. `waning` goes on, but has lost what it needs
    to start anew, or before long. `unreached` are workloads that run on, with those outside who no
    longer reach them.
    """

    what: str
    lost: tuple[str, ...]
    stopped: tuple[str, ...]
    cut_off: tuple[str, ...]
    watching: tuple[str, ...]
    workloads: tuple[str, ...]
    waning: tuple[str, ...] = ()
    unreached: tuple[Unreached, ...] = ()

    @property
    def affected(self) -> tuple[str, ...]:
        """Everything that stops or is cut off, besides what was named."""
        return tuple(sorted({*self.stopped, *self.cut_off}))

    @property
    def ended(self) -> tuple[str, ...]:
        """The workloads that run nowhere any more."""
        running = {one.workload for one in self.unreached}
        return tuple(one for one in self.workloads if one not in running)


@dataclass(frozen=True, slots=True)
class SinglePoint:
    """A component or place that flows of a kind have no way around.

    `at` are the placements or places, each of which is one; `lost` is what goes with one of them:
    workloads on the main path, otherwise placements. `everywhere` is True where a workload or every
    site loses. `delivery` says how it is had. `callers` are those outside who no longer reach the
    workloads, which run on; nobody where these stop. What `keeps` is run by the users themselves,
    with something on it that is not made anew.
    """

    kind: str
    component: str
    name: str
    at: tuple[str, ...]
    lost: tuple[str, ...]
    everywhere: bool
    delivery: str = ""
    callers: tuple[str, ...] = ()
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One need at start-up: `source` has to wait for `target`."""

    source: str
    role: str
    target: str


@dataclass(frozen=True, slots=True)
class Cycle:
    """Needs at start-up that run in a circle.

    `also` are other placements that are caught in like circles.
    """

    steps: tuple[Step, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BlindSpot:
    """A component with whose failure what observes the system fails too.

    `at` are its placements, `watching` what goes with them; `alone` where what is left observes
    nothing that runs there.
    """

    component: str
    name: str
    at: tuple[str, ...]
    watching: tuple[str, ...]
    alone: bool


@dataclass(frozen=True, slots=True)
class Risks:
    """The risks of one architecture, each list with the gravest first."""

    name: str
    single_points: tuple[SinglePoint, ...]
    cycles: tuple[Cycle, ...]
    blind_spots: tuple[BlindSpot, ...]
    losses: tuple[Loss, ...]
    names: tuple[tuple[str, str], ...]

    def __repr__(self) -> str:
        points, circles = len(self.single_points), len(self.cycles)
        told = f"{count(points, 'single point of failure', 'single points of failure')}"
        blind = count(len(self.blind_spots), "blind spot")
        return f"<Risks of '{shown(self.name)}': {told}, {count(circles, 'circle')}, {blind}>"
