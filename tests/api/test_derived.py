"""What is made of an architecture is made once.

By a command, for a picture, and beside equal values.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kgraph import api
from kgraph.api import derived as room
from kgraph.api import wiring
from kgraph.api.derived import KEPT, derived
from kgraph.api.excerpts import excerpt
from kgraph.brief import reading
from kgraph.cli import app
from kgraph.knowledge.architectures import codec
from kgraph.knowledge.query.selecting import Selector
from kgraph.knowledge.shacl import judge
from kgraph.layout import choosing
from kgraph.model.architecture import Architecture
from kgraph.view import offered

BRIEF = """
name: Once
as_of: 2026-11-23
sites: [{id: eu, cloud: gcp}, {id: us, cloud: aws}]
workloads: [{id: shop, exposes: public, stores: tables}]
"""
MADE = (
    (codec, "to_turtle"),
    (codec, "to_triples"),
    (codec, "to_json"),
    (offered, "offered"),
    (offered, "shown_by"),
    (choosing, "best"),
    (reading, "parse_brief"),
    (judge, "parse_turtle"),
    (Selector, "select"),
)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the real functions are called from now on; nothing is kept from before."""
    counted: Counter[str] = Counter()

    def counting(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            counted[name] += 1
            return real(*args, **kwargs)

        return call

    for owner, name in MADE:
        monkeypatch.setattr(owner, name, counting(name, getattr(owner, name)))
    monkeypatch.setattr(room, "_kept", [])
    return counted


def kgraph(*words: str | Path) -> None:
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, done.output


def test_one_assemble_makes_each_thing_once(calls: Counter[str], tmp_path: Path) -> None:
    brief = tmp_path / "brief.yaml"
    brief.write_text(api.demo_brief(), "utf-8")
    kgraph("assemble", brief, "-o", tmp_path / "made")
    made = ("to_turtle", "to_triples", "to_json", "offered", "shown_by", "best", "parse_brief")
    assert {name: calls[name] for name in made} == dict.fromkeys(made, 1)
    assert calls["parse_turtle"] == 0
    for name, write in (("architecture.ttl", api.to_turtle), ("architecture.json", api.to_json)):
        path = tmp_path / "made" / name
        assert path.read_text("utf-8") == write(api.read_architecture(path))


def test_one_picture_makes_the_list_of_views_once_and_no_turtle(
    calls: Counter[str], tmp_path: Path
) -> None:
    brief = tmp_path / "brief.yaml"
    brief.write_text(BRIEF, "utf-8")
    kgraph("draw", brief, "-o", tmp_path / "overview.svg")
    assert (calls["offered"], calls["to_triples"], calls["to_turtle"]) == (1, 1, 0)


def test_every_view_of_an_architecture_is_selected_once(calls: Counter[str]) -> None:
    architecture = api.assemble(BRIEF)
    views = [view for view in derived(architecture).views.values() if view.definition.query]
    for _ in range(2):
        for view in views:
            excerpt(architecture, view.id)
    assert calls["select"] == len({view.shown_as or view.id for view in views})
    assert calls["to_triples"] == 1


def test_a_value_is_judged_like_its_turtle() -> None:
    whole = api.assemble(BRIEF)
    architecture = replace(whole, placements=whole.placements[::2], flows=())
    assert api.check(architecture)
    assert api.check(architecture) == api.check_turtle(api.to_turtle(architecture))


def test_equal_values_share_what_is_made_and_others_do_not() -> None:
    first, again, other = api.assemble(BRIEF), api.assemble(BRIEF), api.assemble("name: Other")
    assert first is not again
    assert derived(first) is derived(again)
    assert derived(first) is not derived(other)
    assert derived(first) is not derived(replace(first, proven=not first.proven))


def test_no_more_is_kept_than_is_said_and_what_was_asked_for_last_stays() -> None:
    architecture = api.assemble(BRIEF)
    first = derived(architecture)
    others = [replace(architecture, name=f"Other {number}") for number in range(KEPT)]
    for other in others:
        derived(other)
        assert derived(architecture) is first
    for other in others:
        derived(other)
    assert derived(architecture) is not first
    assert len(room._kept) == KEPT


def test_what_the_catalog_no_longer_knows_is_left_out_of_pictures_alone() -> None:
    whole = api.assemble(BRIEF)
    odd = tuple(replace(one, capabilities=(*one.capabilities, "gone")) for one in whole.placements)
    architecture = replace(whole, placements=odd)
    assert derived(whole).drawable is derived(whole)
    assert derived(architecture).drawable.architecture == whole
    assert "k:gone" in derived(architecture).turtle


def test_threads_that_ask_together_get_the_same() -> None:
    def asked(architecture: Architecture) -> tuple[object, ...]:
        here = derived(architecture)
        return here.turtle, here.json, here.findings, dict(here.shown_by)

    pair = [api.assemble(BRIEF), api.assemble("name: Other")]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(asked, pair * 8))
    assert together == [asked(one) for one in pair] * 8


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are text there")
def test_a_file_name_that_is_no_text_is_no_obstacle(tmp_path: Path) -> None:
    brief = tmp_path / os.fsdecode(b"e\xffe.yaml")
    brief.write_text(BRIEF, "utf-8")
    kgraph("check", brief)
    kgraph("assemble", brief, "-o", tmp_path / "made")
    made = [api.read_architecture(tmp_path / "made" / f"architecture.{s}") for s in ("ttl", "json")]
    assert [one.placements for one in made] == [made[0].placements] * 2
    assert "ee.yaml:5: " in str([one.reasons for one in made[0].placements])


def test_neither_rules_nor_views_ask_for_reasons() -> None:
    whole = api.assemble(api.demo_brief())
    architecture = replace(whole, placements=whole.placements[::2])
    everything = codec.to_triples(architecture, api.knowledge())
    assert len(derived(architecture).triples) < len(everything) / 1.5
    judge = wiring.judge().result()
    assert judge.findings(derived(architecture).triples) == judge.findings(everything)
    selector = wiring.selector().result()
    for view in derived(whole).views.values():
        if view.definition.query and view.definition.per != "component":
            query, place = view.definition.query, view.subject
            with_reasons = codec.to_triples(whole, api.knowledge())
            found = selector.select(query, whole, with_reasons, place=place)
            assert derived(whole).selected(view) == found
