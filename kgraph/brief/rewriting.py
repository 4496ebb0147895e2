"""The text of a brief changed as little as it takes to say another: comments and order stay.

Works on lines: who calls it reads the outcome again, and writes the brief anew where that is not
what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

_KEY = re.compile(r"( *)([A-Za-z][A-Za-z0-9_.-]*) *:(?: .*)?")
Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """A key of a mapping with all lines that it has, and the comments and blank lines above it."""

    key: str
    above: Lines
    lines: Lines


def rewritten(text: str, before: str, after: str) -> str:
    """A text with what differs between two canonical texts of briefs, of which the first says what
    the text says.

    >>> rewritten("# ours\\nuse: [a]\\nname: X\\n", "name: X\\nuse: [a]\\n", "name: Y\\nuse: [a]")
    '# ours\\nuse: [a]\\nname: Y\\n'
    """
    lines = _merged(*(tuple(one.splitlines()) for one in (text, before, after)))
    return "".join(f"{line}\n" for line in lines)


def _merged(lines: Lines, before: Lines, after: Lines) -> Lines:
    """The lines of a mapping, with those of its keys that differ taken from what comes after."""
    blocks, tail = _blocks(lines)
    old = {one.key: one.lines for one in _blocks(before)[0]}
    new = {one.key: one.lines for one in _blocks(after)[0]}
    told = {one.key for one in blocks}
    indent = _indent(lines)
    kept = [
        _renewed(one, old.get(one.key, ()), new[one.key], indent)
        for one in blocks
        if one.key in new
    ]
    for key in new:
        if key not in told:
            added = _Block(key, (), _indented(new[key], indent))
            kept.insert(_place(key, list(new), kept), added)
    gone = [one.above for one in blocks[:1] if one.key not in new]
    return (*_flat(gone), *_flat((*one.above, *one.lines) for one in kept), *tail)


def _renewed(block: _Block, old: Lines, new: Lines, indent: int) -> _Block:
    """A block as it is to be: as it was, where nothing of it differs."""
    if old == new:
        return block
    inner = [lines[1:] for lines in (block.lines, old, new)]
    if all(_is_mapping(lines) for lines in inner):
        merged = _merged(*inner)
        return _Block(block.key, block.above, (block.lines[0], *merged))
    return _Block(block.key, block.above, _indented(new, indent))


def _place(key: str, order: Sequence[str], kept: Sequence[_Block]) -> int:
    """Where a key goes among those that are kept: after the last that comes before it in order."""
    earlier = set(order[: order.index(key)])
    places = (at for at, one in enumerate(kept, start=1) if one.key in earlier)
    return max(places, default=0)


def _blocks(lines: Lines) -> tuple[list[_Block], Lines]:
    """The keys of a mapping with their lines, and what stands below the last of them."""
    indent = _indent(lines)
    found: list[_Block] = []
    above: list[str] = []
    for line in lines:
        named = _KEY.fullmatch(line)
        if named and len(named[1]) == indent:
            found.append(_Block(named[2], tuple(above), (line,)))
        elif _says_nothing(line) or not found:
            above.append(line)
            continue
        else:
            last = found.pop()
            found.append(_Block(last.key, last.above, (*last.lines, *above, line)))
        above = []
    return found, tuple(above)


def _indent(lines: Iterable[str]) -> int:
    """By how much the first key is indented."""
    keys = filter(None, map(_KEY.fullmatch, lines))
    return next((len(one[1]) for one in keys), 0)


def _is_mapping(lines: Lines) -> bool:
    """Whether these are the keys of a mapping, one below the other."""
    said = next((line for line in lines if not _says_nothing(line)), "")
    return _KEY.fullmatch(said) is not None


def _indented(lines: Lines, indent: int) -> Lines:
    """Lines of a key, indented by so much."""
    own = _indent(lines)
    return tuple(" " * indent + line[own:] for line in lines)


def _says_nothing(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _flat(groups: Iterable[Iterable[str]]) -> Lines:
    return tuple(chain.from_iterable(groups))
