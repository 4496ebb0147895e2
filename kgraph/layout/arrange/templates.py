"""Sister frames, such as the sites of a view, filled by one template.

What does the same in each of them has one place in the template; what only some of them hold has
one too, which stays empty in the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from itertools import chain

from kgraph.layout.arrange.contents import Around, Contents, Held, Joined
from kgraph.layout.arrange.spreads import Spread, alone
from kgraph.layout.arrange.ties import Tie
from kgraph.layout.drawing import Rect
from kgraph.view.view import Block, Frame, View

ALIKE, FILLED = 0.5, 0.71
"""Frames are sisters where so many of the roles that there are in them are in each, or where one
template for all of them is filled so far.
"""
OFF = 12.0
"""How far from where its like is something may stand without being seen to be elsewhere."""

Roles = Mapping[str, str]
"""For each thing that sister frames hold what it does there; no two in one frame do the same."""
KINDS = "holds", "called", "does"
"""By what things are compared, the surest first: the boxes that they hold, what they are called,
what their only box is said to do.
"""
_Words = frozenset[tuple[str, str]]
"""What is said of a thing, each of one of these kinds."""


Sisters = list[tuple[tuple[Frame, ...], Roles]]
"""Frames that are like each other, from the outside in, with the roles of what they hold."""


def sisters(view: View) -> Sisters:
    """The sisters of a view: its outermost frames, and those within them."""
    outermost = tuple(node for node in view.children if isinstance(node, Frame))
    return [] if view.subject else _alike(outermost)


def likes(view: View) -> list[list[tuple[str, str]]]:
    """What has one role in several frames beside each other, each with its frame, from the outside
    in; and these frames themselves. They need not be sisters.
    """
    outermost = tuple(node for node in view.children if isinstance(node, Frame))
    waiting = [] if view.subject else [outermost]
    found = []
    while waiting:
        frames = waiting.pop()
        roles = _roles(frames)
        by_role: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for frame in frames:
            by_role[""].append((frame.id, frame.id))
            for node in frame.children:
                by_role[roles[node.id]].append((frame.id, node.id))
        found += [like for like in by_role.values() if len(like) > 1]
        waiting += _within(frames, roles)
    return found


def _alike(frames: tuple[Frame, ...]) -> Sisters:
    """Frames, and those of one role in them, where all of these are sisters; else none.

    A frame around less than the others would stand half empty.
    """
    roles = _roles(frames)
    if len(frames) < 2 or not _like(frames, roles):
        return []
    within = [_alike(nodes) for nodes in _within(frames, roles)]
    return [(frames, roles), *chain.from_iterable(within)] if all(within) else []


def _within(frames: Iterable[Frame], roles: Roles) -> list[tuple[Frame, ...]]:
    """The frames of each role within frames, where there are several."""
    found: dict[str, list[Frame]] = defaultdict(list)
    for node in chain.from_iterable(frame.children for frame in frames):
        if isinstance(node, Frame):
            found[roles[node.id]].append(node)
    return [tuple(nodes) for nodes in found.values() if len(nodes) > 1]


def _like(frames: Iterable[Frame], roles: Roles) -> bool:
    """Whether frames hold much the same."""
    held = [set(map(roles.__getitem__, _held(frame))) for frame in frames]
    together, either = set.intersection(*held), set.union(*held)
    filled = sum(map(len, held)) >= FILLED * len(held) * len(either)
    return filled or len(together) >= ALIKE * len(either)


def _held(frame: Frame) -> list[str]:
    """The ids of what a frame holds."""
    return [node.id for node in frame.children]


def _roles(frames: Iterable[Frame]) -> Roles:
    """The role of each thing: that of what holds the same in an earlier frame; else of what is
    called the same; else of what is said to do the same; else one of its own.
    """
    known: dict[str, _Words] = {}
    found: dict[str, str] = {}
    for frame in frames:
        roles = _matched({node.id: _words(node) for node in frame.children}, known)
        for node in frame.children:
            role = roles.get(node.id, f"role of {node.id}")
            known[role] = known.get(role, frozenset()) | _words(node)
            found[node.id] = role
    return found


def _matched(things: Mapping[str, _Words], known: Mapping[str, _Words]) -> Roles:
    """The roles of things that have one among the known ones, each role once."""
    found: dict[str, str] = {}
    for kind in KINDS:
        for id in [id for id in things if id not in found]:
            said = {word for word in things[id] if word[0] == kind}
            role = _free(said, known, found.values())
            if role:
                found[id] = role
    return found


def _free(said: Set[tuple[str, str]], known: Mapping[str, _Words], taken: Collection[str]) -> str:
    """The first role that nothing has yet of which one of these words is known; else nothing."""
    free = (role for role in known if role not in taken)
    return next((role for role in free if not said.isdisjoint(known[role])), "")


def _words(node: Frame | Block) -> _Words:
    """By what a thing is compared with others: a frame by its level alone."""
    if isinstance(node, Frame):
        return frozenset([("called", node.level)])
    holds = {("holds", box.title) for box in node.boxes}
    does = {("does", box.subtitle) for box in node.boxes if not node.title and box.subtitle}
    return frozenset(holds | does | {("called", node.title)} - {("called", "")})


def of_all(held: Sequence[Held], roles: Sequence[Roles]) -> Held:
    """What sister frames hold as if one held all of it: a place for each role, and its ties.

    For each of them the roles are those of all that is in it, and around it in the same place.
    """
    in_roles = list(map(_in_roles, held, roles))
    before: dict[str, float] = {}
    after: dict[str, float] = {}
    for one in in_roles:
        before = {**one.around.before, **before}
        after = {**one.around.after, **after}
    # what is before one of them and after another draws none of them to a side
    torn = before.keys() & after.keys()
    around = Around(_without(torn, before), _without(torn, after))
    ties = _as_one(chain.from_iterable(one.ties for one in in_roles))
    drawing = [tie for tie in ties if torn.isdisjoint((tie.before, tie.after))]
    cells = _cells(one.contents for one in in_roles)
    return Held(Contents(cells, Joined((), ()), held[0].contents.down), drawing, around)


def _in_roles(held: Held, roles: Roles) -> Held:
    """What a frame holds by its role there, and what is around it too, where it has one."""
    contents, around = held.contents, held.around
    things = {roles[id]: thing for id, thing in contents.things.items()}
    return Held(
        Contents(things, contents.joined, contents.down),
        [_between_roles(tie, roles) for tie in held.ties],
        Around(_by_role(around.before, roles), _by_role(around.after, roles)),
    )


def _between_roles(tie: Tie, roles: Roles) -> Tie:
    before, after = roles.get(tie.before, tie.before), roles.get(tie.after, tie.after)
    return tie._replace(before=before, after=after)


def _by_role(places: Mapping[str, float], roles: Roles) -> dict[str, float]:
    return {roles.get(id, id): at for id, at in places.items()}


def _without(torn: Collection[str], places: Mapping[str, float]) -> dict[str, float]:
    return {id: at for id, at in places.items() if id not in torn}


def _cells(held: Iterable[Contents]) -> dict[str, Spread]:
    """A place for each role, large enough for what has it in any of some frames."""
    wide: dict[str, float] = defaultdict(float)
    high: dict[str, float] = defaultdict(float)
    for role, thing in chain.from_iterable(contents.things.items() for contents in held):
        wide[role] = max(wide[role], thing.w)
        high[role] = max(high[role], thing.h)
    return {role: alone(role, wide[role], high[role]) for role in wide}


def _as_one(ties: Iterable[Tie]) -> list[Tie]:
    """One tie for all that join the same two."""
    found: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for tie in ties:
        found[tie.before, tie.after].append(tie)
    return [_mean(edge, many) for edge, many in found.items()]


def _mean(edge: tuple[str, str], ties: Sequence[Tie]) -> Tie:
    """A tie that ends where several end on average, for as many arrows as most of them."""
    at_before = sum(tie.at_before for tie in ties) / len(ties)
    at_after = sum(tie.at_after for tie in ties) / len(ties)
    return Tie(*edge, at_before, at_after, max(tie.arrows for tie in ties))


def filled(template: Spread, contents: Contents, roles: Roles) -> Spread:
    """What a frame holds, each thing in the middle of the place that its role has in a template."""
    at: dict[str, Rect] = {}
    for id, thing in contents.things.items():
        cell = template.at[roles[id]]
        at |= thing.moved(cell.x + (cell.w - thing.w) / 2, cell.y + (cell.h - thing.h) / 2)
    return Spread(template.w, template.h, at)
