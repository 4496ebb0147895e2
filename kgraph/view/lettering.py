"""What the steps of a story are called: 1, 2, 3, and 4a, 5a, 4b, 5b where one leads to several.

Steps that say the same of one thing and several others are a fork. Each of its branches has a
letter, which what is told further on in that branch keeps: a fork within it has 5a1 and 5a2. Where
branches meet again, or something else is told, the numbers go on without a letter. Several who say
the same to one thing have letters too, and what it does then is told once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, product, takewhile
from string import ascii_lowercase

LETTERS = (*ascii_lowercase, *map("".join, product(ascii_lowercase, repeat=2)))
"""What branches are told by: a to z, then aa to zz."""


@dataclass(frozen=True, slots=True)
class Step:
    """Where a step starts and where it leads, what it says of which thing, and the names of both
    ends with the kind of what is between them.
    """

    sources: frozenset[str]
    targets: frozenset[str]
    saying: tuple[str, ...]
    between: tuple[str, ...] = ()

    def beside(self, other: Step) -> bool:
        """Whether it is a branch of the same fork as another: it says the same of one thing, or
        something else between their likes elsewhere.
        """
        return self.saying == other.saying or self._like_elsewhere(other)

    def joins(self, other: Step) -> bool:
        """Whether it says the same as another to the same, from somewhere else."""
        said, also = (*self.saying[1:], self.targets), (*other.saying[1:], other.targets)
        return said == also and self.sources.isdisjoint(other.sources)

    def _like_elsewhere(self, other: Step) -> bool:
        return self.between == other.between != () and self.sources.isdisjoint(other.sources)


def lettered(steps: Sequence[Step]) -> tuple[str, ...]:
    """What each of the steps is called, in the order in which they are told."""
    names: list[str] = []
    number = 1
    onward = _onward(steps)
    while len(names) < len(steps):
        branches = _branches(steps[len(names) :], onward)
        forked = len(branches) > 1
        for letter, branch in zip(LETTERS if forked else ("",), branches, strict=False):
            names += _names(branch, number, letter)
        number += max(map(len, branches))
    return tuple(names)


def _names(branch: Sequence[int], number: int, letter: str) -> Iterator[str]:
    """What the steps of a branch are called, from a number on; several at once by 1, 2, 3."""
    for at, many in enumerate(branch, start=number):
        yield from (f"{at}{letter}{last}" for last in _last(many))


def _last(many: int) -> Iterable[int | str]:
    """What the names of so many steps that are told at once end with."""
    return range(1, many + 1) if many > 1 else ("",)


def _branches(steps: Sequence[Step], onward: Mapping[str, Collection[str]]) -> list[list[int]]:
    """The branches of the fork that the first step begins: how many steps are told at once in each,
    one after another. The first step, and those that join it, alone where it begins none.
    """
    lengths = _fork(steps, onward)
    if len(lengths) == 1:
        joining = takewhile(lambda step: step.joins(steps[0]), steps[1:])
        return [[1], *([1] for _ in joining)]
    starts = accumulate(lengths, initial=0)
    return [
        _at_once(steps[start : start + length])
        for start, length in zip(starts, lengths, strict=False)
    ]


def _at_once(steps: Sequence[Step]) -> list[int]:
    """How many steps that follow each other are a fork of their own, each time."""
    found: list[int] = []
    first = steps[0]
    for step in steps:
        if found and (step.beside(first) or step.joins(first)):
            found[-1] += 1
        else:
            found.append(1)
            first = step
    return found


def _fork(steps: Sequence[Step], onward: Mapping[str, Collection[str]]) -> list[int]:
    """How many steps there are in each branch of the fork that the first step begins."""
    own = _own([step for step in steps if step.beside(steps[0])], onward)
    branches: list[int] = []
    for before, step in zip((steps[0], *steps), steps, strict=False):
        if step.beside(steps[0]):
            branches.append(0)
        elif not (step.sources <= own[len(branches) - 1] or step.joins(before)):
            break
        branches[-1] += 1
    return branches


def _own(heads: Sequence[Step], onward: Mapping[str, Collection[str]]) -> list[set[str]]:
    """Where the steps that begin branches lead to, each alone."""
    reached = [_reached(step.targets, onward) for step in heads]
    found = []
    for at, step in enumerate(heads):
        others = set(chain.from_iterable(reached[:at] + reached[at + 1 :]))
        found.append((reached[at] - others) | step.targets)
    return found


def _reached(starts: Iterable[str], onward: Mapping[str, Collection[str]]) -> set[str]:
    """All to which some ends lead, and these."""
    found: set[str] = set()
    queue = list(starts)
    while queue:
        end = queue.pop()
        if end not in found:
            found.add(end)
            queue += onward.get(end, ())
    return found


def _onward(steps: Iterable[Step]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for step in steps:
        for source in step.sources:
            found[source] |= step.targets
    return found
