"""Scenarios: whole briefs, each with what its answer must hold, whatever the tie-breaks.

`includes` and `excludes` name components, `provides` and `lacks` capabilities. `because` names
statements of the brief: where an architecture is possible, something in it rests on each; where
none is, each is part of the conflict. What is possible breaks no rule.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kgraph import api
from kgraph.documents.yaml import read_yaml
from kgraph.errors import Unsatisfiable
from kgraph.model.knowledge import Knowledge

SCENARIOS = {
    path.stem: read_yaml(path).plain()
    for path in sorted((Path(__file__).parent / "scenarios").glob("*.yaml"))
}
KEYS = {"possible", "includes", "excludes", "provides", "lacks", "because"}
EXPECTED_POSSIBLE = [id for id, scenario in SCENARIOS.items() if scenario["expect"]["possible"]]
EXPECTED_CONFLICTS = [
    id for id, scenario in SCENARIOS.items() if not scenario["expect"]["possible"]
]


@pytest.mark.parametrize("id", EXPECTED_POSSIBLE)
def test_an_architecture_holds_what_the_brief_asks_for(id: str) -> None:
    expect: dict[str, Any] = SCENARIOS[id]["expect"]
    architecture = api.assemble(SCENARIOS[id]["brief"])
    components = {placement.component for placement in architecture.placements}
    capabilities = {
        capability for placement in architecture.placements for capability in placement.capabilities
    }
    grounds = {
        ground
        for placement in architecture.placements
        for reason in placement.reasons
        for ground in reason.because
    }
    assert set(expect.get("includes", ())) - components == set()
    assert set(expect.get("excludes", ())) & components == set()
    assert set(expect.get("provides", ())) - capabilities == set()
    assert set(expect.get("lacks", ())) & capabilities == set()
    assert [
        text
        for text in expect.get("because", ())
        if not any(ground.endswith(text) for ground in grounds)
    ] == []
    assert [one for one in api.check(architecture) if one.severity == "violation"] == []


@pytest.mark.parametrize("id", EXPECTED_CONFLICTS)
def test_a_conflict_names_the_statements_that_clash(id: str) -> None:
    with pytest.raises(Unsatisfiable) as caught:
        api.assemble(SCENARIOS[id]["brief"])
    said = [statement.text for statement in caught.value.conflict.statements]
    assert [
        text for text in SCENARIOS[id]["expect"]["because"] if not any(text in one for one in said)
    ] == []


def test_every_scenario_says_what_it_shows(knowledge: Knowledge) -> None:
    for scenario in SCENARIOS.values():
        assert set(scenario) == {"name", "description", "brief", "expect"}
        expect = scenario["expect"]
        assert {"possible"} < set(expect) <= KEYS
        assert {*expect.get("includes", ()), *expect.get("excludes", ())} <= set(
            knowledge.components
        )
        assert {*expect.get("provides", ()), *expect.get("lacks", ())} <= set(
            knowledge.capabilities
        )


def test_every_option_and_every_cloud_is_in_some_scenario(knowledge: Knowledge) -> None:
    briefs = [api.read_brief(scenario["brief"]) for scenario in SCENARIOS.values()]
    answers = [(brief, "answers", brief.answers) for brief in briefs]
    answers += [
        (brief, f"workloads.{one.id}", one.answers) for brief in briefs for one in brief.workloads
    ]
    said = {
        (decision, option)
        for brief, prefix, given in answers
        for decision, options in given
        for option in options
        if brief.where(f"{prefix}.{decision}")
    }
    assert {
        (decision.id, option.id) for decision in knowledge.decisions for option in decision.options
    } - said == set()
    assert {cloud.id for cloud in knowledge.clouds} == {
        site.cloud for brief in briefs for site in brief.sites
    }
    assert len(SCENARIOS) >= 60
    assert len(EXPECTED_POSSIBLE) >= 40
    assert len(EXPECTED_CONFLICTS) >= 15
    assert max(len(brief.sites) for brief in briefs) >= 3
    assert max(len({site.cloud for site in brief.sites}) for brief in briefs) >= 3


CHANGED = (
    "stackpath",
    "azure-cdn",
    "kubefed",
    "edgefs",
    "promtail",
    "google-container-registry",
    "clair",
    "notary",
)
"""What the article of January 2021 chooses and an architect of today does not.

Possible then, a conflict now.
"""


@pytest.mark.parametrize("id", CHANGED)
def test_what_has_changed_since_the_article_is_there_then_and_today(id: str) -> None:
    days = {
        (str(brief.as_of), scenario["expect"]["possible"])
        for scenario in SCENARIOS.values()
        if id in (brief := api.read_brief(scenario["brief"])).use
    }
    assert {("2021-01-28", True), ("2026-11-23", False)} <= days
