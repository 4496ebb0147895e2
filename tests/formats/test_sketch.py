"""The tree that all text formats are written from; and what is the same of all of them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from importlib import import_module

import pytest
from format_cases import drawing_of
from format_samples import hostile, things
from hypothesis import given
from hypothesis import strategies as st

from kgraph.errors import InputError
from kgraph.formats import registry, rendering
from kgraph.formats.options import Options, Provenance
from kgraph.formats.sketch import link_of, sketch
from kgraph.layout.drawing import Drawing

TEXTS = ("dot", "mmd", "d2", "drawio", "dsl", "graphml", "json")


def test_ids_are_plain_and_each_its_own(drawing: Drawing) -> None:
    drawn = sketch(drawing.view)
    ids = [node.id for node in drawn.every()] + [link.id for link in drawn.links]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"(frame|block|box|edge)(_[a-z0-9]+)*", id) for id in ids)


def test_the_tree_holds_what_the_view_does(drawing: Drawing) -> None:
    assert {node.own for node in sketch(drawing.view).every()} == set(things(drawing.view))


def test_ids_hang_on_what_is_named_and_not_on_its_neighbours() -> None:
    view = drawing_of("demo").view
    ids = {node.own: node.id for node in sketch(view).every()}
    fewer = type(view)(
        **{name: getattr(view, name) for name in view.__slots__}
        | {"children": view.children[1:], "arrows": ()}
    )
    assert all(ids[node.own] == node.id for node in sketch(fewer).every())


@given(st.text(max_size=60))
def test_links_can_be_quoted_in_any_format(text: str) -> None:
    link = link_of(f"https://e.example/{text}")
    assert re.fullmatch(r"https://e\.example/[!#%&()*+,\-./0-9:=?@A-Z\[\]_a-z~]*", link)


@pytest.mark.parametrize("format", TEXTS)
def test_same_drawing_same_bytes(format: str, drawing: Drawing) -> None:
    chosen = registry.format_named(format, where="test")
    for theme in ("light", "dark", "auto", "print"):
        options = Options(theme=theme)
        assert rendering.render(drawing, chosen, options) == rendering.render(
            drawing, chosen, options
        )


@pytest.mark.slow
def test_same_bytes_in_another_process() -> None:
    program = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1]); from format_samples import hostile\n"
        "from kgraph.formats import registry, rendering; from kgraph.layout.choosing import draw; from kgraph.formats.options import Options\n"
        "drawing = draw(hostile())\n"
        f"for id in {TEXTS}: print(hashlib.sha256(rendering.render(drawing, registry.format_named(id, where=''), Options())).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program, os.path.dirname(__file__)],  # noqa: PTH120
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert len(set(runs[0].split())) == len(TEXTS)


@pytest.mark.parametrize("format", TEXTS)
def test_every_format_says_what_it_lacks_and_is_known_by_its_suffixes(format: str) -> None:
    chosen = registry.format_named(format, where="test")
    assert chosen.lacks
    assert all(registry.format_named(suffix, where="test") is chosen for suffix in chosen.suffixes)
    assert import_module(chosen.module).__doc__


@pytest.mark.parametrize("format", [id for id in TEXTS if id != "json"])
def test_unknown_themes_are_told(format: str) -> None:
    chosen = registry.format_named(format, where="test")
    with pytest.raises(InputError, match="unknown theme 'pink'"):
        rendering.render(drawing_of("start-up"), chosen, Options(theme="pink"))


@pytest.mark.parametrize("format", TEXTS)
def test_the_origin_is_told_but_no_place_on_this_machine(format: str) -> None:
    chosen = registry.format_named(format, where="test")
    made = Provenance("overview", data="c0ffee", source="demo.yaml", brief="name: x")
    text = rendering.render(drawing_of("start-up"), chosen, Options(provenance=made)).decode()
    assert "c0ffee" in text
    assert "site-packages" not in text
    assert os.path.expanduser("~/") not in text  # noqa: PTH111


def test_the_hostile_view_is_hostile() -> None:
    names = [box.title for block in hostile().blocks() for box in block.boxes]
    assert any(len(name) >= 300 for name in names)
    assert any("\n" in name for name in names)
    assert any("\ud800" in name for name in names)


@pytest.mark.parametrize("format", ["dot", "d2"])
def test_names_that_a_format_cuts_are_told_apart(format: str) -> None:
    long = "Contract management and obligations service " * 4
    text = written_alike(format, f"{long} reader", f"{long} writer")
    assert re.search("…[a-z ]*reader", text)
    assert re.search("…[a-z ]*writer", text)


def written_alike(format: str, *titles: str) -> str:
    """A drawing whose first boxes have these titles and nothing else that would tell them."""
    drawing = drawing_of("demo")
    view = drawing.view
    blocks = list(view.blocks())
    boxes = [box for block in blocks for box in block.boxes]
    renamed = [
        replace(box, title=title, tooltip="why", count=1)
        for box, title in zip(boxes, titles, strict=False)
    ]
    children = tuple(
        replace(blocks[0], id=f"alike-{box.id}", title="", boxes=(box,)) for box in renamed
    )
    alike = replace(drawing, view=replace(view, children=children, arrows=()))
    chosen = registry.format_named(format, where="format")
    return rendering.render(alike, chosen, Options()).decode()
