"""Pictures judged: true while nothing has changed, and told what has where something has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from refusals import refusal

from kgraph import api
from kgraph.api.picture_checks import check_picture
from kgraph.errors import Unsatisfiable
from kgraph.model.architecture import Architecture

Desk = Callable[[bytes], Path]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Puts a picture into the folder where the small brief lies."""

    def put(picture: bytes) -> Path:
        path = tmp_path / "picture.svg"
        path.write_bytes(picture)
        return path

    return put


@pytest.fixture(scope="module")
def carried(small: Architecture) -> bytes:
    """The small architecture, drawn from a brief that it carries."""
    return api.draw(small)


@pytest.fixture(scope="module")
def sourced(small: Architecture) -> bytes:
    """The same, drawn from a file that it names."""
    return api.draw(small, source="small.yaml")


def test_a_picture_is_true_while_nothing_changes(
    desk: Desk, carried: bytes, sourced: bytes, small_file: Path
) -> None:
    assert small_file.is_file()
    assert check_picture(desk(carried)) == check_picture(desk(sourced)) == ()


def test_the_inside_of_a_component_is_held_against_the_catalog(desk: Desk) -> None:
    assert check_picture(desk(api.draw_component("harbor", day=date(2026, 11, 23)))) == ()


def test_one_that_was_edited_is_told(desk: Desk, carried: bytes) -> None:
    path = desk(carried.replace(b"GKE Gateway", b"My Gateway"))
    found = check_picture(path)
    assert ("violation", "picture-edited") in {(one.severity, one.rule) for one in found}
    assert {one.where for one in found} == {str(path)}


def test_what_has_come_into_the_brief_is_missing_in_the_picture(
    desk: Desk, sourced: bytes, small_file: Path
) -> None:
    small_file.write_text(small_file.read_text("utf-8") + "use: [harbor]\n", "utf-8")
    found = check_picture(desk(sourced))
    missing = [one for one in found if "'Harbor' is missing in the picture" in one.reason]
    assert [(one.severity, one.rule) for one in missing] == [("violation", "picture-box")]
    assert "kgraph draw small.yaml --view overview -o picture.svg" in missing[0].remedy


def test_a_view_that_is_gone_is_told(small_file: Path, desk: Desk, small_brief: str) -> None:
    one = api.assemble(small_brief.replace("Small", "Other") + "sites: [{id: eu, cloud: gcp}]\n")
    picture = api.draw(one, view="site:eu", source=small_file.name)
    (finding,) = check_picture(desk(picture))
    assert (finding.severity, finding.rule) == ("violation", "picture-view")
    assert finding.reason == "the view 'site:eu' is not there any more"


def test_a_picture_whose_source_is_gone_is_drawn_from_the_brief_that_it_carries(
    desk: Desk, sourced: bytes
) -> None:
    assert check_picture(desk(sourced)) == ()


def test_a_brief_that_cannot_be_met_any_more_is_told_by_its_conflict(
    desk: Desk, sourced: bytes, small_file: Path, clash: str
) -> None:
    small_file.write_text(clash, "utf-8")
    with pytest.raises(Unsatisfiable):
        check_picture(desk(sourced))


def test_what_is_not_one_of_ours_or_not_whole_is_refused(desk: Desk, carried: bytes) -> None:
    for picture in (b'<svg xmlns="http://www.w3.org/2000/svg"/>', carried[:-200], b"no picture"):
        problem = refusal(partial(check_picture, desk(picture)))
        assert problem.where.startswith(str(desk(picture)))
    gone = desk(b"").with_name("gone.svg")
    assert refusal(partial(check_picture, gone)).what == "there is no such file"


def test_one_that_names_no_source_and_carries_no_brief_is_refused(
    desk: Desk, small: Architecture
) -> None:
    from dataclasses import replace

    unknown = replace(small, brief=None)
    path = desk(api.draw(unknown))
    assert refusal(partial(check_picture, path)).what == "names no file it was drawn from"
    path = desk(api.draw(unknown, source="gone.json"))
    assert refusal(partial(check_picture, path)).what == (
        "was drawn from 'gone.json', which is not beside it"
    )
