"""Whether a picture still shows what is so: the boxes, arrows and places of two SVGs held against each other."""

from __future__ import annotations

from collections.abc import Iterator
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

    A box, arrow or place that is gone, new or different is a violation, since the architecture has changed; where the
    architecture is the same (`same_data`), only the way it is drawn or told has, and that is a warning.
    """
    before, now = things(old), things(new)
    severity = "warning" if same_data else "violation"
    since = "is drawn otherwise by this version" if same_data else "the architecture has changed"
    for id in sorted(before.keys() | now.keys()):
        first, second = before.get(id), now.get(id)
        if first == second:
            continue
        how = (
            "is not there any more" if second is None else "is missing" if first is None else _different(first, second)
        )
        thing = second or first
        assert thing is not None  # noqa: S101 - one of the two has the id
        yield Finding(
            severity,
            id.partition(":")[2],
            f"picture-{thing.what}",
            f"{thing.what} '{thing.name}' {how}; {since}",
            remedy,
        )
    if before == now and _body(old) != _body(new):
        reason = "shows the same, but is drawn otherwise now: layout, heading or look"
        yield Finding("warning", "picture", "picture-look", reason, remedy)


def _different(first: Thing, second: Thing) -> str:
    if first.name != second.name:
        return f"was '{first.name}'"
    if first.meaning != second.meaning:
        return "is of another kind"
    return "leads elsewhere" if first.href != second.href else "has other words"


def _body(svg: str) -> str:
    """The SVG without what it says of its origin; line ends may be those of any system."""
    return svg.replace("\r\n", "\n").removeprefix("\ufeff").rpartition(METADATA)[0]
