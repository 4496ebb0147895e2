"""Finished architectures compared and broken: what a question promises, and what it refuses."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import pytest
from refusals import refusal

from kgraph import api, resources
from kgraph.api.analyses import is_entry
from kgraph.errors import Unsatisfiable
from kgraph.model.architecture import Architecture
from kgraph.model.comparison import Comparison

DAY = date(2026, 11, 23)
LATER = date(2027, 1, 1)
HARBOR = resources.folder("catalog") / "registry" / "harbor.yaml"


@pytest.fixture(scope="module")
def compared(small_brief: str) -> Comparison:
    """The small brief, and the same with one statement more."""
    return api.compare(small_brief, small_brief + "use: [harbor]\n")


def test_every_kind_of_source_leads_to_the_same_architecture(
    small: Architecture, small_brief: str, small_file: Path, tmp_path: Path
) -> None:
    assert api.architecture_of(small) is small
    assert api.architecture_of(small_brief) == small
    assert api.architecture_of(api.read_brief(small_brief)) == small
    assert api.architecture_of(small_file).placements == small.placements
    for suffix, text in (("json", api.to_json(small)), ("ttl", api.to_turtle(small))):
        path = tmp_path / f"architecture.{suffix}"
        path.write_text(text, "utf-8")
        assert api.architecture_of(path).placements == small.placements


def test_a_brief_is_answered_as_of_the_day_asked_for(small_brief: str, small_file: Path) -> None:
    for source in (small_brief, small_file, api.read_brief(small_brief)):
        assert api.architecture_of(source).as_of == DAY
        assert api.architecture_of(source, as_of=LATER).as_of == LATER


def test_an_architecture_has_its_own_day(small: Architecture, tmp_path: Path) -> None:
    path = tmp_path / "architecture.json"
    path.write_text(api.to_json(small), "utf-8")
    for source, where in ((small, "Small"), (path, str(path))):
        problem = refusal(partial(api.architecture_of, source, as_of=LATER))
        assert problem.where == where
        assert problem.what == "is an architecture and has its own day"


def test_entries_of_a_catalog_are_no_architecture() -> None:
    assert is_entry(HARBOR)
    for path in (HARBOR, HARBOR.parent):
        problem = refusal(partial(api.architecture_of, path))
        assert problem.where == str(path)
        assert problem.what == "holds no architecture but entries of a catalog"


def test_a_brief_is_no_entry(small_file: Path) -> None:
    assert not is_entry(small_file)


def test_nothing_differs_from_itself(small: Architecture, small_brief: str) -> None:
    found = api.compare(small, small_brief)
    assert found.same
    assert (found.statements, found.causes, found.retired) == ((), (), ())


def test_the_statement_that_made_the_difference_is_named(compared: Comparison) -> None:
    assert not compared.same
    assert "main/main/harbor" in compared.placements.added
    (cause,) = compared.causes
    (statement,) = cause.statements
    assert (statement.id, statement.where) == ("use.harbor", "brief.yaml:3")
    told = {effect.id for effect in cause.effects}
    assert told == {
        *compared.placements.added,
        *compared.placements.removed,
        *compared.flows.added,
        *compared.flows.removed,
    }


def test_causes_are_looked_for_only_where_they_are_wished(
    compared: Comparison, small_brief: str
) -> None:
    found = api.compare(small_brief, small_brief + "use: [harbor]\n", causes=False)
    assert found.causes == ()
    assert found.statements == compared.statements
    assert found.placements == compared.placements


def test_what_was_retired_between_two_days_is_told(small_brief: str) -> None:
    days = {"as_of_before": date(2025, 1, 1), "as_of_after": DAY}
    found = api.compare(small_brief, small_brief, **days)  # type: ignore[arg-type]
    assert (found.before_day, found.after_day) == tuple(days.values())
    gone = {one.component: one.day for one in found.retired}
    for id, day in gone.items():
        event = api.component(id).retired
        assert event is not None
        assert date(2025, 1, 1) < event.first == day <= DAY
    everyone = [one for one in api.components() if one.retired is not None]
    between = [
        one for one in everyone if one.retired and date(2025, 1, 1) < one.retired.first <= DAY
    ]
    assert gone.keys() == {one.id for one in between}
    assert gone


def test_what_cannot_be_met_cannot_be_compared(small_brief: str, clash: str) -> None:
    for pair in ((small_brief, clash), (clash, small_brief)):
        with pytest.raises(Unsatisfiable, match="kubernetes: managed"):
            api.compare(*pair)


def test_risks_speak_of_what_the_architecture_has(demo: Architecture) -> None:
    risks = api.risks(demo)
    assert risks.name == demo.name
    assert risks.single_points
    assert risks.blind_spots
    places = {place.id for place in demo.places}
    for point in risks.single_points:
        assert point.at
        assert set(point.at) <= demo.placement_by_id.keys() | places
    for loss in risks.losses:
        assert set(loss.lost) <= demo.placement_by_id.keys()


def test_the_gravest_single_points_stand_first(demo: Architecture) -> None:
    points = api.risks(demo).single_points
    for kind in {point.kind for point in points}:
        everywhere = [point.everywhere for point in points if point.kind == kind]
        assert everywhere == sorted(everywhere, reverse=True)


def lost_with(demo: Architecture) -> dict[str, tuple[str, ...]]:
    """For one name of each kind what is lost with it, found by a plain search."""
    return {
        "eu/main/prometheus": ("eu/main/prometheus",),
        "prometheus": tuple(one.id for one in demo.placements if one.component == "prometheus"),
        "shop": tuple(one.id for one in demo.placements if one.workload == "shop"),
        "eu": tuple(one.id for one in demo.placements if one.id.startswith("eu/")),
        "us/main": tuple(one.id for one in demo.placements if one.place == "us/main"),
    }


def test_a_placement_component_workload_site_or_cluster_can_be_lost(demo: Architecture) -> None:
    for what, lost in lost_with(demo).items():
        loss = api.blast_radius(demo, what)
        assert (loss.what, loss.lost) == (what, lost)
        assert not set(loss.lost) & set(loss.affected)
        assert set(loss.watching) <= {*loss.lost, *loss.affected}
    assert api.blast_radius(demo, "shop").workloads == ("shop",)
    assert api.blast_radius(demo, "eu").workloads == (), "the other site goes on"


def test_what_is_not_there_cannot_be_lost(demo: Architecture) -> None:
    problem = refusal(lambda: api.blast_radius(demo, "promethius"))
    assert problem.where == "--lost"
    assert problem.what == "'promethius' is not in Web shop in two regions"
    assert problem.remedy == "did you mean 'prometheus'?"
