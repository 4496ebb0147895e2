"""Files are written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgraph.documents import drafts, files
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
    told = f"{tmp_path / 'out'}: a file stands where a folder is needed: name a folder"
    assert str(caught.value) == told
    assert inside(tmp_path) == {"out": b"mine"}


def test_a_folder_in_place_of_the_file_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        write_files(tmp_path, {"a": "x", "b": "y"})
    assert [path.name for path in tmp_path.iterdir()] == ["b"]


@pytest.mark.parametrize("call", ["replace", "fdopen", "mkdtemp"])
def test_a_full_disk_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    (tmp_path / "a").write_text("old")

    def full(*_args: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(drafts.tempfile if call == "mkdtemp" else files.os, call, full)
    with pytest.raises(OutputError, match=f"{os.strerror(errno.ENOSPC)}.*make room"):
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


def collected(pipe: int) -> tuple[threading.Thread, list[bytes]]:
    """Read a pipe to its end beside the test."""
    got: list[bytes] = []

    def read() -> None:
        with os.fdopen(pipe, "rb") as stream:
            got.append(stream.read())

    thread = threading.Thread(target=read)
    thread.start()
    return thread, got


def test_a_link_stays_and_its_target_gets_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a").write_text("old")
    (tmp_path / "a").symlink_to("real/a")
    write_file(tmp_path / "a", "new")
    assert (tmp_path / "a").is_symlink()
    assert inside(tmp_path / "real") == {"a": b"new"}


def test_a_link_to_nothing_makes_what_it_names(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    write_file(tmp_path / "a", "new")
    assert (tmp_path / "a").is_symlink()
    assert (tmp_path / "b").read_text() == "new"


def test_a_link_into_a_folder_that_is_not_there_is_named_with_where_it_leads(
    tmp_path: Path,
) -> None:
    (tmp_path / "a").symlink_to("gone/b")
    with pytest.raises(OutputError) as caught:
        write_file(tmp_path / "a", "new")
    told = str(caught.value)
    assert told.startswith(
        f"{tmp_path / 'a'}: is a link to {tmp_path / 'gone' / 'b'}, whose folder"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_link_to_itself_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("a")
    with pytest.raises(OutputError) as caught:
        write_file(tmp_path / "a", "new")
    assert str(caught.value).startswith(f"{tmp_path / 'a'}: cannot be written (")


def test_a_link_to_a_folder_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "a").symlink_to("real")
    with pytest.raises(OutputError, match="is a folder: name a file"):
        write_file(tmp_path / "a", "new")


def test_a_named_pipe_gets_the_bytes_and_stays(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p")
    with (tmp_path / "got").open("wb") as got:
        reader = subprocess.Popen(["cat", tmp_path / "p"], stdout=got)
    write_file(tmp_path / "p", b"x" * 200_000)
    assert reader.wait() == 0
    assert (tmp_path / "got").read_bytes() == b"x" * 200_000
    assert (tmp_path / "p").is_fifo()


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="no names for open files here")
def test_the_name_of_an_open_pipe_gets_the_bytes(tmp_path: Path) -> None:
    inward, outward = os.pipe()
    thread, got = collected(inward)
    write_file(Path(f"/dev/fd/{outward}"), "new")
    os.close(outward)
    thread.join()
    assert got == [b"new"]


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="no names for open files here")
def test_the_name_of_an_open_file_is_not_cut_off_from_who_opened_it(tmp_path: Path) -> None:
    with (tmp_path / "a").open("w+") as file:
        write_file(Path(f"/dev/fd/{file.fileno()}"), "new")
        assert file.read() == "new"


def device(path: Path, kind: int, number: tuple[int, int]) -> Path:
    """A scratch node of our own; skipped where we may not make one."""
    try:
        os.mknod(path, kind | 0o600, os.makedev(*number))
    except OSError as error:
        pytest.skip(f"no node can be made here: {error}")
    return path


def test_a_device_takes_the_bytes_and_stays(tmp_path: Path) -> None:
    null = device(tmp_path / "nul", stat.S_IFCHR, (1, 3))
    try:
        write_file(null, "gone")
    except OutputError as error:
        pytest.skip(f"no node can be opened here: {error}")
    assert null.is_char_device()


def test_a_disk_is_refused(tmp_path: Path) -> None:
    disk = device(tmp_path / "disk", stat.S_IFBLK, (4000, 1))
    with pytest.raises(OutputError, match="is a disk: name a file"):
        write_file(disk, "x")
    assert disk.is_block_device()


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as listener:
        listener.bind("s")
        with pytest.raises(OutputError, match="is a socket: name a file"):
            write_file(tmp_path / "s", "x")


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_the_mode_of_a_file_that_is_there_is_kept(tmp_path: Path, mode: int) -> None:
    (tmp_path / "a").write_text("old")
    (tmp_path / "a").chmod(mode)
    write_file(tmp_path / "a", "new")
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == mode


def test_nothing_goes_into_a_pipe_when_a_file_beside_it_cannot_be_drafted(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p")
    (tmp_path / "b").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        write_files(tmp_path, {"p": "x", "b": "y"})  # opening the pipe would wait for ever


WRITER = """
import sys, time
from pathlib import Path
from kgraph.documents import files
folder = Path(sys.argv[1])
rename = files.os.replace
def slowly(source, target):
    print("renaming", flush=True)
    sys.stdin.readline()
    rename(source, target)
files.os.replace = slowly
files.Path.replace = lambda self, target: slowly(self, target)
files.write_files(folder, {"a": "new a", "b": "new b"})
"""


@contextlib.contextmanager
def writer(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that is about to rename its first draft."""
    command = [sys.executable, "-c", WRITER, str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "renaming\n"
        yield process
        process.kill()


def folders(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob(f"{drafts.PREFIX}*"))


def test_drafts_of_a_killed_writer_are_swept_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old a")
    with writer(tmp_path) as process:
        process.send_signal(signal.SIGKILL)
    assert folders(tmp_path)
    assert (tmp_path / "a").read_text() == "old a"
    write_file(tmp_path / "c", "new")
    assert inside(tmp_path) == {"a": b"old a", "c": b"new"}


def test_drafts_of_a_living_writer_are_left_alone(tmp_path: Path) -> None:
    with writer(tmp_path) as process:
        before = folders(tmp_path)
        write_file(tmp_path / "c", "new")
        assert folders(tmp_path) == before != []
        process.communicate("\n\n")
    assert inside(tmp_path) == {"a": b"new a", "b": b"new b", "c": b"new"}


def test_a_signal_in_the_middle_of_the_renames_waits_for_their_end(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old a")
    with writer(tmp_path) as process:
        process.send_signal(signal.SIGTERM)
        process.communicate("\n\n")
        assert process.returncode == -signal.SIGTERM
    assert (tmp_path / "a").read_text() == "new a"
    assert (tmp_path / "b").read_text() == "new b"
