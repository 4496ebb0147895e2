"""Paths of glyphs: the commands of SVG that our badges use, as moves, lines and Bézier curves."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

Pair = tuple[float, float]
Command = tuple[str, tuple[float, ...]]
"""``M`` and ``L`` with a point, ``C`` with three, ``Z`` with none."""

_TOKEN = re.compile(r"[MLHVCAZ]|[-+]?(?:\d+\.?\d*|\.\d+)")
_REST = re.compile(r"[\s,]*")
_NUMBERS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "A": 7, "Z": 0}


def parse(path: str) -> tuple[Command, ...]:
    """The path in moves, lines, curves and closings.

    ValueError for anything but M L H V C A Z with absolute numbers.

    >>> parse("M3 4H9V8Z")
    (('M', (3.0, 4.0)), ('L', (9.0, 4.0)), ('L', (9.0, 8.0)), ('Z', ()))
    """
    found: list[Command] = []
    here = start = (0.0, 0.0)
    for letter, numbers in _steps(path):
        if not found and letter != "M":
            raise ValueError(f"a path starts with M, not {letter}: {path!r}")
        if letter == "Z":
            found.append(("Z", ()))
            here = start
            continue
        end = _end(letter, numbers, here)
        if letter == "A":
            found.extend(("C", curve) for curve in _arc(here, numbers, end))
        elif letter == "C":
            found.append(("C", numbers))
        else:
            found.append(("M" if letter == "M" else "L", end))
        here = end
        start = end if letter == "M" else start
    return tuple(found)


def _end(letter: str, numbers: tuple[float, ...], here: Pair) -> Pair:
    if letter == "H":
        return numbers[0], here[1]
    if letter == "V":
        return here[0], numbers[0]
    return numbers[-2], numbers[-1]


def _steps(path: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Each command with its numbers; one letter may serve several in a row, as in ``L1 2 3 4``."""
    tokens = _tokens(path)
    position = 0
    letter = ""
    while position < len(tokens):
        if tokens[position] in _NUMBERS:
            letter = tokens[position]
            position += 1
        elif letter in ("", "Z"):
            raise ValueError(f"a number without a command: {path!r}")
        taken = tokens[position : position + _NUMBERS[letter]]
        if len(taken) < _NUMBERS[letter] or any(token in _NUMBERS for token in taken):
            raise ValueError(f"{letter} needs {_NUMBERS[letter]} numbers: {path!r}")
        position += len(taken)
        yield letter, tuple(map(float, taken))
        letter = "L" if letter == "M" else letter


def _tokens(path: str) -> list[str]:
    tokens, position = [], 0
    while position < len(path):
        position = _match(_REST, path, position).end()
        if position < len(path):
            found = _match(_TOKEN, path, position)
            tokens.append(found.group())
            position = found.end()
    return tokens


def _match(pattern: re.Pattern[str], path: str, position: int) -> re.Match[str]:
    found = pattern.match(path, position)
    if found is None:
        raise ValueError(f"cannot read {path[position : position + 12]!r} in a path: {path!r}")
    return found


# --- arcs


@dataclass(frozen=True, slots=True)
class _Ellipse:
    """An ellipse with upright axes: its middle and its radii."""

    cx: float
    cy: float
    rx: float
    ry: float

    def angle(self, point: Pair) -> float:
        """The angle at which a point lies on it."""
        return math.atan2((point[1] - self.cy) / self.ry, (point[0] - self.cx) / self.rx)

    def at(self, angle: float, along: float = 0.0) -> Pair:
        """A point on it, or so far along its tangent from there."""
        x = math.cos(angle) - along * math.sin(angle)
        y = math.sin(angle) + along * math.cos(angle)
        return round(self.cx + self.rx * x, 4), round(self.cy + self.ry * y, 4)


def _arc(start: Pair, numbers: tuple[float, ...], end: Pair) -> list[tuple[float, ...]]:
    """An elliptical arc as Bézier curves of at most a quarter each (SVG 2, appendix B.2.4)."""
    rx, ry, turned, large, sweep = numbers[:5]
    if turned:
        raise ValueError("arcs of glyphs have upright axes")
    if start == end:
        return []
    if not rx or not ry:
        return [(*start, *end, *end)]
    ellipse = _ellipse(start, end, (abs(rx), abs(ry)), opposite=bool(large) == bool(sweep))
    first = ellipse.angle(start)
    turn = _turn(ellipse.angle(end) - first, clockwise=bool(sweep))
    pieces = max(1, math.ceil(abs(turn) / (math.pi / 2) - 1e-9))
    step = turn / pieces
    pull = 4 / 3 * math.tan(step / 4)
    curves: list[tuple[float, ...]] = []
    for number in range(pieces):
        a, b = first + number * step, first + (number + 1) * step
        curves.append((*ellipse.at(a, pull), *ellipse.at(b, -pull), *ellipse.at(b)))
    return curves


def _ellipse(start: Pair, end: Pair, radii: Pair, *, opposite: bool) -> _Ellipse:
    """One of the two ellipses through two points; radii that are too small grow until one fits."""
    (x0, y0), (x1, y1), (rx, ry) = start, end, radii
    px, py = (x0 - x1) / 2, (y0 - y1) / 2
    grow = math.sqrt(max(1.0, (px / rx) ** 2 + (py / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    ratio = (rx * ry) ** 2 / ((rx * py) ** 2 + (ry * px) ** 2) - 1
    root = math.sqrt(max(0.0, ratio)) * (-1 if opposite else 1)
    middle = (x0 + x1) / 2, (y0 + y1) / 2
    return _Ellipse(middle[0] + root * rx * py / ry, middle[1] - root * ry * px / rx, rx, ry)


def _turn(turn: float, *, clockwise: bool) -> float:
    """An angle to be turned by, in the way that is asked for."""
    if clockwise and turn < 0:
        return turn + 2 * math.pi
    if not clockwise and turn > 0:
        return turn - 2 * math.pi
    return turn


@cache
def is_path(path: str) -> bool:
    """Whether a text is a path that can be drawn; an empty one is none."""
    try:
        return bool(parse(path))
    except ValueError:
        return False
