"""The cache is a help, never a condition: broken, unwritable or missing, the answer is the same."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kgraph.documents import caches
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


def kept_in(folder: Path) -> list[Path]:
    """The files that are kept, in the folder of this user below the chosen one."""
    return sorted(folder.glob("of-*/*"))


def test_what_is_kept_is_used_again(folder: Path) -> None:
    first = room.cached("key", make)
    again = room.cached("key", lambda: pytest.fail("made twice"))
    assert room.dump(first) == room.dump(again) == ONE
    assert [path.name for path in kept_in(folder)] == ["dataset-key.nt"]


@pytest.mark.parametrize("harm", [b"", b"rubbish", b"\xff\xfe", ONE.encode(), b"<a> <b> .\n# 00"])
def test_a_broken_cache_is_made_anew(folder: Path, harm: bytes) -> None:
    room.cached("key", make)
    (kept,) = kept_in(folder)
    whole = kept.read_bytes()
    kept.write_bytes(harm)
    assert room.dump(room.cached("key", make)) == ONE
    assert kept.read_bytes() == whole


def test_a_cut_off_cache_is_made_anew(folder: Path) -> None:
    room.cached("key", make)
    (kept,) = kept_in(folder)
    kept.write_bytes(kept.read_bytes()[:-9])
    assert room.dump(room.cached("key", make)) == ONE


def test_a_folder_that_cannot_be_written_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setenv("KGRAPH_CACHE", str(blocked / "cache"))
    assert room.dump(room.cached("key", make)) == ONE
    assert room.cached_value("key", int, lambda: 7) == 7


def test_a_kept_text_that_is_no_dataset_is_made_anew(folder: Path) -> None:
    caches.keep("dataset-key.nt", b"<a> is no statement", most=8)
    assert room.dump(room.cached("key", make)) == ONE
    assert caches.read("dataset-key.nt") == ONE.encode()
    assert folder.is_dir()


def test_values_are_kept_and_broken_ones_made_anew(folder: Path) -> None:
    form = tuple[str, int]
    assert room.cached_value("key", form, lambda: ("a", 1)) == ("a", 1)
    assert room.cached_value("key", form, lambda: pytest.fail("made twice")) == ("a", 1)
    (kept,) = kept_in(folder)
    kept.write_bytes(b"cos\nsystem\n")
    assert room.cached_value("key", form, lambda: ("b", 2)) == ("b", 2)


def test_old_datasets_are_cleared_away(folder: Path) -> None:
    for number in range(room.KEEP + 4):
        room.cached(f"key{number}", make)
    assert len(kept_in(folder)) == room.KEEP


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
