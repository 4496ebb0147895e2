"""What is kept at more than one place: who can send copies on, who keeps them, and what clashes."""

from __future__ import annotations

import pytest

from kgraph import api
from kgraph.errors import Unsatisfiable
from kgraph.model.architecture import Architecture

KEPT = {
    ("aws", "tables"): "amazon-rds",
    ("aws", "objects"): "amazon-s3",
    ("aws", "cache"): "amazon-elasticache",
    ("aws", "documents"): "amazon-documentdb",
    ("azure", "tables"): "azure-database-for-postgresql",
    ("azure", "documents"): "azure-cosmos-db",
    ("gcp", "tables"): "google-cloud-sql",
    ("gcp", "objects"): "google-cloud-storage",
    ("gcp", "documents"): "google-firestore",
    ("on-premises", "tables"): "cloudnative-pg",
}


def brief(workload: str, first: str, second: str = "", more: str = "") -> str:
    sites = f"sites: [{{id: one, cloud: {first}}}, {{id: two, cloud: {second or first}}}]"
    return f"name: X\n{sites}\nworkloads: [{{id: shop, exposes: nobody, {workload}}}]\n{more}"


def assembled(workload: str, first: str, second: str = "", more: str = "") -> Architecture:
    architecture = api.assemble(brief(workload, first, second, more))
    assert [one for one in api.check(architecture) if one.severity == "violation"] == []
    return architecture


def conflict(workload: str, first: str, second: str = "", more: str = "") -> str:
    with pytest.raises(Unsatisfiable) as caught:
        api.assemble(brief(workload, first, second, more))
    return str(caught.value)


def sent(architecture: Architecture, label: str) -> set[tuple[str, str]]:
    return {(one.source, one.target) for one in architecture.flows if one.label == label}


@pytest.mark.parametrize(("cloud", "kind"), KEPT)
def test_a_store_of_the_cloud_sends_its_changes_to_the_other_site(cloud: str, kind: str) -> None:
    architecture = assembled(f"stores: {kind}, replication: copied", cloud)
    store = KEPT[cloud, kind]
    ((source, target),) = sent(architecture, "sends changes to")
    assert (source.split("/")[0], target.split("/")[0]) == ("one", "two")
    assert {source.split("/")[-1], target.split("/")[-1]} == {store}


def test_the_workload_uses_the_store_that_can_where_another_stands_beside_it() -> None:
    architecture = assembled("stores: documents, replication: copied", "aws", more="use: [mongodb]")
    words = {"keeps documents in", "reads documents from"}
    used = {flow.target for flow in architecture.flows if flow.label in words}
    assert "mongodb" in {one.component for one in architecture.placements}
    able = {one.id for one in architecture.placements if "cross-region-copies" in one.capabilities}
    assert used <= able
    assert len({id.split("/")[-1] for id in used}) == 1


def test_one_store_is_to_be_able_at_both_sites() -> None:
    architecture = assembled("stores: tables, replication: copied", "aws", "gcp")
    ((source, target),) = sent(architecture, "sends changes to")
    assert source.split("/")[-1] == target.split("/")[-1]
    said = "stores: documents, replication: active-everywhere"
    architecture = assembled(said, "aws", "azure")
    assert sent(architecture, "exchanges changes with") == {
        ("one/main/couchdb", "two/main/couchdb")
    }
    told = conflict(said, "aws", "azure", "avoid: [couchdb]")
    assert "No single component serves as document database" in told


@pytest.mark.parametrize(
    ("cloud", "store"),
    [("aws", "amazon-dynamodb"), ("azure", "azure-cosmos-db"), ("gcp", "google-firestore")],
)
def test_each_site_takes_writes(cloud: str, store: str) -> None:
    architecture = assembled("stores: documents, replication: active-everywhere", cloud)
    assert sent(architecture, "exchanges changes with") == {(f"one/{store}", f"two/{store}")}


def test_a_store_that_cannot_is_told_by_its_name() -> None:
    told = conflict("stores: {tables: amazon-rds}, replication: active-everywhere", "aws")
    assert "each site has to take writes (Amazon RDS cannot)" in told


def test_nothing_lost_asks_for_writes_that_wait_for_another_site() -> None:
    architecture = assembled(
        "stores: tables, replication: active-everywhere, recovery-point: none", "gcp"
    )
    assert "google-spanner" in {one.component for one in architecture.placements}
    told = conflict("stores: cache, replication: copied, recovery-point: none", "aws")
    assert "nothing is lost only where a write counts once another site has it too" in told


@pytest.mark.parametrize(
    ("cloud", "kept"),
    [
        ("aws", "{tables: postgresql}"),
        ("aws", "{tables: mysql}"),
        ("azure", "{tables: cloudnative-pg}"),
        ("azure", "{documents: azure-cosmos-db-strong}"),
        ("azure", "events"),
        ("gcp", "{wide-columns: scylladb}"),
        ("on-premises", "{tables: postgresql}"),
        ("on-premises", "{wide-columns: cassandra}"),
    ],
)
def test_stores_whose_makers_say_so_wait_for_another_site(cloud: str, kept: str) -> None:
    said = f"stores: {kept}, replication: copied, recovery-point: none"
    ((source, target),) = sent(assembled(said, cloud), "keeps in step with")
    assert (source.split("/")[0], target.split("/")[0]) == ("one", "two")


@pytest.mark.parametrize(
    ("cloud", "kept", "name"),
    [
        ("aws", "{tables: amazon-rds}", "Amazon RDS"),
        ("azure", "{tables: azure-database-for-postgresql}", "Azure Database for PostgreSQL"),
        ("gcp", "{tables: google-cloud-sql}", "Cloud SQL"),
        ("gcp", "{wide-columns: google-bigtable}", "Bigtable"),
        ("on-premises", "{objects: minio}", "MinIO"),
    ],
)
def test_stores_that_send_changes_afterwards_cannot(cloud: str, kept: str, name: str) -> None:
    told = conflict(f"stores: {kept}, replication: copied, recovery-point: none", cloud)
    assert f"once another site has it too ({name} cannot)" in told


def test_a_mode_in_which_one_region_writes_does_not_take_writes_in_all() -> None:
    wanted = "stores: documents, replication: %s, recovery-point: none"
    placed = {one.component for one in assembled(wanted % "copied", "azure").placements}
    assert "azure-cosmos-db-strong" in placed
    assert "azure-cosmos-db" not in placed
    conflict(wanted % "active-everywhere", "azure")


@pytest.mark.parametrize("replication", ["copied", "active-everywhere"])
def test_documents_are_copied_between_data_centres(replication: str) -> None:
    said = f"stores: {{documents: couchdb}}, replication: {replication}"
    label = "sends changes to" if replication == "copied" else "exchanges changes with"
    assert sent(assembled(said, "on-premises"), label) == {("one/main/couchdb", "two/main/couchdb")}


@pytest.mark.parametrize("said", ["recovery-point: none", "replication: copied, stores: tables"])
def test_copies_need_another_site_where_the_workload_runs(said: str) -> None:
    told = conflict(f"{said}, at: one", "aws")
    assert "asks for more sites or clouds than workload shop runs at" in told


@pytest.mark.parametrize("said", ["recovery-point: minutes", "recovery-time: minutes"])
def test_minutes_are_not_kept_by_backups_alone(said: str) -> None:
    told = conflict(f"stores: tables, {said}", "gcp")
    assert "does not go together with copies of what is kept 'no copies'" in told
    assembled(f"stores: tables, replication: copied, {said}", "gcp")
    assembled(said, "gcp")  # it keeps nothing


def test_going_on_at_once_is_not_kept_by_copies() -> None:
    told = conflict("stores: documents, replication: copied, recovery-time: none", "aws")
    assert "a copy has to take over before it takes writes" in told


@pytest.mark.parametrize("time", ["minutes", "none"])
def test_clients_are_led_to_the_other_site_and_others_need_no_leading(time: str) -> None:
    def led(exposes: str) -> bool:
        text = brief(f"recovery-time: {time}", "azure").replace("nobody", exposes)
        placed = api.assemble(text).placements
        return any("traffic-steering" in one.serves for one in placed)

    assert led("public")
    assert not led("internal")
    assert not led("nobody")


@pytest.mark.parametrize("said", ["recovery-point", "recovery-time"])
@pytest.mark.parametrize("span", ["day", "hour"])
def test_a_day_or_an_hour_asks_for_copies(said: str, span: str) -> None:
    architecture = assembled(f"{said}: {span}", "aws")
    able = {one for placement in architecture.placements for one in placement.capabilities}
    assert "cluster-backup" in able
    assert "does not go together with recovery" in conflict(
        f"{said}: {span}", "aws", more="answers: {recovery: none}"
    )


@pytest.mark.parametrize(
    ("cloud", "kind", "first", "second"),
    [
        ("aws", "tables", "reads and writes", "reads from"),
        ("aws", "objects", "keeps objects in", "reads objects from"),
        ("gcp", "cache", "caches in", "reads cached values from"),
        ("azure", "documents", "keeps documents in", "reads documents from"),
        ("on-premises", "wide-columns", "reads and writes rows in", "reads rows from"),
        ("azure", "events", "streams through", "fails over to"),
        ("azure", "queues", "queues messages in", "fails over to"),
    ],
)
def test_only_the_first_site_writes_where_copies_follow(
    cloud: str, kind: str, first: str, second: str
) -> None:
    flows = assembled(f"stores: {kind}, replication: copied", cloud).flows
    used = {one.source: one for one in flows if one.label in (first, second)}
    assert {id: one.label for id, one in used.items()} == {
        "one/main/shop": first,
        "two/main/shop": second,
    }
    (why,) = used["two/main/shop"].reasons
    assert f" {second} " in why.text
    assert why.text.endswith(": one site takes the writes, and copies have to follow at the others")


@pytest.mark.parametrize(
    ("cloud", "said"),
    [
        ("aws", "stores: tables"),
        ("gcp", "stores: tables, replication: active-everywhere"),
        ("gcp", "stores: tables, replication: active-everywhere, recovery-point: none"),
        ("azure", "stores: tables, replication: by-the-application"),
    ],
)
def test_each_site_writes_where_no_copy_follows(cloud: str, said: str) -> None:
    architecture = assembled(said, cloud)
    assert {one for one, _ in sent(architecture, "reads and writes")} == {
        "one/main/shop",
        "two/main/shop",
    }
    assert not sent(architecture, "reads from")


@pytest.mark.parametrize(
    ("cloud", "kind", "writing"),
    [
        ("aws", "tables", {"writes to"}),
        ("aws", "objects", {"writes objects to"}),
        ("gcp", "cache", {"writes cached values to"}),
        ("azure", "documents", {"writes documents to"}),
        ("on-premises", "wide-columns", {"writes rows to"}),
        ("azure", "events", {"streams through"}),
        ("azure", "queues", {"queues messages in"}),
        ("on-premises", "events", {"streams through"}),
    ],
)
def test_who_reads_a_copy_writes_to_what_it_follows(
    cloud: str, kind: str, writing: set[str]
) -> None:
    """A queue that only takes over is of no use before: the first one is used from all sites."""
    flows = assembled(f"stores: {kind}, replication: copied", cloud).flows
    kept = {one.target for one in flows if one.source == "one/main/shop" and one.kind == "storage"}
    across = [one for one in flows if one.source == "two/main/shop" and one.target in kept]
    assert {one.label for one in across} == writing
    assert all(" copies have to follow" in why.text for one in across for why in one.reasons)


def test_a_copy_is_one_for_whom_it_is_copied() -> None:
    text = brief("stores: tables, replication: copied", "aws").replace(
        "workloads: [", "workloads: [{id: own, at: two, exposes: nobody, stores: tables}, "
    )
    architecture = api.assemble(text)
    assert sent(architecture, "reads from") == {("two/main/shop", "two/amazon-rds")}
    assert sent(architecture, "reads and writes") == {
        ("one/main/shop", "one/amazon-rds"),
        ("two/main/own", "two/amazon-rds"),
    }


def test_all_further_sites_read_and_one_that_the_workload_lacks_has_none() -> None:
    text = brief("at: [one, two, three], stores: tables, replication: copied", "gcp").replace(
        "{id: two, cloud: gcp}",
        "{id: two, cloud: gcp}, {id: three, cloud: gcp}, {id: x, cloud: aws}",
    )
    read = sent(api.assemble(text), "reads from")
    assert {one for one, _ in read} == {"two/main/shop", "three/main/shop"}


def test_the_application_sees_to_copies_itself() -> None:
    said = "stores: [tables, disks], replication: by-the-application, recovery-point: none"
    architecture = assembled(said, "aws", "gcp")
    assert not sent(architecture, "sends changes to")
    assert not sent(architecture, "keeps in step with")


def test_a_system_may_be_what_keeps_the_copies() -> None:
    systems = (
        "systems: [{id: core, name: Core, provides: [relational-database, cross-region-copies]}]"
    )
    architecture = assembled("stores: tables, replication: copied", "aws", "gcp", systems)
    used = {flow.target for flow in architecture.flows if flow.label == "reads and writes"}
    assert used == {"world/core"}
    unable = systems.replace(", cross-region-copies", "")
    architecture = assembled("stores: tables, replication: copied", "aws", "aws", unable)
    assert sent(architecture, "reads and writes") == {("one/main/shop", "one/amazon-rds")}
    assert sent(architecture, "reads from") == {("two/main/shop", "two/amazon-rds")}
