"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from kgraph.documents import files
from kgraph.documents.files import write_file, write_files
from kgraph.errors import OutputError


def inside(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_text_and_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    write_files(tmp_path / "new" / "folder", {"a.txt": "é\r\n", "b.bin": b"\x00\xff"})
    assert inside(tmp_path / "new" / "folder") == {"a.txt": "é\r\n".encode(), "b.bin": b"\x00\xff"}


def test_what_was_there_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a longer old text")
    write_file(tmp_path / "a", "new")
    assert inside(tmp_path) == {"a": b"new"}


def test_permissions_are_those_of_an_ordinary_file(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_file(tmp_path / "a", "x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(OutputError) as caught:
        write_files(tmp_path / "out", {"a": "x"})
    assert str(caught.value).startswith(f"{tmp_path / 'out'}: cannot be written (")
    assert inside(tmp_path) == {"out": b"mine"}


def test_a_folder_in_place_of_the_file_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        write_files(tmp_path, {"a": "x", "b": "y"})
    assert [path.name for path in tmp_path.iterdir()] == ["b"]


@pytest.mark.parametrize("call", ["replace", "fdopen", "mkstemp"])
def test_a_full_disk_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    (tmp_path / "a").write_text("old")

    def full(*_args: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files.tempfile if call == "mkstemp" else files.os, call, full)
    with pytest.raises(OutputError, match=r"No space left on device.*make room"):
        write_files(tmp_path, {"a": "new", "b": "new"})
    assert inside(tmp_path) == {"a": b"old"}


def test_an_interrupted_write_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_text("old")

    def interrupted(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_files(tmp_path, {"a": "new", "b": "new"})
    assert inside(tmp_path) == {"a": b"old"}


def test_a_failure_half_way_through_the_renames_puts_back_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_text("old a")
    (tmp_path / "b").write_text("old b")
    rename = os.replace

    def second_fails(source: Path, target: Path) -> None:
        if Path(target).name == "b":
            raise OSError(errno.EIO, "input/output error")
        rename(source, target)

    monkeypatch.setattr(files.os, "replace", second_fails)
    with pytest.raises(OutputError):
        write_files(tmp_path, {"a": "new", "z": "new", "b": "new"})
    assert inside(tmp_path) == {"a": b"old a", "b": b"old b"}


@pytest.mark.parametrize(("name", "content"), [("b", "\ud800"), ("b\0", "x"), ("n" * 300, "x")])
def test_what_no_file_can_hold_leaves_nothing_behind(
    tmp_path: Path, name: str, content: str
) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        write_files(tmp_path, {"a": "fine", name: content})
    assert inside(tmp_path) == {}
