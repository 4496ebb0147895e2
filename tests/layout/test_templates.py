"""Which frames are sisters, and what is of one role in them."""

from __future__ import annotations

import pytest

from kgraph.layout.arrange.templates import sisters
from kgraph.layout.drawing import Rect
from kgraph.layout.legibility.sisters import OFF, unlike
from kgraph.view.view import Block, Box, Frame, Hue, View

HUE = Hue("#000000", "#ffffff")


def boxes(id: str, *named: tuple[str, str], title: str = "") -> Block:
    """A block of boxes, each with what it is called and what it is said to do."""
    every = tuple(Box(f"{id}/{name}", name, does, "", "", HUE, "", "") for name, does in named)
    return Block(id, title, HUE, "below", 0, every)


def site(id: str, *held: Frame | Block, level: str = "site") -> Frame:
    return Frame(id, id, "", "", level, "", "", held)


def view(*sites: Frame, subject: str = "") -> View:
    id = f"site:{subject}" if subject else "storage"
    return View(id, "Storage", "", sites, (), (), (), arrangement="layers")


def same(one: str, other: str, shown: View) -> bool:
    """Whether two things have one role, which is told once."""
    (role, again) = (roles[id] for _, roles in sisters(shown) for id in (one, other) if id in roles)
    return role == again


def test_what_holds_the_same_box_comes_before_what_does_the_same() -> None:
    eu = site("eu", boxes("elastic", ("Elasticsearch", "logs")), boxes("eu loki", ("Loki", "logs")))
    us = site("us", boxes("us loki", ("Loki", "logs")))
    shown = view(eu, us)
    assert same("eu loki", "us loki", shown)
    assert not same("elastic", "us loki", shown)


def test_a_box_is_of_the_role_of_the_block_that_holds_its_like() -> None:
    many = boxes(
        "many", ("Prometheus", "metrics"), ("Grafana", "dashboards"), title="Observability"
    )
    one = boxes("one", ("Prometheus", "metrics"))
    assert same("many", "one", view(site("eu", many), site("us", one)))


def test_else_what_is_called_the_same_then_what_does_the_same() -> None:
    eu = site(
        "eu", boxes("a", ("A", ""), ("B", ""), title="Delivery"), boxes("s3", ("S3", "objects"))
    )
    us = site(
        "us", boxes("blob", ("Blob", "objects")), boxes("c", ("C", ""), ("D", ""), title="Delivery")
    )
    assert same("a", "c", view(eu, us))
    assert same("s3", "blob", view(eu, us))


def test_frames_of_one_level_within_sisters_are_sisters() -> None:
    eu = site("eu", site("eu/main", boxes("x", ("X", "")), level="cluster"))
    us = site("us", site("us/main", boxes("y", ("X", "")), level="cluster"))
    found = [[frame.id for frame in frames] for frames, _ in sisters(view(eu, us))]
    assert found == [["eu", "us"], ["eu/main", "us/main"]]


def test_frames_around_what_is_not_alike_are_no_sisters() -> None:
    eu = site(
        "eu", site("eu/main", boxes("x", ("X", "")), level="cluster"), boxes("s3", ("S3", ""))
    )
    us = site(
        "us", site("us/main", boxes("y", ("Y", "")), level="cluster"), boxes("s4", ("S3", ""))
    )
    assert sisters(view(eu, us)) == []


@pytest.mark.parametrize("subject", ["", "eu"])
def test_strangers_are_none_nor_is_what_stands_around_a_subject(subject: str) -> None:
    eu = site("eu", boxes("a", ("A", "")), boxes("b", ("B", "")))
    us = site("us", boxes("c", ("C", "")) if not subject else boxes("c", ("A", "")))
    assert sisters(view(eu, us, subject=subject)) == []


@pytest.mark.parametrize(
    ("across", "down", "share"),
    [(0, 0, 0.0), (OFF, OFF, 0.0), (OFF + 1, 0, 0.5), (0, OFF + 1, 0.5)],
)
def test_what_stands_elsewhere_in_its_frame_is_unlike(
    across: float, down: float, share: float
) -> None:
    eu = site("eu", boxes("a", ("A", "")), boxes("b", ("B", "")))
    us = site("us", boxes("c", ("A", "")), boxes("d", ("B", "")))
    frames = {"eu": Rect(0, 0, 200, 200), "us": Rect(400, 0, 240, 200)}
    first = {"a": Rect(50, 50, 100, 40), "b": Rect(50, 120, 100, 40)}
    other = {"c": Rect(470 + across, 50 + down, 100, 40), "d": Rect(470, 120, 100, 40)}
    assert unlike(view(eu, us), {**frames, **first, **other}) == share
