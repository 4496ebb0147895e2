"""Comparisons and risks for people, as lines, and for programs, as JSON-ready data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from kgraph.model.comparison import Cause, Comparison, Effect, Retirement
from kgraph.model.knowledge import Knowledge
from kgraph.model.risks import BlindSpot, Cycle, Loss, Risks, SinglePoint

SHOWN = 6
"""How many of a kind are told to people; programs get all."""


def data(value: Any) -> Any:
    """A frozen value as JSON-ready data: mappings by field names, lists, dates as text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (tuple, list)):
        return [data(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


# --- comparisons


def comparison_lines(told: Comparison, knowledge: Knowledge) -> Iterator[str]:
    """What differs, and because of what."""
    names = dict(told.names)
    yield f"From {told.before} ({told.before_day.isoformat()}) to {told.after} ({told.after_day.isoformat()}):"
    for what, delta in (("placements", told.placements), ("flows", told.flows)):
        yield f"  {what}: {len(delta.added)} added, {len(delta.removed)} removed, {len(delta.kept)} kept"
    if told.same:
        yield "  both hold the same"
    if told.causes:
        yield from _because(told.causes, names)
    else:
        yield from _section(
            "Says otherwise", (f"  {one.where or 'default'}: {one.text}" for one in told.statements)
        )
        yield from _section("Differs", _effects(told, names))
    yield from _section("Replaced", _replaced(told, names))
    yield from _section("Serves otherwise", _changed(told, names))
    yield from _section("Retired in between", _retired(told.retired, knowledge))
    for word, findings in (
        ("Found only in the second", told.findings_added),
        ("Found only in the first", told.findings_removed),
    ):
        yield from _section(
            word, (f"  {f.severity}: {f.focus}: {f.reason} ({f.rule})" for f in findings)
        )


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from ("", title, *found)


def _because(causes: Iterable[Cause], names: Mapping[str, str]) -> Iterator[str]:
    yield from ("", "Because of")
    idle = []
    for cause in causes:
        if not cause.effects:
            word = "" if cause.possible else " (not possible alone)"
            idle += [f"{one.text}{word}" for one in cause.statements]
            continue
        for number, one in enumerate(cause.statements):
            yield f"  {'and ' if number else ''}{one.where or 'default'}: {one.text}"
        yield from (f"    {line}" for line in _grouped(cause.effects, names))
    yield from (f"  without effect of its own: {text}" for text in idle)


SIGNS = {"added": "+", "removed": "−", "changed": "~"}


def _grouped(effects: Iterable[Effect], names: Mapping[str, str]) -> Iterator[str]:
    """Placements by name with their places, then how many flows."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    flows: dict[str, int] = defaultdict(int)
    for effect in effects:
        if effect.kind == "flow":
            flows[effect.how] += 1
        else:
            found[effect.how, names.get(effect.id, effect.id)].append(effect.id)
    for (how, name), ids in sorted(found.items()):
        yield f"{SIGNS[how]} {name} ({_places(ids)})"
    if flows:
        yield ", ".join(
            f"{SIGNS[how]} {number} {'flow' if number == 1 else 'flows'}"
            for how, number in sorted(flows.items())
        )


def _places(ids: Iterable[str]) -> str:
    places = list(dict.fromkeys(id.rpartition("/")[0] or id for id in ids))
    if len(places) <= SHOWN:
        return ", ".join(places)
    return f"{', '.join(places[: SHOWN - 1])}, … {len(places)} in all"


def _effects(told: Comparison, names: Mapping[str, str]) -> Iterator[str]:
    every = [Effect("placement", "added", id) for id in told.placements.added]
    every += [Effect("placement", "removed", id) for id in told.placements.removed]
    return (f"  {line}" for line in _grouped(every, names))


def _replaced(told: Comparison, names: Mapping[str, str]) -> Iterator[str]:
    found: dict[tuple[str, str, tuple[str, ...]], list[str]] = defaultdict(list)
    for one in told.replaced:
        found[names[one.before], names[one.after], one.serves].append(one.place)
    for (before, after, serves), places in sorted(found.items()):
        yield f"  {before} by {after} ({', '.join(places)}): {', '.join(serves)}"


def _changed(told: Comparison, names: Mapping[str, str]) -> Iterator[str]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in told.changed_placements:
        words = "; ".join(
            f"{word} {', '.join(which)}"
            for word, which in (("also for", one.gained), ("no longer for", one.lost))
            if which
        )
        found[names.get(one.id, one.id), words].append(one.id)
    for (name, words), ids in sorted(found.items()):
        yield f"  {name} ({_places(ids)}): {words}"


def _retired(retired: Iterable[Retirement], knowledge: Knowledge) -> Iterator[str]:
    others = []
    for one in retired:
        successor = (
            f"successor {_name(one.successor, knowledge)}" if one.successor else "no successor"
        )
        if not one.used:
            others.append(f"{one.name} ({one.day.isoformat()}, {successor})")
            continue
        here = (
            f"here {', '.join(_name(id, knowledge) for id in one.replaced_by)} took over"
            if one.replaced_by
            else "here nothing took over"
        )
        yield f"  {one.day.isoformat()} {one.name}: {successor}; {here}"
    if others:
        yield f"  used in neither: {', '.join(others)}"


def _name(id: str, knowledge: Knowledge) -> str:
    component = knowledge.components.get(id)
    return component.name if component is not None else id


# --- risks


def risk_lines(told: Risks, knowledge: Knowledge) -> Iterator[str]:
    """The risks, the gravest first, with what is lost by name."""
    names = dict(told.names)
    yield f"{told.name}: what can be lost with what"
    kinds: dict[str, list[SinglePoint]] = defaultdict(list)
    for point in told.single_points:
        kinds[point.kind].append(point)
    labels = {kind.id: kind.label for kind in knowledge.flow_kinds}
    main = {kind.id for kind in knowledge.flow_kinds if kind.main_path}
    for kind, points in kinds.items():
        if kind in main:
            lines = list(_stopping(points))
            yield from _section(
                f"Single points of {labels.get(kind, kind)} flows: each stops the workload everywhere",
                lines,
            )
        else:
            lines = [_single(point, names) for point in points]
            yield from _section(
                f"Single points of {labels.get(kind, kind)} flows: others have nobody else",
                _first(lines),
            )
    yield from _section(
        "Circles at start-up: each waits for the next",
        (_circle(cycle, names) for cycle in told.cycles),
    )
    yield from _section("Observability fails with", _first(list(_blind(told.blind_spots, names))))
    yield from _section(
        "Losing a whole place",
        _first([_lost(loss, names) for loss in told.losses if not _idle(loss)]),
    )
    if not (told.single_points or told.cycles or told.blind_spots):
        yield "  nothing: there is a way around each part"


def loss_lines(told: Loss, names: Mapping[str, str]) -> Iterator[str]:
    """What is lost with one thing."""
    yield f"Losing {told.what} takes {len(told.lost)} {'placement' if len(told.lost) == 1 else 'placements'} with it."
    yield from _section("Stops", (f"  {line}" for line in _by_name(told.stopped, names)))
    yield from _section(
        "Runs, but no request reaches it", (f"  {line}" for line in _by_name(told.cut_off, names))
    )
    yield from _section(
        "No longer observes", (f"  {line}" for line in _by_name(told.watching, names))
    )
    yield from _section("Workloads lost everywhere", (f"  {id}" for id in told.workloads))
    if not told.affected and not told.workloads:
        yield "Nothing else stops or is cut off."


def _first(lines: Sequence[str]) -> Iterator[str]:
    yield from lines[:SHOWN]
    if len(lines) > SHOWN:
        yield f"  and {len(lines) - SHOWN} more: --json tells all"


def _stopping(points: Iterable[SinglePoint]) -> Iterator[str]:
    """What takes the same workloads with it stands on one line."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for point in points:
        where = f"{_places(point.at)}; {point.delivery}" if point.component else "as a whole"
        groups[point.lost].append(f"{point.name} ({where})")
    return (f"  {', '.join(lost)}: {', '.join(group)}" for lost, group in groups.items())


def _single(point: SinglePoint, names: Mapping[str, str]) -> str:
    how = f"; {point.delivery}" if point.delivery else ""
    lost = ", ".join(dict.fromkeys(names.get(id, id) for id in point.lost))
    each = ", each at its own place" if len(point.at) > 1 and not point.everywhere else ""
    return f"  {point.name} ({_places(point.at)}{how}): {lost}{each}"


def _circle(cycle: Cycle, names: Mapping[str, str]) -> str:
    first = cycle.steps[0]
    story = ", which ".join(
        f"{step.role} {names.get(step.target, step.target)}" for step in cycle.steps
    )
    also = (
        f"; also caught: {', '.join(dict.fromkeys(names.get(id, id) for id in cycle.also))}"
        if cycle.also
        else ""
    )
    return f"  {names.get(first.source, first.source)} ({_places([first.source])}) {story}{also}"


def _blind(spots: Iterable[BlindSpot], names: Mapping[str, str]) -> Iterator[str]:
    """Components that take the same with them stand on one line."""
    groups: dict[tuple[tuple[str, ...], bool], list[BlindSpot]] = defaultdict(list)
    for spot in spots:
        groups[spot.watching, spot.alone].append(spot)
    for (watching, alone), group in groups.items():
        left = "; nothing that observes is left there" if alone else ""
        each = ", ".join(f"{spot.name} ({_places(spot.at)})" for spot in group)
        yield f"  {each}: {', '.join(dict.fromkeys(names.get(id, id) for id in watching))}{left}"


def _idle(loss: Loss) -> bool:
    return not loss.affected and not loss.workloads


def _lost(loss: Loss, names: Mapping[str, str]) -> str:
    parts = [f"{len(loss.lost)} placements"]
    for word, ids in (("stops", loss.stopped), ("cuts off", loss.cut_off)):
        if ids:
            parts.append(f"{word} {', '.join(_by_name(ids, names))}")
    if loss.workloads:
        parts.append(f"workloads lost everywhere: {', '.join(loss.workloads)}")
    return f"  {loss.what}: {'; '.join(parts)}"


def _by_name(ids: Iterable[str], names: Mapping[str, str]) -> Iterator[str]:
    found: dict[str, list[str]] = defaultdict(list)
    for id in ids:
        found[names.get(id, id)].append(id)
    return (f"{name} ({_places(ids)})" for name, ids in found.items())
