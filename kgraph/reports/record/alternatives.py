"""What else was possible: other architectures for the same brief, what they cost, and why the runners-up lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kgraph.model.answers import Alternative
from kgraph.model.architecture import Architecture
from kgraph.model.knowledge import Knowledge
from kgraph.reports.document import Block, Line, Section, Table, line, paragraph, some

SHOWN = 5
"""How many alternatives are told one by one; runners-up are looked for in all."""


@dataclass(frozen=True, slots=True)
class Considered:
    """The alternatives that a solver told, the best first; `note` says why there are none, or fewer than asked for."""

    found: tuple[Alternative, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Swap:
    """One component in the place of another, for a capability."""

    capability: str
    chosen: str
    runner_up: str


@dataclass(frozen=True, slots=True)
class Other:
    """An architecture held against the one that was chosen. `costs` are the differences that are not 0, by label."""

    goes: tuple[str, ...]
    comes: tuple[str, ...]
    costs: tuple[tuple[str, int], ...]
    swaps: tuple[Swap, ...]


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """The component that came next for a capability, and why it lost."""

    swap: Swap
    why: str


def others(
    architecture: Architecture, considered: Considered, knowledge: Knowledge
) -> tuple[Other, ...]:
    """The alternatives that are made of other components, each with what sets it apart."""
    mine = _serving(architecture)
    labels = {preference.id: preference.label for preference in knowledge.preferences}
    before = dict(architecture.preferences)
    found = []
    for one in considered.found:
        theirs = _serving(one.architecture)
        goes, comes = tuple(sorted(set(mine) - set(theirs))), tuple(sorted(set(theirs) - set(mine)))
        if not goes and not comes:
            continue
        costs = tuple(
            (labels.get(id, id), value - before[id])
            for id, value in one.architecture.preferences
            if id in before and value != before[id]
        )
        swaps = tuple(_swaps(goes, comes, mine, theirs, knowledge))
        found.append(Other(goes, comes, costs, swaps))
    return tuple(found)


def _serving(architecture: Architecture) -> dict[str, set[str]]:
    """For each component that was chosen, the capabilities that it is there for."""
    found: dict[str, set[str]] = {}
    for placement in architecture.placements:
        if placement.workload is None:
            found.setdefault(placement.component, set()).update(placement.purposes)
    return found


def _swaps(
    goes: Sequence[str],
    comes: Sequence[str],
    mine: dict[str, set[str]],
    theirs: dict[str, set[str]],
    knowledge: Knowledge,
) -> Iterator[Swap]:
    """For each that goes, who takes over most of what it serves."""
    for gone in goes:
        able = sorted(
            (-len(mine[gone] & theirs[other]), other)
            for other in comes
            if mine[gone] & theirs[other]
        )
        if able:
            shared = mine[gone] & theirs[able[0][1]]
            yield Swap(_capability(shared, knowledge), gone, able[0][1])


def _capability(ids: set[str], knowledge: Knowledge) -> str:
    """The label of the narrowest of them that most matters."""
    known = [knowledge.capabilities[id] for id in sorted(ids) if id in knowledge.capabilities]
    narrow = [c for c in known if not any(c.id in other.broader for other in known)]
    return (
        min(narrow, key=lambda c: (c.prominence, c.layer, c.id)).label
        if narrow
        else ", ".join(sorted(ids))
    )


def runners_up(found: Sequence[Other], knowledge: Knowledge) -> tuple[RunnerUp, ...]:
    """For each component that another could replace, the first to do so, with as little else changed as possible."""
    best: dict[str, tuple[int, Other, Swap]] = {}
    for other in found:
        for swap in other.swaps:
            changed = len(other.goes) + len(other.comes)
            if swap.chosen not in best or changed < best[swap.chosen][0]:
                best[swap.chosen] = (changed, other, swap)
    return tuple(
        RunnerUp(swap, _why(other, swap, knowledge)) for _, (_, other, swap) in sorted(best.items())
    )


def _why(other: Other, swap: Swap, knowledge: Knowledge) -> str:
    rest = [
        f"{_name(s.runner_up, knowledge)} for {_name(s.chosen, knowledge)}"
        for s in other.swaps
        if s != swap
    ]
    together = f", together with {', '.join(rest)}" if rest else ""
    worse = next(((label, delta) for label, delta in other.costs if delta > 0), None)
    if worse is None:
        return f"costs the same{together}; a fixed order decides"
    return f"{_delta(*worse)}{together}"


def _name(id: str, knowledge: Knowledge) -> str:
    return knowledge.components[id].name if id in knowledge.components else id


def costs_told(other: Other) -> str:
    """What an alternative costs more or less by each preference."""
    return ", ".join(_delta(label, delta) for label, delta in other.costs) or "the same"


def _delta(label: str, delta: int) -> str:
    return f"{label} {'+' if delta > 0 else '−'}{abs(delta)}"


def alternatives(
    architecture: Architecture, considered: Considered, knowledge: Knowledge
) -> Section:
    """The section; it says why where there is nothing to tell."""
    found = others(architecture, considered, knowledge)
    blocks: list[Block] = []
    if found:
        words = "The next best architectures for the same brief, best first. A smaller cost is better, an earlier driver outweighs all later ones."
        blocks.append(paragraph(words))
        rows = tuple(
            (
                line(str(number)),
                line(some((_name(id, knowledge) for id in other.goes), 6) or "nothing"),
                line(some((_name(id, knowledge) for id in other.comes), 6) or "nothing"),
                line(costs_told(other)),
            )
            for number, other in enumerate(found[:SHOWN], 1)
        )
        blocks.append(Table(("", "goes", "comes", "costs"), rows))
        close = runners_up(found, knowledge)
        if close:
            blocks.append(paragraph("The runners-up, and why they lost:"))
            blocks.append(
                Table(
                    ("for", "chosen", "runner-up", "why it lost"),
                    tuple(_row(one, knowledge) for one in close),
                )
            )
    elif not considered.note:
        blocks.append(paragraph("No other choice of components meets the brief."))
    if considered.note:
        blocks.append(paragraph(considered.note))
    return Section("alternatives", "Alternatives considered", tuple(blocks))


def _row(one: RunnerUp, knowledge: Knowledge) -> tuple[Line, ...]:
    swap = one.swap
    cells = (
        swap.capability,
        _name(swap.chosen, knowledge),
        _name(swap.runner_up, knowledge),
        one.why,
    )
    return tuple(line(cell) for cell in cells)
