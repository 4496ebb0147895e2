"""Paths of glyphs: the few commands of SVG that our badges use, turned into moves, lines and Bézier curves."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache

Command = tuple[str, tuple[float, ...]]
"""``M`` and ``L`` with a point, ``C`` with three, ``Z`` with none."""

_TOKEN = re.compile(r"[MLHVCAZ]|[-+]?(?:\d+\.?\d*|\.\d+)")
_REST = re.compile(r"[\s,]*")
_NUMBERS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "A": 7, "Z": 0}


def parse(path: str) -> tuple[Command, ...]:
    """The path in moves, lines, curves and closings; ValueError for anything but M L H V C A Z with absolute numbers.

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


def _end(letter: str, numbers: tuple[float, ...], here: tuple[float, float]) -> tuple[float, float]:
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


def _arc(
    start: tuple[float, float], numbers: tuple[float, ...], end: tuple[float, float]
) -> list[tuple[float, ...]]:
    """An elliptical arc as Bézier curves of at most a quarter each (SVG 2, appendix B.2.4); its axes are not turned."""
    rx, ry, turned, large, sweep = (
        abs(numbers[0]),
        abs(numbers[1]),
        numbers[2],
        numbers[3] != 0,
        numbers[4] != 0,
    )
    if turned:
        raise ValueError("arcs of glyphs have upright axes")
    if start == end:
        return []
    if not rx or not ry:
        return [(*start, *end, *end)]
    px, py = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    grow = math.sqrt(max(1.0, (px / rx) ** 2 + (py / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    ratio = (rx * ry) ** 2 / ((rx * py) ** 2 + (ry * px) ** 2) - 1
    root = math.sqrt(max(0.0, ratio)) * (-1 if large == sweep else 1)
    dx, dy = root * rx * py / ry, -root * ry * px / rx
    cx, cy = dx + (start[0] + end[0]) / 2, dy + (start[1] + end[1]) / 2
    first = math.atan2((py - dy) / ry, (px - dx) / rx)
    turn = math.atan2((-py - dy) / ry, (-px - dx) / rx) - first
    if sweep and turn < 0:
        turn += 2 * math.pi
    elif not sweep and turn > 0:
        turn -= 2 * math.pi
    pieces = max(1, math.ceil(abs(turn) / (math.pi / 2) - 1e-9))
    step = turn / pieces
    pull = 4 / 3 * math.tan(step / 4)

    def at(angle: float, along: float) -> tuple[float, float]:
        x = math.cos(angle) - along * math.sin(angle)
        y = math.sin(angle) + along * math.cos(angle)
        return round(cx + rx * x, 4), round(cy + ry * y, 4)

    curves: list[tuple[float, ...]] = []
    for number in range(pieces):
        a, b = first + number * step, first + (number + 1) * step
        curves.append((*at(a, pull), *at(b, -pull), *at(b, 0)))
    return curves


@cache
def is_path(path: str) -> bool:
    """Whether a text is a path that can be drawn; an empty one is none."""
    try:
        return bool(parse(path))
    except ValueError:
        return False
