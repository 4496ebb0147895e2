"""The catalog asked: every filter against a plain search, and words that it does not know."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from refusals import refusal

from kgraph import api
from kgraph.model.component import Component
from kgraph.model.knowledge import Knowledge


def test_the_questions_are_those_of_the_ontology_in_its_order(knowledge: Knowledge) -> None:
    assert api.questions() == knowledge.decisions
    assert "availability" in [one.id for one in api.questions()]


def test_a_component_is_found_by_its_id(knowledge: Knowledge) -> None:
    for id, component in knowledge.components.items():
        assert api.component(id) is component


def test_without_a_filter_all_components_are_told_sorted_by_id(knowledge: Knowledge) -> None:
    ids = [one.id for one in api.components()]
    assert ids == sorted(knowledge.components)


@given(st.data())
def test_components_fit_every_filter_given_and_none_is_left_out(
    knowledge: Knowledge, data: st.DataObject
) -> None:
    everyone = list(knowledge.components.values())
    like = data.draw(st.sampled_from(everyone))  # so that most answers hold at least one
    capability = data.draw(st.sampled_from([None, *like.provides]))
    cloud = data.draw(st.sampled_from([None, *knowledge.cloud_labels]))
    license = data.draw(st.sampled_from([None, like.license, like.license.upper()]))
    maturity = data.draw(st.sampled_from([None, like.maturity]))
    day = data.draw(st.none() | st.dates(date(2010, 1, 1), date(2028, 1, 1)))
    text = data.draw(st.sampled_from([None, "", like.name.upper(), "kube"]))

    def licenses(one: Component) -> set[str]:
        applying = [each for each in one.licences if each.holds(day or date.today())]
        ids = [each.id.lower() for each in applying]
        return {" and ".join(ids), *ids}

    def fits(one: Component) -> bool:
        words = " \n ".join((one.id, one.name, one.definition, *one.aliases)).lower()
        return all(
            (
                capability in (None, *one.provides),
                cloud is None or not one.clouds or cloud in one.clouds,
                license is None or license.lower() in licenses(one),
                maturity in (None, one.maturity),
                day is None or one.available(day),
                (text or "").lower() in words,
            )
        )

    found = api.components(
        capability=capability, cloud=cloud, license=license, maturity=maturity, day=day, text=text
    )
    assert [one.id for one in found] == sorted(one.id for one in everyone if fits(one))


def test_a_component_that_was_retired_is_not_there_after_its_day(knowledge: Knowledge) -> None:
    gone = [one for one in knowledge.components.values() if one.retired is not None]
    assert len(gone) > 3
    for one in gone:
        assert one.retired is not None
        assert one not in api.components(day=one.retired.day)
        assert one in api.components()


@pytest.mark.parametrize(
    ("asked", "where", "what", "remedy"),
    [
        ({"capability": "image-registri"}, "capability", "image-registri", "image-registry"),
        ({"cloud": "gpc"}, "cloud", "gpc", "gcp"),
        ({"license": "apache-2"}, "license", "apache-2", "Apache-2.0"),
        ({"license": "MIT AND apache-2"}, "license", "apache-2", "Apache-2.0"),
        ({"license": "open-sauce"}, "license", "open-sauce", "open-source"),
        ({"maturity": "graduatd"}, "maturity", "graduatd", "graduated"),
    ],
)
def test_an_unknown_word_of_a_filter_is_refused_with_the_nearest(
    asked: dict[str, str], where: str, what: str, remedy: str
) -> None:
    problem = refusal(lambda: api.components(**asked))  # type: ignore[arg-type]
    assert problem.where == where
    assert problem.what == f"unknown {where} '{what}'"
    assert problem.remedy == f"did you mean '{remedy}'?"


def test_a_level_that_no_component_has_now_is_known(knowledge: Knowledge) -> None:
    assert "preview" not in {one.maturity for one in knowledge.components.values()}
    assert api.components(maturity="preview") == ()


def test_an_unknown_component_is_refused_with_the_nearest() -> None:
    problem = refusal(lambda: api.component("harbr"))
    assert problem.where == "component"
    assert problem.what == "unknown component 'harbr'"
    assert problem.remedy == "did you mean 'harbor'?"
