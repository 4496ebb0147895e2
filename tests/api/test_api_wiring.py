"""The dataset and what is made of it once: values, processes, and what a script may write to."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kgraph import api, terms
from kgraph.api import wiring
from kgraph.model.knowledge import Knowledge


def of_kind(store: ox.Store, kind: str) -> set[str]:
    """The ids of the things of a kind, by a plain walk over the triples."""
    type_, wanted = (
        ox.NamedNode(terms.PREFIXES["rdf"] + "type"),
        ox.NamedNode(terms.PREFIXES["o"] + kind),
    )
    quads = store.quads_for_pattern(None, type_, wanted)
    return {terms.tail(str(quad.subject.value)) for quad in quads if quad.subject}  # type: ignore[union-attr]


def test_what_takes_long_is_made_once() -> None:
    for make in (
        api.dataset, api.knowledge, wiring.judge, wiring.selector, wiring.solver,
        wiring.query_worker,
    ):  # fmt: skip
        assert make() is make()


def test_the_values_hold_what_the_dataset_holds(dataset: ox.Store, knowledge: Knowledge) -> None:
    assert set(knowledge.components) == of_kind(dataset, "Component")
    assert set(knowledge.capabilities) == of_kind(dataset, "Capability")
    assert set(knowledge.cloud_labels) == of_kind(dataset, "Cloud")


def test_the_known_names_are_those_of_the_ontology_by_kind(knowledge: Knowledge) -> None:
    known = api.known_names()
    assert sorted(known) == [
        "capabilities",
        "clouds",
        "concerns",
        "options",
        "protocols",
        "signals",
    ]
    assert known["capabilities"] == set(knowledge.capabilities)
    assert known["clouds"] == set(knowledge.cloud_labels)
    assert known["concerns"] == set(knowledge.concern_by_id)
    assert known["protocols"]
    decisions = knowledge.decisions
    assert known["options"] == {f"{d.id}.{option.id}" for d in decisions for option in d.options}
    assert api.known_names(()) == dict.fromkeys(known, frozenset())


def test_a_script_gets_the_whole_dataset_and_writes_to_its_own() -> None:
    mine, harbor = api.load(), rdflib.URIRef(terms.PREFIXES["c"] + "harbor")
    assert isinstance(mine, rdflib.Dataset)
    assert len(mine) == len(api.dataset())
    assert (
        terms.PREFIXES.items() <= {prefix: str(name) for prefix, name in mine.namespaces()}.items()
    )
    mine.remove((harbor, None, None))
    assert len(mine) < len(api.dataset()) == len(api.load())


def test_preparing_begins_what_takes_long_and_may_be_done_again() -> None:
    api.prepare()
    api.prepare()
    assert wiring.judge().result().findings(()) is not None
    assert wiring.selector().result() is wiring.selector().result()


def test_the_script_of_the_pages_is_there() -> None:
    assert api.app_file().name == "app.py"
    assert "streamlit" in api.app_file().read_text("utf-8")


def spelt(value: object) -> object:
    """A value with the type and the spelling of everything in it, however it shows itself."""
    if is_dataclass(value):
        return type(value), [spelt(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, dict):
        return [(spelt(key), spelt(one)) for key, one in value.items()]
    if isinstance(value, list | tuple):
        return type(value), [spelt(one) for one in value]
    return type(value), repr(value)


def test_what_is_kept_of_the_dataset_reads_as_what_was_made_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KGRAPH_CACHE", str(tmp_path))
    made = wiring._read_values(())
    monkeypatch.setattr(wiring, "_undated", lambda layers: pytest.fail("read again"))
    kept = wiring._read_values(())
    assert kept == made
    assert spelt(kept) == spelt(made), "the types of numbers too"


def test_a_worker_goes_on_where_what_it_was_started_from_is_gone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    wiring.query_worker().close()  # another test may have asked
    monkeypatch.setenv("KGRAPH_CACHE", str(tmp_path))
    wiring._dataset_of.cache_clear()
    wiring._worker_of.cache_clear()
    worker = wiring.query_worker()
    assert worker.ask("ASK { ?x a o:Cloud }", timeout=60).truth
    kept = wiring.written(date.today())
    assert isinstance(kept, Path)
    kept.unlink()
    worker._store.close()
    assert worker.ask("ASK { ?x a o:Cloud }", timeout=60).truth
    worker.close()
    wiring._worker_of.cache_clear()


def test_a_query_process_ends_that_falls_out_of_the_kept_ones() -> None:
    wiring._worker_of.cache_clear()
    days = [date(2026, 1, day) for day in range(1, 6)]
    worker = wiring._worker_of((), days[0])
    assert worker.ask("ASK { ?x a o:Cloud }", timeout=60).truth
    running = worker._store._running
    assert running is not None
    process = running.process
    del worker, running
    assert process.poll() is None
    for day in days[1:]:
        wiring._worker_of((), day)
    assert process.poll() is not None
    wiring._worker_of.cache_clear()
