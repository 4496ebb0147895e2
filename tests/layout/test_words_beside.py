"""Words find the room that there is: between lines, and on either side of a numbered circle."""

from __future__ import annotations

from kgraph.layout.arrows.labels import set_labels
from kgraph.layout.drawing import DrawnArrow, Point, Rect
from kgraph.layout.geometry.rectangles import overlap
from kgraph.layout.shapes import disc


def straight(id: str, start: Point, end: Point, number: str = "") -> DrawnArrow:
    points = (start, start, end, end)
    return DrawnArrow(id, id, "b", "request", points, True, False, None, None, "", "", number)


def test_words_stand_left_of_the_circle_where_another_arrow_is_right_of_it() -> None:
    first, second = straight("a", (300, 20), (300, 80), "1"), straight("b", (340, 20), (340, 80))
    told, _ = set_labels((first, second), {"a": ("resolves names at",)}, (), ())
    assert told.label_rect is not None
    assert told.number_at is not None
    assert told.number_at[0] == 300
    assert told.label_rect.right <= 300
    assert not overlap(told.label_rect, disc("1", told.number_at))


def test_words_stand_right_of_the_circle_where_both_sides_are_free() -> None:
    (told,) = set_labels((straight("a", (300, 20), (300, 80), "1"),), {"a": ("asks",)}, (), ())
    assert told.label_rect is not None
    assert told.label_rect.x > 300


def test_words_stand_between_two_lines_that_just_leave_room() -> None:
    """Beside the arrow, since something stands close at its other side."""
    arrow = straight("a", (300, 20), (300, 70))
    lines = (straight("b", (100, 31), (500, 31)), straight("c", (100, 55), (500, 55)))
    taken = (Rect(310, 33, 60, 20),)
    told, *_ = set_labels((arrow, *lines), {"a": ("is switched on at",)}, taken, ())
    assert told.label_rect is not None
    assert 31 < told.label_rect.y < told.label_rect.bottom < 55
    assert told.label_rect.right <= 300
