"""Licences of what one gets: several at a time, each with its class, of which costs are made."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest

from kgraph import api, resources
from kgraph.api.file_checks import check_file
from kgraph.errors import InputError
from kgraph.knowledge.store import rows
from kgraph.model.knowledge import Knowledge
from kgraph.reports.component import component_document, license_words

OPEN = "SELECT ?x { ?x o:openSource true }"


def test_every_product_says_its_licences_and_their_classes(knowledge: Knowledge) -> None:
    bare = [one.id for one in knowledge.components.values() if not one.licences]
    classless = {
        licence.id
        for one in knowledge.components.values()
        for licence in one.licences
        if not licence.kind
    }
    assert bare == []
    assert classless == {"LicenseRef-none"}


def test_open_source_is_what_is_so_in_all_its_parts(
    knowledge: Knowledge, dataset: pyoxigraph.Store
) -> None:
    free = {one.id for one in api.components(license="open-source")}
    inferred = {row["x"].rsplit("/", 1)[-1] for row in rows(dataset, OPEN)}
    dear = {id for id, _, _ in knowledge.preference_by_id["open-source"].costs}
    assert free == inferred
    assert dear == set(knowledge.components) - free
    assert "prometheus" in free
    assert {"openshift", "vault", "mongodb", "amazon-s3"} <= dear


def test_openshift_is_had_by_subscription_though_its_source_is_open(knowledge: Knowledge) -> None:
    openshift = knowledge.components["openshift"]
    assert {one.kind for one in openshift.licences} == {"open-source", "proprietary"}
    assert all(one.evidence.source and one.what for one in openshift.licences)
    assert openshift in api.components(license="apache-2.0")
    assert openshift not in api.components(license="proprietary")
    assert license_words(openshift) == "Apache-2.0 and Red-Hat-subscription"
    told = [str(fact) for label, fact in component_document(openshift).facts if label == "licence"]
    assert len(told) == 2
    assert "proprietary" in told[1]


def test_what_others_run_for_one_is_never_open_source(knowledge: Knowledge) -> None:
    """A service of open source is had by its provider's terms, as EKS is of Kubernetes."""
    free = {one.id for one in api.components(license="open-source")}
    services = [one for one in knowledge.components.values() if one.delivery in ("managed", "saas")]
    assert len(services) > 100
    assert [one.id for one in services if one.id in free] == []


@pytest.mark.parametrize(
    ("cloud", "answers", "chosen", "closed"),
    [
        ("on-premises", "kubernetes: self-managed", "talos-linux", "openshift"),
        ("aws", "cluster-exposure: private, operator-way: bastion", "bastion-host", "teleport"),
        ("on-premises", "logs: any", "loki", "elasticsearch"),
    ],
)
def test_who_prefers_open_source_does_not_get_what_is_released_by_other_terms(
    cloud: str, answers: str, chosen: str, closed: str
) -> None:
    """The source of each is open; what one downloads or subscribes to is not."""
    kinds = {one.kind for one in api.knowledge().components[closed].licences}
    assert "open-source" in kinds
    assert len(kinds) == 2
    brief = (
        f"name: X\nas_of: 2026-11-26\nsites: [{{id: a, cloud: {cloud}}}]\nworkloads: [{{id: w}}]\n"
        f"answers: {{{answers}}}\nprefer: [open-source]\n"
    )
    answer = api.why(brief, closed)
    assert not answer.present
    lost = {swap.chosen: swap.why for swap in answer.swaps}
    assert lost[chosen].startswith("1 more component without an open-source license")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("class: open-source", "class: free", "'free'"),
        ("class: open-source", "klass: open-source", "did you mean 'class'?"),
        ("id: Apache-2.0", "id: Apache 2.0", "is no SPDX id"),
        ("id: Apache-2.0", "id: LicenseRef-Red-Hat-subscription", "stands twice"),
        ("delivery: self-hosted", "license: MIT\ndelivery: self-hosted", "licence not once"),
    ],
)
def test_a_wrong_licence_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = (resources.folder("catalog") / "clusters" / "openshift.yaml").read_text("utf-8")
    folder = tmp_path / "clusters"
    folder.mkdir()
    (folder / "openshift.yaml").write_text(text.replace(old, new), "utf-8")
    schema = resources.folder("catalog") / "component.schema.json"
    (tmp_path / schema.name).write_bytes(schema.read_bytes())
    with pytest.raises(InputError) as caught:
        check_file(folder / "openshift.yaml")
    told = [f"{one.where} {one.what}: {one.remedy}" for one in caught.value.problems]
    assert any("openshift.yaml:" in one and said in one for one in told), told
