"""Protocols with a direction and a signal: from the entry to the component, and what is refused."""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path

import pyoxigraph
import pytest
from refusals import refusal

from kgraph import api, resources
from kgraph.catalog import document, read_entries
from kgraph.knowledge import store as store_room
from kgraph.knowledge.values.components import components
from kgraph.model.component import Component
from kgraph.model.exchange import Exchange
from kgraph.model.knowledge import Knowledge
from kgraph.reports.component import component_document

CATALOG = resources.folder("catalog")
ONTOLOGY = resources.folder("ontology")
ENTRY = """\
id: shipper
name: Shipper
definition: A collector of our own.
concern: observability
homepage: https://example.org/
vendor: Example
license: Apache-2.0
delivery: self-hosted
icon: badge
runs: {scope: cluster, unverified: "made up"}
provides: [log-collection]
speaks:
"""
FIRST = ENTRY.count("\n") + 1
"""The line of the first protocol."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalog without entries."""
    shutil.copy(CATALOG / "component.schema.json", tmp_path)
    (tmp_path / "observability").mkdir()
    return tmp_path


def entry(folder: Path, *items: str) -> Path:
    """The one entry of a catalog, with what it speaks."""
    path = folder / "observability" / "shipper.yaml"
    lines = [f'  - {{{item}, unverified: "made up"}}\n' for item in items]
    path.write_text(ENTRY + "".join(lines), "utf-8")
    return path


def compiled(folder: Path) -> pyoxigraph.Store:
    """Our ontology with the entries of a folder, and what the rules infer."""
    context = json.loads((ONTOLOGY / "context.jsonld").read_text("utf-8"))
    entries = document(read_entries(folder, names=api.known_names()), context)
    return store_room.build(ONTOLOGY.glob("*.ttl"), (ONTOLOGY / "rules").glob("*.rq"), entries)


def shipper(folder: Path, *items: str) -> Component:
    """The component that an entry gives."""
    entry(folder, *items)
    return components(compiled(folder))["shipper"]


def told(component: Component) -> dict[str, str]:
    """What its document says, by the word in front."""
    facts = component_document(component).facts
    return {word: "".join(str(part) for part in line) for word, line in facts}


def test_an_entry_offers_and_uses_protocols_for_signals(folder: Path) -> None:
    one = shipper(
        folder,
        "protocol: otlp, offers: [traces, logs], uses: [logs]",
        "protocol: loki-api, uses: [logs]",
    )
    assert one.offers == (Exchange("otlp", "logs"), Exchange("otlp", "traces"))
    assert one.uses == (Exchange("loki-api", "logs"), Exchange("otlp", "logs"))
    assert one.speaks == ("loki-api", "otlp")
    assert one.undirected == ()


def test_one_protocol_may_stand_twice_with_two_sources(folder: Path) -> None:
    """What carries that it listens is often another page than what carries that it sends."""
    one = shipper(
        folder,
        "protocol: otlp, offers: [traces]",
        "protocol: otlp, uses: [traces]",
        "protocol: otlp, uses: [metrics]",
    )
    assert one.offers == (Exchange("otlp", "traces"),)
    assert one.uses == (Exchange("otlp", "metrics"), Exchange("otlp", "traces"))
    supports = "SELECT ?x { c:shipper o:speaks ?x . ?x a o:Support }"
    assert len(store_room.rows(compiled(folder), supports)) == 3


def test_one_signal_needs_no_list(folder: Path) -> None:
    assert shipper(folder, "protocol: beats, uses: logs").uses == (Exchange("beats", "logs"),)


def test_a_protocol_without_a_direction_is_spoken_and_no_more(folder: Path) -> None:
    one = shipper(folder, "protocol: otlp", "protocol: loki-api, uses: [logs]")
    assert one.speaks == ("loki-api", "otlp")
    assert one.undirected == ("otlp",)
    assert one.offers == ()


def test_a_protocol_without_a_direction_is_told_and_no_error(folder: Path) -> None:
    path = entry(folder, "protocol: loki-api, uses: [logs]", "protocol: otlp")
    for checked in (path, folder):
        (found,) = [one for one in api.check_file(checked) if one.rule == "direction-not-known"]
        assert (found.severity, found.focus) == ("info", "shipper")
        assert found.where == f"{path}:{FIRST + 1}"
        assert "otlp" in found.reason


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("protocol: otlp, offers: [log]", "unknown signal 'log': did you mean 'logs'?"),
        ("protocol: otlp, uses: [logs, loges]", "unknown signal 'loges': did you mean 'logs'?"),
        ("protocol: otlp, uses: []", "'uses' names nothing: name at least one"),
        ("protocol: otlp, uses: [logs, logs]", "'logs' stands twice under 'uses': name it once"),
        ("protocol: otlp, offers: yes", "unknown signal 'yes': known are: alerts, "),
        (
            "protocol: otlp, ofers: [logs]",
            "unknown key 'ofers' in speaks.0: did you mean 'offers'?",
        ),
    ],
)
def test_a_direction_that_says_nothing_is_refused(folder: Path, item: str, said: str) -> None:
    path = entry(folder, item)
    for checked in (path, folder):
        problem = refusal(partial(api.check_file, checked))
        assert problem.where == f"{path}:{FIRST}"
        assert said in f"{problem.what}: {problem.remedy}"


def test_a_component_shows_its_directions(folder: Path) -> None:
    one = shipper(
        folder, "protocol: otlp, offers: [traces, logs]", "protocol: beats", "protocol: syslog"
    )
    lines = told(one)
    assert "otlp (logs, traces)" in lines["offers"]
    assert "beats, syslog" in lines["speaks"]
    assert "otlp" not in lines["speaks"]
    assert "uses" not in lines


def test_every_protocol_of_ours_has_a_direction(knowledge: Knowledge) -> None:
    unknown = {id: one.undirected for id, one in knowledge.components.items() if one.undirected}
    assert unknown == {}


def test_whoever_offers_or_uses_a_protocol_speaks_it(knowledge: Knowledge) -> None:
    for id, one in knowledge.components.items():
        assert {exchange.protocol for exchange in (*one.offers, *one.uses)} <= set(one.speaks), id
