"""Files checked: each as what it is."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from refusals import refusal

from kgraph import api, resources
from kgraph.errors import InputError, Unsatisfiable
from kgraph.model.architecture import Architecture

CATALOG = resources.folder("catalog")
HARBOR = CATALOG / "registry" / "harbor.yaml"


def written(folder: Path, architecture: Architecture) -> tuple[Path, Path]:
    """An architecture as Turtle and as JSON."""
    paths = folder / "architecture.ttl", folder / "architecture.json"
    for path, text in zip(
        paths, (api.to_turtle(architecture), api.to_json(architecture)), strict=True
    ):
        path.write_text(text, "utf-8")
    return paths


@pytest.fixture
def own_catalog(tmp_path: Path) -> Path:
    """A catalog with one entry of a component that ours has too."""
    shutil.copy(CATALOG / "component.schema.json", tmp_path)
    (tmp_path / "registry").mkdir()
    shutil.copy(HARBOR, tmp_path / "registry")
    return tmp_path


def test_nothing_is_wrong_with_what_is_ours(
    small: Architecture, small_file: Path, tmp_path: Path
) -> None:
    for path in (small_file, *written(tmp_path, small), HARBOR, CATALOG):
        assert api.check_file(path) == ()


def test_what_is_wrong_with_an_architecture_is_found_in_either_form(
    small: Architecture, tmp_path: Path
) -> None:
    broken = replace(small, placements=small.placements[::2], flows=())
    turtle, json = (api.check_file(path) for path in written(tmp_path, broken))
    assert {one.focus for one in turtle} == {one.focus for one in json}
    assert {one.rule for one in turtle} == {one.rule for one in api.check(broken)}
    assert all((one.where or "").startswith(str(tmp_path / "architecture.ttl")) for one in turtle)
    assert {one.where for one in json} == {str(tmp_path / "architecture.json")}


def test_an_architecture_of_another_version_is_warned_of(
    small: Architecture, tmp_path: Path
) -> None:
    for path in written(tmp_path, replace(small, ontology="0.0.1")):
        assert [one.rule for one in api.check_file(path)] == ["ontology-version"]


def test_an_architecture_is_judged_as_of_another_day(small: Architecture, tmp_path: Path) -> None:
    before = date(2000, 1, 1)
    judged = api.check(replace(small, as_of=before))
    assert judged, "most of it was not there"
    for path in written(tmp_path, small):
        found = api.check_file(path, as_of=before)
        assert {(one.focus, one.rule) for one in found} == {(one.focus, one.rule) for one in judged}


def test_a_brief_that_cannot_be_met_is_told_by_its_conflict(clash: str, tmp_path: Path) -> None:
    path = tmp_path / "clash.yaml"
    path.write_text(clash, "utf-8")
    with pytest.raises(Unsatisfiable) as caught:
        api.check_file(path)
    assert f"{path}:4" in [one.where for one in caught.value.conflict.statements]


def test_a_brief_is_checked_as_of_another_day(tmp_path: Path) -> None:
    path = tmp_path / "brief.yaml"
    path.write_text("name: X\nas_of: 2024-01-01\nuse: [google-container-registry]\n", "utf-8")
    assert {one.rule for one in api.check_file(path)} == {"retires-soon"}
    with pytest.raises(Unsatisfiable):
        api.check_file(path, as_of=date(2026, 11, 23))


@pytest.mark.parametrize("wrong", ["provids: [a]", "provids:"])
def test_an_unknown_key_of_an_entry_is_told_with_its_line(own_catalog: Path, wrong: str) -> None:
    path = own_catalog / "registry" / "harbor.yaml"
    assert api.check_file(path) == ()
    path.write_text(HARBOR.read_text("utf-8").replace("provides:", f"{wrong}\nprovides:"), "utf-8")
    line = path.read_text("utf-8").splitlines().index(wrong) + 1
    with pytest.raises(InputError) as caught:
        api.check_file(path)
    assert [one.where for one in caught.value.problems] == [f"{path}:{line}"]


def test_an_entry_in_a_folder_is_checked(own_catalog: Path) -> None:
    path = own_catalog / "registry" / "harbor.yaml"
    path.write_text(HARBOR.read_text("utf-8").replace("image-scanning", "flying"), "utf-8")
    with pytest.raises(InputError) as caught:
        api.check_file(own_catalog)
    told = [one for one in caught.value.problems if "'flying'" in one.what]
    lines = path.read_text("utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "flying" in text)
    assert [one.where for one in told] == [f"{path}:{line}"]


def test_a_folder_that_is_no_catalog_is_refused(tmp_path: Path) -> None:
    problem = refusal(lambda: api.check_file(tmp_path))
    assert (problem.where, problem.remedy) == (
        str(tmp_path),
        "name the folder of a layer, or begin one with 'kgraph catalog init'",
    )


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("gone.yaml", None, "there is no such file"),
        ("empty.yaml", "", "is empty"),
        ("notes.txt", "notes", "'.txt' is not a kind of file that holds an architecture"),
        ("list.yaml", "- a\n", "is not a mapping"),
    ],
)
def test_what_cannot_be_read_as_what_it_is_is_refused(
    tmp_path: Path, name: str, text: str | None, what: str
) -> None:
    path = tmp_path / name
    if text is not None:
        path.write_text(text, "utf-8")
    problem = refusal(partial(api.check_file, path))
    assert problem.where.startswith(str(path))
    assert problem.what == what
