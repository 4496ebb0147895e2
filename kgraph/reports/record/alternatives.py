"""What else was possible, as a section: one row for each decision that could be taken otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgraph.model.answers import Alternative, Swap
from kgraph.model.architecture import Architecture
from kgraph.model.knowledge import Knowledge
from kgraph.reports.document import Block, Line, Section, Table, line, paragraph, some
from kgraph.reports.names import component_name
from kgraph.reports.record.others import Considered, is_the_best, runners_up
from kgraph.words import count

MOST_NAMES = 6
NOT_LOOKED_FOR = Considered(note="Alternatives were not looked for.")
ONE_EACH = (
    "Each row takes one decision otherwise, with only what that forces; what matters most comes "
    "first. The reason that stands first decided."
)
NONE_FITS = "No other component can take the place of one that was chosen."
ANOTHER_IS_BEST = "It is not the best architecture for its brief today. In the best one"


def alternatives(
    architecture: Architecture, considered: Considered, knowledge: Knowledge
) -> Section:
    """The section; it says why where there is nothing to tell."""
    blocks = tuple(_blocks(architecture, considered, knowledge))
    return Section("alternatives", "Alternatives considered", blocks)


def _blocks(
    architecture: Architecture, considered: Considered, knowledge: Knowledge
) -> Iterator[Block]:
    found = runners_up(architecture, considered)
    if found:
        yield paragraph(_summary(found))
        yield _table(found, knowledge)
    elif not is_the_best(architecture, considered):
        yield paragraph(_another(architecture, considered, knowledge))
    elif not considered.note:
        yield paragraph(NONE_FITS)
    if considered.note:
        yield paragraph(considered.note)


def _summary(found: Iterable[Alternative]) -> str:
    """What the rows are, and how many of them are ties."""
    ties = sum(one.swap is not None and one.swap.tie for one in found)
    return f"{ONE_EACH} {count(ties, 'row')} {'is a tie' if ties == 1 else 'are ties'}."


def _another(architecture: Architecture, considered: Considered, knowledge: Knowledge) -> str:
    """What the best architecture for the brief has, and what it does not have."""
    mine = set(architecture.components)
    best = set(considered.found[0].architecture.components)
    comes, goes = _names(best - mine, knowledge), _names(mine - best, knowledge)
    return f"{ANOTHER_IS_BEST}: {comes} instead of {goes}."


def _table(found: Iterable[Alternative], knowledge: Knowledge) -> Table:
    rows = [_row(one, one.swap, knowledge) for one in found if one.swap is not None]
    heads = ("for", "chosen", "runner-up", "why it lost", "with it", "what would flip it")
    return Table(heads, tuple(rows))


def _row(one: Alternative, swap: Swap, knowledge: Knowledge) -> tuple[Line, ...]:
    capability = knowledge.capabilities.get(swap.capability)
    label = swap.capability if capability is None else capability.label
    return (
        line(label),
        line(component_name(swap.chosen, knowledge)),
        line(component_name(swap.instead, knowledge)),
        line(swap.why),
        line(_forced(one, swap, knowledge)),
        line(swap.flip),
    )


def _forced(one: Alternative, swap: Swap, knowledge: Knowledge) -> str:
    """What else comes and goes where the runner-up takes the place."""
    comes = set(one.comes) - {swap.instead}
    goes = set(one.goes) - {swap.chosen}
    told = [f"comes {_names(comes, knowledge)}"] if comes else []
    told += [f"goes {_names(goes, knowledge)}"] if goes else []
    return "; ".join(told)


def _names(ids: Iterable[str], knowledge: Knowledge) -> str:
    return some((component_name(id, knowledge) for id in sorted(ids)), MOST_NAMES) or "nothing"
