"""Commands where nothing can be kept, or should not be read: the same picture, and not a word."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from users import NOBODY, UNHEARD_OF, python_of, settings_of

ROOT = Path(__file__).parents[2]
BRIEF = ROOT / "tests" / "data" / "briefs" / "small-case.yaml"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="users and disks as Linux has them"),
]


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that other users may enter, unlike those of the tests."""
    folder = Path(tempfile.mkdtemp(prefix="kgraph-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The picture as it is drawn where all is well."""
    folder = tmp_path_factory.mktemp("well")
    return drawn(folder, {"KGRAPH_CACHE": str(folder / "cache")})


def drawn(folder: Path, settings: dict[str, str], user: int | None = None) -> bytes:
    """The brief drawn in a folder by a process of its own, which says nothing of caches."""
    python = (sys.executable,) if user is None else python_of(user)
    if user is not None:
        folder.chmod(0o777)
    brief = shutil.copy(BRIEF, folder)  # a picture names its brief as seen from where it lies
    done = subprocess.run(
        [*python, "-m", "kgraph", "draw", brief, "-o", str(folder / "o.svg")],
        env={**settings_of(), **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return (folder / "o.svg").read_bytes()


def test_a_home_that_one_may_not_enter(place: Path, picture: bytes) -> None:
    (place / "home").mkdir(0o700)
    (place / "out").mkdir()
    assert drawn(place / "out", {"HOME": str(place / "home")}, NOBODY) == picture
    assert not list((place / "home").iterdir())


@pytest.mark.parametrize("setting", ["XDG_CACHE_HOME", "KGRAPH_CACHE", "HOME"])
def test_a_file_where_the_folder_should_be(tmp_path: Path, picture: bytes, setting: str) -> None:
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "out").mkdir()
    assert drawn(tmp_path / "out", {setting: str(tmp_path / "file")}) == picture


def test_no_home_at_all(place: Path, picture: bytes) -> None:
    (place / "out").mkdir()
    assert drawn(place / "out", {}, UNHEARD_OF) == picture


@contextlib.contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[None]:
    """A disk of its own at a folder; skips where none can be had."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("kilobytes", [4, 64, 3500])
def test_a_disk_that_is_full_sooner_or_later(
    tmp_path: Path, picture: bytes, kilobytes: int
) -> None:
    for name in ("disk", "out"):
        (tmp_path / name).mkdir()
    with small_disk(tmp_path / "disk", kilobytes):
        for _ in range(2):
            assert drawn(tmp_path / "out", {"KGRAPH_CACHE": str(tmp_path / "disk")}) == picture
        assert not list((tmp_path / "disk").rglob(".kgraph-draft-*"))


def test_a_link_that_leads_nowhere_and_one_that_leads_to_itself(
    tmp_path: Path, picture: bytes
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "gone").symlink_to("/proc/no/such/place")
    for name in ("loop", "gone"):
        assert drawn(tmp_path / "out", {"KGRAPH_CACHE": str(tmp_path / name)}) == picture


def test_what_another_user_has_made_ready_is_neither_read_nor_run(
    place: Path, picture: bytes
) -> None:
    """The folder that root would take, made beforehand by somebody else, and full of traps."""
    (place / "out").mkdir()
    cache = place / "cache"
    assert drawn(place / "out", {"KGRAPH_CACHE": str(cache)}, NOBODY) == picture
    assert not cache.exists(), "only root may write where it lies"
    place.chmod(0o1777)
    assert drawn(place / "out", {"KGRAPH_CACHE": str(cache)}, NOBODY) == picture
    (theirs,) = cache.iterdir()
    assert len(list(theirs.iterdir())) > 2, "they keep what is theirs"
    ours = theirs.with_name("of-0")
    theirs.rename(ours)
    for file in ours.iterdir():
        file.write_bytes(b"cposix\nsystem\n(S'touch " + bytes(place / "ran") + b"'\ntR.")
    before = {file.name: file.read_bytes() for file in ours.iterdir()}
    assert drawn(place / "out", {"KGRAPH_CACHE": str(cache)}) == picture
    assert {file.name: file.read_bytes() for file in ours.iterdir()} == before
    assert not (place / "ran").exists()


def test_two_at_once_with_one_empty_folder(tmp_path: Path, picture: bytes) -> None:
    brief = shutil.copy(BRIEF, tmp_path)
    command = [sys.executable, "-m", "kgraph", "draw", brief, "-o"]
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "KGRAPH_CACHE": str(tmp_path / "cache")}
    outputs = [tmp_path / "a.svg", tmp_path / "b.svg"]
    both = [
        subprocess.Popen([*command, str(one)], env=settings, stderr=subprocess.PIPE)
        for one in outputs
    ]
    told = [one.communicate(timeout=170)[1] for one in both]
    assert [one.returncode for one in both] == [0, 0], told
    assert [one.read_bytes() for one in outputs] == [picture, picture]
    kinds = sorted(file.name.partition("-")[0] for file in (tmp_path / "cache").glob("*/*"))
    assert kinds[:1] == ["dataset"]
    assert kinds[-1:] == ["values"]
    assert set(kinds) == {"dataset", "icon", "values"}


def test_every_other_command_of_pictures(place: Path) -> None:
    """As another user, in a home that one may not enter."""
    (place / "home").mkdir(0o700)
    place.chmod(0o777)
    words = {
        "assemble": [str(BRIEF), "-o", str(place / "assembled"), "--format", "png"],
        "draw": ["prometheus", "-o", str(place / "inside.svg")],
        "demo": ["-o", str(place / "demo")],
    }
    for command, options in words.items():
        done = subprocess.run(
            [*python_of(NOBODY), "-m", "kgraph", command, *options],
            env=settings_of(place / "home"),
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), command
    assert (place / "assembled" / "overview.png").read_bytes().startswith(b"\x89PNG")
    assert (place / "inside.svg").read_bytes().startswith(b"<svg")
    assert (place / "demo" / "overview.svg").is_file()
