"""The engine finds the same feasibility and the same costs as trying every answer, and blames as little as possible."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Oracle
from strategies import Case, case, cases

from kgraph.assembly.demands import SITES
from kgraph.assembly.engine import RULES, Engine, Solution, program
from kgraph.assembly.facts import brief_facts, catalog_facts


def engine_of(case: Case) -> Engine:
    known = case.knowledge
    widest = {id: known.widest(component) for id, component in known.components.items()}
    facts = catalog_facts(
        known.components.values(), known.capabilities.values(), case.brief.as_of, widest
    )
    return Engine([*facts, *brief_facts(case.brief, case.said, case.topology, known)])


def statements_of(case: Case) -> list[str]:
    return [*(statement.id for statement in case.said), SITES]


def priorities(case: Case, solution: Solution) -> tuple[int, ...]:
    """The costs in the order of the oracle; what no rule speaks of costs nothing."""
    costs = dict(solution.costs)
    levels = [10 + level for level in reversed(range(len(case.brief.prefer)))]
    return tuple(costs.get(level, 0) for level in (1000, *levels, 3, 2, 1))


@settings(max_examples=150)
@given(cases())
def test_the_optimum_is_what_trying_every_answer_finds(case: Case) -> None:
    hold_to_all_answers(case)


@pytest.mark.parametrize("seed", [103, 2629])
def test_a_service_of_one_cloud_may_be_what_it_runs_on_itself(seed: int) -> None:
    hold_to_all_answers(case(Random(seed)))  # noqa: S311


def hold_to_all_answers(case: Case) -> None:
    """What the engine finds best is what trying every answer finds best."""
    solution = engine_of(case).best(statements_of(case))
    oracle = Oracle(case)
    expected = oracle.best()
    assert (solution is None) == (expected is None)
    if solution is not None:
        assert oracle.valid(frozenset(solution.placements))
        assert priorities(case, solution) == oracle.cost(frozenset(solution.placements)) == expected


@settings(max_examples=100)
@given(cases(), st.randoms())
def test_a_clash_is_minimal_and_there_exactly_where_nothing_answers(
    case: Case, random: object
) -> None:
    engine, said = engine_of(case), statements_of(case)
    random.shuffle(said)  # type: ignore[attr-defined]
    clash = engine.clash(said)
    assert (clash is None) == (engine.best(said) is not None)
    if clash is not None:
        assert set(clash) <= set(said)
        assert engine.best(clash) is None
        assert all(
            engine.best([other for other in clash if other != one]) is not None for one in clash
        )


@settings(max_examples=25)
@given(cases())
def test_asking_twice_and_in_between_changes_nothing(case: Case) -> None:
    engine, said = engine_of(case), statements_of(case)
    first = engine.best(said)
    engine.clash(said)
    assert engine.best(said) == first == engine_of(case).best(list(reversed(said)))


def test_with_no_statement_in_force_there_is_always_an_answer() -> None:
    facts = ['statement("a").', 'demand("a","p","world").', 'place_at("world","world").']
    assert Engine(facts).best([]).placements == ()  # type: ignore[union-attr]
    assert Engine(facts).best(["a"]) is None
    assert Engine(facts).clash(["a"]) == ("a",)


def test_statements_that_stand_later_are_blamed() -> None:
    """Of two equal reasons for a conflict, the one that stands first is let go."""
    facts = [
        'place_at("world","world").', 'up("world","world").', 'lift("world","world","world").', 'scope("p","world").',
        'component("c","world").', 'widest("c","world").', 'provides("c","p").', 'rank("c",0).', 'order("world",0).',
        'statement("wants").', 'demand("wants","p","world").',
        'statement("against-1").', 'avoid("against-1","c").', 'statement("against-2").', 'avoid("against-2","c").',
    ]  # fmt: skip
    assert Engine(facts).clash(["against-1", "against-2", "wants"]) == ("against-2", "wants")
    assert Engine(facts).clash(["against-2", "against-1", "wants"]) == ("against-1", "wants")


def test_the_program_is_every_rule_file() -> None:
    files = sorted(RULES.glob("*.lp"))
    assert len(files) >= 5
    assert all(path.read_text("utf-8") in program() for path in files)


def test_facts_that_are_no_program_are_refused() -> None:
    with pytest.raises(RuntimeError):
        Engine(["place_at("])
