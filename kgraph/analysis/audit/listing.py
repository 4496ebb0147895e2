"""Entries held against a foundation's map of the field: names, homes, licences, stages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from kgraph.analysis.audit.keys import address_key, host, name_keys
from kgraph.model.audit import Check, Row
from kgraph.model.landscape import Claimed, Landscape, Listed


@dataclass(frozen=True, slots=True)
class Pair:
    """An entry with the item of the map that is the same thing; whether `by_name` alone."""

    entry: Claimed
    item: Listed
    by_name: bool


def against_landscape(entries: Sequence[Claimed], landscape: Landscape) -> tuple[Check, ...]:
    """What entries and map say of the same things, and where they differ."""
    pairs = tuple(paired(entries, landscape.items))
    by_repository = tuple(pair for pair in pairs if not pair.by_name)
    projects = tuple(pair for pair in pairs if pair.item.stage)
    return (
        _check("names", "Entries are called what the map calls them", by_repository, _other_name),
        _check("homes", "Entries have the home page that the map has", pairs, _other_home),
        _check("licences", "What is open source is so on the map, too", pairs, _other_licence),
        _check("stages", "Stages have the days that the map has", projects, _other_stages),
    )


def paired(entries: Iterable[Claimed], items: Iterable[Listed]) -> Iterator[Pair]:
    """Each entry with its item: of its repository where that is one's alone, else of its name."""
    by_repository, by_name = _indexed(items)
    claims: Mapping[str, list[Claimed]] = defaultdict(list)
    for entry in entries:
        claims[address_key(entry.repository or entry.home)].append(entry)
    for key, sharing in claims.items():
        for entry in sharing:
            named = _named(entry, by_name)
            if key in by_repository and len(sharing) == 1:
                yield Pair(entry, by_repository[key], by_name=False)
            elif named is not None:
                yield Pair(entry, named, by_name=True)


def _indexed(items: Iterable[Listed]) -> tuple[dict[str, Listed], dict[str, Listed]]:
    """The items by their repositories, and by their names; what several share is nobody's."""
    by_repository: Mapping[str, list[Listed]] = defaultdict(list)
    by_name: Mapping[str, list[Listed]] = defaultdict(list)
    for item in items:
        if item.repository:
            by_repository[address_key(item.repository)].append(item)
        for key in name_keys(item.name, short=False):
            by_name[key].append(item)
    return _single(by_repository), _single(by_name)


def _single(index: Mapping[str, list[Listed]]) -> dict[str, Listed]:
    return {key: found[0] for key, found in index.items() if len(found) == 1}


def _named(entry: Claimed, by_name: Mapping[str, Listed]) -> Listed | None:
    """The item that is called as the entry is."""
    keys = sorted(_names(entry))
    return next((by_name[key] for key in keys if key in by_name), None)


def _names(entry: Claimed) -> set[str]:
    return set().union(*map(name_keys, entry.names))


def _check(
    id: str, title: str, pairs: Sequence[Pair], differing: Callable[[Pair], Iterator[Row]]
) -> Check:
    """A check of pairs, with what differs in each."""
    faults = tuple(chain.from_iterable(map(differing, pairs)))
    return Check(f"landscape-{id}", title, len(pairs), ("entry", "says", "map says"), faults)


def _other_name(pair: Pair) -> Iterator[Row]:
    if _names(pair.entry).isdisjoint(name_keys(pair.item.name)):
        yield pair.entry.id, pair.entry.names[0], pair.item.name


def _other_home(pair: Pair) -> Iterator[Row]:
    ours, theirs = host(pair.entry.home), host(pair.item.home)
    if not (_within(ours, theirs) or _within(theirs, ours)):
        yield pair.entry.id, pair.entry.home, pair.item.home


def _within(inner: str, outer: str) -> bool:
    """Whether a host is another, or below it."""
    return f".{inner}".endswith(f".{outer}")


def _other_licence(pair: Pair) -> Iterator[Row]:
    if pair.entry.open_source and not pair.item.open_source:
        yield pair.entry.id, "open source", "not open source"
    elif pair.item.stage and not pair.entry.open_source:
        yield pair.entry.id, "not open source", f"a project of the foundation ({pair.item.stage})"


def _other_stages(pair: Pair) -> Iterator[Row]:
    for level, day in pair.item.stages.items():
        ours = pair.entry.stages.get(level)
        if ours != day:
            said = f"{level} {ours.isoformat()}" if ours else f"not {level}"
            yield pair.entry.id, said, f"{level} {day.isoformat()}"
