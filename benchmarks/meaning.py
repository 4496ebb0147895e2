"""What the gate of legibility does not see: whether pictures say who talks to whom.

``python benchmarks/meaning.py [BRIEF…]`` prints a line of counts for each picture of the examples,
or of the briefs that are named, and their sums. ``--generated 200`` takes architectures of briefs
that are drawn at random, the same ones each time, in place of briefs. `benchmarks/odd/` holds
briefs of odd shape. ``tests/layout/test_meaning.py`` holds the sums of the examples, and the arrows
of each picture, from getting worse.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

import collisions
from legibility import generated
from tables import table_lines

from kgraph import api
from kgraph.layout.drawing import Drawing, DrawnBlock, Point, Rect
from kgraph.layout.geometry.alignment import staggered
from kgraph.layout.geometry.rectangles import holds
from kgraph.layout.legibility.detours import detours
from kgraph.layout.legibility.limits import EMPTY
from kgraph.layout.legibility.metrics import measure
from kgraph.layout.legibility.spacing import close, jogs
from kgraph.layout.legibility.wording import beyond
from kgraph.model.architecture import Architecture
from kgraph.view.loose import loose, unexplained
from kgraph.view.view import Arrow, Block, Box, Frame, View

ROOT = Path(__file__).resolve().parent.parent
OFF, CELL = 2.0, 16.0
"""How far twins may be off each other; the size of the cells in which empty room is sought."""

Counts = dict[str, int]

MEANT = {
    "one": "ends at a group that concern one thing in it",
    "some": "ends at a group that are not true of all in it, and do not say of how many",
    "unsaid": "arrows without words: none anywhere, or those of their bundle where they do not run",
    "heads": "arrows with two heads whose flows lead one way",
    "orphans": "boxes without an arrow of which the picture does not say why",
    "lone": "boxes of an overview without an arrow, workloads excepted",
    "cut": "names that are cut",
    "leave": "arrows that leave a frame which holds both their ends",
    "jogs": "steps aside shorter than 34 pt",
    "close": "pairs of arrows closer than 9 pt for more than 60 pt",
    "detours": "arrows that wind: too long for their direct way, over three bends, or far outside",
    "twins": "boxes that stand otherwise at a sister site",
    "off": "pairs of boxes that stand a little off one line",
    "steps": "steps from where nothing has led yet",
    "empty": "pictures with an empty rectangle of more than a fifth",
    **collisions.MEANT,
    "arrows": "arrows drawn",
    "flows": "flows that the arrows stand for",
}
"""What is counted; all but the last two are faults."""


def counted(architecture: Architecture, drawing: Drawing) -> Counts:
    """The counts of one picture."""
    view = drawing.view
    one, some = _group_ends(view, architecture)
    return {
        "one": one,
        "some": some,
        "unsaid": _unsaid(drawing),
        "heads": sum(_one_way(arrow, architecture) for arrow in view.arrows if arrow.both),
        "orphans": _orphans(view),
        "lone": _lone(view, architecture),
        "cut": _cut(drawing),
        "leave": _leaving(drawing),
        "jogs": sum(map(jogs, drawing.arrows)),
        "close": len(close(drawing.arrows)),
        "detours": len(detours(drawing)),
        "twins": _twins_off(drawing),
        "off": staggered(_alone(drawing)),
        "steps": _early(view),
        "empty": int(measure(drawing).empty > EMPTY),
        **collisions.collisions(drawing),
        "arrows": len(drawing.arrows),
        "flows": sum(len(arrow.covers) for arrow in view.arrows),
    }


# --- what arrows say


def _unsaid(drawing: Drawing) -> int:
    """Arrows that have no words, or of which the words stand on others of their bundle alone."""
    nothing = sum(not arrow.label for arrow in drawing.view.arrows)
    return measure(drawing).labels_missing + nothing + beyond(drawing)


def _group_ends(view: View, architecture: Architecture) -> tuple[int, int]:
    """Ends at groups that concern one thing in it; those that concern some and do not say so."""
    groups = {block.id: block.boxes for block in view.blocks() if block.title}
    frames = {frame.id: frame for frame in view.frames()}
    one = some = 0
    for arrow in view.arrows:
        for end, ids in _ends(arrow, architecture):
            if end in groups:
                one += len(_touched(groups[end], ids)) == 1
                some += _untold(arrow, groups[end], ids)
            elif end in frames:
                inner = ids.difference(frames[end].covers)
                one += len(inner) == 1
                some += _untold(arrow, list(_held(frames[end])), inner)
    return one, some


def _touched(boxes: Iterable[Box], ids: Collection[str]) -> list[Box]:
    """The boxes that stand for any of some placements."""
    return [box for box in boxes if not set(ids).isdisjoint(box.covers)]


def _untold(arrow: Arrow, boxes: Sequence[Box], ids: Collection[str]) -> bool:
    """Whether an arrow holds for some of a group, several and not all, and does not say so.

    It says so by numbers, by the names of these, or by that of the only other.
    """
    touched = _touched(boxes, ids)
    if not 1 < len(touched) < len(boxes):
        return False
    counted = f"{len(touched)} of {len(boxes)}" in arrow.label
    others = [box for box in boxes if box not in touched]
    but = len(others) == 1 and f"all but {others[0].title}" in arrow.label
    return not (counted or but or all(box.title in arrow.label for box in touched))


def _ends(arrow: Arrow, architecture: Architecture) -> Iterator[tuple[str, set[str]]]:
    """Each end of an arrow with the placements that it concerns there; none where it is inside."""
    flows = [architecture.flow_by_id[id] for id in arrow.covers if id in architecture.flow_by_id]
    sources, targets = {flow.source for flow in flows}, {flow.target for flow in flows}
    both = sources | targets
    yield arrow.source, both if arrow.both else sources
    yield arrow.target, both if arrow.both else targets


def _held(frame: Frame) -> Iterator[Box]:
    """The boxes that a frame holds."""
    for child in frame.children:
        yield from child.boxes if isinstance(child, Block) else _held(child)


def _orphans(view: View) -> int:
    """Boxes at which no arrow ends, and at whose block none does, and the view does not say why."""
    return len(unexplained(view))


def _lone(view: View, architecture: Architecture) -> int:
    """Boxes of an overview without an arrow, but for workloads, of which all are shown."""
    if view.id != "overview":
        return 0
    placements = architecture.placement_by_id
    return sum(placements[box.id].workload is None for box in loose(view))


def _one_way(arrow: Arrow, architecture: Architecture) -> bool:
    """Whether nothing leads back between the ends of an arrow, so that one head is meant."""
    flows = [architecture.flow_by_id[id] for id in arrow.covers if id in architecture.flow_by_id]
    sources, targets = {flow.source for flow in flows}, {flow.target for flow in flows}
    return sources.isdisjoint(targets)


def _cut(drawing: Drawing) -> int:
    names = chain(drawing.heading, *(frame.texts for frame in drawing.frames))
    boxes = chain.from_iterable(box.texts for box in drawing.boxes())
    every = (text for text in (*names, *boxes) if text.style in ("title", "frame", "box"))
    return sum("…" in text.text for text in every)


def _early(view: View) -> int:
    """Numbered arrows that begin where arrows lead, but none before them has."""
    ordered = sorted((arrow for arrow in view.arrows if arrow.steps), key=lambda one: one.steps)
    reached = {arrow.target for arrow in ordered}
    led: set[str] = set()
    early = 0
    for arrow in ordered:
        early += arrow.source in reached - led
        led.add(arrow.target)
    return early


# --- how arrows run


def _leaving(drawing: Drawing) -> int:
    around, rects = drawing.view.around(), {frame.id: frame.rect for frame in drawing.frames}
    found = 0
    for arrow in drawing.arrows:
        shared = set(around[arrow.source]).intersection(around[arrow.target], rects)
        found += any(not holds(rects[id], at, 1.0) for id in shared for at in arrow.points)
    return found


# --- how things stand


def _twins_off(drawing: Drawing) -> int:
    """Boxes of one name at several sites that stand otherwise within one than within the first."""
    sites = {frame.id: frame.rect for frame in drawing.frames if frame.level == "site"}
    around = drawing.view.around()
    places: dict[tuple[str, ...], dict[str, Point]] = defaultdict(dict)
    for block in drawing.blocks:
        home = next((id for id in around[block.id] if id in sites), "")
        if home:
            for box, at in _within(block, sites[home]):
                places[box].setdefault(home, at)
    known: Mapping[str, Point]
    off = 0
    for known in places.values():
        first, *others = known.values()
        off += sum(abs(x - first[0]) > OFF or abs(y - first[1]) > OFF for x, y in others)
    return off


def _alone(drawing: Drawing) -> list[Rect]:
    """Where boxes are that stand in no group."""
    return [block.rect for block in drawing.blocks if block.title is None]


def _within(block: DrawnBlock, site: Rect) -> Iterator[tuple[tuple[str, ...], Point]]:
    """The boxes of a block by what is written on them, with where they stand in their site."""
    for box in block.boxes:
        at = (box.rect.x - site.x, box.rect.y - site.y)
        yield tuple(text.text for text in box.texts), at


# --- the table


def total(pictures: Iterable[Counts]) -> Counts:
    """The sums over pictures."""
    sums: Counter[str] = Counter(dict.fromkeys(MEANT, 0))
    for counts in pictures:
        sums.update(counts)
    return dict(sums)


def _named(briefs: Sequence[Path], many: int) -> Iterator[tuple[str, Architecture]]:
    """The architectures to draw, by the names of their briefs or by number."""
    if many:
        yield from ((f"generated {n}", one) for n, one in enumerate(generated(many)))
        return
    for path in briefs or sorted((ROOT / "ontology" / "briefs").glob("*.yaml")):
        yield path.stem, api.assemble(path)


def main() -> None:
    """Draw, count, and print the table."""
    parser = argparse.ArgumentParser(description="Count what hinders pictures from telling.")
    parser.add_argument("briefs", nargs="*", type=Path, help="instead of the examples")
    parser.add_argument(
        "--generated", type=int, default=0, metavar="N", help="N generated architectures instead"
    )
    options = parser.parse_args()
    rows, every = [], []
    for name, architecture in _named(options.briefs, options.generated):
        for view in api.views(architecture):
            counts = counted(architecture, api.drawing(architecture, view.id))
            every.append(counts)
            rows.append((name, view.id, *map(str, counts.values())))
    rows.append(("all", str(len(every)), *map(str, total(every).values())))
    print("\n".join(table_lines(("brief", "view", *MEANT), rows, markdown=False)))
    print("\n".join(f"{word}: {meaning}" for word, meaning in MEANT.items()))


if __name__ == "__main__":
    main()
