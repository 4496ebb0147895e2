"""Combinations: products that their makers document together, and products that they rule out.

Each file names the products to use, the clouds of the sites, perhaps `answers` and what to `avoid`,
and whether they go `together`. Then
`joined` are the flows that must join them, `without` what must not come along; or `because` are the
statements that clash. `words` are what carries it, from the `source` as read on the day `checked`.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kgraph import api
from kgraph.documents.plain import to_json_text
from kgraph.documents.yaml import read_yaml
from kgraph.errors import Unsatisfiable
from kgraph.model.knowledge import Knowledge

COMBINATIONS = {
    path.stem: read_yaml(path).plain()
    for path in sorted((Path(__file__).parent / "combinations").glob("*.yaml"))
}
SAID = {"name", "use", "clouds", "together", "source", "checked", "words"}
TOGETHER = [id for id, one in COMBINATIONS.items() if one["together"]]
RULED_OUT = [id for id, one in COMBINATIONS.items() if not one["together"]]
DAY = "2026-11-26"


def brief(combination: dict[str, Any]) -> str:
    """A site on each of the clouds, one workload, and the products; all else is left open."""
    clouds = combination["clouds"]
    sites = [{"id": f"site{number}", "cloud": cloud} for number, cloud in enumerate(clouds)]
    return to_json_text(
        {
            "name": combination["name"],
            "as_of": DAY,
            "sites": sites,
            "workloads": [{"id": "shop", "name": "Shop"}],
            "use": combination["use"],
            "avoid": combination.get("avoid", []),
            "answers": combination.get("answers", {}),
        }
    )


@pytest.mark.parametrize("id", TOGETHER)
def test_what_makers_document_is_assembled_and_joined(id: str, knowledge: Knowledge) -> None:
    combination = COMBINATIONS[id]
    architecture = api.assemble(brief(combination))
    by_id = architecture.placement_by_id
    components = {placement.component for placement in architecture.placements}
    flows = {
        (by_id[flow.source].component, flow.kind, by_id[flow.target].component)
        for flow in architecture.flows
    }
    joined = {(one["from"], one["kind"], one["to"]) for one in combination.get("joined", ())}
    assert [one for one in combination["use"] if components.isdisjoint(knowledge.family(one))] == []
    assert joined - flows == set()
    assert set(combination.get("without", ())) & components == set()
    assert [finding.reason for finding in api.check(architecture)] == []


@pytest.mark.parametrize("id", RULED_OUT)
def test_what_makers_rule_out_is_a_conflict_of_what_the_brief_names(id: str) -> None:
    with pytest.raises(Unsatisfiable) as caught:
        api.assemble(brief(COMBINATIONS[id]))
    said = [statement.text for statement in caught.value.conflict.statements]
    assert [
        text for text in COMBINATIONS[id]["because"] if not any(text in one for one in said)
    ] == []


def test_every_combination_says_where_it_comes_from(knowledge: Knowledge) -> None:
    for combination in COMBINATIONS.values():
        told = {"joined", "without"} if combination["together"] else {"because"}
        told |= {"answers", "avoid"}
        assert set(combination) - SAID <= told
        assert set(combination) >= SAID
        assert combination["source"].startswith("https://")
        assert date.fromisoformat(str(combination["checked"])) <= date.fromisoformat(DAY)
        assert len(combination["words"]) >= len("iSCSI")
        named = {*combination["use"], *combination.get("without", ())}
        assert named <= set(knowledge.components)
    assert len(TOGETHER) >= 15
    assert len(RULED_OUT) >= 5
