"""Facts drawn by a seed, and what a reader found of them."""

from __future__ import annotations

from collections import Counter

import pytest
from draw_facts import PARTS, draw, facts
from judged_facts import PAGE, VERDICTS, Draw, draws, interval, page

from kgraph import resources

HALF = 2


def test_a_seed_draws_the_same_and_as_many_of_each_kind_as_is_said() -> None:
    known = tuple(facts(resources.folder("catalog")))
    drawn = draw(known, 7)
    assert drawn == draw(reversed(known), 7)
    assert drawn != draw(known, 8)
    assert Counter(fact.kind for fact in drawn) == PARTS
    assert len(draw(known, 7, HALF)) == len(drawn) // HALF


def test_each_fact_has_a_key_of_its_own_and_stands_where_it_is_said_to() -> None:
    catalog = resources.folder("catalog")
    known = tuple(facts(catalog))
    assert len({fact.id for fact in known}) == len(known)
    (need,) = (fact for fact in known if fact.id == "tempo#need-blocks")
    file, _, line = need.where.rpartition(":")
    text = (catalog.parent / file).read_text("utf-8").splitlines()
    assert "tempo#blocks" in text[int(line) - 1]
    assert need.said == "Grafana Tempo keeps traces in any object-storage (required)"


@pytest.mark.parametrize("judged", draws(), ids=lambda one: str(one.seed))
def test_each_fact_is_judged_with_evidence(judged: Draw) -> None:
    assert len({fact.id for fact in judged.facts}) == len(judged.facts)
    for fact in judged.facts:
        assert fact.verdict in VERDICTS, fact.id
        assert fact.evidence.startswith("http"), fact.id
        assert bool(fact.because) is (fact.verdict != "right"), fact.id
        assert bool(fact.mended) is (fact.verdict in ("imprecise", "wrong")), fact.id


def test_the_page_is_that_of_the_verdicts() -> None:
    said = "write it anew: python tests/catalog/judged_facts.py --write"
    assert PAGE.read_text("utf-8") == page(draws()), said


def test_the_interval_is_that_of_wilson() -> None:
    low, high = interval(9, 10)
    assert (round(low, 4), round(high, 4)) == (0.5958, 0.9821)
    assert interval(10, 10)[1] == pytest.approx(1)
