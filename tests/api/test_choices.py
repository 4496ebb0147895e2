"""What one can choose among, and what is said of a choice that there is not."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from refusals import refusal

from kgraph import api
from kgraph.model.architecture import Architecture


def test_importing_the_choices_loads_nothing_heavy() -> None:
    program = "import sys, kgraph.api.choices; print('\\n'.join(sys.modules))"
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = set(result.stdout.split())
    assert "kgraph.formats.registry" in loaded
    assert not loaded & {"pyoxigraph", "rdflib", "clingo", "PIL", "kgraph.api.wiring"}


def test_a_format_is_found_by_its_name_and_by_its_suffixes() -> None:
    for one in api.FORMATS:
        for word in (one.id, one.id.upper(), *one.suffixes):
            assert api.format_named(word) is one


def test_the_standard_choices_are_among_those_offered() -> None:
    assert {api.STANDARD_FORMAT, api.PAGE_FORMAT, *api.SHOWN_FORMATS} <= set(api.FORMATS)
    assert {api.STANDARD_THEME, api.FOLLOWING_THEME} <= set(api.THEMES)
    assert api.PAGE_FORMAT.whole
    assert [one.whole for one in api.SHOWN_FORMATS] == [False] * len(api.SHOWN_FORMATS)
    problem = refusal(lambda: api.format_named("svgg", where="--format"))
    assert (problem.where, problem.what) == ("--format", "unknown format 'svgg'")
    assert all(one.id in problem.remedy for one in api.FORMATS)


def test_beside_a_dark_page_stands_a_dark_picture() -> None:
    assert (api.theme_beside(dark=False).id, api.theme_beside(dark=True).id) == ("light", "dark")


@given(st.floats(*api.SCALES))
def test_every_size_within_the_bounds_is_read(scale: float) -> None:
    assert api.parse_scale(repr(scale), where="--scale") == scale


@given(st.floats() | st.text(st.characters(exclude_categories=("Nd", "Cs"))))
def test_what_is_no_size_or_out_of_bounds_is_refused_in_one_line(said: object) -> None:
    least, most = api.SCALES
    if isinstance(said, float) and least <= said <= most:
        return
    problem = refusal(lambda: api.parse_scale(str(said), where="--scale"))
    assert problem.where == "--scale"
    assert problem.what.endswith("is not a number from 0.1 to 8")
    assert problem.remedy == "write for example 2"


def test_every_view_that_an_architecture_has_is_a_likely_one_of_its_brief(
    small_file: Path, small: Architecture
) -> None:
    likely = {view.id: view for view in api.likely_views(small_file)}
    assert {view.id for view in api.views(small)} <= likely.keys()
    assert "cluster:main/main" in likely
    assert "cluster:main/main" not in {view.id for view in api.likely_views()}
    assert "inside:harbor" in {view.id for view in api.likely_views()}


def test_of_an_architecture_exactly_its_own_views_are_likely(
    small: Architecture, tmp_path: Path
) -> None:
    path = tmp_path / "architecture.json"
    path.write_text(api.to_json(small), "utf-8")
    assert api.likely_views(path) == api.views(small)


def test_likely_views_of_what_cannot_be_read_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.yaml", tmp_path / "gone.ttl"):
        problem = refusal(partial(api.likely_views, path))
        assert problem.what == "there is no such file"
