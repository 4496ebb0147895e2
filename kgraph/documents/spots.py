"""Where the keys of a YAML text stand, letter by letter: for changing one and keeping the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from kgraph.documents.yaml import LOADER

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class KeySpot:
    """A key: the way to it, its line (from 1) and column (from 0), and its first and last letter.

    `flows` where it stands within braces; `empty` where a list without items stands behind it.
    The value's letters are known of words alone.
    """

    path: Path
    line: int
    column: int
    start: int
    end: int
    flows: bool
    value_start: int
    value_end: int
    empty: bool


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is open."""

    path: Path
    flows: bool
    is_list: bool
    count: int = 0
    key: Any = None


def key_spots(text: str) -> tuple[KeySpot, ...]:
    """Where each key stands in a text that is sound YAML without anchors, in its order."""
    found: list[KeySpot] = []
    stack: list[_Frame] = []
    events = list(yaml.parse(text, Loader=LOADER))
    for event, following in zip(events, [*events[1:], None], strict=True):
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            stack.pop()
        elif not isinstance(event, yaml.NodeEvent):
            continue
        elif stack and not stack[-1].is_list and stack[-1].key is None:
            stack[-1].key = event  # a key: its value comes next
            continue
        else:
            empty = isinstance(following, yaml.SequenceEndEvent)
            path = _placed(stack, event, found, empty=empty)
            if isinstance(event, yaml.CollectionStartEvent):
                is_list = isinstance(event, yaml.SequenceStartEvent)
                stack.append(_Frame(path, bool(event.flow_style), is_list))
    return tuple(sorted(found, key=lambda spot: spot.start))


def _placed(stack: list[_Frame], value: Any, found: list[KeySpot], *, empty: bool) -> Path:
    """The way to a value; where it stands behind a key, the key is found."""
    if not stack:
        return ()
    frame = stack[-1]
    if frame.is_list:
        frame.count += 1
        return (*frame.path, frame.count - 1)
    key, frame.key = frame.key, None
    path = (*frame.path, key.value)
    start = key.start_mark
    found.append(
        KeySpot(
            path,
            start.line + 1,
            start.column,
            start.index,
            key.end_mark.index,
            frame.flows,
            value.start_mark.index,
            value.end_mark.index,
            empty and isinstance(value, yaml.SequenceStartEvent),
        )
    )
    return path
