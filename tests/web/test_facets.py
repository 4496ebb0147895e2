"""Facets: what fits them, and what each value would leave."""

from __future__ import annotations

from datetime import date

from kgraph import api
from kgraph.web import facets

DAY = date(2026, 11, 23)


def test_what_a_value_counts_is_what_choosing_it_leaves() -> None:
    known = api.knowledge()
    everything = tuple(known.components.values())
    by = facets.facets(known, DAY)
    chosen = {"area": "storage", "on": "aws"}
    for facet in by:
        for value, many in facets.counts(everything, by, chosen, facet).items():
            left = facets.fitting(everything, by, {**chosen, facet.key: value})
            assert len(left) == many > 0, (facet.key, value)


def test_a_value_is_meant_by_its_id_or_its_name() -> None:
    facet = next(one for one in facets.facets(api.knowledge(), DAY) if one.key == "on")
    assert facets.meant(facet, "aws") == facets.meant(facet, facet.names["aws"]) == "aws"
    assert facets.meant(facet, "moon") is None


def test_only_layers_bring_a_facet_of_layers() -> None:
    assert "catalog" not in {one.key for one in facets.facets(api.knowledge(), DAY)}
