"""Names that are cut can still be told apart, whatever they are and however narrow their room."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.layout.naming import Room, bare, told_apart

CARD = Room(127.0, 13.0, "medium", 2)
"""About the room that a name has in a box."""

SERVICE = "Contract management and obligations service"


def shown(*names: str, room: Room = CARD) -> list[str]:
    """The lines of names that stand together, each joined."""
    known = frozenset(map(bare, names))
    return ["|".join(told_apart(name, known, room)) for name in names]


def test_a_name_that_fits_is_shown_as_it_is() -> None:
    assert shown("Google Cloud Load Balancing", "Grüße") == [
        "Google Cloud Load|Balancing",
        "Grüße",
    ]


def test_a_name_like_no_other_is_cut_at_its_end() -> None:
    assert shown(f"{SERVICE} reader", "Portal") == ["Contract|management and o…", "Portal"]


def test_names_that_differ_at_their_ends_show_them() -> None:
    ends = ("reader", "writer", "archive")
    rows = shown(*(f"{SERVICE} {end}" for end in ends))
    assert [row.rpartition("…")[2] for row in rows] == list(ends)
    assert all(row.startswith("Contract|manag") for row in rows)


def test_a_name_that_others_begin_with_is_told_from_them() -> None:
    rows = shown(SERVICE, f"{SERVICE} of the north", f"{SERVICE} of the south")
    assert [row.rpartition("…")[2] for row in rows] == [
        "service",
        "of the north",
        "of the south",
    ]


def test_names_that_differ_in_the_middle_are_cut_around_it() -> None:
    rows = shown(*(f"{SERVICE} {one} of the northern region" for one in ("alpha", "beta")))
    assert all(row.startswith("Contract|…") for row in rows)
    assert ["alpha" in row for row in rows] == [True, False]
    assert ["beta" in row for row in rows] == [False, True]


def test_names_that_differ_in_several_places_are_numbered() -> None:
    parts = ("management " * 3, "obligations " * 3)
    names = ["of the ".join(pair) for pair in itertools.product(parts, repeat=3)]
    rows = shown(*names)
    assert len(set(rows)) == len(names)
    assert any("…#" in row for row in rows)


def test_a_long_word_is_cut_in_its_middle_where_its_beginning_is_that_of_another() -> None:
    word = "vertragsverwaltungsangelegenheitenbearbeitungs"
    first, second = shown(f"{word}dienst", f"{word}stelle")
    assert first.endswith("dienst")
    assert second.endswith("stelle")


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(
            ["合同管理与义务登记服务归档处理系统甲", "合同管理与义务登记服务归档处理系统乙"],
            id="Chinese",
        ),
        pytest.param(
            [
                "خدمة إدارة العقود والالتزامات في المنطقة الشمالية للقراءة",
                "خدمة إدارة العقود والالتزامات في المنطقة الشمالية للكتابة",
            ],
            id="Arabic",
        ),
        pytest.param(
            ["ระบบจัดการสัญญาและภาระผูกพันภาคเหนือสำหรับอ่าน", "ระบบจัดการสัญญาและภาระผูกพันภาคเหนือสำหรับเขียน"],
            id="Thai",
        ),
    ],
)
def test_names_in_other_scripts_are_told_apart(names: list[str]) -> None:
    rows = [told_apart(name, frozenset(map(bare, names)), CARD) for name in names]
    assert rows[0] != rows[1]
    assert all(len(lines) == 2 for lines in rows)
    assert all(CARD.fits(line) for lines in rows for line in lines)


ROOMS = st.builds(Room, st.floats(60, 300), st.just(13.0), st.just("medium"), st.integers(1, 3))
ALIKE = st.builds(
    "".join,
    st.lists(st.sampled_from(["aa", "b", "manage ", " ", "…", "#1", "合", "é"]), max_size=30),
)
NAMES = st.lists(ALIKE | st.text(max_size=60), min_size=2, max_size=8, unique_by=bare)


@given(NAMES, st.data())
def test_names_that_differ_are_shown_different_in_whatever_rooms(
    names: list[str], data: st.DataObject
) -> None:
    known = frozenset(map(bare, names))
    rows = [bare("".join(told_apart(name, known, data.draw(ROOMS)))) for name in names]
    assert len(set(rows)) == len(names)


@given(NAMES, ROOMS)
def test_lines_fit_their_room(names: list[str], room: Room) -> None:
    known = frozenset(map(bare, names))
    for name in names:
        lines = told_apart(name, known, room)
        assert len(lines) <= room.lines
        assert all(room.fits(line) for line in lines)
