"""Briefs that nobody thought of, from a seed; what is assembled for them is held to the shapes.

The engine and the shapes know nothing of each other. What the engine calls an architecture breaks
no rule; and since it places nothing that is not needed, an architecture with one placement taken
away breaks one, unless a mere wish had asked for it.

    python tests/random_briefs.py 600           # the first 600 seeds
    python tests/random_briefs.py 100 --from 7  # the seeds 7 to 106
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from kgraph import api
from kgraph.brief.answers import able_to, asked_at_sites
from kgraph.brief.products import offerable
from kgraph.errors import SolverTimeout, Unsatisfiable
from kgraph.model.architecture import Architecture, Placement
from kgraph.model.decisions import Decision
from kgraph.model.finding import Finding
from kgraph.model.knowledge import SCOPES, Knowledge

AS_OF = ("2026-11-23", "2026-11-23", "2026-11-23", "2024-05-01", "2021-01-28")
CLUSTERS = (["main"], ["main"], ["a", "b"], ["main", "edge"])
TAKEN_AWAY = 3
"""So many placements are taken away of each architecture, one at a time."""
PATIENCE = 120.0


def _some(random: Random, words: Sequence[str], most: int) -> list[str]:
    return sorted(random.sample(words, random.randint(0, min(most, len(words)))))


def brief_of(seed: int, knowledge: Knowledge) -> dict[str, Any]:
    """A brief from real decisions, clouds, components and preferences: plain data, the same for the
    same seed and catalog.
    """
    random = Random(seed)  # noqa: S311 - not for secrets
    clouds = [cloud.id for cloud in knowledge.clouds]
    products = sorted(one.id for one in knowledge.components.values() if one.choosable)
    use = _used(random, products, knowledge)
    avoid = set(_some(random, products, 3)) - set(use)
    if random.random() < 0.2:
        avoid |= {random.choice([id for id in products if knowledge.components[id].forms])} - set(
            use
        )
    preferred = random.sample([one.id for one in knowledge.preferences], random.randint(0, 3))
    favourite = random.choice(clouds)
    sites = [
        {
            "id": f"s{number}",
            "cloud": random.choice([favourite, favourite, *clouds]),
            "clusters": random.choice(CLUSTERS),
        }
        for number in range(random.randint(1, 3))
    ]
    _differ(random, sites, knowledge)
    _divide(Random(f"networks {seed}"), sites, knowledge)  # noqa: S311 - not for secrets
    places = _places(sites)
    clusters = [place for place in places if "/" in place]
    systems = [_system(random, number, places, knowledge) for number in range(random.randint(0, 2))]
    ids = [f"w{number}" for number in range(random.randint(1, 3))]
    callable_ids = [*ids, *(system["id"] for system in systems)]
    return {
        "name": f"Seed {seed}",
        "as_of": random.choice(AS_OF),
        "sites": sites,
        "environments": _stages(Random(f"stages {seed}"), clusters),  # noqa: S311 - not for secrets
        "systems": systems,
        "workloads": [
            _workload(random, id, [one for one in callable_ids if one != id], clusters, knowledge)
            for id in ids
        ],
        "answers": _answers(random, knowledge, "brief", 8) | _telling(random, use, knowledge),
        "use": [_use(random, id, places, knowledge) for id in use],
        "avoid": sorted(avoid),
        "prefer": _preferred(seed, preferred, knowledge),
    }


def _used(random: Random, products: Sequence[str], knowledge: Knowledge) -> list[str]:
    """Some products, often one whose needs depend on answers, or that has forms."""
    some = _some(random, products, 2)
    known = knowledge.components
    tied = [id for id in products if any(one.when for one in known[id].needs)]
    formed = [id for id in products if known[id].forms or known[id].form_of]
    if random.random() < 0.4:
        some = sorted({*some, random.choice(random.choice((tied, formed)))})
    return some


def _telling(random: Random, use: Sequence[str], knowledge: Knowledge) -> dict[str, Any]:
    """Answers on which needs of what is used depend, about half of the time; of workloads, none."""
    found: dict[str, Any] = {}
    asked_of = {decision.id: decision.asked_of for decision in knowledge.decisions}
    for id in use:
        for need in knowledge.components[id].needs:
            for option in need.when if random.random() < 0.5 else ():
                decision, _, answer = option.partition(".")
                if asked_of[decision] == "brief":
                    found[decision] = answer
    return found


def _differ(random: Random, sites: list[dict[str, Any]], knowledge: Knowledge) -> None:
    """Let some of the sites answer in their own way, and one of several have no cluster."""
    asked = asked_at_sites(knowledge)
    for site in sites:
        if random.random() < 0.3:
            chosen = random.sample(sorted(asked), 2)
            site["answers"] = {id: _answer(random, asked[id]) for id in chosen}
    if len(sites) > 1 and random.random() < 0.3:
        sites[-1]["clusters"] = []


def _divide(random: Random, sites: list[dict[str, Any]], knowledge: Knowledge) -> None:
    """Let some of the sites have networks: a hub, and a spoke that goes out through it."""
    here = [one for one in knowledge.components.values() if one.choosable and one.scope == "site"]
    for site in sites:
        if random.random() < 0.3:
            fitting = sorted(one.id for one in here if one.runs_on(site["cloud"]))
            clusters = random.sample(site["clusters"], random.randint(0, len(site["clusters"])))
            spoke = {"id": "spoke", "holds": clusters, "peered-with": "hub"}
            out = {"egress-through": "hub"} if random.random() < 0.5 else {}
            held = _some(random, fitting, 2)
            site["networks"] = [{"id": "hub", "holds": held}, {**spoke, **out}]


def _stages(random: Random, clusters: list[str]) -> list[dict[str, Any]]:
    """Two environments of a cluster each, now and then."""
    if len(clusters) < 2 or random.random() < 0.7:
        return []
    first, second = random.sample(clusters, 2)
    return [
        {"id": "test", "holds": first, "promotes-to": "live"},
        {"id": "live", "holds": second},
    ]


def _preferred(seed: int, order: list[str], knowledge: Knowledge) -> Any:
    """The preferences, now and then with others for one concern."""
    random = Random(f"concerns {seed}")  # noqa: S311 - not for secrets
    if random.random() < 0.7:
        return order
    own = random.sample([one.id for one in knowledge.preferences], 2)
    return {random.choice(knowledge.concerns).id: own, "default": order}


def _places(sites: list[dict[str, Any]]) -> list[str]:
    found: list[str] = []
    for site in sites:
        found += [site["id"], *(f"{site['id']}/{one}" for one in site["clusters"])]
    return found


def _workload(
    random: Random, id: str, others: list[str], clusters: list[str], knowledge: Knowledge
) -> dict[str, Any]:
    """A workload in clusters, or without; now and then it calls others."""
    answers = _answers(random, knowledge, "workload", 4)
    scope = knowledge.runs_in([(id, (answer,)) for id, answer in answers.items()])
    return {
        "id": id,
        **_bound(random, clusters, scope),
        "calls": _some(random, others, 2),
        **_named(random, answers, scope, knowledge),
    }


def _bound(random: Random, clusters: list[str], scope: str) -> dict[str, Any]:
    """Where a workload runs, if the brief says so: in a cluster, or at the site of one."""
    if random.random() >= 0.3:
        return {}
    place = random.choice(clusters)
    return {"at": [place if scope == "cluster" else place.partition("/")[0]]}


def _system(random: Random, number: int, places: list[str], knowledge: Knowledge) -> dict[str, Any]:
    """What is there already, somewhere or at a place, and may provide something."""
    at = random.choice(["", *places])
    where = {"at": at} if at else {}
    return {
        "id": f"x{number}",
        **where,
        "provides": _some(random, sorted(offerable(knowledge)), 2),
    }


def _use(random: Random, id: str, places: list[str], knowledge: Knowledge) -> Any:
    """A component to be used, at a place that can hold it or wherever."""
    scopes = [knowledge.components[one].scope for one in knowledge.family(id)]
    depth = max(map(SCOPES.index, scopes))
    fitting = [one for one in places if SCOPES.index(_scope(one)) <= depth]
    if not fitting or random.random() < 0.6:
        return id
    return {"component": id, "at": random.choice(fitting)}


def _scope(place: str) -> str:
    return "cluster" if "/" in place else "site"


def _answers(random: Random, knowledge: Knowledge, asked_of: str, most: int) -> dict[str, Any]:
    """Answers to some of the decisions that are asked of a brief, or of a workload."""
    asked = [one for one in knowledge.decisions if one.asked_of == asked_of]
    chosen = random.sample(asked, random.randint(0, min(most, len(asked))))
    return {decision.id: _answer(random, decision) for decision in chosen}


def _named(
    random: Random, answers: dict[str, Any], scope: str, knowledge: Knowledge
) -> dict[str, Any]:
    """The answers of a workload, now and then with a component named for what one asks for."""
    for id, answer in answers.items():
        if isinstance(answer, list):
            continue
        option = knowledge.decision_by_id[id].option(answer)
        able = able_to(option, scope, knowledge) if option else []
        if able and random.random() < 0.3:
            answers[id] = {answer: random.choice(["any", *able])}
    return answers


def _answer(random: Random, decision: Decision) -> str | list[str]:
    """One option, or now and then two where a decision takes several; of a workload seldom one that
    asks for several sites, or hardly a brief could be met.
    """
    together = [option.id for option in decision.options if not option.alone]
    if decision.multiple and random.random() < 0.3:
        return random.sample(together, 2)
    easy = [option.id for option in decision.options if option.min_sites < 2]
    if decision.asked_of == "workload" and random.random() < 0.7:
        return random.choice(easy)
    return random.choice([option.id for option in decision.options])


# --- what engine and shapes say


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one seed: "assembled", "conflict" or "late", and where the two disagree."""

    seed: int
    outcome: str
    disagreements: tuple[str, ...] = ()


def verdict(seed: int, knowledge: Knowledge) -> Verdict:
    """Assemble a random brief, and hold what came of it to the shapes."""
    try:
        architecture = api.assemble(json.dumps(brief_of(seed, knowledge)), timeout=PATIENCE)
    except Unsatisfiable as error:
        nothing = () if error.conflict.statements else ("a conflict without a statement",)
        return Verdict(seed, "conflict", nothing)
    except SolverTimeout:
        return Verdict(seed, "late")
    said = [f"breaks {_told(one)}" for one in _violations(architecture)]
    said += _unmissed(architecture, seed)
    return Verdict(seed, "assembled", tuple(said))


def _violations(architecture: Architecture) -> list[Finding]:
    return [one for one in api.check(architecture) if one.severity == "violation"]


def _told(finding: Finding) -> str:
    return f"{finding.rule} at {finding.focus}: {finding.reason}"


def _unmissed(architecture: Architecture, seed: int) -> Iterator[str]:
    """The placements whose absence no rule notices, of some that a seed picks."""
    needed = [one for one in architecture.placements if _is_needed(one)]
    picked = Random(seed).sample(needed, min(TAKEN_AWAY, len(needed)))  # noqa: S311
    for placement in picked:
        if not _violations(without(architecture, placement.id)):
            yield f"nothing misses {placement.id}"


def _is_needed(placement: Placement) -> bool:
    """Whether more than a wish asks for a placement; workloads and people are the brief's own."""
    known = api.knowledge().components[placement.component]
    return known.choosable and not any("prefer" in one.text for one in placement.reasons)


def without(architecture: Architecture, id: str) -> Architecture:
    """An architecture without one placement and its flows."""
    left = [one for one in architecture.placements if one.id != id]
    flows = [flow for flow in architecture.flows if id not in (flow.source, flow.target)]
    return replace(architecture, placements=tuple(left), flows=tuple(flows))


# --- the command


def main(words: Sequence[str] | None = None) -> int:
    """Hold so many seeds; 1 where the two disagree on any."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("count", type=int, nargs="?", default=600, help="how many briefs")
    parser.add_argument("--from", type=int, default=0, dest="first", help="the first seed")
    asked = parser.parse_args(words)
    knowledge = api.knowledge()
    outcomes: Counter[str] = Counter()
    for seed in range(asked.first, asked.first + asked.count):
        found = verdict(seed, knowledge)
        outcomes[found.outcome] += 1
        outcomes["disagreeing"] += bool(found.disagreements)
        for line in found.disagreements:
            print(f"seed {seed}: {line}", flush=True)
    told = ", ".join(f"{number} {outcome}" for outcome, number in sorted(outcomes.items()))
    print(f"{asked.count} briefs from seed {asked.first}: {told}")
    return int(outcomes["disagreeing"] > 0)


if __name__ == "__main__":
    sys.exit(main())
