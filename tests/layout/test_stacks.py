"""In which stacks the lanes of clusters stand, the same in each of several."""

from __future__ import annotations

from kgraph.layout.arrange.stacks import shared_out
from kgraph.view.view import Block, Box, Frame, Hue, View

GREY = Hue("#475569", "#a8b5c8")


def lane(place: str, name: str, layer: int, many: int) -> Block:
    ids = (f"{place}/{name}{number}" for number in range(many))
    boxes = tuple(Box(id, id, "", "", "", GREY, "", "") for id in ids)
    return Block(f"block:{place}:{name}", name, GREY, "below", layer, boxes)


def cluster(place: str, **lanes: int) -> Frame:
    """A cluster with lanes by their names, in this order, which hold so many boxes each."""
    known = ["platform", "storage", "delivery"]
    blocks = (lane(place, name, known.index(name), many) for name, many in lanes.items())
    return Frame(f"frame:{place}/main", "Main", "", "", "cluster", "", "", tuple(blocks))


def view(*clusters: Frame) -> View:
    return View("overview", "", "", clusters, (), (), ())


def stacks(shown: View, many: int) -> dict[str, int]:
    return shared_out(shown, lambda block: True, many)


def test_lanes_are_shared_out_by_how_much_they_hold() -> None:
    alone = view(cluster("eu", platform=4, storage=2, delivery=1))
    assert list(stacks(alone, 2).values()) == [0, 1, 1]
    assert list(stacks(alone, 3).values()) == [0, 1, 2]
    assert stacks(alone, 0) == {}


def test_a_cluster_that_lacks_a_lane_has_the_others_where_its_sister_has_them() -> None:
    both = view(cluster("eu", platform=2, storage=4, delivery=2), cluster("us", storage=4))
    found = stacks(both, 3)
    assert found["block:us:storage"] == found["block:eu:storage"] == 1


def test_the_largest_of_like_lanes_counts() -> None:
    both = view(cluster("eu", platform=1, storage=1), cluster("us", platform=9, storage=1))
    assert stacks(both, 2)["block:eu:storage"] == 1
    assert stacks(view(cluster("eu", platform=1, storage=1)), 2)["block:eu:storage"] == 1
    assert stacks(both, 2)["block:eu:platform"] == 0


def test_what_is_no_lane_is_in_no_stack() -> None:
    both = view(cluster("eu", platform=2, storage=4))
    assert shared_out(both, lambda block: block.title == "storage", 2) == {"block:eu:storage": 1}
