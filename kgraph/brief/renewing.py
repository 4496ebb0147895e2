"""Old briefs in the newest form: a few words are changed where they stand, all else is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kgraph.brief.reading import parse_brief
from kgraph.brief.versions import NEWEST, version_by_words
from kgraph.documents.spots import KeySpot, key_spots
from kgraph.documents.yaml import parse_yaml
from kgraph.errors import InputError
from kgraph.model.brief import Brief
from kgraph.model.knowledge import Knowledge

_BOM = "\ufeff"
"""Some editors begin a file with it."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """A brief in the newest form, and what was assumed and changed, one line each."""

    text: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Edit:
    """What stands from one letter of a text to another, and what is to stand there."""

    start: int
    end: int
    text: str
    note: str


def renewed(text: str, knowledge: Knowledge, *, today: date, source: str) -> Renewed:
    """The brief in the newest form; InputError where it is not sound, or not to be changed so."""
    mark = _BOM if text.startswith(_BOM) else ""
    body = text.removeprefix(_BOM)
    before = parse_brief(body, knowledge, today=today, source=source)
    edits = sorted(_edits(body, source), key=lambda edit: edit.start)
    fresh = body
    for edit in reversed(edits):
        fresh = fresh[: edit.start] + edit.text + fresh[edit.end :]
    _refuse_other_meaning(fresh, before, knowledge, today)
    return Renewed(mark + fresh, tuple(edit.note for edit in edits))


def _refuse_other_meaning(fresh: str, before: Brief, knowledge: Knowledge, today: date) -> None:
    """InputError where the new text is not the same brief: it is written in a way of its own."""
    same = False
    try:
        after = parse_brief(fresh, knowledge, today=today, source=before.source)
        same = replace(after, given=()) == replace(before, given=())
    except InputError:
        pass  # told below, since nobody has seen this text
    if not same:
        what = f"cannot be brought to version {NEWEST} where it stands"
        remedy = f"write 'version: {NEWEST}' and each key on lines of their own"
        raise InputError.one(before.source, what, remedy)


def _edits(text: str, source: str) -> Iterator[_Edit]:
    spots = key_spots(text)
    yield from _version(text, spots, source)
    for spot in spots:
        if _is_old_place(spot, spots):
            note = f"{source}:{spot.line}: 'sites' of a workload is 'at' since version 2"
            yield _Edit(spot.start, spot.end, "at", note)


def _version(text: str, spots: tuple[KeySpot, ...], source: str) -> Iterator[_Edit]:
    """The version that is stated anew, or for the first time above all other keys."""
    root = parse_yaml(text, source)
    stated = root.value.get("version")
    if stated is None:
        first = next(spot for spot in spots if len(spot.path) == 1)
        note = f"{source}:{first.line}: states no version: read as version {version_by_words(root)}"
        yield _first_version(text, first, note)
    elif stated.text != str(NEWEST):
        spot = next(one for one in spots if one.path == ("version",))
        said = str(NEWEST) if spot.value_end > spot.value_start else f" {NEWEST}"
        note = f"{source}:{spot.line}: is of version {stated.text or version_by_words(root)}"
        yield _Edit(spot.value_start, spot.value_end, said, note)


def _first_version(text: str, first: KeySpot, note: str) -> _Edit:
    """The version above all other keys, in the form in which these stand."""
    ends = "\r\n" if "\r\n" in text else "\n"
    after = ", " if first.flows else f"{ends}{' ' * first.column}"
    return _Edit(first.start, first.start, f"version: {NEWEST}{after}", note)


def _is_old_place(spot: KeySpot, spots: tuple[KeySpot, ...]) -> bool:
    """Whether a key says where a workload runs in the old way, and can say it in the new one."""
    holder, key = spot.path[:-1], spot.path[-1]
    there = key == "sites" and holder[:1] == ("workloads",) and len(holder) <= 2
    beside = {one.path for one in spots}
    return there and (*holder, "at") not in beside and not spot.empty
