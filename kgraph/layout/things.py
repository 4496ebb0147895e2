"""Frames, blocks and boxes in their rectangles: where their icons, names and roles stand."""

from __future__ import annotations

from collections.abc import Collection

from kgraph.layout import style
from kgraph.layout.arrange.cards import (
    AFTER,
    BEFORE,
    ICON_GAP,
    NAME_LINE,
    ROLE_LINE,
    Card,
    name_lines,
    role_lines,
)
from kgraph.layout.drawing import DrawnBlock, DrawnBox, DrawnFrame, Rect, Text
from kgraph.layout.lines import broken, fitted, line_width, named
from kgraph.layout.seating import cards
from kgraph.view.view import Block, Box, Frame


def drawn_frame(frame: Frame, rect: Rect, known: Collection[str]) -> DrawnFrame:
    """A frame with its icon and heading at its top left; its name is one of those known."""
    x, icon = rect.x + 14, Rect(rect.x + 14, rect.y, 0, 0)
    if frame.icon:
        icon = Rect(x, rect.y + 7, style.FRAME_ICON, style.FRAME_ICON)
        x += style.FRAME_ICON + 8
    return DrawnFrame(
        id=frame.id,
        level=frame.level,
        rect=rect,
        icon=frame.icon,
        icon_rect=icon,
        texts=_frame_heading(frame, rect, x, known),
        href=frame.href,
        tooltip=frame.tooltip,
        mark=frame.mark,
    )


def _frame_heading(frame: Frame, rect: Rect, x: float, known: Collection[str]) -> tuple[Text, ...]:
    """The title, and the subtitle behind it where there is room."""
    base = rect.y + 23
    room = max(rect.right - 12 - x, 60)
    title = " ".join(named(frame.title, known, room, "frame"))
    after = x + line_width(title, "frame") + 10
    room = rect.right - 12 - after
    heading = Text(x, base, title, "frame")
    if not frame.subtitle or room <= 30:
        return (heading,)
    return heading, Text(after, base, fitted(frame.subtitle, room, "place"), "place")


def drawn_block(block: Block, rect: Rect, card: Card, known: Collection[str]) -> DrawnBlock:
    """A block with its boxes in rows; without a title it is only its box."""
    if not block.title:
        only = _drawn_box(block.boxes[0], rect, known)
        return DrawnBlock(block.id, rect, block.hue, None, (only,))
    places = zip(block.boxes, cards(block, rect, card), strict=True)
    boxes = tuple(_drawn_box(box, card, known) for box, card in places)
    words = fitted(block.title, rect.w - 2 * style.PAD, "block")
    title = Text(rect.x + style.PAD, rect.y + style.PAD + 9, words, "block")
    return DrawnBlock(block.id, rect, block.hue, title, boxes)


def _drawn_box(box: Box, rect: Rect, known: Collection[str]) -> DrawnBox:
    """A box with its icon at the left, its name and role beside."""
    icon = Rect(rect.x + BEFORE, rect.y + (rect.h - style.ICON) / 2, style.ICON, style.ICON)
    return DrawnBox(
        id=box.id,
        rect=rect,
        icon=box.icon,
        glyph=box.glyph,
        icon_rect=icon,
        hue=box.hue,
        texts=_box_lines(box, rect, icon.right + ICON_GAP, known),
        href=box.href,
        tooltip=box.tooltip,
        count=box.count,
        mark=box.mark,
    )


def _box_lines(box: Box, rect: Rect, left: float, known: Collection[str]) -> tuple[Text, ...]:
    """The name of a box, its role below, together in the middle."""
    room, most = rect.right - AFTER - left, name_lines(box, rect.h)
    name = named(box.title, known, room, "box", lines=most)
    role = broken(box.subtitle, room, "role", lines=role_lines(len(name), rect.h))
    rows = [(line, "box", NAME_LINE) for line in name]
    rows += [(line, "role", ROLE_LINE) for line in role]
    y = rect.y + (rect.h - sum(high for *_, high in rows)) / 2 + 11
    lines = []
    for text, kind, high in rows:
        lines.append(Text(left, round(y, 2), text, kind))
        y += high
    return tuple(lines)
