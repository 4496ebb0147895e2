"""Entries that extend others: what they inherit, and their differences laid over it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from kgraph.documents.located import Located
from kgraph.errors import InputError, nearest, shown

EXTENDS, ADD, REMOVE = "extends", "add", "remove"
DIFFERENCES = (EXTENDS, ADD, REMOVE)
_INSTEAD = {"license": "licences", "licences": "license"}
"""Keys of which an entry has one: who says one does not inherit the other."""
MAX_VALUES = 5_000
"""How many values an entry may say with all that it inherits."""
MAX_CHAIN = 20
Roots = Mapping[str, tuple[Path, Located]]
"""What entries say in their files, by their ids."""


def extended(id: str, own: Roots, below: Roots) -> Located:
    """What an entry of a layer says with all that it inherits.

    `own` are the entries of the layer, `below` those that it is laid over. InputError for what
    cannot be extended, and for entries that extend each other in a circle.
    """
    path, root = own[id]
    line = [id]
    chain = [(id, path, root)]
    while (base := _base(path, root)) is not None:
        _refuse_circle(path, root, base, line)
        among = _among(base, line[-1], own, below)
        if base not in among:
            known = {*below, *own} - {line[-1]}
            what = f"unknown component '{shown(base)}'"
            raise _fault(path, root, what, nearest(base, known))
        path, root = among[base]
        line.append(base)
        chain.append((base, path, root))
        if among is below:
            break
    return _laid_over(chain)


def _among(base: str, heir: str, own: Roots, below: Roots) -> Roots:
    """Where an entry is looked for: what extends its own id means what lies below."""
    return below if base == heir or base not in own else own


def _refuse_circle(path: Path, root: Located, base: str, line: list[str]) -> None:
    if base in line and base != line[-1]:
        circle = " extends ".join([*line[line.index(base) :], base])
        raise _fault(path, root, f"a circle: {circle}", "let one of them extend none of these")
    if len(line) > MAX_CHAIN:
        raise _fault(path, root, f"more than {MAX_CHAIN} entries extend each other", "flatten it")


def _laid_over(chain: list[tuple[str, Path, Located]]) -> Located:
    """The entries of a chain in one, the first over all others."""
    *over, (base, _, found) = chain
    for id, path, root in reversed(over):
        found = _with_differences(path, root, _inherited(found, root, base, id))
        _refuse_bomb(path, root, found)
        base = id
    return found


def _inherited(found: Located, root: Located, base: str, own: str) -> Located:
    """What an entry has from the one that it extends, told at the line that says so; another name
    than that one's is its own, and so are the beginnings of inner ids.
    """
    line = root.value[EXTENDS].line
    renamed = _renamed(found, line, base, own)
    if base == own:
        return renamed
    return Located({key: one for key, one in renamed.value.items() if key != "aliases"}, line)


def _base(path: Path, root: Located) -> str | None:
    """Which entry one extends, if it does."""
    item = root.value.get(EXTENDS)
    if item is None:
        lone = next((key for key in (ADD, REMOVE) if key in root.value), None)
        if lone is not None:
            spot = f"{path}:{root.value[lone].line}"
            what = f"has '{lone}' but extends nothing"
            raise InputError.one(spot, what, "add 'extends: …', or say it plainly")
        return None
    if not item.text:
        spot = f"{path}:{item.line}"
        raise InputError.one(spot, "'extends' names no entry", "write 'extends: …'")
    return str(item.text)


def _with_differences(path: Path, root: Located, inherited: Located) -> Located:
    """An entry over the one that it extends: mappings are laid over each other, all else takes the
    place of what was there; then lists lose and gain items.
    """
    said = {key: item for key, item in root.value.items() if key not in DIFFERENCES}
    values = dict(_merged(inherited, Located(said, root.line)).value)
    for key, other in _INSTEAD.items():
        if key in said:
            values.pop(other, None)
    for key, item in _lists(path, root, REMOVE).items():
        values[key] = _without(path, key, item, values.get(key))
    for key, item in _lists(path, root, ADD).items():
        values[key] = Located([*_items_at(values, key), *_items(item)], item.line)
    return Located({key: one for key, one in values.items() if one.value != []}, root.line)


def _items_at(values: dict[str, Located], key: str) -> list[Located]:
    """The items of a list, none where there is none."""
    there = values.get(key)
    return there.value if there is not None and isinstance(there.value, list) else []


def _lists(path: Path, root: Located, key: str) -> dict[str, Located]:
    """What is added to lists, or removed, by the list."""
    item = root.value.get(key)
    if item is None or item.value is None:
        return {}
    if not isinstance(item.value, dict):
        spot = f"{path}:{item.line}"
        raise InputError.one(spot, f"'{key}' is not a mapping", f"write '{key}: {{provides: […]}}'")
    return dict(item.value)


def _items(item: Located) -> list[Located]:
    return item.value if isinstance(item.value, list) else [item]


def _without(path: Path, key: str, named: Located, there: Located | None) -> Located:
    """A list without the items that are named, by their words or ids."""
    kept = [] if there is None else _items_at({key: there}, key)
    for word in _items(named):
        left = [one for one in kept if _called(one) != word.text]
        if len(left) == len(kept):
            what = f"'{shown(str(word.text))}' is not under '{shown(key)}' of what it extends"
            names = [name for one in kept if (name := _called(one))]
            raise InputError.one(f"{path}:{word.line}", what, nearest(str(word.text), names))
        kept = left
    return Located(kept, named.line)


def _called(item: Located) -> str | None:
    """The word that an item is, or that tells a mapping from its neighbours."""
    if not isinstance(item.value, dict):
        return item.text
    keys = ("id", "protocol", "with", "capability", "level", "stage")
    told = next((item.value[key] for key in keys if key in item.value), None)
    return None if told is None else told.text


def _merged(base: Located, over: Located) -> Located:
    if not (isinstance(base.value, dict) and isinstance(over.value, dict)):
        return over
    both = dict(base.value)
    for key, item in over.value.items():
        both[key] = _merged(both[key], item) if key in both else item
    return Located(both, over.line)


def _renamed(item: Located, line: int, base: str, own: str) -> Located:
    """What is inherited, told at the line that inherits it; its inner ids begin with the heir's."""
    if isinstance(item.value, dict):
        inner = {key: _renamed(one, line, base, own) for key, one in item.value.items()}
        return Located(inner, line)
    if isinstance(item.value, list):
        return Located([_renamed(one, line, base, own) for one in item.value], line)
    return _word_of(item, line, base, own)


def _word_of(item: Located, line: int, base: str, own: str) -> Located:
    """A word that is inherited; an inner id of the base is one of the heir's."""
    text = item.text or ""
    if text.startswith(f"{base}#"):
        return Located(f"{own}#{text.partition('#')[2]}", line)
    return replace(item, line=line)


def _refuse_bomb(path: Path, root: Located, found: Located) -> None:
    if _count(found) > MAX_VALUES:
        what = f"says more than {MAX_VALUES:,} values with what it inherits"
        raise _fault(path, root, what, "say less")


def _count(item: Located) -> int:
    return 1 + sum(map(_count, _inner(item.value)))


def _inner(value: object) -> Iterable[Located]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _fault(path: Path, root: Located, what: str, remedy: str) -> InputError:
    item = root.value.get(EXTENDS, root)
    return InputError.one(f"{path}:{item.line}", what, remedy)
