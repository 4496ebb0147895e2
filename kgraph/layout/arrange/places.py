"""Where frames and blocks stand: a few rules of our own.

No layout engine knows what an architecture looks like. Along the main path things stand in rows,
from the client down; what goes beside it stands in bands above, below and beside. Sites stand side
by side, and like sites come out alike to the point.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, filterfalse
from math import ceil

from kgraph.layout.arrange.bands import in_row
from kgraph.layout.arrange.cards import Card
from kgraph.layout.arrange.flanks import Flank, flanked, height
from kgraph.layout.arrange.path import MainPath
from kgraph.layout.arrange.sizes import block_height, block_size, columns, frame_width
from kgraph.layout.arrange.spreads import (
    Spread,
    alone,
    column,
    framed,
    grid,
    levelled,
    matched,
    row,
)
from kgraph.layout.arrange.stacks import shared_out
from kgraph.layout.arrange.twins import cards_of, rooms
from kgraph.layout.drawing import Rect
from kgraph.layout.style import FRAME_HEAD
from kgraph.view.view import Block, Frame, View, blocks_in, frames_in

RANK_GAP = 50.0
LANE_GAP, STACK_GAP, LANE_WORDS = 24.0, 40.0, 72.0
"""The gaps between lanes below each other, and between stacks of them, where lines run; where an
arrow leads from one stack to another there is room for its words.
"""
FLANKED_WORDS, MORE = 88.0, 24.0
"""The same where arrows lead on to what stands at the sides; and more for each that leads past the
lanes to the main path.
"""
SIDE_GAP = 56.0
WORD_GAP = 92.0
"""The gap in a row where an arrow leads from one thing to another: room for its words and head."""
SITE_GAP = 44.0
FRAME_PAD = 18.0
SITES_IN_ROW = 3


@dataclass(frozen=True, slots=True)
class Composition:
    """How a view by places is filled.

    `narrow` puts few boxes side by side within clusters, `stacked` the clusters of a site below
    each other. `across` is how many sites stand beside each other, at most; 0 where that hangs on
    their number. `above` is in how many stacks the lanes of a cluster stand below its main path; 0
    where they stand beside it. With `flanks`, bands stand beside the sites and not beside the way
    to them; with `aside`, those of a network beside its clusters and not before them. With `under`
    bands stand below all sites that a view is of, as what serves them all does. With `lined` what
    leads on along the main path stands over what it leads to, and not in the middle.
    """

    narrow: bool = False
    stacked: bool = False
    across: int = 0
    above: int = 0
    flanks: bool = False
    aside: bool = False
    under: bool = False
    lined: bool = False


def place(view: View, composition: Composition) -> Spread:
    """Every frame and block of a view, from the top left of the picture's content."""
    leaves = _Leaves(rooms(view), cards_of(view), composition.narrow)
    path = MainPath(view)
    stacks = shared_out(view, lambda block: not on_path(path, block), composition.above)
    rules = _Rules(path, _partners(view), leaves, composition, bool(view.subject), stacks)
    spread = rules.picture(view.children)
    return Spread(spread.w, spread.h, {**spread.at, **leaves.snug(view.blocks(), spread.at)})


@dataclass(frozen=True, slots=True)
class _Leaves:
    """Blocks alone and below each other, each with room for as many boxes as its largest twin."""

    rooms: Mapping[str, int]
    cards: Mapping[str, Card]
    narrow: bool

    def alone(self, block: Block, wide: float = 0.0, *, narrow: bool = False) -> Spread:
        """A block alone, stretched to a width where it has a title."""
        many, card = self.rooms[block.id], self.cards[block.id]
        own, high = block_size(block, card, narrow=narrow, many=many)
        if not block.title or wide <= 0:
            return alone(block.id, own, high)
        stretched = max(own, wide)
        return alone(block.id, stretched, block_height(many, columns(stretched, card), card))

    def stack(self, blocks: Sequence[Block], *, narrow: bool = False) -> Spread:
        """Blocks below each other, stretched to one width."""
        own = (self.alone(block, narrow=narrow).w for block in blocks)
        wide = max(own, default=0.0)
        parts = [self.alone(block, wide, narrow=narrow) for block in blocks]
        return column(parts, LANE_GAP, 0.0)

    def snug(self, blocks: Iterable[Block], at: Mapping[str, Rect]) -> dict[str, Rect]:
        """Where blocks with a title are, no higher than what they hold: below those that hold less
        than their twins it stays free.
        """
        return {block.id: self._snug(block, at[block.id]) for block in blocks if block.title}

    def _snug(self, block: Block, rect: Rect) -> Rect:
        """A block without the room that it has for as many boxes as its largest twin."""
        card = self.cards[block.id]
        side = columns(rect.w, card)
        return rect._replace(h=min(rect.h, block_height(len(block.boxes), side, card)))


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules by which the picture, sites and clusters are filled."""

    path: MainPath
    partners: Mapping[str, Sequence[str]]
    """With what each block is joined by arrows."""
    leaves: _Leaves
    composition: Composition
    around: bool
    """Whether it is the view of one place, with what stands around it as high as it is."""
    stacks: Mapping[str, int]
    """In which stack each lane stands, where lanes stand below the main path."""

    def picture(self, nodes: Sequence[Frame | Block]) -> Spread:
        """What stands in the middle, and at its sides the places around that which the view is of,
        and bands where the composition says so.
        """
        blocks, sites = _blocks(nodes), _frames(nodes)
        central = self.central(sites)
        aside = self.stand_aside(blocks, sites)
        middle = self.middle([block for block in blocks if block not in aside], central)
        flanks = []
        for site in sites:
            if site not in central:
                before = sites.index(site) < sites.index(central[0])
                flanks.append(Flank(self.slim(site, middle), before))
        for block in aside:
            flanks.append(Flank(self.leaves.alone(block, narrow=True), block.band == "left"))
        return flanked(flanks, middle, self.partners)

    def central(self, sites: Sequence[Frame]) -> Sequence[Frame]:
        """The sites in the middle: all of them, or the one that a view of one place is of, around
        which others are shown with nothing but what that is joined with.
        """
        return [max(sites, key=_held)] if self.around and sites else sites

    def stand_aside(self, blocks: Sequence[Block], sites: Sequence[Frame]) -> list[Block]:
        """The bands that stand beside the sites: most of the arrows of each lead into them, or to
        others of these.
        """
        if not self.composition.flanks:
            return []
        held = {frame.id for frame in frames_in(sites)}
        held |= {inner.id for inner in blocks_in(sites)}
        bands = [block for block in blocks if block.band != "below" and not self.path.holds(block)]
        aside: list[Block] = []
        for _ in bands:
            aside = [block for block in bands if self.leads(block, held)]
            held |= {block.id for block in aside}
        return aside

    def leads(self, block: Block, to: Collection[str]) -> bool:
        """Whether most arrows of a block lead to some things."""
        joined = self.partners.get(block.id, ())
        return 2 * sum(id in to for id in joined) >= len(joined)

    def slim(self, node: Frame | Block, middle: Spread) -> Spread:
        """A block, or a frame around all that it holds in one column, in the order of what that is
        joined with in the middle.
        """
        if isinstance(node, Block):
            return self.leaves.alone(node, narrow=True)
        parts = [self.slim(child, middle) for child in node.children]
        parts.sort(key=lambda part: height(part, middle, self.partners))
        return self.framed(node, column(parts, LANE_GAP))

    def middle(self, blocks: Sequence[Block], sites: Sequence[Frame]) -> Spread:
        """The way to the sites above, the sites side by side, what serves them all below."""
        path = self.way(blocks, sites)
        beside = [block for block in blocks if block not in path]
        below = [block for block in beside if self.is_below(block)]
        aside = [block for block in beside if block not in below]
        many = self.composition.across or (SITES_IN_ROW if len(sites) > 4 else max(len(sites), 1))
        ground = self.side_by_side(sites, many, SITE_GAP)
        under = in_row(list(map(self.leaves.alone, below)), ground, self.partners, SIDE_GAP)
        ground = column([ground, under], RANK_GAP)
        return column([self.head(path, aside, ground), ground], RANK_GAP + 6)

    def way(self, blocks: Sequence[Block], sites: Sequence[Frame]) -> list[Block]:
        """What stands over the sites, on the main path: step by step down to them.

        What leads straight into several of them, beside steps of others, stands at the side of
        these: over the middle, one of its lines would lead around them.
        """
        path = [block for block in blocks if self.path.holds(block)]
        steps = [block for block in path if self.joined([block], path)]
        return steps if steps and len(sites) > 1 else path

    def is_below(self, band: Block) -> bool:
        """Whether a band stands below the sites."""
        return band.band == "below" or (self.composition.under and not self.around)

    def head(self, path: Sequence[Block], beside: Sequence[Block], ground: Spread) -> Spread:
        """What stands above the sites: the main path over their middle, each row in the order of
        what it leads to there; bands at its sides, that at the right near what it is joined with.
        """
        left = self.leaves.stack([block for block in beside if block.band == "left"])
        right = self.leaves.stack([block for block in beside if block.band == "right"])
        rows = []
        for level in self.path.levels(path):
            parts = map(self.leaves.alone, level)
            gap = WORD_GAP if self.joined(level, level) else SIDE_GAP
            rows.append(row(sorted(parts, key=partial(self.side, ground)), gap))
        middle = column(rows, RANK_GAP)
        towards = self.towards(ground, right) if self.composition.above else ground.w
        off = self.entry(path, middle, ground) if self.composition.lined else 0.0
        return _flanked((left, middle, right), ground.w, towards, off)

    def entry(self, path: Sequence[Block], way: Spread, ground: Spread) -> float:
        """How far right of its middle the ground is entered, from where the way leads into it;
        0 where it is entered at several places, or at none.
        """
        entries: list[tuple[str, str]] = []
        for block in path:
            entries += ((block.id, id) for id in self.path.after(block) if id in ground.at)
        if len({entered for _, entered in entries}) != 1:
            return 0.0
        lowest, entered = max(entries, key=lambda pair: way.at[pair[0]].y)
        before = way.at[lowest].middle[0] - way.w / 2
        return ground.at[entered].middle[0] - ground.w / 2 - before

    def joined(self, some: Iterable[Block], others: Iterable[Block]) -> bool:
        """Whether an arrow leads from one of some things to one of others."""
        ids = {block.id for block in others}
        return any(not ids.isdisjoint(self.partners.get(block.id, ())) for block in some)

    def side(self, ground: Spread, part: Spread) -> int:
        """Where what a part is joined with lies: left (-1), about in the middle, or right (1)."""
        return round(2 * self.towards(ground, part) / ground.w) if ground.w else 0

    def towards(self, ground: Spread, part: Spread) -> float:
        """Where in the ground, from its middle, is what a part is joined with; its middle where it
        is joined with nothing there.
        """
        joined = chain.from_iterable(self.partners.get(id, ()) for id in sorted(part.at))
        there = [ground.at[id].middle[0] - ground.w / 2 for id in joined if id in ground.at]
        return sum(there) / len(there) if there else 0.0

    def side_by_side(self, frames: Sequence[Frame], across: int, gap: float) -> Spread:
        """Frames in rows, those of a row made equally high, with the first of the frames that they
        hold side by side.
        """
        rows = []
        for start in range(0, len(frames), across):
            beside = frames[start : start + across]
            parts = [self.frame(frame) for frame in beside]
            if not self.around:
                first = [next(frames_in(frame.children), frame) for frame in beside]
                high = levelled(parts, [frame.id for frame in beside])
                parts = matched(parts, high, [frame.id for frame in first])
            rows.append(row(parts, gap, 0.0))
        return column(rows, gap)

    def frame(self, frame: Frame) -> Spread:
        """A frame around what it holds."""
        inner = self.cluster(frame) if frame.level == "cluster" else self.site(frame)
        return self.framed(frame, inner)

    def framed(self, frame: Frame, inner: Spread) -> Spread:
        """A frame around an area."""
        wide = max(inner.w, frame_width(frame)) + 2 * FRAME_PAD
        high = FRAME_HEAD + inner.h + FRAME_PAD + (6 if not inner.at else 0)
        return framed(frame.id, wide, high + 6, inner, FRAME_HEAD + 6)

    def site(self, frame: Frame) -> Spread:
        """A site or network: what comes before its clusters, they side by side, what comes after.

        Off the main path, what has its band at a side comes before. What the path enters comes
        before clusters to which it does not lead. Where bands stand beside the sites, each is on
        the side of its band.
        """
        blocks, clusters = _blocks(frame.children), _frames(frame.children)
        ranks = self.path.ranks([*clusters, *blocks])
        level = min((ranks[cluster.id] for cluster in clusters), default=1)
        beside = self.beside_clusters(frame)
        rest = [block for block in blocks if block not in beside]
        before, after = [], []
        for block in sorted(rest, key=self.aside) if self.composition.flanks else rest:
            entered = ranks[block.id] == level and self.path.enters(block)
            if self.comes_first(block, ranks[block.id] < level or entered):
                before.append(self.leaves.alone(block))
            else:
                after.append(self.leaves.alone(block))
        middle = self.between(beside, self.clusters(clusters))
        above = row(before, SIDE_GAP)
        if self.composition.lined:
            above = self.over(middle, above, blocks)
        return column([above, middle, row(after, LANE_GAP * 2)], RANK_GAP - 12)

    def over(self, ground: Spread, part: Spread, blocks: Sequence[Block]) -> Spread:
        """An area above another one, as wide as that, such that what leads on from it along the
        main path stands over what it leads to; the area itself where there is no room for that.
        """
        offs: list[float] = []
        for block in blocks:
            if block.id in part.at:
                here = part.at[block.id].middle[0]
                onwards = [id for id in self.path.after(block) if id in ground.at]
                offs += [ground.at[id].middle[0] - here for id in onwards]
        if not offs:
            return part
        off = sum(offs) / len(offs)
        if not 0.0 <= off <= ground.w - part.w:
            return part
        return Spread(ground.w, part.h, part.moved(off, 0.0))

    def clusters(self, clusters: Sequence[Frame]) -> Spread:
        """The clusters of a site side by side."""
        side_by_side = 2 if len(clusters) > 3 else max(len(clusters), 1)
        across = 1 if self.composition.stacked else side_by_side
        return self.side_by_side(clusters, across, LANE_GAP * 1.5)

    def beside_clusters(self, frame: Frame) -> list[Block]:
        """What stands beside the clusters of a network, not in the way to them, where the
        composition says so.
        """
        if not (self.composition.aside and frame.level == "network" and _frames(frame.children)):
            return []
        return [block for block in _blocks(frame.children) if self.aside(block)]

    def between(self, beside: Sequence[Block], middle: Spread) -> Spread:
        """An area between blocks that stand at its sides, each on that of its band."""
        left = self.leaves.stack(list(filter(self.before, beside)), narrow=True)
        right = self.leaves.stack(list(filterfalse(self.before, beside)), narrow=True)
        return row([left, middle, right], SIDE_GAP, 0.0)

    def before(self, block: Block) -> bool:
        """Whether a block stands at the left of the main path."""
        return self.aside(block) < 0

    def aside(self, block: Block) -> int:
        """On which side of the main path a block stands: left (-1), on it, or right (1)."""
        return 0 if self.path.holds(block) else {"left": -1, "right": 1}.get(block.band, 0)

    def comes_first(self, block: Block, above: bool) -> bool:
        """Whether a block stands before the clusters of its site, as its rank does if `above`."""
        return above if self.path.holds(block) else block.band in ("left", "right")

    def cluster(self, frame: Frame) -> Spread:
        """A cluster: lanes stacked at the left, the main path in a column at the right.

        There it can be entered from above; at the left stands the heading.
        """
        blocks = _blocks(frame.children)
        path = [block for block in blocks if on_path(self.path, block)]
        lanes = [block for block in blocks if not on_path(self.path, block)]
        levels = self.path.levels(path)
        if self.composition.above and lanes:
            steps = [row(map(self.leaves.alone, level), LANE_GAP) for level in levels]
            return column([*steps, self.row_of(lanes, path)], RANK_GAP)
        steps = [grid(list(map(self.leaves.alone, level)), 2, LANE_GAP) for level in levels]
        return row([self.lanes(lanes), column(steps, RANK_GAP + 8)], SIDE_GAP + 30)

    def row_of(self, lanes: Sequence[Block], path: Sequence[Block]) -> Spread:
        """The lanes of a cluster below its main path, in stacks that are about equally high."""
        parts: dict[int, list[Block]] = defaultdict(list)
        for lane in lanes:
            parts[self.stacks[lane.id]].append(lane)
        stacks = [
            self.leaves.stack(part, narrow=self.leaves.narrow) for _, part in sorted(parts.items())
        ]
        if not self.joined(lanes, lanes):
            return row(stacks, STACK_GAP, 0.0)
        return row(stacks, self.words_beside(stacks[0], path), 0.0)

    def words_beside(self, stack: Spread, path: Sequence[Block]) -> float:
        """The room for words, and for what leads past them from a stack of lanes to the path."""
        if not self.composition.flanks:
            return LANE_WORDS
        ids = {block.id for block in path}
        joined = chain.from_iterable(self.partners.get(id, ()) for id in stack.at)
        return FLANKED_WORDS + MORE * sum(id in ids for id in joined)

    def lanes(self, lanes: Sequence[Block]) -> Spread:
        """The lanes of a cluster below each other; in two stacks where one would be too high."""
        stack = self.leaves.stack(lanes, narrow=self.leaves.narrow)
        if stack.h <= (760 if self.leaves.narrow else 520) or len(lanes) < 2:
            return stack
        half = ceil(len(lanes) / 2)
        halves = [
            self.leaves.stack(part, narrow=self.leaves.narrow)
            for part in (lanes[:half], lanes[half:])
        ]
        return row(halves, LANE_GAP, 0.0)


def _partners(view: View) -> dict[str, list[str]]:
    """For each block with what it is joined by arrows, in their order."""
    standing = view.standing()
    found: dict[str, list[str]] = defaultdict(list)
    for arrow in view.arrows:
        source, target = standing[arrow.source], standing[arrow.target]
        found[source].append(target)
        found[target].append(source)
    return found


def on_path(path: MainPath, block: Block) -> bool:
    """Whether a block of a cluster stands in its column for the main path."""
    return path.holds(block) or (block.band == "right" and not block.title)


def _held(frame: Frame) -> int:
    """How many boxes a frame holds."""
    return sum(len(block.boxes) for block in blocks_in(frame.children))


def _blocks(nodes: Sequence[Frame | Block]) -> list[Block]:
    return [node for node in nodes if isinstance(node, Block)]


def _frames(nodes: Sequence[Frame | Block]) -> list[Frame]:
    return [node for node in nodes if isinstance(node, Frame)]


def _flanked(
    parts: tuple[Spread, Spread, Spread], wide: float, towards: float, off: float
) -> Spread:
    """Three areas side by side, of at least that width: one so far right of its middle, as far as
    there is room; that before flush with its left side, that after as near as may be to a place
    so far right of the middle.
    """
    left, middle, right = parts
    side = max(left.w, right.w)
    wide = max(wide, middle.w + (2 * (side + SIDE_GAP) if side else 0.0))
    room = (wide - middle.w) / 2
    begin = room + min(max(off, left.w + SIDE_GAP - room if left.w else -room), room)
    after = begin + middle.w + SIDE_GAP
    high = max(left.h, middle.h, right.h)
    at = left.moved(0.0, (high - left.h) / 2)
    at |= middle.moved(begin, (high - middle.h) / 2)
    begin = min(max((wide - right.w) / 2 + towards, after), wide - right.w)
    at |= right.moved(begin, (high - right.h) / 2)
    return Spread(wide, high, at)
