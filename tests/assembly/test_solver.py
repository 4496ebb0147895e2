"""The limit of time always holds, whatever the solver is at, and the next question is answered as if nothing had been."""

from __future__ import annotations

import contextlib
import importlib
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from random import Random
from types import ModuleType
from typing import IO, Any

import pytest
from hypothesis import given, settings
from oracle import Oracle
from strategies import Case, cases
from test_inquiry import blocks, engine_of, priorities, statements_of

from kgraph import api, assembly
from kgraph.assembly import Problem, Solver, inquiry
from kgraph.assembly.engine import Engine
from kgraph.assembly.solution import Case as Question
from kgraph.assembly.solver import RECYCLE
from kgraph.errors import KgraphError, SolverTimeout
from kgraph.model.architecture import Architecture
from kgraph.model.brief import Brief, Statement
from kgraph.model.component import Component, Evidence, Need
from kgraph.model.knowledge import Knowledge
from kgraph.process.child import Limit
from kgraph.process.far_side import read_frame

EASY = blocks(1)
MANY_CONFLICTS = 20_000
"""Of one search of the solver; all ten alternatives together take about a thousand."""


def answered(solver: Solver) -> bool:
    """Whether it answers an easy question as it should."""
    found = solver.ask("best", EASY, limit=Limit(60), statements=["wants0"])
    return found.finished and found.values[-1].placements == (("c0", "world"),)


def hard(many: int = 200, pairs: int = 1000) -> Problem:
    """A brief for one component that needs one of two others, a thousand times over: an answer is easy, the best is not."""
    dice = Random(1)  # noqa: S311

    def component(id: str, needs: tuple[Need, ...] = ()) -> Component:
        return Component(
            id=id, name=id, definition="", concern="", homepage="", vendor="", license="", delivery="", icon="",
            scope="world", provides=(), needs=needs,
        )  # fmt: skip

    ids = [f"c{number}" for number in range(many)]
    drawn = [tuple(sorted(dice.sample(ids, 2))) for _ in range(pairs)]
    needs = tuple(
        Need(f"root#{n}", "uses", "request", (), pair, None, None, None, Evidence())
        for n, pair in enumerate(drawn)
    )
    components = {id: component(id) for id in ids} | {"root": component("root", needs)}
    like = api.knowledge()
    known = Knowledge(
        "", (), (), {}, components, (), like.flow_kinds, (), like.preferences, like.clouds, {}
    )
    read = api.read_brief("name: Hard\nas_of: 2026-11-23\n")
    brief = replace(read, workloads=(), answers=(), use=("root",), prefer=())
    return Problem(brief, (Statement("use.root", "use: root", None),), known)


def in_time(problem: Problem, solver: Solver) -> Architecture:
    """What is found within the least of some limits; a busy machine takes longer to find anything."""
    for seconds in (1.5, 6, 24, 96):
        with contextlib.suppress(SolverTimeout):
            return assembly.assemble(problem, solver, timeout=seconds)
    raise AssertionError("nothing was found")


# --- limits


def test_no_time_is_told_at_once(solver: Solver) -> None:
    assert solver.ask("best", EASY, limit=Limit(0), statements=["wants0"]).values == ()
    with pytest.raises(SolverTimeout, match="nothing found within 0 s"):
        api.assemble("name: X\n", timeout=0)
    assert answered(solver)


@pytest.mark.slow
def test_where_there_is_no_time_for_a_proof_the_best_so_far_is_given_with_its_costs() -> None:
    solver, problem = Solver(), hard()
    architecture = in_time(problem, solver)
    assert not architecture.proven
    placed = {placement.component for placement in architecture.placements}
    root = problem.knowledge.components["root"]
    assert "root" in placed
    assert all(placed.intersection(need.alternatives) for need in root.needs)
    assert answered(solver)
    solver.close()


@settings(max_examples=40)
@given(cases())
def test_what_is_given_without_a_proof_is_valid_and_says_what_it_costs(case: Case) -> None:
    oracle, engine = Oracle(case), engine_of(case)
    some = engine.any(statements_of(case))
    assert (some is None) == (oracle.best() is None)
    if some is not None:
        assert oracle.valid(frozenset(some.placements))
        assert priorities(case, some.costs) == oracle.cost(frozenset(some.placements))
        assert engine.best(statements_of(case)) == engine_of(case).best(statements_of(case))


def test_alternatives_without_time_for_the_first_are_told() -> None:
    """The first is hard to prove, so there is none in time, and that is said."""
    solver = Solver()
    with pytest.raises(SolverTimeout, match=r"nothing found within 0\.8 s"):
        assembly.alternatives(hard(), solver, count=3, timeout=0.8)
    assert answered(solver)
    solver.close()


# --- a catalog too large for the time


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    return importlib.import_module("generate")


@pytest.fixture(scope="module")
def large(generate: ModuleType) -> Problem:
    """The generated catalog of 100,000 components."""
    generated: tuple[Brief, tuple[Statement, ...], Knowledge] = generate.generate(100_000)
    problem = Problem(*generated)
    assert len(problem.facts) > 900_000
    return problem


@pytest.mark.parametrize("seed", [7, 20260])
def test_ten_alternatives_from_thousands_come_soon(
    generate: ModuleType, solver: Solver, seed: int
) -> None:
    """Ties among them broken, the solver does not run into conflicts without end for these."""
    problem = Problem(*generate.generate(2_000, seed))
    engine = Engine(problem.facts)
    solving = engine.control.configuration.solve
    solving.solve_limit = str(MANY_CONFLICTS)
    first = engine.best(problem.statements)
    assert first is not None
    there = dict.fromkeys(component for component, _ in first.placements)
    for _ in inquiry.instead(engine, problem.statements, first, [Question((id,)) for id in there]):
        solvers = engine.control.statistics["solving"]["solvers"]
        assert solvers["conflicts"] < MANY_CONFLICTS
    found, finished = assembly.alternatives(problem, solver, count=10, timeout=600)
    assert finished
    assert len(found) > 3


@pytest.mark.slow
def test_the_limit_holds_while_a_large_catalog_is_grounded(large: Problem) -> None:
    solver = Solver()
    for use in (
        lambda: assembly.assemble(large, solver, timeout=0.3),
        lambda: assembly.alternatives(large, solver, count=3, timeout=0.3),
        lambda: assembly.why(large, next(iter(large.knowledge.components)), solver, timeout=0.3),
        lambda: assembly.diagnose(large, lambda _: large, solver, timeout=0.3),
    ):
        before = solver._pool._children[-1]._running
        with pytest.raises(SolverTimeout, match=r"within 0\.\d+ s: allow more time with --timeout"):
            use()
        # it was ended and not waited for; a busy machine may have had no time left to ask it
        assert solver._pool._children[-1]._running in (None, before)
    assert answered(solver)
    solver.close()


# --- a process that ends


def after_the_first_answer(patch: pytest.MonkeyPatch, do: Callable[[], object]) -> None:
    """Do something when the near end has read an answer: the solver is then looking for a better one."""

    def read(stream: IO[bytes], form: str) -> Any:
        frame = read_frame(stream, form)
        do()
        return frame

    patch.setattr("kgraph.process.child.read_frame", read)


def process_of(solver: Solver) -> subprocess.Popen[bytes]:
    running = solver._pool._children[-1]._running
    assert running is not None
    return running.process


def test_a_process_that_was_ended_is_replaced(solver: Solver) -> None:
    process_of(solver).kill()
    process_of(solver).wait()
    assert answered(solver)


@pytest.mark.slow
def test_a_process_that_ends_in_the_middle_is_told_and_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    solver, problem = Solver(), hard()
    process = process_of(solver)
    with monkeypatch.context() as patch:
        after_the_first_answer(patch, process.kill)
        with pytest.raises(KgraphError, match="its process has ended"):
            assembly.assemble(problem, solver, timeout=600)
    assert answered(solver)
    solver.close()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to such a limit")
def test_the_limit_of_memory_holds_and_the_next_question_is_answered(large: Problem) -> None:
    solver = Solver(memory=100 << 20)
    with pytest.raises(KgraphError, match=r"^solver: needs more than 100 MB of memory: make the "):
        assembly.assemble(large, solver, timeout=600)
    assert answered(solver)
    solver.close()


def test_facts_that_the_solver_refuses_are_told(solver: Solver) -> None:
    with pytest.raises(KgraphError, match="solver: cannot go on"):
        solver.ask("best", ["place_at("], limit=Limit(20), statements=[])
    assert answered(solver)


def test_a_question_that_is_broken_off_does_not_answer_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    solver = Solver()

    def broken_off(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("kgraph.process.child.read_frame", broken_off)
        with pytest.raises(KeyboardInterrupt):
            solver.ask(
                "conflicts", blocks(4), limit=Limit(20), statements=["wants0", "not0"], count=5
            )
    assert answered(solver)
    solver.close()


def test_the_process_is_replaced_now_and_then(solver: Solver) -> None:
    assert answered(solver)
    before = process_of(solver)
    assert solver._pool._children[-1]._running is not None
    solver._pool._children[-1]._running.asked = RECYCLE
    assert answered(solver)
    assert process_of(solver) is not before


def test_threads_wait_for_each_other_and_get_their_own_answers(solver: Solver) -> None:
    got: dict[int, int] = {}

    def ask(number: int) -> None:
        facts = blocks(number)
        found = solver.ask(
            "best", facts, limit=Limit(60), statements=[f"wants{n}" for n in range(number)]
        )
        got[number] = len(found.values[-1].placements)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(1, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == {number: number for number in range(1, 7)}


@pytest.mark.slow
def test_waiting_for_another_thread_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    solver, problem, begun = Solver(many=1), hard(), threading.Event()
    process = process_of(solver)
    after_the_first_answer(monkeypatch, begun.set)
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(assembly.assemble, problem, solver, timeout=600)
        assert begun.wait(600)
        found = solver.ask("best", EASY, limit=Limit(0.3), statements=["wants0"])
        assert found.values == ()
        assert not other.done()
        process.kill()
        with pytest.raises(KgraphError, match="its process has ended"):
            other.result()
    assert answered(solver)
    solver.close()


def test_one_that_solves_here_says_the_same_and_starts_nothing() -> None:
    here = Solver(here=True)
    asked = ("best", EASY)
    there = Solver(many=1)
    said = {"limit": Limit(60), "statements": ["wants0"]}
    assert here.ask(*asked, **said) == there.ask(*asked, **said)
    assert here._pool._children == ()
    there.close()
