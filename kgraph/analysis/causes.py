"""Which statement caused which difference.

The first brief is assembled again with one statement of the second at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kgraph.analysis.compare import effects
from kgraph.brief.differences import Part, parts
from kgraph.errors import Unsatisfiable
from kgraph.model.architecture import Architecture
from kgraph.model.brief import Brief
from kgraph.model.comparison import Cause, Difference, Effect

Assemble = Callable[[Brief], Architecture]
Effects = frozenset[Effect]
Because = tuple[Difference, ...]


def causes(before: Architecture, after: Architecture, assemble: Assemble) -> tuple[Cause, ...]:
    """For each statement that differs, what it makes by itself.

    Then what only several make together. Nothing where one of the architectures holds no brief. A
    statement that changes nothing has no effects. One that alone leaves no architecture is told as
    not possible alone, and what it makes with the fewest others that it needs.
    """
    if before.brief is None or after.brief is None:
        return ()
    wanted = effects(before, after)
    differing = parts(before.brief, after.brief)
    if len(differing) == 1:
        return (Cause((differing[0].difference,), tuple(sorted(wanted))),)
    trial = _Trial(before, after, (before.brief, after.brief), differing, assemble)
    made = _made(trial, wanted)
    ordered = sorted(made, key=lambda because: (len(because), because))
    return tuple(
        Cause(because, tuple(sorted(made[because])), trial.possible(because))
        for because in ordered
        if made[because] or len(because) == 1
    )


def _made(trial: _Trial, wanted: Effects) -> dict[Because, set[Effect]]:
    """What each statement makes alone; what is left, by the groups that make it together."""
    made: dict[Because, set[Effect]] = {}
    for part in trial.differing:
        made[part.difference,] = set(wanted & trial.alone(part))
    left = wanted - frozenset().union(*made.values())
    for group in trial.groups() if left else ():
        found = left & trial.of(group)
        made.setdefault(_differences(group), set()).update(found)
        left -= found
    for effect in left:
        made.setdefault(trial.needed(effect), set()).add(effect)
    return made


def _differences(group: Iterable[Part]) -> Because:
    return tuple(part.difference for part in group)


class _Trial:
    """Assemblies with some of the second brief's statements carried over to the first, or back."""

    def __init__(
        self,
        before: Architecture,
        after: Architecture,
        briefs: tuple[Brief, Brief],
        differing: tuple[Part, ...],
        assemble: Assemble,
    ) -> None:
        self.before, self.after, self.differing, self.assemble = before, after, differing, assemble
        self.first, self.second = briefs
        self.impossible: set[str] = set()
        self._undone: dict[str, Effects] = {}

    def alone(self, part: Part) -> Effects:
        """What one statement makes of the first architecture.

        Nothing where there is none with it.
        """
        found = self._with((part,))
        if found is None:
            self.impossible.add(part.difference.id)
            return frozenset()
        return effects(self.before, found)

    def possible(self, because: Because) -> bool:
        """Whether there is an architecture with these statements, as far as was tried."""
        return len(because) > 1 or because[0].id not in self.impossible

    def of(self, group: tuple[Part, ...]) -> Effects:
        """What these statements make together."""
        found = self._with(group)
        return frozenset() if found is None else effects(self.before, found)

    def groups(self) -> Iterator[tuple[Part, ...]]:
        """For each statement that is not possible alone, the others that it takes.

        They are found by what it clashes with.
        """
        told: set[str] = set()
        for part in self.differing:
            if part.difference.id not in self.impossible - told:
                continue
            group = self._completed(part)
            told.update(one.difference.id for one in group)
            yield group

    def _completed(self, part: Part) -> tuple[Part, ...]:
        """The statement with those that the first brief says otherwise wherever they clash."""
        group = [part]
        while len(group) < len(self.differing):
            try:
                self.assemble(self._carried(group))
                return tuple(one for one in self.differing if one in group)
            except Unsatisfiable as error:
                clashing = {statement.id for statement in error.conflict.statements}
            fresh = [one for one in self.differing if one not in group and one.covers(clashing)]
            if not fresh:
                break
            group += fresh
        return self.differing

    def needed(self, effect: Effect) -> Because:
        """The statements without which the second architecture does not have this.

        All of them where no single one matters.
        """
        found = [part for part in self.differing if effect in self._taken_back(part)]
        return _differences(found or self.differing)

    def _taken_back(self, part: Part) -> Effects:
        """What the second architecture has only because of this statement.

        Nothing where there is none without it.
        """
        if part.difference.id not in self._undone:
            found = self._attempt(part.carry(self.second, self.first))
            self._undone[part.difference.id] = (
                frozenset() if found is None else effects(found, self.after)
            )
        return self._undone[part.difference.id]

    def _with(self, group: Iterable[Part]) -> Architecture | None:
        return self._attempt(self._carried(group))

    def _carried(self, group: Iterable[Part]) -> Brief:
        brief = self.first
        for part in group:
            brief = part.carry(brief, self.second)
        return brief

    def _attempt(self, brief: Brief) -> Architecture | None:
        try:
            return self.assemble(brief)
        except Unsatisfiable:
            return None
