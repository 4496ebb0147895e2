"""Chains of things that follow one another in neighbouring ranks, set in one line."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain as chained

from kgraph.layout.arrange.ties import Links, Node

Edge = tuple[str, str]
MORE = 1.5
"""How many times as much as the next one must have behind it what stands in line with its rank."""


@dataclass(frozen=True, slots=True)
class _Room:
    """How far a chain may be moved: the least and the most, for what stands beside its things."""

    least: float = float("-inf")
    most: float = float("inf")

    def within(self, other: _Room) -> _Room:
        return _Room(max(self.least, other.least), min(self.most, other.most))


def following(rows: Sequence[Sequence[Node]], links: Links, *, spines: bool) -> dict[str, Node]:
    """For each thing that leads to the next alone what that is, if nothing else leads there.

    With `spines` also for what leads to several, or comes from several, the one that has far more
    behind it than the others.
    """
    after = _reached(rows, links) if spines else {}
    before = _reached(list(reversed(rows)), links) if spines else {}
    follows: dict[str, Node] = {}
    for row, next_row in itertools.pairwise(rows):
        for node in row:
            other = _only(node, next_row, links, after)
            if other is not None and _only(other, row, links, before) is node:
                follows[node.id] = other
    return follows


def straighten(
    rows: Sequence[Sequence[Node]],
    links: Links,
    follows: Mapping[str, Node],
    beside: float,
    *,
    whole: bool = False,
) -> None:
    """Set things of which each follows the one before in one line, where there is room.

    Their mean stays as near as may be to where it was; `beside` is the room between things of one
    rank. What a tie passes by that joins two of a chain is left out of it, unless it is `whole`.
    """
    place: dict[str, tuple[Sequence[Node], int]] = {}
    for row in rows:
        place.update((node.id, (row, at)) for at, node in enumerate(row))
    everything = chained.from_iterable(rows)
    passing = {node.passing for node in everything if node.passing is not None}
    parts = (_parts(one, () if whole else passing) for one in _chains(rows, follows))
    for chain in sorted(chained.from_iterable(parts), key=len, reverse=True):
        shifts = zip(chain, _shifts(chain, links), strict=True)
        shifted = [
            (node, shift, _room(node, shift, *place[node.id], beside)) for node, shift in shifts
        ]
        for run, room in _runs(shifted):
            _set(run, room)


def _runs(
    shifted: Iterable[tuple[Node, float, _Room]],
) -> Iterator[tuple[list[tuple[Node, float]], _Room]]:
    """A chain in parts, each as long as all of it has room in one line, with that room."""
    run: list[tuple[Node, float]] = []
    room = _Room()
    for node, shift, own in shifted:
        common = room.within(own)
        if run and common.least > common.most:
            yield run, room
            run, common = [], own
        run.append((node, shift))
        room = common
    yield run, room


def _set(run: Sequence[tuple[Node, float]], room: _Room) -> None:
    """Let things begin at one place, each by its own shift."""
    if len(run) < 2:
        return
    mean = sum(node.at - shift for node, shift in run) / len(run)
    begin = min(max(mean, room.least), room.most)
    for node, shift in run:
        node.at = begin + shift


def _room(node: Node, shift: float, row: Sequence[Node], at: int, beside: float) -> _Room:
    """Where the chain of a thing may begin, for its neighbours in its rank."""
    room = _Room()
    if at > 0:
        left = row[at - 1]
        room = room.within(_Room(least=left.at + left.across + beside - shift))
    if at + 1 < len(row):
        most = row[at + 1].at - beside - node.across - shift
        room = room.within(_Room(most=most))
    return room


def _chains(rows: Sequence[Sequence[Node]], follows: Mapping[str, Node]) -> Iterator[list[Node]]:
    """The longest runs of things that follow one another."""
    later = {node.id for node in follows.values()}
    for row in rows:
        for node in row:
            if node.id in follows and node.id not in later:
                yield list(_from(node, follows))


def _reached(rows: Sequence[Sequence[Node]], links: Links) -> dict[str, set[str]]:
    """For each thing what one comes to from it along the ranks, with itself."""
    reached: dict[str, set[str]] = {}
    for row in reversed(rows):
        found: dict[str, set[str]] = {}
        for node in row:
            found[node.id] = {node.id} if node.passing is None else set()
            for other, *_ in links[node.id]:
                found[node.id] |= reached.get(other, set())
        reached |= found
    return reached


def _parts(chain: Sequence[Node], passing: Iterable[Edge]) -> Iterator[list[Node]]:
    """A chain without what a tie passes by that joins two of it: in one line both would not fit."""
    at = {node.id: number for number, node in enumerate(chain)}
    torn: set[int] = set()
    for before, after in passing:
        if before in at and after in at:
            torn.update(range(*sorted((at[before], at[after]))))
    part: list[Node] = []
    for number, node in enumerate(chain):
        part.append(node)
        if number in torn:
            yield part
            part = []
    yield part


def _from(node: Node, follows: Mapping[str, Node]) -> Iterator[Node]:
    yield node
    while node.id in follows:
        node = follows[node.id]
        yield node


def _only(
    node: Node, rank: Sequence[Node], links: Links, reached: Mapping[str, Collection[str]]
) -> Node | None:
    """The one thing of a rank that a thing is linked with; lanes count where there is no other.

    Of several, that which has far more behind it, if it is told what is `reached` from where.
    """
    if node.fixed:
        return None
    ids = {other for other, *_ in links[node.id]}
    found = [other for other in rank if other.id in ids and not other.fixed]
    things = [other for other in found if other.passing is None] or found
    if len(things) > 1 and reached:
        return _heaviest(things, reached)
    return things[0] if len(things) == 1 else None


def _heaviest(things: Iterable[Node], reached: Mapping[str, Collection[str]]) -> Node | None:
    """That of several things which has far more behind it than all others."""
    first, second, *_ = sorted(things, key=lambda other: -len(reached[other.id]))
    return first if len(reached[first.id]) >= MORE * len(reached[second.id]) else None


def _shifts(chain: Sequence[Node], links: Links) -> list[float]:
    """Where each thing of a chain begins after the first, so that what joins them is straight."""
    shifts = [0.0]
    for node, other in itertools.pairwise(chain):
        there, here = next((t, h) for id, t, h, _ in links[node.id] if id == other.id)
        shifts.append(shifts[-1] + here * node.across - there * other.across)
    return shifts
