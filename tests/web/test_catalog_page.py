"""What the catalog page shows and does."""

from __future__ import annotations

from html import escape as html_escaped

import pytest
from streamed import (
    entries,
    html,
    page,
    pictures,
)

from kgraph import api
from kgraph.web.parts import state


def test_the_catalog_lists_everything_and_a_component_has_a_page_of_its_own() -> None:
    test = page("catalog")
    assert f"{len(api.components())} components of" in html(test)
    test.session_state["component"] = "harbor"
    test.run()
    assert not test.exception
    assert not entries(test)
    for text in (
        api.component("harbor").definition,
        api.component("harbor").needs[0].role,
        "goharbor.io",
        "Sources by grade",
    ):
        assert text in html(test)
    door = next(one for one in test.button if one.key == "door.instead.zot")
    door.click().run()
    assert html(test).count(api.component("zot").definition) == 1


def test_every_component_has_a_page() -> None:
    test = page("catalog")
    for component in api.components()[::30]:
        test.session_state["component"] = component.id
        test.run()
        assert not test.exception, component.id
        assert html_escaped(component.definition) in html(test)
        assert pictures(test) <= 1 + bool(component.parts)


def test_a_component_with_an_inside_shows_it_and_others_do_not() -> None:
    test = page("catalog", component="prometheus")
    assert "Inside Prometheus" in html(test)
    assert pictures(test) == 2
    test.session_state["component"] = next(one.id for one in api.components() if not one.parts)
    test.run()
    assert "Inside " not in html(test)


def test_facets_narrow_the_catalog_to_what_can_still_be_had() -> None:
    test = page("catalog", retired="retired")
    retired = set(entries(test))
    assert retired
    assert retired.isdisjoint(one.id for one in api.components(day=state.today()))


def test_a_facet_leads_back_to_the_list_and_to_its_first_page() -> None:
    test = page("catalog", component="harbor", page="9")
    test.selectbox(key="shown.on").set_value("aws").run()
    assert len(entries(test)) > 1


@pytest.mark.parametrize("number", ["9" * 5000, "0", "-1", "x", "\u0663"])
def test_whatever_page_is_asked_for_one_is_shown(number: str) -> None:
    assert entries(page("catalog", page=number))


@pytest.mark.parametrize("unknown", ["nothing", "<script>alert(1)</script>"])
def test_an_unknown_component_in_the_address_shows_none(unknown: str) -> None:
    test = page("catalog", component=unknown)
    assert test.selectbox(key="component-named").value is None
    assert entries(test)
    assert "<script" not in html(test)


def test_filters_narrow_the_catalog() -> None:
    test = page("catalog")
    concern = api.knowledge().concerns[0]
    test.selectbox(key="shown.on").set_value("aws").run()
    test.selectbox(key="shown.area").set_value(concern.id).run()
    wanted = [one for one in api.components(cloud="aws") if one.concern == concern.id]
    in_order = sorted(wanted, key=lambda one: one.name.lower())
    assert f"{len(wanted)} components of" in html(test)
    assert entries(test) == [one.id for one in in_order][:24]
    test.text_input(key="shown.find").set_value("no such thing at all").run()
    assert not test.exception
    assert not entries(test)
    assert test.info


def test_each_facet_counts_what_fits_the_others() -> None:
    test = page("catalog", on="aws", area="storage")
    label = api.knowledge().cloud_labels["gcp"]
    there = [one for one in api.components(cloud="gcp") if one.concern == "storage"]
    assert f"{label} ({len(there)})" in test.selectbox(key="shown.on").options
    here = [one for one in api.components(cloud="aws") if one.concern == "storage"]
    assert f"{len(here)} components of" in html(test)
    named = page("catalog", on=api.knowledge().cloud_labels["aws"], area="storage")
    assert entries(named) == entries(test)


def test_a_retired_component_names_its_day_and_successor() -> None:
    retired = next(one for one in api.components() if one.retired and one.successor)
    test = page("catalog", component=retired.id)
    assert retired.closing
    assert f"<b>{retired.closing.event.said}</b> {retired.closing.label}" in html(test)
    assert api.component(retired.successor or "").name in html(test)
