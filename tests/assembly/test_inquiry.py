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
from kgraph.assembly.engine import WISHES, Engine
from kgraph.assembly.facts import brief_facts, catalog_facts

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


def roles(case: Case) -> set[str]:
    """The components that can serve what the brief asks for, or that it asks for by name."""
    wanted = {wanted for _, wanted, _ in Oracle(case).demanded()}
    components = case.knowledge.components.values()
    return {c.id for c in components if c.id in wanted or wanted.intersection(c.provides)}


def apart(one: Chosen, earlier: Chosen, filling: set[str]) -> int:
    """How many of the components that fill a role in an earlier answer are not in another."""
    return len({id for id, _ in earlier} & filling - {id for id, _ in one})


def next_costs(case: Case, earlier: list[Chosen]) -> Sequence[int] | None:
    """What the next answer must cost, ties aside, given those before.

    The first differ in two roles, the last in one.
    """
    filling, ranked = roles(case), Oracle(case).ranked
    if earlier and not filling & {id for id, _ in earlier[-1]}:
        return None
    for differ in (inquiry.DIFFER, 1):
        for cost, one in ranked:
            if all(far(one, e, filling, differ) for e in earlier):
                return cost[:-2]
    return None


def far(one: Chosen, earlier: Chosen, filling: set[str], differ: int) -> bool:
    return apart(one, earlier, filling) >= min(differ, len({id for id, _ in earlier} & filling))


def priorities(case: Case, costs: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    levels = [10 + level for level in reversed(range(len(case.brief.prefer)))]
    return tuple(dict(costs).get(level, 0) for level in (WISHES, *levels, 3, 2, 1))


@pytest.mark.slow
@settings(max_examples=100)
@given(cases() | roomy_cases())
def test_alternatives_are_valid_and_cost_what_trying_every_answer_finds(case: Case) -> None:
    found = list(inquiry.alternatives(engine_of(case), statements_of(case), COUNT))
    answers, oracle = [frozenset(solution.placements) for solution in found], Oracle(case)
    assert all(oracle.valid(answer) for answer in answers)
    for number, solution in enumerate(found):
        assert priorities(case, solution.costs)[:-2] == next_costs(case, answers[:number])
        assert oracle.cost(answers[number])[:-2] == next_costs(case, answers[:number])
    assert len(found) == COUNT or next_costs(case, answers) is None
    assert not found or oracle.cost(answers[0]) == oracle.best()


@settings(max_examples=60)
@given(cases() | roomy_cases())
def test_each_alternative_is_made_of_other_components_than_each_before(case: Case) -> None:
    found = [
        frozenset(s.placements)
        for s in inquiry.alternatives(engine_of(case), statements_of(case), COUNT)
    ]
    filling = roles(case)
    pairs = [(one, earlier) for number, one in enumerate(found) for earlier in found[:number]]
    assert all(apart(one, earlier, filling) >= 1 for one, earlier in pairs)


def test_where_too_few_are_far_apart_those_that_differ_in_one_role_follow() -> None:
    """Three providers of one role, one of the other.

    Nothing differs in two roles, and yet there are three answers.
    """
    facts = [
        'place_at("world","world").',
        'up("world","world").',
        'lift("world","world","world").',
        'order("world",0).',
    ]
    for number, (id, capability) in enumerate((("a", "p"), ("b", "p"), ("c", "p"), ("d", "q"))):
        facts += [
            f'component("{id}","world").',
            f'widest("{id}","world").',
            f'provides("{id}","{capability}").',
            f'rank("{id}",{number}).',
        ]
    for capability in "pq":
        facts += [f'scope("{capability}","world").', f'statement("s{capability}").']
        facts += [f'demand("s{capability}","{capability}","world").']
    found = [
        [id for id, _ in s.placements]
        for s in inquiry.alternatives(Engine(facts), ["sp", "sq"], 10)
    ]
    assert found[0] == ["a", "d"]
    assert sorted(found) == [["a", "d"], ["b", "d"], ["c", "d"]]


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
