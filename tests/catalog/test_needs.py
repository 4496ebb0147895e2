"""Needs of every kind: required, optional, met by one of several capabilities."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kgraph import api, resources
from kgraph.analysis.needs import dependences
from kgraph.api.file_checks import check_file
from kgraph.assembly.facts import catalog_facts
from kgraph.errors import InputError, Unsatisfiable
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
    used = {
        by_id[flow.target].id: flow.label for flow in architecture.flows if flow.source == gitea.id
    }
    leaned_on = {
        target
        for dependence in dependences(architecture, knowledge)
        if dependence.source == gitea.id
        for target in dependence.targets
    }
    assert used[database.id] == "keeps users and issues in"
    assert database.id not in leaned_on
    assert all("keeps users and issues" not in reason.text for reason in database.reasons)


def test_a_component_tells_what_it_can_use_apart_from_what_it_needs(knowledge: Knowledge) -> None:
    labels = {label for label, _ in component_document(knowledge.components["gitea"]).facts}
    assert {"needs", "can use"} <= labels


LONG_TERM = """
name: Metrics for long
as_of: 2026-11-26
sites:
  - {id: eu, cloud: aws}
  - {id: us, cloud: aws, answers: {metrics-depth: long-term}}
use: [{component: thanos, at: [eu, us]}, prometheus]
avoid: [thanos-receive, mimir, cortex, victoriametrics, amazon-managed-prometheus]
"""


def test_a_need_that_depends_on_an_answer_is_there_only_where_that_is_given(
    knowledge: Knowledge,
) -> None:
    architecture = api.assemble(LONG_TERM)
    kept = {
        flow.source
        for flow in architecture.flows
        if flow.kind == "storage" and flow.source.endswith("/thanos")
    }
    leaned_on = {one.source for one in dependences(architecture, knowledge) if "blocks" in one.role}
    assert kept == {"us/main/thanos"}
    assert leaned_on == {"us/main/thanos"}
    assert api.check(architecture) == ()
    without = replace(
        architecture,
        placements=tuple(one for one in architecture.placements if one.component != "amazon-s3"),
        flows=(),
    )
    broken = [one.focus for one in api.check(without) if "keeps blocks in" in one.reason]
    assert broken == ["us/main/thanos"]


def test_an_answer_is_blamed_where_a_need_that_depends_on_it_cannot_be_met() -> None:
    stores = api.components(capability="object-storage")
    avoided = ", ".join(one.id for one in stores)
    brief = f"{{name: X, sites: [{{id: eu, cloud: aws}}], use: [thanos], avoid: [{avoided}]"
    assert api.assemble(f"{brief}}}").placements_of("thanos")
    with pytest.raises(Unsatisfiable) as caught:
        api.assemble(f"{brief}, answers: {{metrics-depth: long-term, recovery: none}}}}")
    conflict = caught.value.conflict
    assert "metrics-depth: long-term" in {statement.text for statement in conflict.statements}


def test_what_is_needed_in_a_mode_is_told_and_not_demanded(knowledge: Knowledge) -> None:
    (need,) = (one for one in knowledge.components["teleport"].needs if one.condition)
    assert need.published()["when"] == need.condition
    facts = dict(component_document(knowledge.components["teleport"]).facts)
    assert "when: several instances" in str(facts["needs at times"])
    brief = "{name: X, sites: [{id: eu, cloud: on-premises}], use: [teleport]}"
    architecture = api.assemble(brief)
    reached = {flow.label for flow in architecture.flows if flow.source.endswith("/teleport")}
    assert need.role not in reached
    assert "when several instances" in api.rationale(architecture)
    (told,) = api.why(brief, "teleport").at_times
    assert told.startswith("stands behind")


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("{metrics-dept: long-term}", "no decision: did you mean 'metrics-depth'?"),
        ("{metrics-depth: longterm}", "no option of 'metrics-depth': did you mean 'long-term'?"),
        ("{stores: file}", "no option of 'stores': did you mean 'files'?"),
        ("{metrics-depth: [long-term, long]}", "'long' is no option of 'metrics-depth'"),
        ("{logs: elk, metrics: pusch}", "'pusch' is no option of 'metrics'"),
        ("{}", "is no condition"),
        ("long-term", "is no condition"),
    ],
)
def test_a_wrong_condition_is_told_with_its_line(tmp_path: Path, when: str, said: str) -> None:
    text = (resources.folder("catalog") / "observability" / "thanos.yaml").read_text("utf-8")
    spoilt = text.replace("when: {metrics-depth: long-term}", f"when: {when}")
    assert spoilt != text
    line = next(n for n, one in enumerate(spoilt.splitlines(), 1) if "when: " in one)
    folder = tmp_path / "observability"
    folder.mkdir()
    (folder / "thanos.yaml").write_text(spoilt, "utf-8")
    schema = resources.folder("catalog") / "component.schema.json"
    (tmp_path / schema.name).write_bytes(schema.read_bytes())
    with pytest.raises(InputError) as caught:
        check_file(folder / "thanos.yaml")
    (problem,) = caught.value.problems
    assert problem.where.endswith(f"thanos.yaml:{line}")
    assert said in f"{problem.what}: {problem.remedy}"
