"""Words find the room that there is: between lines, on either side of a numbered circle, on two
lines; and keep off borders, heads, bends and lines of others where they can.
"""

from __future__ import annotations

from dataclasses import replace

from kgraph.layout.arrows.labels import set_labels
from kgraph.layout.arrows.settings import folds
from kgraph.layout.drawing import DrawnArrow, Point, Rect
from kgraph.layout.geometry.rectangles import overlap, shrunk
from kgraph.layout.lines import line_rect
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


def words(arrow: DrawnArrow) -> Rect:
    assert arrow.label is not None
    return line_rect(arrow.label)


def test_words_keep_off_the_border_that_their_arrow_crosses_in_its_middle() -> None:
    frame = Rect(20, 100, 560, 300)
    (told,) = set_labels((straight("a", (300, 40), (300, 160)),), {"a": ("asks",)}, (), (frame,))
    assert words(told).bottom < 100 - 4 or words(told).y > 100 + 4


def test_words_keep_well_off_a_border_where_another_place_is_nearly_as_good() -> None:
    arrow, label = straight("a", (100, 100), (500, 100)), {"a": ("sends queries to",)}
    (alone,) = set_labels((arrow,), label, (), ())
    near = Rect(words(alone).x - 7, 20, 560, 300)
    (told,) = set_labels((arrow,), label, (), (near,))
    assert words(told).x >= near.x + 9 or words(told).right <= near.x - 9


def test_of_two_arrows_side_by_side_each_has_its_words_at_its_own_side() -> None:
    arrows = straight("a", (100, 100), (300, 100)), straight("b", (300, 110), (100, 110))
    upper, lower = set_labels(arrows, {"a": ("sends spans to",), "b": ("scrapes",)}, (), ())
    assert words(upper).bottom < 100
    assert words(lower).y > 110


def test_words_keep_off_heads_and_bends() -> None:
    bend = (300, 100), (304, 100), (307, 103), (307, 107)
    points = ((100, 100), (100, 100), bend[0], *bend, (307, 107), (307, 150), (307, 150))
    arrow = DrawnArrow("a", "a", "b", "request", points, True, False, None, None, "")
    (told,) = set_labels((arrow,), {"a": ("reads and writes",)}, (), ())
    around_bend, around_head = Rect(300, 100, 7, 7), Rect(303, 141, 8, 9)
    assert not overlap(shrunk(words(told), -6), around_bend)
    assert not overlap(shrunk(words(told), -6), around_head)


def test_words_stand_over_a_border_where_there_is_no_other_place() -> None:
    arrow = straight("a", (100, 100), (240, 100))
    taken = Rect(20, 60, 80, 80), Rect(240, 60, 80, 80)
    frames = Rect(0, 40, 150, 200), Rect(190, 40, 150, 200)
    (told,) = set_labels((arrow,), {"a": ("forwards",)}, taken, frames)
    assert told.label_rect is not None
    assert told.label_rect.x >= 100
    assert told.label_rect.right <= 240


def test_branches_that_share_no_line_with_their_words_have_them_again() -> None:
    """Two arrows that meet at their end: the words of both stand on one of them, not at the end."""
    meeting = (300, 100), (300, 100), (320, 100), (320, 100)
    upper = replace(straight("a", (300, 20), (300, 20)), bundle="both")
    first = replace(upper, points=((300, 20), (300, 20), *meeting))
    second = replace(upper, id="b", points=((100, 100), (100, 100), *meeting))
    said = set_labels((first, second), {"a": ("fetches from",), "b": ("fetches from",)}, (), ())
    assert all(arrow.label is not None for arrow in said)


def test_words_of_a_bundle_stand_once_where_all_of_it_runs() -> None:
    trunk = (100, 100), (100, 100), (300, 100), (300, 100), (300, 100)
    first = replace(straight("a", (0, 0), (0, 0)), bundle="both")
    down = replace(first, points=(*trunk, (300, 140), (300, 140)))
    up = replace(first, id="b", points=(*trunk, (300, 60), (300, 60)))
    said = set_labels((down, up), {"a": ("fetches from",), "b": ("fetches from",)}, (), ())
    assert sum(arrow.label is not None for arrow in said) == 1


def test_words_give_way_to_those_that_stand_nowhere_else() -> None:
    """The short arrow comes later, and the long one has room at its other end, too."""
    long = straight("a", (100, 100), (100, 400))
    short = straight("b", (140, 230), (140, 270))
    taken = Rect(110, 60, 80, 170), Rect(110, 270, 80, 170), Rect(150, 235, 80, 30)
    said = {"a": ("reads from",), "b": ("asks",)}
    first, second = set_labels((long, short), said, taken, ())
    assert first.label_rect is not None
    assert second.label_rect is not None


def test_words_stand_apart_from_their_number_where_both_have_no_room_together() -> None:
    arrow = straight("a", (100, 100), (100, 180), "4")
    taken = Rect(60, 60, 80, 40), Rect(60, 180, 80, 40), Rect(60, 100, 25, 80)
    (told,) = set_labels((arrow,), {"a": ("asks for",)}, (*taken, Rect(157, 100, 40, 80)), ())
    assert told.label_rect is not None
    assert told.number_at is not None
    assert not overlap(told.label_rect, disc("4", told.number_at))


def test_words_that_one_line_has_no_room_for_take_two() -> None:
    arrow, taken = (
        straight("a", (100, 100), (190, 100)),
        (Rect(20, 60, 80, 80), Rect(190, 60, 80, 80)),
    )
    (told,) = set_labels((arrow,), {"a": ("reads logs of, scrapes",)}, taken, ())
    assert [line.text for line in told.words] == ["reads logs of,", "scrapes"]
    assert told.label_rect is not None
    for line in told.words:
        assert told.label_rect.y <= line_rect(line).y
        assert line_rect(line).bottom <= told.label_rect.bottom
        assert not any(overlap(line_rect(line), rect) for rect in taken)


def test_words_stay_on_one_line_where_that_has_room() -> None:
    (told,) = set_labels(
        (straight("a", (100, 100), (400, 100)),), {"a": ("reads logs of, scrapes",)}, (), ()
    )
    assert [line.text for line in told.words] == ["reads logs of, scrapes"]


def test_the_sign_of_a_mark_does_not_stand_on_a_line_of_its_own() -> None:
    arrow = straight("a", (100, 100), (160, 100))
    taken = (Rect(20, 60, 80, 80), Rect(160, 60, 80, 80))
    (told,) = set_labels((arrow,), {"a": ("+ restores backups",)}, taken, ())
    assert "+" not in [line.text for line in told.words]


def test_what_several_arrows_say_stands_where_they_share_a_line() -> None:
    def branch(id: str, y: float) -> DrawnArrow:
        turn, end = (250.0, 100.0), (250.0, y)
        points = ((100.0, 100.0), (100.0, 100.0), turn, turn, turn, end, end)
        return replace(straight(id, (0, 0), (0, 0)), points=points, bundle="asks")

    arrows = branch("a", 400), branch("b", 20)
    words_of = {"a": ("asks",), "b": ("asks",)}
    told = [one for one in set_labels(arrows, words_of, (), ()) if one.label is not None]
    assert len(told) == 1
    assert words(told[0]).right < 250


def test_long_words_may_stand_on_three_lines() -> None:
    assert ("keeps sessions,", "caches and", "job queues in") in folds(
        "keeps sessions, caches and job queues in"
    )
    assert all(len(lines) == 2 for lines in folds("keeps data in"))


def test_names_stay_in_one_line_as_far_as_that_goes() -> None:
    told = folds("keeps data in Red Store, Blue Store, Queue")
    assert ("keeps data", "in Red Store,", "Blue Store, Queue") in told
    assert not any(line.endswith(("Red", "Blue")) for lines in told for line in lines)
    assert ("asks", "Very Long", "Name") in folds("asks Very Long Name", narrow=True)
