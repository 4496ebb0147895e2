"""Whether a picture still shows what is so: two SVGs held against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from kgraph.formats.svg.css import OWN
from kgraph.formats.svg.shown import drawn, without_name
from kgraph.model.finding import Finding

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
KINDS = {"node": "box", "edge": "arrow", "frame": "place"}


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing in a picture: a box, an arrow or a place.

    It has a name, perhaps leads somewhere, and `meaning` are the classes that have one.
    """

    what: str
    name: str
    href: str
    meaning: tuple[str, ...]


def things(svg: str) -> dict[str, Thing]:
    """The boxes, arrows and places of one of our SVGs by their ids.

    What is not well-formed, or has entities, `provenance.read` has refused before.
    """
    found = {}
    for group in ElementTree.fromstring(svg).iter(f"{SVG}g"):  # noqa: S314 - see above
        id = without_name(group.get("id", ""))
        what = KINDS.get(id.partition(":")[0])
        if what is not None:
            found[id] = _thing(group, what)
    return found


def _thing(group: ElementTree.Element, what: str) -> Thing:
    link = group.find(f"{SVG}a")
    title = (group if link is None else link).find(f"{SVG}title")
    tooltip = "" if title is None else title.text or ""
    name = tooltip.split("\n")[0] or group.get("aria-label", "")
    href = "" if link is None else link.get(LINK, "")
    return Thing(what, name, href, tuple(sorted(_meaning(group))))


def _meaning(group: ElementTree.Element) -> set[str]:
    """The classes within a group that mean something: marks, and kinds of flow."""
    words: set[str] = set()
    for element in group.iter():
        words.update(word.removeprefix(OWN) for word in element.get("class", "").split())
    return {word for word in words if word.startswith(("is-", "kind-"))}


def compare(old: str, new: str, *, same_data: bool, remedy: str) -> Iterator[Finding]:
    """What a picture shows otherwise than one that is drawn now.

    Each box, arrow or place that is gone, missing or different is a violation, since the
    architecture has changed. Where the architecture is the same (`same_data`), only the way it is
    drawn or told has: that is one warning. What tooltips tell beyond a name is no part of it.
    """
    before, now = things(old), things(new)
    ids = sorted(before.keys() | now.keys())
    differing = [id for id in ids if before.get(id) != now.get(id)]
    alike = not differing and drawn(old) == drawn(new)
    if same_data and not alike:
        yield Finding("warning", "picture", "picture-look", _look(before, now, differing), remedy)
        return
    for id in differing:
        what, words = _told(before.get(id), now.get(id))
        yield Finding("violation", id.partition(":")[2], f"picture-{what}", words, remedy)
    if not differing and not alike:
        reason = "shows the same boxes and arrows, but other words around them, or another look"
        yield Finding("warning", "picture", "picture-look", reason, remedy)


def _look(before: Mapping[str, Thing], now: Mapping[str, Thing], differing: Iterable[str]) -> str:
    words: Counter[str] = Counter()
    for id in differing:
        if id not in now:
            words["gone"] += 1
        elif id not in before:
            words["new"] += 1
        else:
            words["told otherwise"] += 1
    told = ", ".join(f"{count} {word}" for word, count in sorted(words.items()))
    more = f": of boxes, arrows and places {told}" if told else ""
    return f"the architecture is the same, but would be drawn otherwise now{more}"


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
    return "leads elsewhere"
