"""The file of one's own that holds a brief."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgraph import api
from kgraph.errors import InputError

TEXT = "# ours\nname: Shop\n"


def test_a_brief_is_saved_where_nobody_else_has_changed_it(tmp_path: Path) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text(TEXT)
    assert api.open_brief(file) == TEXT
    api.save_brief(file, "name: Other\n", before=TEXT)
    assert file.read_text() == "name: Other\n"
    assert list(tmp_path.iterdir()) == [file]


def test_what_somebody_else_has_written_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text("name: Theirs\n")
    with pytest.raises(InputError, match="has changed since it was opened"):
        api.save_brief(file, "name: Mine\n", before=TEXT)
    assert file.read_text() == "name: Theirs\n"


def test_a_file_that_is_gone_or_no_brief_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        api.save_brief(tmp_path / "gone.yaml", TEXT, before=TEXT)
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("nonsense: 1\n")
    with pytest.raises(InputError, match="nonsense"):
        api.open_brief(wrong)


def test_a_brief_that_points_to_files_beside_it_is_told(tmp_path: Path) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text(f"{TEXT}catalogs: [ours]\n")
    with pytest.raises(InputError, match="names the catalog 'ours'"):
        api.open_brief(file)


@pytest.mark.parametrize("name", ["architecture.json", "ARCHITECTURE.TTL"])
def test_the_brief_of_an_architecture_that_is_given_makes_the_same_again(name: str) -> None:
    text = "name: Small\nas_of: 2026-01-01\nanswers: {logs: loki}\nuse: [velero]\n"
    architecture = api.assemble(text)
    write = api.to_json if name.endswith("json") else api.to_turtle
    given = api.brief_given(write(architecture).encode(), name)
    again = [one.id for one in api.assemble(given).placements]
    assert again == [one.id for one in architecture.placements]
    assert api.brief_given(text.encode(), "brief.yaml") == text


@pytest.mark.parametrize(
    ("data", "name"), [(b"{}", "a.json"), (b"\xff", "a.ttl"), (b"x", "b.ttl"), (b"\xff", "c.yaml")]
)
def test_a_file_that_is_given_and_holds_none_is_told_without_a_path(data: bytes, name: str) -> None:
    with pytest.raises(InputError) as caught:
        api.brief_given(data, name)
    assert all(one.where.startswith("The file") for one in caught.value.problems)
