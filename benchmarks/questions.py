"""What the questions of an architect take on generated catalogs.

``python benchmarks/run.py --only questions``. Each question begins with facts in memory and ends
with proven answers: what is not relevant is left out, the rest is read and solved. Each size has a
process of its own, which knows nothing but the facts, as the solver's own process does; its memory
is the most that it ever held.
"""

from __future__ import annotations

import json
import pickle
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tables import MET, NOT_MET, table_lines

from kgraph.assembly import inquiry
from kgraph.assembly.engine import Engine, relevant
from kgraph.assembly.facts import fact
from kgraph.assembly.problem import Problem
from kgraph.assembly.solution import Case

SIZES = (2_000, 20_000, 100_000)
ALTERNATIVES, WHY_NOTS = 10, 6
TIMES = {2_000: 7, 20_000: 5, 100_000: 3}
AIMS = {
    "optimum": (0.05, 0.6, 5.0),
    "ten alternatives": (0.3, 1.5, 8.0),
    "one minimal conflict": (0.05, 0.5, 3.0),
    "six why-nots": (0.2, 0.6, 5.0),
}
"""Seconds at each size."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a process is given.

    A catalog with a brief, a brief that cannot be met, and components to ask after.
    """

    facts: list[str]
    statements: tuple[str, ...]
    against: tuple[str, ...]
    """Statements that avoid every provider of one thing that is wanted."""
    foils: tuple[str, ...]
    """Components that could serve what is wanted, and are not chosen."""


def asked(size: int, seed: int) -> Asked:
    """The questions for a generated catalog."""
    from generate import generate

    brief, said, knowledge = generate(size, seed)
    problem = Problem(brief, said, knowledge)
    wanted = [option for _, options in brief.answers for option in options]
    best = Engine(problem.facts).best(problem.statements)
    assert best is not None, f"no architecture at {size} components: choose another seed"
    chosen = {id for id, _ in best.placements}
    foils = [id for one in wanted for id in knowledge.providers[one][:1] if id not in chosen]
    return Asked(
        problem.facts, problem.statements, knowledge.providers[wanted[0]], tuple(foils[:WHY_NOTS])
    )


# --- the questions; each answers how many answers it found


def optimum(one: Asked) -> int:
    """The best architecture."""
    return int(Engine(one.facts).best(one.statements) is not None)


def ten_alternatives(one: Asked) -> int:
    """The best, and nine without one component of it each, as close to it as can be."""
    best = Engine(one.facts).best(one.statements)
    assert best is not None
    used = sorted({component for component, _ in best.placements})
    cases = [Case((id,)) for id in used[: ALTERNATIVES - 1]]
    return 1 + len(list(inquiry.instead(Engine(one.facts), one.statements, best, cases)))


def minimal_conflict(one: Asked) -> int:
    """Of a brief that cannot be met: a minimal set of statements that clash."""
    facts = [*one.facts]
    for id in one.against:
        facts += [fact("statement", f"avoid.{id}"), fact("avoid", f"avoid.{id}", id)]
    clash = Engine(facts).clash([*one.statements, *(f"avoid.{id}" for id in one.against)])
    return len(clash or ())


def six_why_nots(one: Asked) -> int:
    """What each of six components would cost, or what forbids it; read once, asked six times."""
    facts = [*one.facts]
    for id in one.foils:
        facts += [fact("statement", f"with.{id}"), fact("use", f"with.{id}", id)]
    engine = Engine(facts)
    for id in one.foils:
        with_it = [*one.statements, f"with.{id}"]
        if engine.best(with_it) is None:
            assert engine.clash(with_it)
    return len(one.foils)


QUESTIONS: dict[str, Callable[[Asked], int]] = {
    "optimum": optimum,
    "ten alternatives": ten_alternatives,
    "one minimal conflict": minimal_conflict,
    "six why-nots": six_why_nots,
}


def measured(one: Asked, times: int) -> dict[str, float]:
    """The middle time of each question, and the most memory in MB."""
    found: dict[str, float] = {}
    for name, question in QUESTIONS.items():
        each: list[float] = []
        answers = 0
        for _ in range(times):
            begun = time.process_time()
            answers = question(one)
            each.append(time.process_time() - begun)
        found[name] = statistics.median(each)
        found[f"{name}: answers"] = answers
    found["relevant facts"] = len(relevant(one.facts))
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def measure(size: int, seed: int) -> dict[str, float]:
    """The figures of one size, from a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "asked"
        path.write_bytes(pickle.dumps((asked(size, seed), TIMES[size])))
        done = subprocess.run(
            [sys.executable, __file__, str(path)], check=True, capture_output=True, text=True
        )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def table(figures: Sequence[dict[str, float]], markdown: bool) -> str:
    """A line for each question: times at each size, how they grow, whether the aims are met.

    Then memory.
    """
    head = ("question", *(f"{size:,}" for size in SIZES), "growth", "aim", "")
    lines: list[tuple[str, ...]] = []
    for name, aims in AIMS.items():
        times = [one[name] for one in figures]
        met = all(taken <= aim for taken, aim in zip(times, aims, strict=True))
        aim = " / ".join(f"{one:g}" for one in aims)
        lines.append(
            (
                name,
                *map(_seconds, times),
                _growth(times),
                f"{aim} s",
                MET if met else NOT_MET,
            )
        )
    memory = [one["memory"] for one in figures]
    lines.append(("memory", *(f"{one:.0f} MB" for one in memory), _growth(memory), "", ""))
    return "\n".join(table_lines(head, lines, markdown=markdown))


def _growth(values: Sequence[float]) -> str:
    return ", ".join(f"{after / before:.1f}" for before, after in pairwise(values))


def _seconds(value: float) -> str:
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.0f} ms"


if __name__ == "__main__":
    given, many = pickle.loads(Path(sys.argv[1]).read_bytes())  # noqa: S301 (from the process that started this one)
    print(json.dumps(measured(given, many)))
