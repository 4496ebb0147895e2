"""Arrows that share a line, set apart on tracks side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kgraph.layout.geometry.curves import ahead

Line = list[list[float]]
"""The corners of an arrow, from border to border."""

TRACK = 10.0
"""The distance between arrows that run side by side."""

Piece = tuple[float, float, float, float, int, int]
"""A straight piece: its line, from where to where on it, to which side its arrow turns off, the
number of the arrow, and its own number in that."""


def set_apart(lines: Sequence[Line], names: Sequence[str]) -> None:
    """Pieces of different arrows on one line, or nearly so, get tracks of their own.

    Arrows of one name keep to one track.
    """
    for axis in (1, 0):  # horizontal pieces share a y, vertical ones an x
        pieces = sorted(_pieces(lines, axis))
        for group in _crowded(pieces):
            track = _tracks(group, names)
            for *_, number, i in group:
                lines[number][i][axis] = lines[number][i + 1][axis] = track[names[number]]
    for line in lines:
        line[:] = onwards(line)


def onwards(line: Line) -> Line:
    """A line without what it runs back along: pieces of one way, side by side, may get one track.

    >>> onwards([[0, 0], [0, 9], [0, 9], [0, 6], [4, 6]])
    [[0, 0], [0, 6], [4, 6]]
    """
    found: Line = []
    for point in line:
        while len(found) > 1 and ahead(found[-1], found[-2], point):  # one comes back
            found.pop()
        if not found or found[-1] != point:
            found.append(point)
    return found if len(found) < len([*_apart(line)]) else line


def _apart(line: Line) -> Iterator[list[float]]:
    """The corners of a line, those that stand on the one before left out."""
    before: list[float] = []
    for point in line:
        if point != before:
            yield point
        before = point


def _pieces(lines: Iterable[Line], axis: int) -> Iterator[Piece]:
    """The pieces that run across an axis."""
    other = 1 - axis
    for number, line in enumerate(lines):
        for i, (start, end) in enumerate(pairwise(line)):
            if start[axis] == end[axis] and start[other] != end[other]:
                low, high = sorted((start[other], end[other]))
                yield start[axis], low, high, _turns(line, i, axis), number, i


def _turns(line: Line, i: int, axis: int) -> float:
    """Where an arrow comes from and goes to, across a piece of it: what lies on which side."""
    before = line[i - 1][axis] if i > 0 else line[i][axis]
    after = line[i + 2][axis] if i + 2 < len(line) else line[i + 1][axis]
    return (before - line[i][axis]) + (after - line[i][axis])


def _crowded(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Groups of pieces that run side by side closer than a track, of at least two arrows."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        near = _near(piece, groups)
        if near is None:
            groups.append([piece])
        else:
            near.append(piece)
    return [group for group in groups if len(_arrows(group)) > 1]


def _arrows(group: Iterable[Piece]) -> dict[int, None]:
    """The numbers of the arrows of pieces, each once, in their order."""
    return dict.fromkeys(number for *_, number, _ in group)


def _near(piece: Piece, groups: Iterable[list[Piece]]) -> list[Piece] | None:
    """The first group that holds a piece beside this one; pieces that only touch are not beside."""
    line, start, end, *_ = piece
    for group in groups:
        for other, begins, ends, *_ in group:
            if line - other < TRACK and start < ends - 1 and begins < end - 1:
                return group
    return None


def _tracks(group: Sequence[Piece], names: Sequence[str]) -> dict[str, float]:
    """The line of each name in a group, in the order in which its arrows turn off."""
    middle = (group[0][0] + group[-1][0]) / 2
    ordered = sorted(group, key=lambda piece: (piece[3], piece[0], piece[4]))
    tracks = dict.fromkeys(names[number] for *_, number, _ in ordered)
    centre = (len(tracks) - 1) / 2
    return {name: middle + (place - centre) * TRACK for place, name in enumerate(tracks)}
