"""The twin of a picture: what one view shows, as things and links to be listed, told and picked.

Pure functions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, takewhile
from typing import TYPE_CHECKING

from kgraph.words import clean

if TYPE_CHECKING:
    from kgraph.layout.drawing import Drawing
    from kgraph.view.view import Block, Box, Frame, View


@dataclass(frozen=True, slots=True)
class Thing:
    """A box, or a frame that is a component too.

    `id` is its id in the picture without ``node:`` or ``frame:``; `covers` holds the ids of what it
    stands for, `place` the titles of the frames around it, `end` the id that arrows have for it;
    `about` is its tooltip, `framed` says that it is drawn around others; `like` holds the ids of
    the same at places that are not drawn, since they are alike.
    """

    id: str
    title: str
    subtitle: str
    about: str
    href: str
    count: int
    covers: tuple[str, ...]
    place: str
    end: str
    framed: bool = False
    like: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its title, with how many it stands for."""
        return f"{self.title} ×{self.count}" if self.count > 1 else self.title

    @property
    def mixed(self) -> bool:
        """Whether it stands for several that differ in more than their places."""
        return len(set(map(_last, self.covers))) > 1

    @property
    def called(self) -> str:
        """What names it as a whole: its id is that of the first that it stands for."""
        return self.end if self.mixed else self.id


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow: the names of what it joins, and the ids of these ends."""

    source: str
    target: str
    ends: tuple[str, str]
    label: str
    kind: str
    about: str
    both: bool
    steps: tuple[int, ...]
    number: str
    covers: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id of the arrow in the picture, without ``edge:``."""
        return f"{self.ends[0]}--{self.kind}--{self.ends[1]}"


@dataclass(frozen=True, slots=True)
class Twin:
    """What one view shows, and what it leaves out: in words, with the views that show it."""

    things: tuple[Thing, ...]
    links: tuple[Link, ...]
    steps: tuple[str, ...]
    numbers: tuple[str, ...]
    left_out: tuple[tuple[str, tuple[str, ...]], ...]

    def thing(self, id: str) -> Thing | None:
        """The thing of that id, or the one that stands for it; None where none is shown."""
        exact = (thing for thing in self.things if thing.id == id)
        standing = (thing for thing in self.things if id in (*thing.covers, *thing.like))
        called = (thing for thing in self.things if id == _last(thing.id))
        within = (thing for thing in self.things if id in map(_last, thing.covers))
        whole = (thing for thing in self.things if id == thing.end)
        return next(chain(exact, standing, called, within, whole), None)

    def link(self, id: str) -> Link | None:
        """The arrow of that id; None where none is shown."""
        return next((link for link in self.links if link.id == id), None)

    def standing_for(self, ids: Collection[str]) -> tuple[Thing, ...]:
        """The things that stand for any of some placements."""
        return tuple(thing for thing in self.things if not set(thing.covers).isdisjoint(ids))

    @property
    def spoken(self) -> dict[str, str]:
        """For each thing its name as it is read out: with its place, so that none is twice."""
        return {thing.id: spoken(thing) for thing in self.things}

    @property
    def spoken_links(self) -> dict[str, str]:
        """For each arrow its name as it is read out; where some are alike with the places of what
        they join, and with a number where these are, too.
        """
        names = {link.id: f"{link.source} → {link.target}: {link.label}" for link in self.links}
        places = {link.id: self._between(link) for link in self.links}
        alike = Counter(names.values())
        told = {
            id: f"{name}, {places[id]}" if alike[name] > 1 and places[id] else name
            for id, name in names.items()
        }
        return _numbered(told)

    def _between(self, link: Link) -> str:
        """The places of what an arrow joins."""
        by_end = self._by_end
        joined = (by_end[end] for end in link.ends if end in by_end)
        places = dict.fromkeys(thing.place for thing in joined)
        return " to ".join(filter(None, places))

    @property
    def _by_end(self) -> dict[str, Thing]:
        """The things by the ids that arrows have for them: that of their block, or their own."""
        own = {thing.id: thing for thing in self.things}
        return own | {thing.end: thing for thing in self.things}

    def entrance(self, kinds: Container[str]) -> str:
        """The id of the thing where one begins to read: nothing leads to it by these kinds of
        arrows, and it leads on by one of them.
        """
        on_the_way = [link for link in self.links if link.kind in kinds] or self.links
        by_end = self._by_end
        found = [by_end[end].id for end in _begins(on_the_way) if end in by_end]
        return next(iter(found), self.things[0].id if self.things else "")


def _numbered(names: Mapping[str, str]) -> dict[str, str]:
    """Names of which those that are alike have numbers from the second on."""
    seen: Counter[str] = Counter()
    found: dict[str, str] = {}
    for id, name in names.items():
        seen[name] += 1
        found[id] = f"{name} ({seen[name]})" if seen[name] > 1 else name
    return found


def one_of(thing: Thing, id: str) -> str:
    """The id of the one among several that a box stands for which is meant; empty where the box is.

    >>> both = Thing("a/x", "Both", "", "", "", 2, ("a/x", "a/y"), "a", "block:a", like=("b/y",))
    >>> one_of(both, "a/x"), one_of(both, "y"), one_of(both, "b/y"), one_of(both, "block:a")
    ('a/x', 'a/y', 'b/y', '')
    """
    if thing.mixed and id in thing.like:
        return id
    if not thing.mixed and id == thing.id:
        return ""
    several = thing.covers if len(thing.covers) > 1 else ()
    return next((one for one in several if id in (one, _last(one))), "")


def _last(id: str) -> str:
    """The last part of an id, which is what stands there without its place."""
    return id.rpartition("/")[2]


def _begins(links: Sequence[Link]) -> list[str]:
    """The ends that arrows lead from and none leads to."""
    reached = {link.ends[1] for link in links}
    return [link.ends[0] for link in links if link.ends[0] not in reached]


def spoken(thing: Thing) -> str:
    """What a thing is called where it is read out: its name and its place."""
    place = thing.id.rpartition("/")[0]
    return f"{thing.name}, {place}" if place not in ("", "world") else thing.name


def walk(shown: Twin) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The steps of a picture, each told by the number on its arrows, with the ids of these."""
    found = []
    for at, text in enumerate(shown.steps, start=1):
        arrows = tuple(link.id for link in shown.links if at in link.steps)
        found.append((f"{_step(shown.numbers, at)}: {text}", arrows))
    return tuple(found)


def _step(numbers: Sequence[str], at: int) -> str:
    """A step by the number on its arrows, and by the highest one: branches share a number.

    >>> _step(("1", "2a", "3a", "2b"), 4)
    'Step 2b of 3'
    """
    highest = max(map(_without_letter, numbers))
    return f"Step {numbers[at - 1]} of {highest}"


def _without_letter(number: str) -> int:
    return int("".join(takewhile(str.isdigit, number)))


def twin(drawing: Drawing) -> Twin:
    """The twin of a drawing."""
    view = drawing.view
    where = _where(view)
    things = (*_boxes(view, where), *_frames(view, where))
    return Twin(
        things=tuple(sorted(things, key=lambda thing: thing.id)),
        links=tuple(_links(view)),
        steps=tuple(map(clean, view.steps)),
        numbers=view.numbers,
        left_out=tuple((clean(line.text), line.views) for line in view.left_out),
    )


def _links(view: View) -> Iterator[Link]:
    """The arrows: those of steps first, in their order."""
    names, last = _names(view), (len(view.arrows),)
    for arrow in sorted(view.arrows, key=lambda arrow: (arrow.steps or last, arrow.id)):
        yield Link(
            source=names[arrow.source],
            target=names[arrow.target],
            ends=(arrow.source, arrow.target),
            label=clean(arrow.label or "; ".join(dict.fromkeys(arrow.tooltip.splitlines()))),
            kind=arrow.kind,
            about=clean(arrow.tooltip),
            both=arrow.both,
            steps=arrow.steps,
            number=arrow.number,
            covers=arrow.covers,
        )


def _boxes(view: View, where: dict[str, str]) -> Iterator[Thing]:
    for block in view.blocks():
        for box in block.boxes:
            thing = _thing(box, box.id, block.id, box.count, where[block.id])
            yield replace(thing, like=box.like)


def _frames(view: View, where: dict[str, str]) -> Iterator[Thing]:
    for frame in view.frames():
        if frame.covers:
            id, count = frame.id.partition(":")[2], len(frame.covers)
            thing = _thing(frame, id, frame.id, count, where[frame.id])
            yield replace(thing, framed=True)


def _thing(one: Box | Frame, id: str, end: str, count: int, place: str) -> Thing:
    title, subtitle, about = map(clean, (one.title, one.subtitle, one.tooltip))
    return Thing(id, title, subtitle, about, one.href, count, one.covers or (id,), place, end)


def _where(view: View) -> dict[str, str]:
    """For each block and frame the titles of the frames around it."""
    titles = {frame.id: clean(frame.title) for frame in view.frames()}
    found = {}
    for id, outer in view.around().items():
        found[id] = " › ".join(titles[holder] for holder in outer if holder in titles)
    return found


def _names(view: View) -> dict[str, str]:
    """What stands on each end of an arrow."""
    names = {frame.id: f"{frame.title} {frame.subtitle}".strip() for frame in view.frames()}
    for block in view.blocks():
        names |= {box.id: box.title for box in block.boxes}
        names[block.id] = _name(block)
    return {id: clean(name) for id, name in names.items()}


def _name(block: Block) -> str:
    return block.title or block.boxes[0].title
