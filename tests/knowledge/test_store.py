"""The cache is a help, never a condition: broken, unwritable or missing, the answer is the same."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kgraph.errors import InputError
from kgraph.knowledge import store as room

ONE = '<https://example.org/a> <https://example.org/b> "c" .\n'


def make() -> ox.Store:
    store = ox.Store()
    store.load(ONE, format=ox.RdfFormat.N_TRIPLES)
    return store


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KGRAPH_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_what_is_kept_is_used_again(folder: Path) -> None:
    first = room.cached("key", make)
    again = room.cached("key", lambda: pytest.fail("made twice"))
    assert room.dump(first) == room.dump(again) == ONE
    assert [path.name for path in folder.iterdir()] == ["dataset-key.nt"]


@pytest.mark.parametrize("harm", [b"", b"rubbish", b"\xff\xfe", ONE.encode(), b"<a> <b> .\n# 00"])
def test_a_broken_cache_is_made_anew(folder: Path, harm: bytes) -> None:
    room.cached("key", make)
    kept = folder / "dataset-key.nt"
    whole = kept.read_bytes()
    kept.write_bytes(harm)
    assert room.dump(room.cached("key", make)) == ONE
    assert kept.read_bytes() == whole


def test_a_cut_off_cache_is_made_anew(folder: Path) -> None:
    room.cached("key", make)
    kept = folder / "dataset-key.nt"
    kept.write_bytes(kept.read_bytes()[:-9])
    assert room.dump(room.cached("key", make)) == ONE


def test_a_folder_that_cannot_be_written_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setenv("KGRAPH_CACHE", str(blocked / "cache"))
    assert room.dump(room.cached("key", make)) == ONE
    assert room.cached_value("key", lambda: 7) == 7


def test_values_are_kept_and_broken_ones_made_anew(folder: Path) -> None:
    assert room.cached_value("key", lambda: ("a", 1)) == ("a", 1)
    assert room.cached_value("key", lambda: pytest.fail("made twice")) == ("a", 1)
    (folder / "values-key.pickle").write_bytes(b"cos\nsystem\n")
    assert room.cached_value("key", lambda: ("b", 2)) == ("b", 2)


def test_old_datasets_are_cleared_away(folder: Path) -> None:
    for number in range(room.KEEP + 4):
        room.cached(f"key{number}", make)
    assert len(list(folder.glob("dataset-*"))) == room.KEEP


def test_the_hash_changes_with_names_and_contents(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a")
    two.write_text("b")
    before = room.digest([one, two])
    assert before == room.digest([two, one])
    two.write_text("c")
    assert before != room.digest([one, two])


def test_turtle_with_a_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "wrong.ttl"
    path.write_text("@prefix o: <https://example.org/> .\no:a o:b .\n")
    with pytest.raises(InputError, match=r"wrong\.ttl:2: is not Turtle: mend the syntax there"):
        room.load_turtle(ox.Store(), path)
