"""What the project cites of itself is there.

Records, files, modules and names, links from page to page.
"""

from __future__ import annotations

import importlib
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
KINDS = (".cfg", ".lp", ".md", ".py", ".pyi", ".rq", ".toml", ".ttl", ".yaml")
GENERATED = ("exports/", "tests/golden/")

RECORD = re.compile(r"docs/decisions/(\d{4})([\w.-]*)")
NUMBER = re.compile(r"(?<![\w.,-])(0\d{3})(?![\w.,-]*\d)")
DOTTED = re.compile(r"(?<![\w./-])kgraph(?:\.[a-z_]+)+(?:\.[A-Z]\w+)?(?![\w/])")
QUOTED = re.compile(r"`{1,2}([\w./-]+\.(?:py|lp|css|js|ttl|rq|md|toml))`{1,2}")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)")
MADE_FOR_USERS = {"words.ttl", "rationale.md", "page.html", "my-view.rq", "export.yaml", "index.md"}
"""Names of files that commands write, or that people do."""
MADE_FOLDERS = {"reference", "examples", "pictures"}
MADE_PAGES = {"decisions/index.md", "guides/scripts.md"}
NOT_NAMES = {"kgraph.id", "kgraph.ttl", "kgraph.formats.none", "kgraph.no_such_name"}
"""What looks like a name of ours and is a property, a file, or meant to be missing."""


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        return [path for path in ROOT.rglob("*") if path.is_file()]
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def cited() -> list[Path]:
    """The files in which something may be cited."""
    found = []
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        ours = path.suffix in KINDS or name.startswith(".ci/")
        if ours and not name.startswith((*GENERATED, "catalog/")) and path != Path(__file__):
            found.append(path)
    return found


FILES = cited()
NAMES = {path.name for path in tracked()}


def lines(path: Path) -> Iterator[tuple[str, str]]:
    """Each line with where it stands."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        yield f"{path.relative_to(ROOT)}:{number}", line


def records() -> dict[str, str]:
    """The name of each record by its number."""
    return {path.name[:4]: path.name for path in (ROOT / "docs" / "decisions").glob("*.md")}


def is_name(dotted: str) -> bool:
    """Whether a dotted name is a module, or something that a module has."""
    module, rest = dotted, []
    while module:
        try:
            found = importlib.import_module(module)
        except ModuleNotFoundError:
            module, _, last = module.rpartition(".")
            rest.insert(0, last)
            continue
        for attribute in rest:
            if not hasattr(found, attribute):
                return False
            found = getattr(found, attribute)
        return True
    return False


def is_file(name: str, beside: Path) -> bool:
    """Whether a name is that of a file: from the top, the package or the folder of who cites it."""
    if "/" not in name:
        return name in NAMES or name in MADE_FOR_USERS
    return any((folder / name).exists() for folder in (ROOT, ROOT / "kgraph", beside))


def is_made(path: Path) -> bool:
    """Whether a page or picture is made while the site is built; `test_site.py` follows those."""
    docs = (ROOT / "docs").resolve()
    if not path.resolve().is_relative_to(docs):
        return False
    folder, _, name = path.resolve().relative_to(docs).as_posix().partition("/")
    return folder in MADE_FOLDERS or f"{folder}/{name}" in MADE_PAGES


def test_there_is_something_to_look_at() -> None:
    assert len(FILES) > 200
    assert len(records()) >= 17


def test_records_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(number) for number in records())
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(list((ROOT / "docs" / "decisions").glob("*.md"))) == len(numbers)


def test_every_cited_record_is_there() -> None:
    known = records()
    for path in FILES:
        for where, line in lines(path):
            for number, rest in RECORD.findall(line):
                name = f"{number}{rest}".rstrip(".")
                assert number in known, f"{where}: there is no record {number}"
                assert "-" not in name or known[number] in (name, f"{name}.md"), f"{where}: {name}"


def test_records_cite_records_that_are_there() -> None:
    known = records()
    for path in (ROOT / "docs").rglob("*.md"):
        for where, line in lines(path):
            for number in NUMBER.findall(line):
                assert number in known, f"{where}: there is no record {number}"


def test_every_dotted_name_of_ours_is_there() -> None:
    for path in FILES:
        if path.suffix in (".toml", ".cfg"):  # the import contracts are held by their own tool
            continue
        for where, line in lines(path):
            for dotted in DOTTED.findall(line):
                if dotted not in NOT_NAMES and not dotted.endswith((".yaml", ".toml")):
                    assert is_name(dotted), f"{where}: there is no {dotted}"


def test_every_quoted_file_is_there() -> None:
    for path in FILES:
        for where, line in lines(path):
            for name in QUOTED.findall(line):
                assert is_file(name, path.parent), f"{where}: there is no {name}"


@pytest.mark.parametrize("path", [p for p in FILES if p.suffix == ".md"], ids=lambda p: p.name)
def test_every_link_leads_to_a_file(path: Path) -> None:
    for where, line in lines(path):
        for target in LINK.findall(line):
            if "://" not in target and not target.startswith("mailto:"):
                led = path.parent / target
                assert led.exists() or is_made(led), f"{where}: leads nowhere: {target}"
