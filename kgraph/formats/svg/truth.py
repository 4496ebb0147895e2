"""Whether a picture still shows what is so: the boxes, arrows and places of two SVGs held against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from kgraph.model.finding import Finding

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
KINDS = {"node": "box", "edge": "arrow", "frame": "place"}
METADATA = "<metadata>"


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing in a picture: a box, an arrow or a place; its words, where it leads to, the classes that have a meaning."""

    what: str
    name: str
    tooltip: str
    href: str
    meaning: tuple[str, ...]


def things(svg: str) -> dict[str, Thing]:
    """The boxes, arrows and places of one of our SVGs by their ids. What is not well-formed is to be refused before."""
    found = {}
    for group in ElementTree.fromstring(svg).iter(f"{SVG}g"):  # noqa: S314 - provenance.read has refused entities
        id = group.get("id", "")
        what = KINDS.get(id.partition(":")[0])
        if what is not None:
            found[id] = _thing(group, what)
    return found


def _thing(group: ElementTree.Element, what: str) -> Thing:
    link = group.find(f"{SVG}a")
    title = (group if link is None else link).find(f"{SVG}title")
    tooltip = "" if title is None else title.text or ""
    label = group.get("aria-label", "")
    inner = [word for element in group.iter() for word in element.get("class", "").split()]
    meaning = {word for word in inner if word.startswith(("is-", "kind-"))}
    return Thing(
        what,
        tooltip.split("\n")[0] or label,
        tooltip,
        "" if link is None else link.get(LINK, ""),
        tuple(sorted(meaning)),
    )


def compare(old: str, new: str, *, same_data: bool, remedy: str) -> Iterator[Finding]:
    """What a picture shows otherwise than one that is drawn now.

    Each box, arrow or place that is gone, missing or different is a violation, since the architecture has changed. Where the
    architecture is the same (`same_data`), only the way it is drawn or told has: that is one warning.
    """
    before, now = things(old), things(new)
    differing = [id for id in sorted(before.keys() | now.keys()) if before.get(id) != now.get(id)]
    if same_data and (differing or _body(old) != _body(new)):
        yield Finding("warning", "picture", "picture-look", _look(before, now, differing), remedy)
    elif differing:
        for id in differing:
            what, words = _told(before.get(id), now.get(id))
            yield Finding("violation", id.partition(":")[2], f"picture-{what}", words, remedy)
    elif _body(old) != _body(new):
        reason = "shows the same boxes and arrows, but other words around them, or another look"
        yield Finding("warning", "picture", "picture-look", reason, remedy)


def _look(before: Mapping[str, Thing], now: Mapping[str, Thing], differing: Iterable[str]) -> str:
    counts = Counter(
        "gone" if id not in now else "new" if id not in before else "told otherwise"
        for id in differing
    )
    told = ", ".join(f"{count} {word}" for word, count in sorted(counts.items()))
    return f"the architecture is the same, but would be drawn otherwise now{f': of boxes, arrows and places {told}' if told else ''}"


def _told(old: Thing | None, new: Thing | None) -> tuple[str, str]:
    """What kind of thing differs, and how."""
    if old is None and new is not None:
        return new.what, f"{new.what} '{new.name}' is missing in the picture"
    if old is not None and new is None:
        return old.what, f"{old.what} '{old.name}' is not there any more"
    assert old is not None  # noqa: S101 - one of the two has the id
    assert new is not None  # noqa: S101
    return new.what, f"{new.what} '{new.name}' {_different(old, new)}"


def _different(first: Thing, second: Thing) -> str:
    if first.name != second.name:
        return f"was '{first.name}'"
    if first.meaning != second.meaning:
        return "is of another kind"
    return "leads elsewhere" if first.href != second.href else "has other words"


def _body(svg: str) -> str:
    """The SVG without what it says of its origin; line ends may be those of any system."""
    return svg.replace("\r\n", "\n").removeprefix("\ufeff").rpartition(METADATA)[0]
