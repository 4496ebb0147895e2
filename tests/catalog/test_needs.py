"""Needs of every kind: required, optional, met by one of several capabilities."""

from __future__ import annotations

from datetime import date

from kgraph import api
from kgraph.analysis.needs import dependences
from kgraph.assembly.facts import catalog_facts
from kgraph.model.component import Need
from kgraph.model.knowledge import Knowledge
from kgraph.reports.component import component_document

DAY = date(2026, 11, 26)
GITEA_AND_A_DATABASE = """
name: Code of one's own
as_of: 2026-11-26
sites: [{id: eu, cloud: aws}]
use: [gitea, amazon-rds]
"""


def optional_needs(knowledge: Knowledge) -> list[tuple[str, Need]]:
    return [
        (component.id, need)
        for component in knowledge.components.values()
        for need in component.needs
        if need.optional
    ]


def test_the_solver_never_hears_of_what_is_optional(knowledge: Knowledge) -> None:
    widest = {id: knowledge.widest(one) for id, one in knowledge.components.items()}
    facts = "\n".join(
        catalog_facts(knowledge.components.values(), knowledge.capabilities.values(), DAY, widest)
    )
    found = optional_needs(knowledge)
    assert "gitea" in {id for id, _ in found}
    assert [need.id for _, need in found if f'"{need.id}"' in facts] == []
    assert '"gitea#volume"' in facts


def test_one_of_several_capabilities_will_do(knowledge: Knowledge) -> None:
    (need,) = knowledge.components["zot"].needs
    assert need.capabilities == ("block-volumes", "object-storage")
    assert {"longhorn", "amazon-s3"} <= set(knowledge.meeting(need))
    assert need.published()["capability"] is None


def test_what_is_optional_is_used_where_it_is_there_and_no_ground_of_it(
    knowledge: Knowledge,
) -> None:
    architecture = api.assemble(GITEA_AND_A_DATABASE)
    by_id = architecture.placement_by_id
    (gitea,) = (one for one in architecture.placements if one.component == "gitea")
    (database,) = (one for one in architecture.placements if one.component == "amazon-rds")
    used = {by_id[flow.target].id for flow in architecture.flows if flow.source == gitea.id}
    leaned_on = {
        target
        for dependence in dependences(architecture, knowledge)
        if dependence.source == gitea.id
        for target in dependence.targets
    }
    assert database.id in used
    assert database.id not in leaned_on
    assert "relational-database" in database.serves
    assert all("keeps users and issues" not in reason.text for reason in database.reasons)


def test_a_component_tells_what_it_can_use_apart_from_what_it_needs(knowledge: Knowledge) -> None:
    labels = {label for label, _ in component_document(knowledge.components["gitea"]).facts}
    assert {"needs", "can use"} <= labels
