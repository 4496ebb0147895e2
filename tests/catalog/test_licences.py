"""Licences of what one gets: several at a time, each with its class, of which costs are made."""

from __future__ import annotations

from datetime import date
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
USED = "SELECT DISTINCT ?x { ?one a o:Component ; (dcterms:license|o:licensing/o:orLicense) ?x }"


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


def test_every_licence_is_described_and_those_of_no_list_are_ours(
    knowledge: Knowledge, dataset: pyoxigraph.Store
) -> None:
    said = """SELECT ?x ?what { ?x a ?kind ; skos:definition ?what
        FILTER(?kind IN (o:License, o:OpenSourceLicense)) }"""
    described = {row["x"] for row in rows(dataset, said)}
    used = {row["x"] for row in rows(dataset, USED)}
    named = {one.id for each in knowledge.components.values() for one in each.licences}
    assert used <= described
    assert {iri.rsplit("/", 1)[-1] for iri in used} >= named
    ours = {iri for iri in used if "LicenseRef-" in iri}
    assert len(ours) >= 5
    assert {iri.rsplit("/", 1)[0] for iri in ours} == {"https://w3id.org/kgraph/license"}
    listed = {iri.rsplit("/", 1)[0] for iri in used - ours}
    assert listed == {"http://spdx.org/licenses"}


@pytest.mark.parametrize(
    ("id", "day", "licences", "free"),
    [
        ("redis", "2024-07-28", "BSD-3-Clause", True),
        ("redis", "2024-07-29", "LicenseRef-RSALv2", False),
        ("redis", "2025-05-02", "AGPL-3.0-only", True),
        ("terraform", "2021-01-28", "MPL-2.0", True),
        ("terraform", "2026-11-26", "BUSL-1.1", False),
        ("elasticsearch", "2021-01-28", "Apache-2.0", True),
        ("elasticsearch", "2026-11-26", "AGPL-3.0-only Elastic-2.0 SSPL-1.0", False),
        ("kibana", "2026-11-26", "AGPL-3.0-only Elastic-2.0", False),
        ("mongodb", "2018-10-15", "AGPL-3.0-only", True),
        ("scylladb", "2026-11-26", "LicenseRef-ScyllaDB-Source-Available", False),
    ],
)
def test_a_licence_is_that_of_the_day_in_queries_and_in_what_it_costs(
    knowledge: Knowledge, id: str, day: str, licences: str, free: bool
) -> None:
    when = date.fromisoformat(day)
    asked = (
        f"SELECT ?l ?free {{ c:{id} dcterms:license ?l OPTIONAL {{ c:{id} o:openSource ?free }} }}"
    )
    found = rows(api.dataset(when), asked)
    assert {row["l"].rsplit("/", 1)[-1] for row in found} == set(licences.split())
    assert {"free" in row for row in found} == {free}
    costs = knowledge.preference_by_id["open-source"].costs_for(frozenset(), when)
    assert (id not in {one for one, _, _ in costs}) is free


def test_a_licence_that_one_may_take_instead_is_told(knowledge: Knowledge) -> None:
    redis = knowledge.components["redis"]
    assert redis.licences[0].instead == ("LicenseRef-RSALv2", "SSPL-1.0")
    told = [str(fact) for label, fact in component_document(redis).facts if label == "licence"]
    assert "AGPL-3.0-only (open-source), or RSALv2 or SSPL-1.0" in told[0]
    choice = "SELECT ?one { c:redis o:licensing/o:orLicense ?one }"
    assert {row["one"].rsplit("/", 1)[0] for row in rows(api.dataset(), choice)} == {
        "https://w3id.org/kgraph/license",
        "http://spdx.org/licenses",
    }


def test_open_source_is_what_is_so_in_all_its_parts(
    knowledge: Knowledge, dataset: pyoxigraph.Store
) -> None:
    free = {one.id for one in api.components(license="open-source")}
    inferred = {row["x"].rsplit("/", 1)[-1] for row in rows(dataset, OPEN)}
    preference = knowledge.preference_by_id["open-source"]
    dear = {id for id, _, _ in preference.costs_for(frozenset(), date.today())}
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


def test_the_record_of_an_earlier_day_tells_the_licences_of_that_day(knowledge: Knowledge) -> None:
    elasticsearch = knowledge.components["elasticsearch"]
    assert license_words(elasticsearch) == "AGPL-3.0-only and Elastic-2.0 and SSPL-1.0"
    assert license_words(elasticsearch, date(2021, 1, 28)) == "Apache-2.0"
    brief = "name: Then\nas_of: 2021-01-28\nanswers: {logs: elk}\n"
    told = api.rationale(api.assemble(brief))
    (line,) = [one for one in told.splitlines() if one.startswith("- **Elasticsearch**")]
    assert line.endswith("Apache-2.0.")
