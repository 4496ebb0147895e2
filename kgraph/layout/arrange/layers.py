"""Places for a view in layers: what leads on stands before what it leads to, frame by frame.

In every frame (and in the picture itself) things are ranked by the longest way that leads to them,
ordered within their rank so that few arrows cross (barycentres), and set where their neighbours are
(isotonic regression). Long arrows keep a lane free through the ranks that they pass. A first round
shows on which side of its frame each arrow leaves; the second takes that into account. After
Sugiyama, Tagawa and Toda 1981, with our own nesting and sizes.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from kgraph.layout.arrange.cards import Card
from kgraph.layout.arrange.columns import in_column
from kgraph.layout.arrange.contents import (
    Around,
    Contents,
    Edge,
    Held,
    Joined,
    across,
    joined,
)
from kgraph.layout.arrange.entrances import entered_first
from kgraph.layout.arrange.heads import HEAD, headed
from kgraph.layout.arrange.nesting import Nesting
from kgraph.layout.arrange.ranks import folded, level, ranked
from kgraph.layout.arrange.rows import Room, beside, put
from kgraph.layout.arrange.sizes import block_size, frame_width
from kgraph.layout.arrange.spreads import Spread, alone, framed, levelled
from kgraph.layout.arrange.standing import Outside, Thing, standing
from kgraph.layout.arrange.templates import filled, of_all, sisters
from kgraph.layout.arrange.ties import ends
from kgraph.layout.arrange.twins import cards_of
from kgraph.layout.drawing import Rect
from kgraph.layout.style import FRAME_HEAD
from kgraph.view.view import Arrow, Block, Frame, View

PAD = 22.0
ROOM = {"parts": Room(12.0, 150.0, rim=32.0)}
"""What is between ranks, where it is more than usual: arrows of parts have words of their own, and
those that pass parts on their way in or out run beside them, within the frame.
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a view is laid out: the direction of the picture and of its frames (true: downwards).

    `fold` and `inner_fold` are how many things a rank of each may hold. With `head`, what leads to
    the frames is laid out by itself, across the direction of the picture. The outermost frames
    stand side by side where they are `level`, whatever leads from one to another. `tight` ranks are
    as wide as they must be. With `spines`, what leads on to most stands in one line. Where it is
    `weighed`, things are ordered by how many arrows would cross, and follow what stands in line.
    Long arrows get less room in frames that are `level` where they are `slim`. With `sideways`,
    what leads to something beside its frame stands on that side. Sister frames are filled by one
    template where it is `twinned`.
    """

    down: bool
    inner_down: bool
    fold: int = 99
    inner_fold: int = 99
    head: bool = False
    level: bool = False
    tight: bool = False
    spines: bool = False
    weighed: bool = False
    slim: bool = False
    sideways: bool = False
    twinned: bool = False


def never(_spread: Spread) -> bool:
    """Whether an arrangement is beyond hope once its first round is known: none is."""
    return False


def place_layers(
    view: View, plans: Sequence[Plan], beyond: Callable[[Spread], bool] = never
) -> list[Spread]:
    """Every frame and block of a view, from the top left of the picture's content, by each plan but
    those of which the first round is `beyond` hope.
    """
    if not plans:
        return []
    edges, cards = _edges(view), cards_of(view)
    plain = _Placed(view, edges, cards)
    with_head = _Placed(headed(view, edges), edges, cards)
    fitting = [plan for plan in plans if plain.sisters or not plan.twinned]
    found = (_place(with_head if plan.head else plain, plan, beyond) for plan in fitting)
    return [spread for spread in found if spread is not None]


def _place(placed: _Placed, plan: Plan, beyond: Callable[[Spread], bool]) -> Spread | None:
    if plan.slim and len(placed.outermost) < 2:
        plan = replace(plan, slim=False)
    spread = _Round(placed, plan, {}).picture()
    if beyond(spread):
        return None
    if next(placed.view.frames(), None) is not None:
        spread = _Round(placed, plan, spread.at).picture()
    return Spread(spread.w, spread.h, {id: at for id, at in spread.at.items() if id != HEAD})


def _edges(view: View) -> list[Edge]:
    """The arrows of a view, from what stands before to what stands after; those first along which
    it is arranged.

    Several frames make a picture so high, or so wide, that an entrance behind them would be far
    from what leads to it.
    """
    standing = view.standing()
    edges = [_led(arrow, standing) for arrow in _in_order(view)]
    return entered_first(view, edges) if len(_outermost(view)) > 1 else edges


def _outermost(view: View) -> list[str]:
    """The frames that stand in no other."""
    return [node.id for node in view.children if isinstance(node, Frame)]


class _Placed:
    """A view that is placed, with what is the same by whatever plan."""

    def __init__(self, view: View, edges: Sequence[Edge], cards: Mapping[str, Card]) -> None:
        self.view, self.edges, self.cards = view, edges, cards
        self.nesting, self.in_column = Nesting(view), in_column(view)
        self.outermost = _outermost(view)
        # for each frame with sisters all of these, and for what they hold its role in them
        self.sisters: dict[str, tuple[Frame, ...]] = {}
        self._roles: dict[str, str] = {}
        for frames, roles in sisters(view):
            self.sisters |= dict.fromkeys((frame.id for frame in frames), frames)
            self._roles |= roles
        self._joined: dict[str, Joined] = {}
        # frames as the first round lays them out, by what of a plan matters within them
        self.first: dict[tuple[str, bool, int, bool, bool, bool, bool], Spread] = {}

    def joined(self, frame: str, things: Container[str]) -> Joined:
        """What joins the things of a frame; of the picture, where none is named."""
        if frame not in self._joined:
            self._joined[frame] = joined(things, frame, self.nesting, self.edges)
        return self._joined[frame]

    def roles_around(self, frame: str) -> dict[str, str]:
        """The roles of what stands in the same outermost frame as this one."""
        within = partial(self.nesting.within, frame=self.nesting.outermost(frame))
        return {id: role for id, role in self._roles.items() if within(id)}


class _Round:
    """One round; `seen` is where everything was in the round before."""

    def __init__(self, placed: _Placed, plan: Plan, seen: Mapping[str, Rect]) -> None:
        self.placed, self.view, self.plan, self.seen = placed, placed.view, plan, seen
        self._filled: dict[str, Spread] = {}

    def picture(self) -> Spread:
        """Everything."""
        contents = self._contents("", self.view.children, self.plan.down)
        frames = self.placed.outermost
        if not self.plan.level or len(frames) < 2:
            return self._ranked(Held(contents, contents.ties()), self.plan.fold)
        return self._level(contents, frames)

    def _level(self, contents: Contents, frames: Sequence[str]) -> Spread:
        """Everything, with the outermost frames side by side and equally high; but what stands
        around the subject of a view is as high as it is.
        """
        parts = [contents.things[id] for id in frames]
        if not self.view.subject:
            parts = levelled(parts, frames)
        things = {**contents.things, **dict(zip(frames, parts, strict=True))}
        held = replace(contents, things=things)
        beside = set(frames)
        ties = [tie for tie in held.ties() if not {tie.before, tie.after} <= beside]
        tied = ends(ties) | beside
        edges = [(tie.before, tie.after) for tie in ties]
        ranks = level([id for id in things if id in tied], edges, frames)
        rows = folded([_sized(ids, held) for ids in ranks], self.plan.fold)
        return self._laid(Held(held, ties), rows)

    def _contents(self, frame: str, nodes: Iterable[Frame | Block], down: bool) -> Contents:
        things = {node.id: self._thing(node) for node in nodes}
        return Contents(things, self.placed.joined(frame, things), down)

    def _thing(self, node: Frame | Block) -> Spread:
        """A block, or a frame around what it holds."""
        if isinstance(node, Block):
            narrow = node.id in self.placed.in_column
            return alone(node.id, *block_size(node, self.placed.cards[node.id], narrow=narrow))
        if self.seen or self.plan.twinned:
            return self._framed(node)
        first, plan = self.placed.first, self.plan
        how = plan.inner_fold, plan.spines, plan.tight, plan.slim, plan.weighed
        key = node.id, self._down(node), *how
        if key not in first:
            first[key] = self._framed(node)
        return first[key]

    def _framed(self, node: Frame) -> Spread:
        """A frame around what it holds."""
        inner = self._inside(node)
        if node.id == HEAD:
            return framed(node.id, inner.w, inner.h, inner, 0.0)
        wide = max(inner.w, frame_width(node)) + 2 * PAD
        high = FRAME_HEAD + 8 + inner.h + PAD
        return framed(node.id, wide, high, inner, FRAME_HEAD + 8)

    def _inside(self, frame: Frame) -> Spread:
        """What a frame holds, in ranks; by one template with its sisters where the plan says so."""
        like = self.placed.sisters.get(frame.id) if self.plan.twinned else None
        if like is None:
            return self._ranked(self._held(frame), self.plan.inner_fold)
        if frame.id not in self._filled:
            self._filled |= self._by_template(like)
        return self._filled[frame.id]

    def _by_template(self, frames: Sequence[Frame]) -> dict[str, Spread]:
        """What sister frames hold: what is of one role stands in the same place in each."""
        held = [self._held(frame) for frame in frames]
        roles = [self.placed.roles_around(frame.id) for frame in frames]
        template = self._ranked(of_all(held, roles), self.plan.inner_fold)
        parts = zip(frames, held, roles, strict=True)
        return {frame.id: filled(template, one.contents, own) for frame, one, own in parts}

    def _held(self, frame: Frame) -> Held:
        """What a frame holds; what it is tied to outside draws it to that side."""
        contents = self._contents(frame.id, frame.children, self._down(frame))
        seen = frame.id in self.seen
        out = contents.ties_out(frame.id, self.seen) if seen else []
        before = [tie.before for tie in out if tie.before not in contents.things]
        after = [tie.after for tie in out if tie.after not in contents.things]
        pulls = contents.pulls(frame.id, self.seen) if seen and self.plan.sideways else ()
        around = Around(
            self._places(frame.id, before, contents.down),
            self._places(frame.id, after, contents.down),
            pulls,
        )
        return Held(contents, [*contents.ties(), *out], around)

    def _down(self, frame: Frame) -> bool:
        """Whether what a frame holds runs downwards."""
        if frame.id == HEAD:
            return not self.plan.down
        return self.plan.inner_down

    def _places(self, frame: str, others: Iterable[str], down: bool) -> dict[str, float]:
        """Where things outside a frame are across its direction, from where the frame begins."""
        return {other: self._place(frame, other, down) for other in others}

    def _place(self, frame: str, other: str, down: bool) -> float:
        begin, _ = across(self.seen[frame], down)
        there, extent = across(self.seen[other], down)
        from_edge = there + extent / 2 - begin
        if frame == HEAD:
            return from_edge
        return from_edge - PAD if down else from_edge - FRAME_HEAD - 8

    def _ranked(self, held: Held, fold: int) -> Spread:
        """Things in ranks, between what is outside before and after them."""
        tied = ends(held.ties)
        edges = [(tie.before, tie.after) for tie in held.ties]
        ids = [id for id in held.contents.things if id in tied]
        ranks = ranked(ids, edges, held.around.before, held.around.after)
        return self._laid(held, folded([_sized(ids, held.contents) for ids in ranks], fold))

    def _laid(self, held: Held, rows: Sequence[list[Thing]]) -> Spread:
        """Things ordered and aligned in their ranks, and beside them what is in none."""
        contents, around = held.contents, held.around
        stands = standing(
            tuple(map(tuple, rows)),
            tuple(held.ties),
            (_sorted(around.before), _sorted(around.after)),
            around.pulls,
            spines=self.plan.spines,
            tight=self.plan.tight,
            weighed=self.plan.weighed,
            slim=self.plan.slim,
        )
        things, ranked_ = contents.things, {id for id, *_ in chain.from_iterable(rows)}
        loose = [things[id] for id in things if id not in ranked_]
        room = ROOM.get(self.view.arrangement, Room())
        if not (around.before or around.after):
            room = replace(room, rim=0.0)
        spread = put(stands, things, held.ties, down=contents.down, room=room)
        return beside(spread, loose, down=contents.down)


def _in_order(view: View) -> Sequence[Arrow]:
    """Its arrows, those first that keep their direction where some lead in a circle.

    A view of parts tells its arrows in the order in which one comes along them.
    """
    if view.arrangement == "parts":
        return view.arrows
    return sorted(view.arrows, key=lambda arrow: (arrow.kind not in view.along, arrow.id))


def _led(arrow: Arrow, standing: Mapping[str, str]) -> tuple[str, str]:
    """What stands before and after along an arrow: what is pulled comes from its target."""
    source, target = standing[arrow.source], standing[arrow.target]
    return (target, source) if arrow.pulled else (source, target)


def _sized(ids: Iterable[str], contents: Contents) -> list[Thing]:
    """Things with how long they are across the direction of their ranks, and along it."""
    sized = []
    for id in ids:
        thing = contents.things[id]
        sized.append((id, thing.w, thing.h) if contents.down else (id, thing.h, thing.w))
    return sized


def _sorted(places: Mapping[str, float]) -> Outside:
    """What is outside a frame, in the order in which it is there."""
    return tuple(sorted((at, id) for id, at in places.items()))
