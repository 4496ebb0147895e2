"""Why a component is in an architecture, or why it is not, as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgraph.model.answers import Choice, Swap, Why
from kgraph.model.conflict import Conflict
from kgraph.model.knowledge import Knowledge
from kgraph.reports.document import Document, Item, Items, Section, line
from kgraph.reports.names import component_name

STEP = "  "
"""By how much each step of a chain is indented."""

TIE = "a tie: by every preference it costs the same, and only the order of ids decides"


def why_document(answer: Why, knowledge: Knowledge) -> Document:
    """The answer about a component: its reasons, its rivals, and what the opposite gives."""
    name = component_name(answer.component, knowledge)
    sections = []
    if answer.chain:
        sections.append(Section("why", "Why it is there", (Items(_nested(answer.chain)),)))
    rivals = tuple(_rivals(answer, knowledge))
    if rivals:
        title = "What comes next" if answer.present else "Why it is not there"
        sections.append(Section("rivals", title, (Items(rivals),)))
    opposite = f"{'Without' if answer.present else 'With'} {name}"
    told = Items(tuple(_otherwise(answer.otherwise)))
    sections.append(Section("otherwise", opposite, (told,)))
    if answer.at_times:
        needs = tuple(Item(line(need)) for need in answer.at_times)
        sections.append(Section("at-times", "What it needs at times", (Items(needs),)))
    if answer.standing:
        aged = tuple(Item(line(words)) for words in answer.standing)
        sections.append(Section("standing", "What to know of its age", (Items(aged),)))
    title = f"{name} is {'in' if answer.present else 'not in'} the architecture."
    return Document(title, sections=tuple(sections))


def _nested(chain: Iterable[str]) -> tuple[Item, ...]:
    """Indented steps as items, each beneath the one that it is indented under."""
    groups: list[list[str]] = []
    for step in chain:
        if step.startswith(STEP) and groups:
            groups[-1].append(step.removeprefix(STEP))
        else:
            groups.append([step])
    return tuple(Item(line(first), _nested(beneath)) for first, *beneath in groups)


def _rivals(answer: Why, knowledge: Knowledge) -> Iterator[Item]:
    """Who is there in its place, or would be, with what decided; else why it is in nobody's."""
    for swap in answer.swaps:
        capability = knowledge.capabilities[swap.capability].label
        other = component_name(swap.instead if answer.present else swap.chosen, knowledge)
        told = f"{other} is there for {capability}; in its place: {swap.why}"
        if answer.present:
            told = f"{other} for {capability}: {swap.why}"
        yield Item(line(told), tuple(_beneath(swap, knowledge)))
    if answer.reason:
        yield Item(line(answer.reason))


def _beneath(swap: Swap, knowledge: Knowledge) -> Iterator[Item]:
    """Who else would come before it, and what would turn the decision."""
    if swap.behind:
        yield Item(line(f"{component_name(swap.behind, knowledge)} would come before it"))
    yield Item(line(f"what would flip it: {swap.flip}"))


def _otherwise(choice: Choice) -> Iterator[Item]:
    if choice.conflict is not None:
        yield from _impossible(choice.conflict)
        return
    unproven = "" if choice.proven else " (not proven to be the least: the time was up)"
    yield Item(line(f"possible: {_costs(choice)}{unproven}"))
    if choice.comes:
        yield Item(line(f"comes: {', '.join(choice.comes)}"))
    if choice.goes:
        yield Item(line(f"goes: {', '.join(choice.goes)}"))


def _costs(choice: Choice) -> str:
    worse = [f"{id} {before} → {after}" for id, before, after in choice.costs if before != after]
    return "; ".join(worse) or (TIE if choice.comes and choice.goes else "it costs nothing")


def _impossible(conflict: Conflict) -> Iterator[Item]:
    statements = []
    for statement in conflict.statements:
        where = f"{statement.where}: " if statement.where else ""
        statements.append(Item(line(f"{where}{statement.text}")))
    yield Item(line("that cannot be, because of:"), tuple(statements))
    yield Item(line(conflict.story))
