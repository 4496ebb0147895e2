"""Which statement caused which difference: the first brief, assembled again with one statement of the second at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from kgraph.analysis.compare import effects
from kgraph.analysis.statements import Part, parts
from kgraph.errors import Unsatisfiable
from kgraph.model.architecture import Architecture
from kgraph.model.brief import Brief
from kgraph.model.comparison import Cause, Difference, Effect

Assemble = Callable[[Brief], Architecture]
Effects = frozenset[Effect]


def causes(before: Architecture, after: Architecture, assemble: Assemble) -> tuple[Cause, ...]:
    """For each statement that differs, what it makes by itself; then what only several make together.

    Nothing where one of the architectures holds no brief. A statement that changes nothing has no effects; one that alone
    leaves no architecture is told as not possible alone.
    """
    if before.brief is None or after.brief is None:
        return ()
    wanted = effects(before, after)
    differing = parts(before.brief, after.brief)
    if len(differing) == 1:
        return (Cause((differing[0].difference,), tuple(sorted(wanted))),)
    made: dict[tuple[Difference, ...], set[Effect]] = {(part.difference,): set() for part in differing}
    impossible = set()
    for part in differing:
        alone = _attempt(part.carry(before.brief, after.brief), assemble)
        if alone is None:
            impossible.add((part.difference,))
        else:
            made[part.difference,] |= wanted & effects(before, alone)
    left = wanted - frozenset().union(*made.values())
    if left:
        for together, rest in _together(left, differing, before.brief, after, assemble).items():
            made.setdefault(together, set()).update(rest)
    return tuple(
        Cause(because, tuple(sorted(found)), because not in impossible)
        for because, found in sorted(made.items(), key=lambda item: (len(item[0]), item[0]))
    )


def _together(
    left: Effects, differing: tuple[Part, ...], first: Brief, after: Architecture, assemble: Assemble
) -> dict[tuple[Difference, ...], set[Effect]]:
    """What no statement makes alone, by the statements it takes: those without which the second would not have it."""
    assert after.brief is not None  # noqa: S101 - the caller has looked
    needed: dict[Effect, list[Difference]] = defaultdict(list)
    for part in differing:
        without = _attempt(part.carry(after.brief, first), assemble)
        gone = left if without is None else effects(without, after)
        for effect in left & gone:
            needed[effect].append(part.difference)
    everything = tuple(part.difference for part in differing)
    groups: dict[tuple[Difference, ...], set[Effect]] = defaultdict(set)
    for effect in left:
        groups[tuple(needed[effect]) or everything].add(effect)
    return groups


def _attempt(brief: Brief, assemble: Assemble) -> Architecture | None:
    try:
        return assemble(brief)
    except Unsatisfiable:
        return None
