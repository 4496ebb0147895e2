"""The same brief gives the same bytes.

What cannot be met is blamed on as few of its statements as possible.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from kgraph import api
from kgraph.assembly import Problem
from kgraph.assembly.demands import SITES
from kgraph.assembly.engine import Engine
from kgraph.brief.statements import statements
from kgraph.errors import Unsatisfiable
from kgraph.model.architecture import Architecture
from kgraph.model.brief import Brief
from kgraph.model.knowledge import Knowledge

CONFLICTS = {
    "used where it is not offered": "name: X\nsites: [{id: a, cloud: aws}]\nuse: [gke]\n",
    "no site to fail over to": "name: X\nanswers: {recovery: failover}\n",
    "every provider avoided": "name: X\nsites: [{id: a, cloud: gcp}]\nanswers: {routing-api: gateway, kubernetes: managed}\navoid: [gke]\n",
    "gone by now": "name: X\nas_of: 2026-11-23\nuse: [stackpath]\n",
    "both forms of a load balancer": "name: X\nuse: [f5-big-ip]\nanswers: {load-balancer-form: software}\n",
    "a need avoided": "name: X\nuse: [promtail]\nas_of: 2021-01-28\navoid: [loki, grafana-cloud]\n",
}


def refused(brief: Brief) -> tuple[str, ...]:
    with pytest.raises(Unsatisfiable) as caught:
        api.assemble(brief)
    return tuple(statement.id for statement in caught.value.conflict.statements)


def engine_of(brief: Brief, knowledge: Knowledge) -> Engine:
    return Engine(Problem(brief, statements(brief, knowledge), knowledge).facts)


@pytest.mark.parametrize("text", CONFLICTS.values(), ids=CONFLICTS)
def test_a_conflict_is_minimal_and_made_of_what_the_brief_says(
    knowledge: Knowledge, text: str
) -> None:
    brief = api.read_brief(text)
    clash = refused(brief)
    assert clash
    assert set(clash) <= {
        SITES,
        *(statement.id for statement in statements(brief, knowledge)),
    }
    engine = engine_of(brief, knowledge)
    assert engine.best(clash) is None
    assert [
        one for one in clash if engine.best([other for other in clash if other != one]) is None
    ] == []


@pytest.mark.parametrize(
    ("text", "blamed"),
    [
        (CONFLICTS["used where it is not offered"], "use.gke"),
        (CONFLICTS["no site to fail over to"], "answers.recovery.failover"),
        (CONFLICTS["gone by now"], "use.stackpath"),
        (CONFLICTS["both forms of a load balancer"], "use.f5-big-ip"),
        (CONFLICTS["a need avoided"], "avoid.loki"),
    ],
)
def test_what_the_user_said_is_blamed_with_where_it_stands(text: str, blamed: str) -> None:
    with pytest.raises(Unsatisfiable) as caught:
        api.assemble(text)
    conflict = caught.value.conflict
    said = {statement.id: statement.where for statement in conflict.statements}
    assert str(said[blamed]).startswith("brief.yaml:")
    assert all(statement.text in str(caught.value) for statement in conflict.statements)


def shuffled(knowledge: Knowledge, seed: int) -> Knowledge:
    """The same knowledge in another order, wherever the order means nothing."""
    random = Random(seed)  # noqa: S311

    def mixed(values: dict[str, object]) -> dict[str, object]:
        items = list(values.items())
        random.shuffle(items)
        return dict(items)

    return replace(
        knowledge,
        components=mixed(dict(knowledge.components)),
        capabilities=mixed(dict(knowledge.capabilities)),
    )  # type: ignore[arg-type]


def written(architecture: Architecture) -> str:
    return api.to_json(architecture) + api.to_turtle(architecture)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_the_catalog_does_not_matter(knowledge: Knowledge, seed: int) -> None:
    brief = api.read_brief(api.demo_brief())
    other = shuffled(knowledge, seed)
    assert list(other.components) != list(knowledge.components)
    problem = Problem(brief, statements(brief, other), other)
    solution = Engine(problem.facts).best(problem.statements)
    assert solution is not None
    assert written(problem.architecture(solution)) == written(api.assemble(brief))


SCRIPT = """
import hashlib
from kgraph import api
architecture = api.assemble(api.demo_brief())
print(hashlib.sha256((api.to_json(architecture) + api.to_turtle(architecture)).encode()).hexdigest())
"""


@pytest.mark.slow
def test_the_seed_of_hashes_does_not_matter() -> None:
    expected = hashlib.sha256(written(api.assemble(api.demo_brief())).encode()).hexdigest()
    root = str(Path(__file__).parents[2])
    for seed in ("1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": root}
        told = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert told.stdout.strip() == expected


@pytest.mark.slow
def test_every_option_can_be_had_somewhere(knowledge: Knowledge) -> None:
    """On one of the clouds, with as many sites, clouds and networks as it asks for, each option of
    each decision has an answer; with a system where only systems do what it asks for.
    """
    clouds = [cloud.id for cloud in knowledge.clouds]
    hopeless = [
        (decision.id, option.id)
        for decision in knowledge.decisions
        for option in decision.options
        if not any(
            possible(
                decision.asked_of,
                decision.id,
                option.id,
                clouds[n:] + clouds[:n],
                sites=max(option.min_sites, option.min_clouds, option.min_networks),
                kinds=max(option.min_clouds, option.min_networks),
            )
            for n in range(len(clouds))
        )
    ]
    assert hopeless == []


def possible(
    asked_of: str, decision: str, option: str, clouds: list[str], *, sites: int, kinds: int
) -> bool:
    lines = [f"  - {{id: s{n}, cloud: {clouds[n if n < kinds else 0]}}}" for n in range(sites)]
    answer = (
        f"answers: {{{decision}: {option}}}"
        if asked_of == "brief"
        else f"workloads: [{{id: shop, {decision}: {option}}}]"
    )
    known = api.knowledge()
    chosen = known.decision_by_id[decision].option(option)
    assert chosen is not None
    asked = [demand.capability for demand in chosen.demands if demand.capability]
    there = [id for id in asked if not known.providers[id]]  # only a system can have that
    system = f"systems: [{{id: there, provides: [{', '.join(there)}]}}]"
    try:
        api.assemble("\n".join(["name: X", answer, system, "sites:", *lines]))
    except Unsatisfiable:
        return False
    return True
