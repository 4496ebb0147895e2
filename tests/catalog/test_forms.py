"""Forms of a component: who names it means each of them, who names one of them that one alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgraph import api, resources
from kgraph.api.file_checks import check_file
from kgraph.errors import InputError, Unsatisfiable
from kgraph.model.architecture import Architecture
from kgraph.model.knowledge import Knowledge
from kgraph.reports.component import component_document

AZURE = "name: X\nas_of: 2026-11-26\nsites: [{id: eu, cloud: azure}]\n"


def placed(architecture: Architecture, *ids: str) -> set[str]:
    return set(ids) & {placement.component for placement in architecture.placements}


def test_there_is_one_level_of_forms(knowledge: Knowledge) -> None:
    forms = [one for one in knowledge.components.values() if one.form_of]
    assert len(forms) >= 7
    for form in forms:
        main = knowledge.components[str(form.form_of)]
        assert main.form_of is None
        assert form.id in main.forms
        assert form.forms == ()


def test_a_name_is_met_by_any_form_and_a_form_by_itself_alone() -> None:
    family = ("cilium", "cilium-network-policy")
    either = api.assemble(f"{AZURE}use: [azure-cni, cilium]")
    alone = api.assemble(f"{AZURE}use: [cilium-network-policy]")
    assert placed(either, *family) == {"cilium-network-policy"}
    assert placed(alone, *family) == {"cilium-network-policy"}
    (reason,) = {
        reason.text
        for placement in either.placements_of("cilium-network-policy")
        for reason in placement.reasons
    }
    assert reason == "The brief asks for Cilium, of which it is a form, by name"
    assert api.check(either) == ()


def test_a_form_stands_in_only_where_the_component_that_is_named_cannot() -> None:
    tracing = "name: X\nsites: [{id: eu, cloud: aws}]\nuse: [jaeger]\nprefer: [fewest-components]\n"
    itself = api.assemble(tracing)
    instead = api.assemble(f"{tracing}avoid: [elasticsearch, opensearch, cassandra, kafka]")
    assert placed(itself, "jaeger", "jaeger-all-in-one") == {"jaeger"}
    assert placed(instead, "jaeger", "jaeger-all-in-one") == {"jaeger-all-in-one"}


def test_who_avoids_a_component_avoids_its_forms() -> None:
    with pytest.raises(Unsatisfiable) as caught:
        api.assemble(f"{AZURE}use: [cilium-network-policy]\navoid: [cilium]")
    conflict = caught.value.conflict
    assert {one.text for one in conflict.statements} == {
        "use: cilium-network-policy",
        "avoid: cilium",
    }
    assert "a form of Cilium: avoided as a form of cilium" in conflict.story
    fixes = api.diagnose(f"{AZURE}use: [cilium-network-policy]\navoid: [cilium]").fixes
    changes = {change for fix in fixes for change in fix.change}
    assert "take cilium-network-policy, a form of Cilium, out of 'use'" in changes
    other = api.assemble(f"{AZURE}use: [cilium]\navoid: [cilium-network-policy]")
    assert placed(other, "cilium", "cilium-network-policy") == {"cilium"}


def test_a_form_may_stand_where_its_component_cannot() -> None:
    sites = "sites: [{id: eu, cloud: aws}, {id: us, cloud: aws}]"
    brief = f"{{name: X, {sites}, use: [{{component: aws-waf, at: us}}]}}"
    architecture = api.assemble(brief)
    found = {one.id for one in architecture.placements_of("aws-waf-regional")}
    assert found == {"us/aws-waf-regional"}
    assert api.check(architecture) == ()


def test_why_asks_after_every_form() -> None:
    answer = api.why(f"{AZURE}use: [azure-cni, cilium]", "cilium")
    assert answer.present
    assert {one.component for one in answer.placements} == {"cilium-network-policy"}
    assert not answer.otherwise.possible


def test_a_component_tells_its_forms(knowledge: Knowledge) -> None:
    facts = dict(component_document(knowledge.components["calico"]).facts)
    assert "calico-network-policy" in str(facts["forms"])
    facts = dict(component_document(knowledge.components["calico-network-policy"]).facts)
    assert "calico" in str(facts["form of"])


@pytest.mark.parametrize(
    ("main", "said"),
    [
        ("thanos-recieve", "unknown component 'thanos-recieve': did you mean 'thanos-receive'?"),
        ("thanos-receive", "is a form of itself: name another component, or leave it out"),
        ("jaeger-all-in-one", "'jaeger-all-in-one' is a form itself"),
        ("Thanos", "is not a short name"),
    ],
)
def test_a_wrong_form_is_told_with_its_line(tmp_path: Path, main: str, said: str) -> None:
    text = (resources.folder("catalog") / "observability" / "thanos-receive.yaml").read_text(
        "utf-8"
    )
    spoilt = text.replace("form-of: thanos\n", f"form-of: {main}\n")
    line = next(n for n, one in enumerate(spoilt.splitlines(), 1) if "form-of: " in one)
    folder = tmp_path / "observability"
    folder.mkdir()
    (folder / "thanos-receive.yaml").write_text(spoilt, "utf-8")
    schema = resources.folder("catalog") / "component.schema.json"
    (tmp_path / schema.name).write_bytes(schema.read_bytes())
    with pytest.raises(InputError) as caught:
        check_file(folder / "thanos-receive.yaml")
    (problem,) = caught.value.problems
    assert problem.where.endswith(f"thanos-receive.yaml:{line}")
    assert said in f"{problem.what}: {problem.remedy}"
