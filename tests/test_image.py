"""The image of the Dockerfile: its steps as a plain user, then what it runs, shut in.

Where a Docker daemon answers, the image itself is built and run.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from users import NOBODY

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
BRIEF = "name: Shop\nas_of: 2026-11-23\n"
EXPORT = "views: [overview]\ndocuments: [architecture.json]\n"
SHUT_IN = """
mount --bind "$0" "$0" && mount -o remount,bind,ro "$0"
exec "$@"
"""
"""A command to which a folder can only be read, within a space of mounts of its own."""

pytestmark = pytest.mark.slow


def lines(word: str) -> list[str]:
    """What stands behind a word of the Dockerfile, in order."""
    return re.findall(rf"^{word} (.+)$", DOCKERFILE, re.MULTILINE)


def plain_user() -> tuple[str, ...]:
    """The words before a command of a plain user: a user without rights to write anything here."""
    if os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("root becomes another user by setpriv alone")
    become = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    # where Python itself lies in a folder that others may not read
    return (*become, "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search")


def run(
    *command: str, folder: Path, more: dict[str, str], before: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    given = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [*before, *plain_user(), *command],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**given, **more},
        check=False,
    )


def owned(folder: Path) -> Path:
    """A folder of the plain user."""
    folder.mkdir()
    if os.geteuid() == 0:
        for one in (folder, *folder.parents[:2]):
            one.chmod(0o755)
        os.chown(folder, NOBODY, NOBODY)
    return folder


def test_the_image_runs_as_a_plain_user() -> None:
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    assert re.findall(r"^USER (.+)$", last, re.MULTILINE) == ["kgraph"]
    assert last.index("\nUSER ") < last.index("\nENTRYPOINT ")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the image holds: made by its own steps, but for those of root."""
    folder = owned(tmp_path_factory.mktemp("image") / "image")
    source = folder / "src"
    source.mkdir()
    kept = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    for name in (line.removeprefix("!") for line in kept if line.startswith("!")):
        subprocess.run(["cp", "-r", ROOT / name, source / name], check=True)
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", str(NOBODY), source], check=True)
    made = folder / "kgraph"
    more = {"KGRAPH_HOME": str(made), "KGRAPH_CACHE": str(made / "cache"), "HOME": str(folder)}
    for step in lines("RUN"):
        if "useradd" not in step:
            told = run("bash", "-c", step, folder=source, more=more)
            assert told.returncode == 0, (step, told.stdout, told.stderr)
    shutil.rmtree(source)  # the image has it no more
    return made


def shut_in(home: Path) -> tuple[str, ...]:
    """The words before a command that is to have no network, and `home` only to read."""
    words = ("unshare", "--net", "--mount", "bash", "-c", SHUT_IN, str(home))
    tried = subprocess.run([*words, "true"], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip("a command cannot be shut in here")
    return words


def test_what_it_holds_exports_with_no_network_and_no_place_of_its_own_to_write_to(
    home: Path, tmp_path: Path
) -> None:
    work = owned(tmp_path / "work")
    (work / "shop.yaml").write_text(BRIEF, "utf-8")
    (work / "export.yaml").write_text(EXPORT, "utf-8")
    (entry,) = (json.loads(line) for line in lines("ENTRYPOINT"))
    command = [word.replace("/opt/kgraph", str(home)) for word in entry]
    more = {"KGRAPH_CACHE": str(home / "cache"), "HOME": "/nonexistent"}
    before = {path for path in home.rglob("*") if "cache" in path.parts}
    assert before, "what is compiled comes with it"
    for words in (("export", "."), ("export", ".", "--check"), ("check", "shop/overview.svg")):
        told = run(*command, *words, folder=work, more=more, before=shut_in(home))
        assert (told.returncode, told.stderr) == (0, ""), told.stdout
    assert (work / "shop" / "overview.svg").stat().st_uid == work.stat().st_uid
    assert {path for path in home.rglob("*") if "cache" in path.parts} == before


def test_the_image_itself_where_a_daemon_builds_it(tmp_path: Path) -> None:
    docker = shutil.which("docker")
    if docker is None or subprocess.run([docker, "info"], capture_output=True).returncode:
        pytest.skip("no Docker daemon answers here")
    subprocess.run([docker, "build", "--tag", "kgraph-test", ROOT], check=True)
    (tmp_path / "shop.yaml").write_text(BRIEF, "utf-8")
    limits = ("--rm", "--read-only", "--network=none", "--tmpfs=/tmp", f"--volume={tmp_path}:/work")
    user = f"--user={os.getuid()}"
    command = [docker, "run", *limits, user, "kgraph-test", "export", "."]
    subprocess.run(command, check=True)
    assert (tmp_path / "shop" / "overview.svg").exists()
