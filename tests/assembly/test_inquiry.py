"""Alternatives, trade-offs, conflicts and ways out are those that trying every answer finds."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from oracle import Chosen, Oracle, conflicts, corrections
from strategies import Case, cases, roomy_cases

from kgraph.assembly import inquiry
from kgraph.assembly.demands import SITES
from kgraph.assembly.engine import Engine
from kgraph.assembly.facts import brief_facts, catalog_facts
from kgraph.assembly.solution import WISHES, Solution
from kgraph.assembly.solution import Case as Question

COUNT = 5


def engine_of(case: Case) -> Engine:
    known = case.knowledge
    widest = {id: known.widest(component) for id, component in known.components.items()}
    facts = catalog_facts(
        known.components.values(), known.capabilities.values(), case.brief.as_of, widest
    )
    return Engine([*facts, *brief_facts(case.brief, case.said, case.topology, known)])


def statements_of(case: Case) -> list[str]:
    return [SITES, *(statement.id for statement in case.said)]


# --- alternatives


def priorities(case: Case, costs: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    levels = [10 + level for level in reversed(range(len(case.brief.prefer)))]
    return tuple(dict(costs).get(level, 0) for level in (WISHES, *levels, 3, 2, 1))


@settings(max_examples=60)
@given(cases() | roomy_cases())
def test_without_a_component_it_costs_what_trying_every_answer_finds(case: Case) -> None:
    """Of those that cost the same, as little as possible is other than before."""
    oracle, engine = Oracle(case), engine_of(case)
    first = engine.best(statements_of(case))
    if first is None:
        return
    there = sorted({component for component, _ in first.placements})
    questions = [Question((id,)) for id in there]
    found = list(inquiry.instead(engine, statements_of(case), first, questions))
    for id, other in zip(there, found, strict=True):
        able = [one for one in oracle.ranked if id not in used(one[1])]
        least = min((one[0][:-2] for one in able), default=None)
        assert (other is None) == (least is None)
        if other is not None:
            alike = [used(one[1]) for one in able if one[0][:-2] == least]
            assert oracle.cost(frozenset(other.placements))[:-2] == least
            changed = min(len(one ^ set(there)) for one in alike)
            assert len(used(frozenset(other.placements)) ^ set(there)) == changed


def used(chosen: Chosen) -> set[str]:
    return {id for id, _ in chosen}


def test_what_nothing_leads_to_cannot_be_asked_for() -> None:
    engine = Engine(blocks(1))
    like = Solution((), ())
    assert list(inquiry.instead(engine, [], like, [Question((), ("nobody",))])) == [None]


# --- trade-offs


@pytest.mark.slow
@settings(max_examples=100)
@given(cases() | roomy_cases())
def test_the_front_is_what_trying_every_answer_finds(case: Case) -> None:
    levels = [10 + level for level in reversed(range(len(case.brief.prefer)))]
    found = [
        tuple(dict(solution.costs).get(level, 0) for level in levels)
        for solution in inquiry.pareto(engine_of(case), statements_of(case), levels, 50)
    ]
    ranked = Oracle(case).ranked
    every = {cost[1 : 1 + len(levels)] for cost, _ in ranked if cost[0] == ranked[0][0][0]}
    front = [
        one
        for one in every
        if not any(other != one and all(map(int.__le__, other, one)) for other in every)
    ]
    assert found == sorted(front)


# --- conflicts and ways out


@settings(max_examples=60)
@given(cases())
def test_every_minimal_conflict_is_found_and_no_other(case: Case) -> None:
    *_, known = inquiry.conflicts(engine_of(case), statements_of(case), 100)
    assert known.complete
    assert len(known.found) == len({frozenset(one) for one in known.found})
    assert {frozenset(one) for one in known.found} == conflicts(case)


@settings(max_examples=25)
@given(cases())
def test_the_order_of_statements_does_not_change_which_conflicts_there_are(case: Case) -> None:
    said = statements_of(case)
    Random(1).shuffle(said)  # noqa: S311
    *_, known = inquiry.conflicts(engine_of(case), said, 100)
    assert {frozenset(one) for one in known.found} == conflicts(case)


def blocks(many: int) -> list[str]:
    """Facts with that many conflicts: each thing is wanted and avoided."""
    facts = [
        'place_at("world","world").',
        'up("world","world").',
        'lift("world","world","world").',
        'order("world",0).',
    ]
    for n in range(many):
        facts += [
            f'component("c{n}","world").',
            f'widest("c{n}","world").',
            f'provides("c{n}","p{n}").',
        ]
        facts += [f'rank("c{n}",{n}).', f'scope("p{n}","world").', f'statement("wants{n}").']
        facts += [
            f'demand("wants{n}","p{n}","world").',
            f'statement("not{n}").',
            f'avoid("not{n}","c{n}").',
        ]
    return facts


def test_conflicts_are_told_as_they_are_found_and_up_to_a_number() -> None:
    said = [*(f"not{n}" for n in range(6)), *(f"wants{n}" for n in range(6))]
    steps = list(inquiry.conflicts(Engine(blocks(6)), said, 4))
    assert [len(step.found) for step in steps] == [1, 2, 3, 4]
    assert [step.complete for step in steps] == [False] * 4
    *_, last = inquiry.conflicts(Engine(blocks(6)), said, 10)
    assert last.complete
    assert {frozenset(one) for one in last.found} == {
        frozenset((f"not{n}", f"wants{n}")) for n in range(6)
    }


@settings(max_examples=60)
@given(cases())
def test_ways_out_let_go_of_every_minimal_set_the_smallest_first(case: Case) -> None:
    found = [solution.off for solution in inquiry.fixes(engine_of(case), [], 100)]
    expected = corrections(conflicts(case)) - {frozenset()}
    assert {frozenset(off) for off in found} == expected
    assert [len(off) for off in found] == sorted(len(way) for way in expected)


@settings(max_examples=40)
@given(cases())
def test_what_is_held_is_not_let_go(case: Case) -> None:
    said = statements_of(case)
    held = [id for id in said if not id.startswith(("use.", "avoid."))]
    for solution in inquiry.fixes(engine_of(case), held, 20):
        assert not set(solution.off) & set(held)
        assert engine_of(case).best([id for id in said if id not in solution.off]) is not None
