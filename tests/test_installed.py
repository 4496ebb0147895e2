"""What a user has: the wheel with what the core needs and nothing else, so without the pages."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
BRIEF = "name: Small shop\nas_of: 2026-11-25\n"
EXPORT = "views: [overview]\nformats: [svg]\ndocuments: [architecture.json]\n"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, made by the build backend that `pyproject.toml` names."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "--target",
        "wheel",
        "--directory",
        str(folder),
    ]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment with the wheel and what it needs, linked from ours."""
    folder = tmp_path_factory.mktemp("core")
    venv.create(folder, symlinks=True)
    base = {"base": str(folder), "platbase": str(folder)}
    packages = Path(sysconfig.get_path("purelib", "venv", base))
    zipfile.ZipFile(wheel).extractall(packages)
    ours = metadata.Distribution.at(next(packages.glob("*.dist-info")))
    for entry in sorted({entry for name in closure(ours) for entry in entries(name)}):
        (packages / entry.name).symlink_to(entry)
    return Path(sysconfig.get_path("scripts", "venv", base)) / "python"


def closure(distribution: metadata.Distribution) -> set[str]:
    """The names of all libraries that a distribution needs, without its extras."""
    seen: set[tuple[str, str]] = set()
    ahead = list(needs(distribution, ""))
    while ahead:
        one = ahead.pop()
        if one not in seen:
            seen.add(one)
            name, extra = one
            ahead += needs(metadata.distribution(name), extra)
    return {name for name, _ in seen}


def needs(distribution: metadata.Distribution, extra: str) -> Iterator[tuple[str, str]]:
    """What a distribution with one extra (none: "") needs: names, each with one extra or none."""
    for requirement in map(Requirement, distribution.requires or ()):
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            yield from ((requirement.name, asked) for asked in ("", *requirement.extras))


def entries(name: str) -> set[Path]:
    """The folders and files that a library has put into the environment of the tests."""
    distribution = metadata.distribution(name)
    tops = {file.parts[0] for file in distribution.files or ()} - {"..", "__pycache__"}
    return {Path(str(distribution.locate_file(top))) for top in tops}


def run(python: Path, words: Iterable[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run it there, with nothing of the checkout in reach."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [str(python), *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a brief, and a folder of briefs to be exported."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "brief.yaml").write_text(BRIEF, "utf-8")
    (folder / "briefs").mkdir()
    (folder / "briefs" / "shop.yaml").write_text(BRIEF, "utf-8")
    (folder / "briefs" / "export.yaml").write_text(EXPORT, "utf-8")
    return folder


def test_the_wheel_has_its_types_its_data_and_its_name(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert wheel.name.startswith("kgraph_architecture-")
    assert {"kgraph/py.typed", "kgraph/_data/app.py", "kgraph/_data/ontology/views.ttl"} <= names
    assert not [name for name in names if name.startswith("tests/") or name.endswith(".pyc")]


@pytest.mark.parametrize("name", ["streamlit", "pandas", "pytest", "mypy"])
def test_the_core_is_without(name: str, python: Path, desk: Path) -> None:
    asked = (
        f"from importlib.util import find_spec; raise SystemExit(find_spec({name!r}) is not None)"
    )
    assert run(python, ["-c", asked], desk).returncode == 0


@pytest.mark.parametrize(
    ("command", "made"),
    [
        ("--version", ""),
        ("demo -o demo", "demo/overview.png"),
        ("assemble brief.yaml -o shop", "shop/rationale.md"),
        ("check brief.yaml", ""),
        ("draw brief.yaml -o shop.svg", "shop.svg"),
        ("draw brief.yaml -o shop.pdf", "shop.pdf"),
        ("draw brief.yaml -o shop.html", "shop.html"),
        ("query retired-since", ""),
        ("export briefs -o pictures", "pictures/shop/overview.svg"),
    ],
)
def test_the_core_does(command: str, made: str, python: Path, desk: Path) -> None:
    done = run(python, ["-m", "kgraph", *command.split()], desk)
    assert done.returncode == 0, done.stderr
    assert (desk / made).stat().st_size > 0


def test_the_core_is_used_from_python(python: Path, desk: Path) -> None:
    program = "import kgraph; print(kgraph.__file__, kgraph.draw(kgraph.assemble('name: X')))"
    done = run(python, ["-c", program], desk)
    assert done.stdout.startswith(str(python.parent.parent)), done.stderr
    assert "<svg" in done.stdout


def test_serving_without_the_pages_libraries_says_how_to_get_them(python: Path, desk: Path) -> None:
    done = run(python, ["-m", "kgraph", "serve"], desk)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "kgraph serve: the browser pages need Streamlit, which is not installed here: "
        f"install it with {python} -m pip install 'kgraph-architecture[web]'\n"
    )


PROGRAM = """\
import kgraph

architecture = kgraph.assemble("name: X")
reveal_type(architecture)
reveal_type(kgraph.draw(architecture))
reveal_type(architecture.placements[0].reasons)
kgraph.assemble(5)
kgraph.check(architecture).missing
kgraph.no_such_name
"""


def test_a_strict_mypy_sees_our_types(python: Path, tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(PROGRAM, "utf-8")
    command = ["-m", "mypy", "--strict", "--python-executable", str(python), "program.py"]
    done = run(Path(sys.executable), command, tmp_path)
    told = [line.removeprefix("program.py:").rstrip() for line in done.stdout.splitlines()]
    assert told[:3] == [
        '4: note: Revealed type is "kgraph.model.architecture.Architecture"',
        '5: note: Revealed type is "bytes"',
        '6: note: Revealed type is "tuple[kgraph.model.architecture.Reason, ...]"',
    ]
    assert [line.partition(":")[0] for line in told[3:-1]] == ["7", "8", "9"], told
    assert done.returncode == 1
