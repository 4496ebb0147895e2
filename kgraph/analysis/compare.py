"""What differs between two architectures.

Placements, flows, who took over from whom, what was retired in between.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import product

from kgraph.model.architecture import Architecture, Flow, Placement
from kgraph.model.comparison import (
    Cause,
    Change,
    Comparison,
    Delta,
    Difference,
    Effect,
    Replacement,
    Retirement,
)
from kgraph.model.finding import Finding
from kgraph.model.knowledge import Knowledge
from kgraph.model.topology import Place


def compare(
    before: Architecture,
    after: Architecture,
    knowledge: Knowledge,
    *,
    findings: tuple[Iterable[Finding], Iterable[Finding]] = ((), ()),
    statements: tuple[Difference, ...] = (),
    causes: tuple[Cause, ...] = (),
) -> Comparison:
    """The comparison of a first and a second architecture.

    `findings` are those of the first and of the second; `statements` and `causes` are passed
    through (see `kgraph.analysis.causes`).
    """
    placements = _delta_of_ids(before.placements, after.placements)
    replaced = _replaced(before, after, placements)
    found = [_without_places(side) for side in findings]
    names = before.names | after.names
    return Comparison(
        before=before.name,
        after=after.name,
        before_day=before.as_of,
        after_day=after.as_of,
        components=delta(_products(before), _products(after)),
        placements=placements,
        flows=_delta_of_ids(before.flows, after.flows),
        places=_delta_of_ids(before.places, after.places),
        replaced=replaced,
        changed_placements=_changed_placements(before, after),
        changed_flows=_changed_flows(before, after),
        statements=statements or _answers(before, after),
        findings_added=tuple(sorted(found[1] - found[0])),
        findings_removed=tuple(sorted(found[0] - found[1])),
        retired=_retired(before, after, replaced, knowledge),
        causes=causes,
        names=tuple(sorted(names.items())),
    )


def delta(before: Iterable[str], after: Iterable[str]) -> Delta:
    """What is only in the second, only in the first, in both."""
    old, new = set(before), set(after)
    return Delta(tuple(sorted(new - old)), tuple(sorted(old - new)), tuple(sorted(old & new)))


def _delta_of_ids(
    before: Iterable[Placement | Flow | Place], after: Iterable[Placement | Flow | Place]
) -> Delta:
    """What is added, removed and kept of things that have ids."""
    old = {one.id for one in before}
    new = {one.id for one in after}
    return delta(old, new)


def _products(architecture: Architecture) -> set[str]:
    """What stands in it: components, and workloads by their own ids."""
    return {placement.product for placement in architecture.placements}


def _without_places(findings: Iterable[Finding]) -> set[Finding]:
    """Findings without where they were read, since that differs for every file."""
    return {replace(one, where=None) for one in findings}


def effects(before: Architecture, after: Architecture) -> frozenset[Effect]:
    """Everything that differs, one by one."""
    found: set[Effect] = set()
    for kind, change in (
        ("placement", _delta_of_ids(before.placements, after.placements)),
        ("flow", _delta_of_ids(before.flows, after.flows)),
    ):
        found.update(Effect(kind, "added", id) for id in change.added)
        found.update(Effect(kind, "removed", id) for id in change.removed)
    found.update(
        Effect("placement", "changed", one.id) for one in _changed_placements(before, after)
    )
    found.update(Effect("flow", "changed", one.id) for one in _changed_flows(before, after))
    return frozenset(found)


def _replaced(before: Architecture, after: Architecture, change: Delta) -> tuple[Replacement, ...]:
    """For each placement that went, the new one that serves most of the same.

    It stands at its place, or at the nearest place around or within.
    """
    gone = _with_ids(before.placements, change.removed)
    come = _with_ids(after.placements, change.added)
    pairs = [pair for pair in product(gone, come) if _can_replace(*pair)]
    found: dict[str, Replacement] = {}
    for old, new in sorted(pairs, key=_likeness):
        found.setdefault(old.id, Replacement(old.place, old.id, new.id, _common(old, new)))
    return tuple(sorted(found.values()))


def _with_ids(placements: Iterable[Placement], ids: Iterable[str]) -> list[Placement]:
    wanted = set(ids)
    return [placement for placement in placements if placement.id in wanted]


def _can_replace(old: Placement, new: Placement) -> bool:
    """Whether another product serves some of the same there, or around or within that place."""
    if old.product == new.product or not _nested(old.place, new.place):
        return False
    return bool(_common(old, new))


def _common(old: Placement, new: Placement) -> tuple[str, ...]:
    """What both serve."""
    return tuple(sorted(set(old.purposes) & set(new.purposes)))


def _likeness(pair: tuple[Placement, Placement]) -> tuple[bool, int, str, str]:
    """At the same place first, then what serves most of the same."""
    old, new = pair
    return old.place != new.place, -len(_common(old, new)), old.id, new.id


def _nested(one: str, other: str) -> bool:
    """Whether one place is the other or lies within it.

    Ids of places are paths, and the world is around all.
    """
    return (
        "world" in (one, other)
        or f"{one}/".startswith(f"{other}/")
        or f"{other}/".startswith(f"{one}/")
    )


def _changed_placements(before: Architecture, after: Architecture) -> tuple[Change, ...]:
    old = before.placement_by_id
    pairs = ((old[p.id], p) for p in after.placements if p.id in old)
    return _changes(
        (new.id, {*a.serves, *a.capabilities}, {*new.serves, *new.capabilities}) for a, new in pairs
    )


def _changed_flows(before: Architecture, after: Architecture) -> tuple[Change, ...]:
    old = before.flow_by_id
    return _changes((f.id, {old[f.id].label}, {f.label}) for f in after.flows if f.id in old)


def _changes(pairs: Iterable[tuple[str, set[str], set[str]]]) -> tuple[Change, ...]:
    return tuple(
        sorted(
            Change(id, tuple(sorted(new - old)), tuple(sorted(old - new)))
            for id, old, new in pairs
            if old != new
        )
    )


def _answers(before: Architecture, after: Architecture) -> tuple[Difference, ...]:
    """The answers that two architectures do not share, where there are no briefs to tell more."""
    old, new = dict(before.answers), dict(after.answers)
    return tuple(
        Difference(f"answers.{id}", f"{id}: {_words(new.get(id))} instead of {_words(old.get(id))}")
        for id in sorted({*old, *new})
        if old.get(id) != new.get(id)
    )


def _words(options: tuple[str, ...] | None) -> str:
    return ", ".join(options) if options else "nothing"


def _retired(
    before: Architecture,
    after: Architecture,
    replaced: tuple[Replacement, ...],
    knowledge: Knowledge,
) -> tuple[Retirement, ...]:
    """What was retired between the two days.

    What the first architecture used first, each list by day.
    """
    first, last = sorted((before.as_of, after.as_of))
    component_at = {p.id: p.component for p in (*before.placements, *after.placements)}
    used = set(component_at.values())
    found = []
    for component in knowledge.components.values():
        event = component.retired
        if event is None or not first < event.first <= last:
            continue
        heirs = sorted(
            {
                component_at[one.after]
                for one in replaced
                if component_at[one.before] == component.id
            }
        )
        found.append(
            Retirement(
                event.first,
                component.id,
                component.name,
                component.successor,
                tuple(heirs),
                component.id in used,
                event.note,
            )
        )
    return tuple(sorted(found, key=lambda r: (not r.used, r.day, r.component)))
