"""Areas in which things have their places, and areas put together to larger ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kgraph.layout.drawing import Rect

ALIKE = 0.6
"""Frames side by side are made equally high where a lower one has this share of the highest; else
it is made half as high."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Rectangles by id within an area of a width and height."""

    w: float = 0.0
    h: float = 0.0
    at: dict[str, Rect] = field(default_factory=dict)

    def moved(self, dx: float, dy: float) -> dict[str, Rect]:
        """The rectangles, shifted."""
        return {id: Rect(rect.x + dx, rect.y + dy, rect.w, rect.h) for id, rect in self.at.items()}


def alone(id: str, wide: float, high: float) -> Spread:
    """The area of one thing."""
    return Spread(wide, high, {id: Rect(0, 0, wide, high)})


def framed(id: str, wide: float, high: float, inner: Spread, head: float) -> Spread:
    """The area of a frame around another area, which stands in its middle below a head."""
    held = inner.moved((wide - inner.w) / 2, head)
    return Spread(wide, high, {id: Rect(0, 0, wide, high), **held})


def bounded(at: Mapping[str, Rect]) -> Spread:
    """The smallest area around rectangles."""
    left = min((rect.x for rect in at.values()), default=0.0)
    top = min((rect.y for rect in at.values()), default=0.0)
    wide = max((rect.right for rect in at.values()), default=left) - left
    high = max((rect.bottom for rect in at.values()), default=top) - top
    return Spread(wide, high, Spread(wide, high, dict(at)).moved(-left, -top))


def row(parts: Iterable[Spread], gap: float, align: float = 0.5) -> Spread:
    """Areas from left to right; `align` 0 is top, 1 bottom."""
    shown = [part for part in parts if part.at]
    high = max((part.h for part in shown), default=0.0)
    at: dict[str, Rect] = {}
    x = 0.0
    for part in shown:
        at |= part.moved(x, (high - part.h) * align)
        x += part.w + gap
    return Spread(max(x - gap, 0.0), high, at)


def column(parts: Iterable[Spread], gap: float, align: float = 0.5) -> Spread:
    """Areas from top to bottom; `align` 0 is left, 1 right."""
    shown = [part for part in parts if part.at]
    wide = max((part.w for part in shown), default=0.0)
    at: dict[str, Rect] = {}
    y = 0.0
    for part in shown:
        at |= part.moved((wide - part.w) * align, y)
        y += part.h + gap
    return Spread(wide, max(y - gap, 0.0), at)


def levelled(parts: Sequence[Spread], ids: Sequence[str]) -> list[Spread]:
    """Frames that stand side by side, made equally high, so that like ones look alike; but those
    that hold much less would stand half empty. `ids` are those of the frames.
    """
    high = max((part.h for part in parts), default=0.0)
    level = []
    for part, id in zip(parts, ids, strict=True):
        own = high if part.h >= ALIKE * high else max(part.h, high / 2)
        outer = part.at[id]
        rect = Rect(outer.x, outer.y, outer.w, own)
        level.append(Spread(part.w, own, {**part.at, id: rect}))
    return level


def matched(parts: Sequence[Spread], high: Sequence[Spread], marks: Sequence[str]) -> list[Spread]:
    """Frames made as `high` as others, with what they hold moved down: as near as may be to where
    the one of `marks` in each stands in the frame in which it stands lowest.
    """
    tops = [part.at[mark].y for part, mark in zip(parts, marks, strict=True)]
    found = []
    for part, frame, top in zip(parts, high, tops, strict=True):
        outer, *held = frame.at
        inner = Spread(at={id: frame.at[id] for id in held})
        down = min(max(tops) - top, frame.h - part.h)
        found.append(Spread(frame.w, frame.h, {outer: frame.at[outer], **inner.moved(0.0, down)}))
    return found


def grid(parts: Sequence[Spread], across: int, gap: float) -> Spread:
    """Areas in rows of so many, their tops level."""
    starts = range(0, len(parts), across)
    return column([row(parts[start : start + across], gap, 0.0) for start in starts], gap)
