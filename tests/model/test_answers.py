"""What answers publish: by names that programs know, ids where the thing stands elsewhere."""

from __future__ import annotations

from kgraph import api
from kgraph.model.answers import Choice, Why
from kgraph.model.conflict import Conflict

SMALL = "name: X\nas_of: 2026-11-23\n"


def test_costs_are_published_before_and_after() -> None:
    choice = Choice(True, (("managed", 1, 3), ("mature", 0, 0)), ("harbor",), ("zot",))
    assert choice.published() == {
        "possible": True,
        "costs": {"managed": {"before": 1, "after": 3}, "mature": {"before": 0, "after": 0}},
        "comes": ("harbor",),
        "goes": ("zot",),
        "conflict": None,
    }


def test_that_it_is_proven_is_said_only_where_it_is_not() -> None:
    assert "proven" not in Choice(True).published()
    assert Choice(True, proven=False).published()["proven"] is False


def test_what_is_not_possible_publishes_its_conflict() -> None:
    conflict = Conflict((), "nothing fits")
    said = Choice(False, conflict=conflict).published()
    assert (said["possible"], said["conflict"]) == (False, conflict)


def test_the_placements_of_an_answer_are_published_by_their_ids() -> None:
    answer: Why = api.why(SMALL, "gke")
    said = answer.published()
    assert said["placements"] == [one.id for one in answer.placements] == ["main/main/gke"]
    assert (said["component"], said["present"]) == ("gke", True)
    assert said["chain"] == answer.chain
    assert said["otherwise"] is answer.otherwise
