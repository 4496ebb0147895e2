"""What is kept between commands: ours, whole, of the right shape, or not there at all."""

from __future__ import annotations

import ast
import os
import pickle
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kgraph import resources
from kgraph.documents import caches
from kgraph.documents.drafts import PREFIX

NAME, BODY = "thing-a", b"what was kept\n" * 100
STRANGER = 65534

on_posix = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="a system with other owners")
as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which everything of this user is kept, with one thing in it."""
    monkeypatch.setenv("KGRAPH_CACHE", str(tmp_path / "cache"))
    caches.keep(NAME, BODY, most=8)
    (own,) = (tmp_path / "cache").iterdir()
    return own


def test_what_is_kept_is_read_and_nothing_else_is_left(folder: Path) -> None:
    assert caches.read(NAME) == BODY
    assert caches.read("thing-b") is None
    assert [path.name for path in folder.iterdir()] == [NAME]


@on_posix
def test_it_is_made_for_its_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KGRAPH_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "new" / "home"))
    before = os.umask(0)
    try:
        caches.keep(NAME, BODY, most=8)
    finally:
        os.umask(before)
    made = {path: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "new").rglob("*")}
    assert [path.name for path in made] == ["home", "kgraph", f"of-{os.geteuid()}", NAME]
    assert list(made.values()) == [0o700, 0o700, 0o700, 0o600]
    assert caches.read(NAME) == BODY


# --- damage


def cut(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


@pytest.mark.parametrize(
    "harm",
    [
        lambda _: b"",
        lambda _: b"\x00\xff rubbish",
        cut,
        lambda whole: whole[:-1],
        lambda whole: whole[1:],
        lambda whole: whole.replace(b"kept", b"KEPT", 1),
        lambda _: BODY,
        lambda whole: whole + whole,
    ],
)
def test_what_is_damaged_counts_as_missing_and_is_kept_anew(
    folder: Path, harm: Callable[[bytes], bytes]
) -> None:
    whole = (folder / NAME).read_bytes()
    (folder / NAME).write_bytes(harm(whole))
    assert caches.read(NAME) is None
    caches.keep(NAME, BODY, most=8)
    assert (folder / NAME).read_bytes() == whole


def test_one_thing_does_not_pass_for_another(folder: Path) -> None:
    (folder / NAME).rename(folder / "thing-b")
    assert caches.read("thing-b") is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_in_its_place_holds_nobody_up(folder: Path) -> None:
    (folder / NAME).unlink()
    os.mkfifo(folder / NAME)
    assert caches.read(NAME) is None
    caches.keep(NAME, BODY, most=8)
    assert caches.read(NAME) == BODY


def test_a_folder_in_its_place_stays_and_nothing_is_left_beside_it(folder: Path) -> None:
    (folder / NAME).unlink()
    (folder / NAME).mkdir()
    caches.keep(NAME, BODY, most=8)
    assert caches.read(NAME) is None
    assert [path.name for path in folder.iterdir()] == [NAME]


# --- whose it is


@on_posix
@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_may_write_is_not_read(folder: Path, mode: int) -> None:
    (folder / NAME).chmod(mode)
    assert caches.read(NAME) is None


@on_posix
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o1777])
def test_a_folder_that_others_may_write_is_neither_read_nor_written(
    folder: Path, mode: int
) -> None:
    folder.chmod(mode)
    assert caches.read(NAME) is None
    caches.keep("thing-b", BODY, most=8)
    assert [path.name for path in folder.iterdir()] == [NAME]


@as_root
def test_a_strangers_file_is_not_read(folder: Path) -> None:
    os.chown(folder / NAME, STRANGER, STRANGER)
    assert caches.read(NAME) is None


@as_root
@pytest.mark.parametrize("depth", [0, 1, 2])
def test_a_strangers_folder_anywhere_on_the_way_is_neither_read_nor_written(
    folder: Path, depth: int
) -> None:
    theirs = (folder, *folder.parents)[depth]
    os.chown(theirs, STRANGER, STRANGER)
    try:
        assert caches.read(NAME) is None
        caches.keep("thing-b", BODY, most=8)
        assert [path.name for path in folder.iterdir()] == [NAME]
    finally:
        os.chown(theirs, 0, 0)


@on_posix
def test_where_everyone_may_replace_everything_nothing_is_read(folder: Path) -> None:
    folder.parent.chmod(0o777)
    assert caches.read(NAME) is None
    folder.parent.chmod(0o1777)  # as /tmp: only what is one's own
    assert caches.read(NAME) == BODY


@on_posix
def test_a_link_of_ours_is_followed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "link").symlink_to(folder.parent)
    monkeypatch.setenv("KGRAPH_CACHE", str(tmp_path / "link"))
    assert caches.read(NAME) == BODY


@as_root
def test_a_strangers_link_is_not_followed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "link").symlink_to(folder.parent)
    os.chown(tmp_path / "link", STRANGER, STRANGER, follow_symlinks=False)
    monkeypatch.setenv("KGRAPH_CACHE", str(tmp_path / "link"))
    assert caches.read(NAME) is None


@on_posix
def test_a_link_in_the_files_place_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (folder / NAME).rename(tmp_path / "elsewhere")
    (folder / NAME).symlink_to(tmp_path / "elsewhere")
    assert caches.read(NAME) is None


# --- where it cannot be


def test_a_file_on_the_way_leaves_nothing_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        monkeypatch.setenv("KGRAPH_CACHE", str(place))
        caches.keep(NAME, BODY, most=8)
        assert caches.read(NAME) is None
    assert (tmp_path / "file").read_text() == "in the way"


def test_a_folder_of_caches_that_is_not_absolute_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KGRAPH_CACHE", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert caches.chosen_folder() == tmp_path / ".cache" / "kgraph"


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is one of POSIX systems")
def test_a_disk_that_is_full_leaves_nothing_half(folder: Path) -> None:
    program = (
        "import resource; from kgraph.documents import caches\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "caches.keep('thing-b', b'x' * 10_000, most=8)\n"
        "print(caches.read('thing-b'), len(caches.read('thing-a')))"
    )
    assert python(program) == f"None {len(BODY)}\n"
    assert [path.name for path in folder.iterdir()] == [NAME]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the signal is one of POSIX systems")
def test_what_a_killed_writer_began_is_swept_by_the_next(folder: Path) -> None:
    program = (
        "import os, signal; from pathlib import Path; from kgraph.documents import caches\n"
        "Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "caches.keep('thing-b', b'x', most=8)"
    )
    with pytest.raises(subprocess.CalledProcessError):
        python(program)
    assert [path for path in folder.iterdir() if path.name.startswith(PREFIX)]
    caches.keep("thing-c", BODY, most=8)
    assert sorted(path.name for path in folder.iterdir()) == [NAME, "thing-c"]


def test_two_processes_at_once_see_all_of_it_or_nothing(folder: Path) -> None:
    program = (
        "from kgraph.documents import caches\n"
        "bodies = [bytes([65 + n]) * 50_000 for n in range(26)]\n"
        "for body in bodies * 8:\n"
        "    caches.keep('thing-a', body, most=1)\n"
        "    found = caches.read('thing-a')\n"
        "    assert found is None or found in bodies, found[:10]\n"
    )
    both = [subprocess.Popen([sys.executable, "-c", program]) for _ in range(2)]
    assert [one.wait(timeout=120) for one in both] == [0, 0]
    assert [path.name for path in folder.iterdir()] == [NAME]
    assert caches.read(NAME) is not None


def python(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout


# --- how much


def test_the_oldest_of_a_kind_go(folder: Path) -> None:
    for number in range(6):
        caches.keep(f"other-{number}", BODY, most=3)
        os.utime(folder / f"other-{number}", (number, number))
    left = sorted(path.name for path in folder.iterdir())
    assert left == ["other-3", "other-4", "other-5", NAME]


def test_what_is_too_large_is_neither_kept_nor_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caches, "LARGEST", 1000)
    assert caches.read(NAME) is None
    caches.keep("thing-b", BODY, most=8)
    assert [path.name for path in folder.iterdir()] == [NAME]


# --- values


@dataclass(frozen=True, slots=True)
class Pair:
    """A value with parts of several types."""

    name: str
    sizes: dict[str, tuple[int, ...]]


PAIR = Pair("a", {"b": (1, 2)})


def test_values_come_back_as_they_were(folder: Path) -> None:
    assert folder.is_dir()
    caches.keep_value("value-a", PAIR, most=8)
    assert caches.read_value("value-a", Pair) == PAIR


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"[1,2]",
        b'{"name":3,"sizes":{}}',
        b'{"name":"a","sizes":{"b":["c"]}}',
        b"[" * 100_000,
        b"\xff",
        pickle.dumps(PAIR),
    ],
)
def test_a_value_of_another_shape_counts_as_missing(folder: Path, body: bytes) -> None:
    assert folder.is_dir()
    caches.keep("value-a", body, most=8)
    assert caches.read("value-a") == body
    assert caches.read_value("value-a", Pair) is None


def test_nothing_is_unpickled_but_what_our_own_processes_say() -> None:
    """A pickle runs what it says. Between a process and its child there is nobody else."""
    users = set()
    for path in resources.PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in getattr(node, "names", ()) if hasattr(alias, "name")]
            if {"pickle", "marshal", "shelve"} & {*names, getattr(node, "module", None)}:
                users.add(path.relative_to(resources.PACKAGE).as_posix())
    assert users == {"process/far_side.py"}
