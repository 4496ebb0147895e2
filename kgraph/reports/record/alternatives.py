"""What else was possible, as a section: other architectures, what they cost, the runners-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgraph.model.architecture import Architecture
from kgraph.model.knowledge import Knowledge
from kgraph.reports.document import Block, Line, Section, Table, line, paragraph, some
from kgraph.reports.names import component_name
from kgraph.reports.record.others import Considered, Other, RunnerUp, costs_told, others, runners_up

SHOWN = 5
"""How many alternatives are told one by one; runners-up are looked for in all."""
MOST_NAMES = 6
NOT_LOOKED_FOR = Considered(note="Alternatives were not looked for.")
NEXT_BEST = (
    "The next best architectures for the same brief, best first. "
    "A smaller cost is better, an earlier driver outweighs all later ones."
)


def alternatives(
    architecture: Architecture, considered: Considered, knowledge: Knowledge
) -> Section:
    """The section; it says why where there is nothing to tell."""
    blocks = tuple(_blocks(architecture, considered, knowledge))
    return Section("alternatives", "Alternatives considered", blocks)


def _blocks(
    architecture: Architecture, considered: Considered, knowledge: Knowledge
) -> Iterator[Block]:
    found = others(architecture, considered, knowledge)
    close = runners_up(found, knowledge)
    if found:
        yield paragraph(NEXT_BEST)
        yield _others_table(found[:SHOWN], knowledge)
    elif not considered.note:
        yield paragraph("No other choice of components meets the brief.")
    if close:
        yield paragraph("The runners-up, and why they lost:")
        yield _runners_up_table(close, knowledge)
    if considered.note:
        yield paragraph(considered.note)


def _others_table(found: Iterable[Other], knowledge: Knowledge) -> Table:
    rows = [_other(number, one, knowledge) for number, one in enumerate(found, 1)]
    return Table(("", "goes", "comes", "costs"), tuple(rows))


def _other(number: int, other: Other, knowledge: Knowledge) -> tuple[Line, ...]:
    goes, comes = _names(other.goes, knowledge), _names(other.comes, knowledge)
    return (line(str(number)), line(goes), line(comes), line(costs_told(other)))


def _names(ids: Iterable[str], knowledge: Knowledge) -> str:
    return some((component_name(id, knowledge) for id in ids), MOST_NAMES) or "nothing"


def _runners_up_table(close: Iterable[RunnerUp], knowledge: Knowledge) -> Table:
    rows = [_runner_up(one, knowledge) for one in close]
    return Table(("for", "chosen", "runner-up", "why it lost"), tuple(rows))


def _runner_up(one: RunnerUp, knowledge: Knowledge) -> tuple[Line, ...]:
    chosen = component_name(one.swap.chosen, knowledge)
    other = component_name(one.swap.runner_up, knowledge)
    return (line(one.swap.capability), line(chosen), line(other), line(one.why))
