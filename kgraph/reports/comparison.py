"""What differs between two architectures, and because of what, as a document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from kgraph.model.comparison import Cause, Change, Comparison, Delta, Difference, Effect, Retirement
from kgraph.model.finding import Finding
from kgraph.model.knowledge import Knowledge
from kgraph.reports.document import Document, Item, Items, Line, Section, line
from kgraph.reports.names import Names, component_name, places
from kgraph.words import count

SIGNS = {"added": "+", "removed": "−", "changed": "~"}


def comparison_document(told: Comparison, knowledge: Knowledge) -> Document:
    """How much differs, which statement made which difference, what took over from what."""
    title = (
        f"From {told.before} ({told.before_day.isoformat()})"
        f" to {told.after} ({told.after_day.isoformat()})"
    )
    sections = [section for section in _sections(told, knowledge) if section.blocks]
    return Document(title, tuple(_facts(told)), tuple(sections))


def _facts(told: Comparison) -> Iterator[tuple[str, Line]]:
    yield "placements", line(_numbers(told.placements))
    yield "flows", line(_numbers(told.flows))
    if told.same:
        yield "difference", line("none: both hold the same")


def _numbers(delta: Delta) -> str:
    return f"{len(delta.added)} added, {len(delta.removed)} removed, {len(delta.kept)} kept"


def _sections(told: Comparison, knowledge: Knowledge) -> Iterator[Section]:
    names = dict(told.names)
    if told.causes:
        yield _section("Because of", _causes(told.causes, names))
    else:
        yield _section("Says otherwise", _texts(map(_said, told.statements)))
        yield _section("Differs", _effects(_placed(told), names))
    yield _section("Replaced", _texts(_replaced(told, names)))
    yield _section("Serves otherwise", _texts(_changed(told.changed_placements, names)))
    yield _section("Retired in between", _texts(_retired(told.retired, knowledge)))
    yield _section("Found only in the second", _texts(map(_found, told.findings_added)))
    yield _section("Found only in the first", _texts(map(_found, told.findings_removed)))


def _section(title: str, items: Iterable[Item]) -> Section:
    """A section; without blocks where there is nothing to tell."""
    listed = tuple(items)
    id = title.lower().replace(" ", "-")
    return Section(id, title, (Items(listed),) if listed else ())


def _texts(texts: Iterable[str]) -> Iterator[Item]:
    return (Item(line(text)) for text in texts)


def _said(statement: Difference) -> str:
    return f"{statement.where or 'default'}: {statement.text}"


def _found(finding: Finding) -> str:
    return f"{finding.severity}: {finding.focus}: {finding.reason} ({finding.rule})"


# --- causes and their effects


def _causes(causes: Iterable[Cause], names: Names) -> Iterator[Item]:
    """Each cause with its effects beneath; last, what makes no difference by itself."""
    idle: list[Cause] = []
    for cause in causes:
        if cause.effects:
            yield from _cause(cause, names)
        else:
            idle.append(cause)
    for cause in idle:
        yield from _texts(_without_effect(cause))


def _cause(cause: Cause, names: Names) -> Iterator[Item]:
    """Its statements, the effects beneath the last of them."""
    first, *others = [_said(statement) for statement in cause.statements]
    *before, last = [first, *(f"and {other}" for other in others)]
    yield from _texts(before)
    yield Item(line(last), tuple(_effects(cause.effects, names)))


def _without_effect(cause: Cause) -> Iterator[str]:
    reason = "" if cause.possible else " (not possible alone)"
    for statement in cause.statements:
        yield f"without effect of its own: {statement.text}{reason}"


def _placed(told: Comparison) -> list[Effect]:
    """The placements that differ, as effects of nothing in particular."""
    added = [Effect("placement", "added", id) for id in told.placements.added]
    return added + [Effect("placement", "removed", id) for id in told.placements.removed]


def _effects(effects: Iterable[Effect], names: Names) -> Iterator[Item]:
    """Placements by name with their places, then how many flows."""
    placements: dict[tuple[str, str], list[str]] = defaultdict(list)
    flows: Counter[str] = Counter()
    for effect in effects:
        if effect.kind == "flow":
            flows[effect.how] += 1
        else:
            placements[effect.how, names.get(effect.id, effect.id)].append(effect.id)
    for (how, name), ids in sorted(placements.items()):
        yield Item(line(f"{SIGNS[how]} {name} ({places(ids)})"))
    if flows:
        told = [f"{SIGNS[how]} {count(number, 'flow')}" for how, number in sorted(flows.items())]
        yield Item(line(", ".join(told)))


# --- what took over, what serves otherwise, what is retired


def _replaced(told: Comparison, names: Names) -> Iterator[str]:
    found: dict[tuple[str, str, tuple[str, ...]], list[str]] = defaultdict(list)
    for one in told.replaced:
        found[names[one.before], names[one.after], one.serves].append(one.place)
    for (before, after, serves), where in sorted(found.items()):
        yield f"{before} by {after} ({', '.join(where)}): {', '.join(serves)}"


def _changed(changes: Iterable[Change], names: Names) -> Iterator[str]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for change in changes:
        found[names.get(change.id, change.id), _turned(change)].append(change.id)
    for (name, words), ids in sorted(found.items()):
        yield f"{name} ({places(ids)}): {words}"


def _turned(change: Change) -> str:
    gained = f"also for {', '.join(change.gained)}" if change.gained else ""
    lost = f"no longer for {', '.join(change.lost)}" if change.lost else ""
    return "; ".join(filter(None, (gained, lost)))


def _retired(retired: Iterable[Retirement], knowledge: Knowledge) -> Iterator[str]:
    """What was used, each with what took over; the rest in one line."""
    others = []
    for one in retired:
        successor = "no successor"
        if one.successor:
            successor = f"successor {component_name(one.successor, knowledge)}"
        if one.used:
            yield f"{one.day.isoformat()} {one.name}: {successor}; {_after(one, knowledge)}"
        else:
            others.append(f"{one.name} ({one.day.isoformat()}, {successor})")
    if others:
        yield f"used in neither: {', '.join(others)}"


def _after(retirement: Retirement, knowledge: Knowledge) -> str:
    names = ", ".join(component_name(id, knowledge) for id in retirement.replaced_by)
    return f"here {names} took over" if names else "here nothing took over"
