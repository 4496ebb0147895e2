"""Views of an architecture: which there are, what each selects, and those that are refused."""

from __future__ import annotations

from functools import partial
from itertools import chain, combinations
from pathlib import Path

import examples
import pytest
from refusals import refusal

from kgraph import api
from kgraph.api import excerpts
from kgraph.errors import InputError, QueryTimeout
from kgraph.model.architecture import Architecture
from kgraph.model.knowledge import Knowledge
from kgraph.view.view import View

NEARLY = 0.85
"""Two pictures that share so much of what they tell repeat each other."""
OWN = """# title: Who talks to the database
CONSTRUCT { ?x a o:Placement . ?flow a o:Flow }
WHERE { GRAPH ?architecture { ?x a o:Placement ; o:component c:google-cloud-sql .
  ?flow a o:Flow ; o:to ?x } }
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A query of the user's own."""
    path = tmp_path / "database.rq"
    path.write_text(OWN, "utf-8")
    return path


def test_there_is_a_view_of_the_whole_of_each_place_and_of_what_is_told_inside(
    demo: Architecture, knowledge: Knowledge
) -> None:
    ids = [view.id for view in api.views(demo)]
    of_places = [f"site:{site.id}" for site in demo.sites]
    told = [id for id in demo.components if knowledge.components[id].parts]
    whole = [view.id for view in knowledge.views if not view.per]
    assert ids == [*whole, *of_places, *(f"inside:{id}" for id in told)]


def test_every_view_says_the_question_that_it_answers(demo: Architecture) -> None:
    for view in api.views(demo):
        assert view.label
        assert view.definition


def test_a_view_selects_a_part_and_says_where_the_rest_is(demo: Architecture) -> None:
    found = excerpts.excerpt(demo, "site:eu")
    assert found.whole == demo
    assert (found.id, found.subject) == ("site:eu", "eu")
    assert set(found.part.placements) < set(demo.placements)
    assert set(demo.placements_within("eu")) <= set(found.part.placements)
    known = {view.id for view in api.views(demo)}
    assert {view for views in found.shown_by.values() for view in views} <= known
    for placement in demo.placements:
        assert found.shown_by[placement.id], f"{placement.id} is in no view"


def test_a_query_of_ones_own_selects_what_it_asks_for(demo: Architecture, own: Path) -> None:
    found = excerpts.excerpt(demo, own)
    sql = {one.id for one in demo.placements_of("google-cloud-sql")}
    flows = {flow.id for flow in demo.flows if flow.target in sql}
    assert sql
    assert {flow.id for flow in found.part.flows} == flows
    ends = {end for flow in found.part.flows for end in (flow.source, flow.target)}
    assert {one.id for one in found.part.placements} == sql | ends


def test_a_selection_of_ones_own_selects_what_it_names(demo: Architecture, tmp_path: Path) -> None:
    path = tmp_path / "storage.yaml"
    path.write_text("components: [prometheus, grafana]\n", "utf-8")
    part = excerpts.excerpt(demo, path).part
    assert {"prometheus", "grafana"} <= set(part.components)


def test_the_fullest_view_comes_first(demo: Architecture) -> None:
    told = [
        len({id for arrow in view.arrows for id in arrow.covers})
        for view in excerpts.seen(demo, "overview")
    ]
    assert told
    assert told[0] == max(told)


def test_the_inside_of_a_component_is_one_view(demo: Architecture) -> None:
    (view,) = excerpts.seen(demo, "inside:prometheus")
    assert "Prometheus" in view.title


def test_a_view_is_described_by_its_name_and_its_query(
    demo: Architecture, knowledge: Knowledge, own: Path
) -> None:
    by_id = {view.id: view for view in knowledge.views}
    assert excerpts.described(demo, "network") == ("network", by_id["network"].query)
    assert excerpts.described(demo, "site:eu") == ("site:eu", by_id["site"].query)
    assert excerpts.described(demo, own)[1] == OWN
    assert excerpts.described(demo, "nothing") == ("nothing", "")


def test_an_unknown_view_is_refused_with_those_that_there_are(small: Architecture) -> None:
    for call in (excerpts.excerpt, api.drawing, api.draw):
        one = partial(call, small, view="overvew")
        problem = refusal(one)
        assert (problem.where, problem.what) == ("view", "unknown view 'overvew'")
        assert problem.remedy.startswith("did you mean 'overview'? Known are: overview, ")
        assert all(view.id in problem.remedy for view in api.views(small))


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", 1, "holds no query"),
        ("# only a word\n", 1, "holds no query"),
        ("# title: x\nSELECT ?x { ?x a o:Cloud }", 2, "is not a CONSTRUCT but SELECT"),
        ("CONSTRUCT { ?x a o:Placement } { ?x a o:Cloud }", 0, "selects nothing of 'Small'"),
        (
            "CONSTRUCT { ?x flow:flying ?y } { GRAPH ?architecture { ?x a o:Placement ."
            " ?y a o:Placement } FILTER(?x != ?y) }",
            1,
            "'flow:flying' is not known",
        ),
    ],
)
def test_a_query_that_draws_nothing_is_refused(
    small: Architecture, own: Path, text: str, line: int, what: str
) -> None:
    own.write_text(text, "utf-8")
    problem = refusal(lambda: excerpts.excerpt(small, own))
    assert problem.where == (f"{own}:{line}" if line else str(own))
    assert problem.what == what


def test_a_mistake_in_a_query_is_told_with_its_file_and_line(
    small: Architecture, own: Path
) -> None:
    own.write_text("CONSTRUCT { ?x a o:Placement }\nWHERE { ?x a }", "utf-8")
    with pytest.raises(InputError) as caught:
        excerpts.excerpt(small, own)
    assert caught.value.problems[0].where == f"{own}:2"


def test_a_query_that_runs_too_long_is_told_with_its_file(
    small: Architecture, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.write_text(
        "CONSTRUCT { ?a a o:Placement } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?a = ?g) }",
        "utf-8",
    )
    monkeypatch.setattr(excerpts, "OWN_SECONDS", 0.2)
    with pytest.raises(QueryTimeout) as caught:
        excerpts.excerpt(small, own)
    assert str(caught.value).startswith(f"{own}: ran longer than 0.2 s")


def test_of_two_places_that_show_the_same_one_is_offered_and_the_other_leads_to_it() -> None:
    architecture = examples.architecture("three-clouds")
    offered = [view.id for view in api.views(architecture)]
    assert "site:asia" in offered
    assert "cluster:asia/main" not in offered
    shown = api.drawing(architecture, "cluster:asia/main")
    assert shown == api.drawing(architecture, "site:asia")


def test_of_two_places_that_show_nearly_the_same_one_is_offered() -> None:
    start_up = [view.id for view in api.views(examples.architecture("start-up"))]
    assert "site:eu" not in start_up
    assert "cluster:eu/main" in start_up
    static = [view.id for view in api.views(examples.architecture("static-site"))]
    assert "site:origin" in static
    assert "cluster:origin/main" not in static


def test_where_one_site_is_nearly_all_the_overview_stands_for_it_and_its_cluster() -> None:
    offered = {view.id: view for view in api.views(examples.architecture("on-premises"))}
    assert offered["overview"].stands_for == ("site:dc", "cluster:dc/main")
    assert not {"site:dc", "cluster:dc/main"}.intersection(offered)


@pytest.mark.parametrize("brief", examples.EVERY)
def test_of_two_pictures_of_places_one_tells_something_that_the_other_does_not(brief: str) -> None:
    drawings = examples.drawings(brief).items()
    told = {id: told_in(one.view) for id, one in drawings if not id.startswith("inside:")}
    for one, other in combinations(told, 2):
        shared = len(told[one] & told[other]) / len(told[one] | told[other])
        assert shared < NEARLY, f"{one} and {other} share {shared:.0%}"


def told_in(view: View) -> set[str]:
    boxes = (box.covers for block in view.blocks() for box in block.boxes)
    return set(chain(*boxes, *(arrow.covers for arrow in view.arrows)))


@pytest.mark.parametrize("brief", examples.EVERY)
def test_no_two_views_of_places_show_the_same_boxes_and_arrows(brief: str) -> None:
    seen: dict[object, str] = {}
    for id, drawing in examples.drawings(brief).items():
        if id.startswith(("site:", "cluster:")):
            view = drawing.view
            boxes = frozenset(box.id for block in view.blocks() for box in block.boxes)
            arrows = frozenset(arrow.id for arrow in view.arrows)
            assert (boxes, arrows) not in seen, f"{id} shows the same as {seen[boxes, arrows]}"
            seen[boxes, arrows] = id


def test_a_view_of_which_nothing_is_there_is_not_offered_and_says_so_when_asked_for() -> None:
    architecture = api.assemble(
        "name: X\nas_of: 2026-11-26\nsites: [{id: eu, cloud: gcp}]\n"
        "workloads: [{id: shop, exposes: public}]\n"
        "answers: {metrics: none, logs: none, tracing: none}\n"
    )
    assert "observability" not in {view.id for view in api.views(architecture)}
    asked = api.drawing(architecture, "observability").view
    assert not asked.children
    assert any("Nothing of this architecture" in line.text for line in asked.left_out)


def test_a_view_tells_for_which_others_it_stands() -> None:
    offered = {view.id: view for view in api.views(examples.architecture("three-clouds"))}
    assert offered["site:asia"].stands_for == ("cluster:asia/main",)
    assert offered["storage"].stands_for == ()
