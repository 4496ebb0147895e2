"""The audit: what a machine can check of the catalog, as one page whose counts get no worse.

``pytest tests/catalog/test_audit.py --accept`` takes the counts of now as those to be kept.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

from kgraph import api, resources
from kgraph.analysis.audit import (
    after_first_tags,
    against_landscape,
    lone_providers,
    one_sided_protocols,
    unspoken_needs,
)
from kgraph.catalog.first_tags import read_first_tags
from kgraph.catalog.landscape import FILE, listed, read_landscape
from kgraph.cli import app
from kgraph.errors import InputError
from kgraph.knowledge.store import rows
from kgraph.model.audit import Audit
from kgraph.model.first_tag import FirstTag
from kgraph.model.knowledge import Knowledge
from kgraph.model.landscape import Claimed, Landscape

COUNTS = Path(__file__).parent.parent / "data" / "audit.json"
DAY = date(2026, 11, 26)
ACCEPT = "pytest tests/catalog/test_audit.py --accept"


@pytest.fixture(scope="module")
def audit() -> Audit:
    return api.audit(day=DAY)


def test_the_counts_get_no_worse(audit: Audit, request: pytest.FixtureRequest) -> None:
    now: dict[str, object] = {
        check.id: {"of": check.of, "faults": len(check.faults)} for check in audit.checks
    }
    now["quoted"] = sum(grade.quoted for grade in audit.grades)
    if request.config.getoption("--accept"):
        COUNTS.write_text(f"{json.dumps(now, indent=1, sort_keys=True)}\n", "utf-8")
    kept = json.loads(COUNTS.read_text("utf-8"))
    assert now.keys() == kept.keys(), ACCEPT
    for check in audit.checks:
        before = kept[check.id]
        assert check.of >= before["of"], f"{check.id}: less is looked at"
        assert len(check.faults) <= before["faults"], f"{check.id}: {check.faults}"
    assert now["quoted"] >= kept["quoted"]


def test_the_page_begins_with_the_counts_and_names_each_fault(audit: Audit) -> None:
    page = api.audit_text(audit)
    assert page.startswith("# Audit of the catalog\n")
    counts, _, rest = page.partition("## Sources by grade")
    for check in audit.checks:
        assert f"| **{check.title}** | {check.of} | {len(check.faults)} |" in counts
        assert (f"## {check.title}" in rest) is bool(check.faults)
    assert "commit 153d699bddf74038d21775b14d09052f62021441" in counts.replace("\\", "")
    assert page == api.audit_text(api.audit(day=DAY))


def test_the_command_line_writes_the_page(tmp_path: Path) -> None:
    folder = str(resources.folder("catalog"))
    words = ["check", folder, "--report", "--as-of", DAY.isoformat()]
    told = CliRunner().invoke(app, words)
    assert (told.exit_code, told.stdout) == (0, api.audit_text(api.audit(day=DAY)))
    written = CliRunner().invoke(app, [*words, "-o", str(tmp_path / "page.md")])
    assert written.exit_code == 0
    assert (tmp_path / "page.md").read_text("utf-8") == told.stdout
    found = json.loads(CliRunner().invoke(app, [*words, "--json"]).stdout)
    assert {check["id"] for check in found["checks"]} >= {"source-grades", "lone-needs"}


def test_the_page_is_of_one_folder(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("id: x\n", "utf-8")
    for words in (["x.yaml"], [".", "x.yaml"]):
        result = CliRunner().invoke(app, ["check", *words, "--report"])
        assert result.exit_code == 2, words
    with pytest.raises(InputError, match="is no folder of entries"):
        api.audit(tmp_path / "x.yaml")


def test_a_file_for_no_page_is_refused(tmp_path: Path) -> None:
    folder = str(resources.folder("catalog"))
    result = CliRunner().invoke(app, ["check", folder, "-o", str(tmp_path / "page.md")])
    assert result.exit_code == 2
    assert "add --report" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_ones_own_is_audited_by_itself(tmp_path: Path) -> None:
    catalog = resources.folder("catalog")
    shutil.copy(catalog / "component.schema.json", tmp_path)
    (tmp_path / "storage").mkdir()
    text = (catalog / "storage" / "valkey.yaml").read_text("utf-8")
    page = "https://somebody.example/about"
    lines = [
        f"  source: {page}" if line.startswith("  source:") else line for line in text.splitlines()
    ]
    (tmp_path / "storage" / "valkey.yaml").write_text("\n".join(lines), "utf-8")
    found = api.audit(tmp_path, day=DAY)
    (strangers,) = (check for check in found.checks if check.id == "source-grades")
    assert found.components == 1
    assert {address for _, address in strangers.faults} == {page}


CITED = """SELECT ?n { ?x a o:Component ; o:need|o:runs|o:speaks|o:maturity ?n .
  ?n dcterms:source ?source }"""
GRADED = {
    "harbor#runs": "maker",
    "harbor#scanner": "repository",
    "harbor#maturity-graduated-2020-06-15": "foundation",
    "harbor#speaks-postgresql-protocol-uses-rows": "maker",
}


def test_grades_can_be_asked_for_and_stand_beside_the_source(
    knowledge: Knowledge, dataset: ox.Store
) -> None:
    query = "SELECT ?n ?g { ?n o:grade/skos:notation ?g }"
    found = {row["n"].rsplit("/", 1)[-1]: row["g"] for row in rows(dataset, query)}
    assert found.items() >= GRADED.items()
    cited = rows(dataset, CITED)
    assert {row["n"].rsplit("/", 1)[-1] for row in cited} <= found.keys()
    assert "(repository), looked at" in api.component_text(knowledge.components["harbor"])


def claim(**changes: object) -> Claimed:
    told = {
        "id": "thing",
        "names": ("Thing", "Old Thing"),
        "home": "https://thing.example/docs",
        "repository": "https://github.com/thing/thing",
        "stages": {"sandbox": date(2020, 1, 1)},
        "open_source": True,
    }
    return Claimed(**{**told, **changes})  # type: ignore[arg-type]


ITEM = {
    "name": "Thing (TH)",
    "home": "https://www.thing.example/",
    "repository": "https://github.com/Thing/thing.git",
    "stage": "sandbox",
    "stages": {"sandbox": "2020-01-01"},
}


@pytest.mark.parametrize(
    ("changes", "faulty"),
    [
        ({}, set()),
        ({"names": ("Other",)}, {"landscape-names"}),
        ({"home": "https://other.example"}, {"landscape-homes"}),
        ({"open_source": False}, {"landscape-licences"}),
        ({"stages": {"sandbox": date(2021, 1, 1)}}, {"landscape-stages"}),
        ({"stages": {}}, {"landscape-stages"}),
        ({"repository": None, "names": ("thing",), "stages": {}}, {"landscape-stages"}),
        ({"repository": None, "names": ("Other",), "stages": {}}, set()),
    ],
)
def test_an_entry_is_held_against_the_item_of_its_repository_or_name(
    changes: dict[str, object], faulty: set[str]
) -> None:
    landscape = Landscape("https://example.org", "abc", DAY, (listed(ITEM),))
    found = against_landscape([claim(**changes)], landscape)
    assert {check.id for check in found if check.faults} == faulty


def test_a_protocol_of_one_side_and_a_lone_provider_are_found(knowledge: Knowledge) -> None:
    (harbor,) = (one for one in knowledge.components.values() if one.id == "harbor")
    alone = replace(knowledge, components={"harbor": harbor})
    sides = dict(one_sided_protocols(alone).faults)
    assert sides["oci-distribution"] == "offered, used by nobody"
    assert sides["s3-api"] == "used, offered by nobody"
    found = lone_providers(alone, DAY, said=("image-scanning",), own=frozenset())
    told = {capability for capability, _, _ in found.faults}
    assert "self-hosted-registry" in told
    assert "image-scanning" not in told
    own = frozenset(("harbor", cloud) for cloud in knowledge.cloud_labels)
    assert lone_providers(alone, DAY, said=(), own=own).faults == ()


def test_a_need_whose_ends_share_no_protocol_is_found(knowledge: Knowledge) -> None:
    velero = knowledge.components["velero"]
    s3 = tuple(one for one in velero.uses if one.protocol == "s3-api")
    assert s3 != velero.uses
    deaf = {**knowledge.components, "velero": replace(velero, uses=s3)}
    before = set(unspoken_needs(knowledge).faults)
    fresh = set(unspoken_needs(replace(knowledge, components=deaf)).faults) - before
    assert ("velero", "object-storage", "azure-blob-storage") in fresh
    assert {component for component, _, _ in fresh} == {"velero"}


def test_a_store_that_also_shows_metrics_is_not_asked_for_them(knowledge: Knowledge) -> None:
    told = {(one, other) for one, _, other in unspoken_needs(knowledge).faults}
    shown = {one.signal for one in knowledge.components["cloudnative-pg"].offers}
    assert shown > {"rows"}
    assert ("grafana", "cloudnative-pg") not in told


def test_without_the_map_nothing_is_held_against_it(tmp_path: Path) -> None:
    assert read_landscape(tmp_path) is None
    landscape = read_landscape(resources.folder("ontology"))
    assert landscape is not None
    assert len(landscape.items) > 200
    assert (resources.folder("ontology") / FILE).stat().st_size < 100_000


def test_days_of_release_are_held_against_first_tags(knowledge: Knowledge) -> None:
    tags = read_first_tags(resources.folder("ontology"))
    assert len(tags) > 110
    assert read_first_tags(COUNTS.parent) == {}
    redis = knowledge.components["redis"]
    assert redis.released is not None
    address = "https://github.com/Redis/redis/"
    claim = Claimed("redis", ("Redis",), "https://redis.io", address, {}, True)
    late = replace(redis, released=replace(redis.released, day=date(2018, 10, 17)))
    on = FirstTag("1.2.5", date(2010, 3, 10))
    told = {address: on}
    assert after_first_tags({"redis": redis}, [claim], told).faults == ()
    (row,) = after_first_tags({"redis": late}, [claim], told).faults
    assert row == ("redis", "by to 2018-10-17", "1.2.5 of 2010-03-10")
    others = {address: replace(on, of="another")}
    assert after_first_tags({"redis": late}, [claim], others).of == 0
    shared = [claim, replace(claim, id="rook")]
    assert after_first_tags({"redis": late}, shared, told).of == 0
