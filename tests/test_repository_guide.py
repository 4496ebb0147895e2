"""What the page of guards of committed pictures says, and what hooks and action do."""

from __future__ import annotations

import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "repository.md").read_text("utf-8")
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
_BLOCK = re.compile(r"^```(\w+)(?: file=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INPUT = re.compile(r"\$\{\{ (?:inputs|github)\.([\w-]+) \}\}")

pytestmark = pytest.mark.slow


def run(
    *command: str, folder: Path, more: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(more or {})},
        check=False,
    )


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which `kgraph` and `python` are those of the tests."""
    folder = tmp_path_factory.mktemp("tools")
    for name, words in (("kgraph", "-P -m kgraph"), ("python", "")):
        tool = folder / name
        tool.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {words} "$@"\n')
        tool.chmod(0o755)
    return {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, tools: dict[str, str]) -> Path:
    """A repository with the files of the guide, its commands run in their order."""
    folder = tmp_path_factory.mktemp("guide") / "repository"
    folder.mkdir()
    for language, file, text in _BLOCK.findall(GUIDE):
        if file:
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        elif language == "sh":
            for line in text.splitlines():
                told = run("bash", "-c", line, folder=folder, more=tools)
                assert told.returncode == 0, (line, told.stderr)
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@example.org")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "Begin")):
        assert run(*git, *words, folder=folder).returncode == 0
    return folder


@pytest.fixture
def repository(written: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(written, tmp_path / "repository")


def spoil(repository: Path) -> None:
    brief = repository / "docs" / "shop.yaml"
    brief.write_text(brief.read_text("utf-8").replace("Web shop", "Market"), "utf-8")


# --- before a commit


@pytest.fixture
def hooked(repository: Path) -> Path:
    """The repository with our hooks as they are published, but run where they are installed."""
    said = yaml.safe_load((repository / ".pre-commit-config.yaml").read_text("utf-8"))
    ours = {hook["id"]: hook for hook in HOOKS}
    asked = said["repos"][0]["hooks"]
    hooks = [{**ours[hook["id"]], **hook, "language": "system"} for hook in asked]
    local = {"repos": [{"repo": "local", "hooks": hooks}]}
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(local), "utf-8")
    run("git", "add", "-A", folder=repository)
    return repository


def hook(repository: Path, tools: dict[str, str]) -> tuple[int, dict[str, str]]:
    """The exit code of all hooks, and what became of each."""
    more = {**tools, "PRE_COMMIT_HOME": str(repository.parent / "pre-commit")}
    told = run(
        sys.executable, "-m", "pre_commit", "run", "--all-files", folder=repository, more=more
    )
    lines = re.findall(r"^(.+?)\.{3,}(?:\(.*\))?(\w+)$", told.stdout, re.MULTILINE)
    assert lines, told.stdout + told.stderr
    return told.returncode, dict(lines)


def test_the_hooks_are_hooks() -> None:
    manifest = str(ROOT / ".pre-commit-hooks.yaml")
    told = run(sys.executable, "-m", "pre_commit", "validate-manifest", manifest, folder=ROOT)
    assert (told.returncode, told.stderr) == (0, "")


def test_hooks_pass_what_is_so_and_stop_what_is_not(hooked: Path, tools: dict[str, str]) -> None:
    all_well = {"kgraph check", "kgraph export", "kgraph check (pictures)"}
    assert hook(hooked, tools) == (0, dict.fromkeys(all_well, "Passed"))
    spoil(hooked)
    run("git", "add", "-A", folder=hooked)
    code, told = hook(hooked, tools)
    assert (code, told["kgraph export"]) == (1, "Failed"), "it wrote, so the commit stops"
    run("git", "add", "-A", folder=hooked)
    assert hook(hooked, tools) == (0, dict.fromkeys(all_well, "Passed"))
    picture = hooked / "docs" / "shop" / "overview.svg"
    assert "Market" in picture.read_text("utf-8")
    brief = hooked / "docs" / "shop.yaml"
    brief.write_text(brief.read_text("utf-8") + "avod: []\n", "utf-8")
    run("git", "add", "-A", folder=hooked)
    code, told = hook(hooked, tools)
    assert (code, told["kgraph check"]) == (1, "Failed")


# --- the action


def steps(said: dict[str, str], folder: Path, tools: dict[str, str]) -> list[int]:
    """The exit codes of the action's shell steps that run with these inputs, but for installing."""
    inputs = {name: str(one.get("default", "")) for name, one in ACTION["inputs"].items()}
    inputs |= said
    runner = {"RUNNER_TEMP": str(folder.parent), "GITHUB_OUTPUT": str(folder.parent / "output")}
    codes = []
    for step in ACTION["runs"]["steps"]:
        if "run" not in step or step["name"].startswith("Install"):
            continue
        named = re.fullmatch(r"inputs\.(\w+) != ''", step["if"])
        assert named is not None
        if not inputs[named[1]]:
            continue
        assert "${{" not in step["run"], "what somebody says is no part of a script"
        given = {key: _INPUT.sub(lambda m: inputs[m[1]], text) for key, text in step["env"].items()}
        shell = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"])
        codes.append(run(*shell, folder=folder, more={**tools, **runner, **given}).returncode)
    return codes


def test_the_action_passes_what_is_so(repository: Path, tools: dict[str, str]) -> None:
    workflow = yaml.safe_load(
        (repository / ".github" / "workflows" / "pictures.yaml").read_text("utf-8")
    )
    said = workflow["jobs"]["pictures"]["steps"][1]["with"]
    assert said.keys() <= ACTION["inputs"].keys()
    assert steps(said, repository, tools) == [0, 0]


def test_the_action_stops_what_is_not_so_and_shows_it(
    repository: Path, tools: dict[str, str]
) -> None:
    spoil(repository)
    assert steps({"folder": "docs"}, repository, tools) == [1]
    page = repository.parent / "kgraph-changes.html"
    assert (repository.parent / "output").read_text() == f"page={page}\n"
    assert "overview.svg" in page.read_text("utf-8")
    assert steps({"folder": "docs", "write": "true"}, repository, tools) == [0]
    assert steps({"folder": "docs"}, repository, tools) == [0]


def test_the_action_takes_names_as_names(repository: Path, tools: dict[str, str]) -> None:
    (repository / "a b.yaml").write_text("name: A\nas_of: 2026-11-23\navod: []\n", "utf-8")
    assert steps({"folder": "", "files": "a *.yaml"}, repository, tools) == [2]
    said = {"folder": "", "files": "$(touch made).yaml"}
    assert steps(said, repository, tools) == [2]
    assert not (repository / "made").exists()
    both = {"folder": "", "files": "docs/*/architecture.json\nnothing-*"}
    assert steps(both, repository, tools) == [0]


def test_the_action_installs_what_it_comes_with() -> None:
    (install,) = (one for one in ACTION["runs"]["steps"] if "Install" in one.get("name", ""))
    assert shlex.split(install["run"])[-3:] == ["-c", "$ACTION/constraints.txt", "$ACTION"]


# --- the builders of documentation


def test_documentation_is_drawn_as_it_is_built(
    repository: Path, tools: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", tools["PATH"])
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    docs = repository / "docs"
    shutil.rmtree(docs / "shop")
    (docs / "index.md").write_text("# Shop\n\n![Overview](shop/overview.svg)\n", "utf-8")
    config = "site_name: Shop\nhooks: [kgraph_pictures.py]\n"
    (repository / "mkdocs.yml").write_text(config, "utf-8")
    told = run(sys.executable, "-m", "mkdocs", "build", "--quiet", folder=repository, more=tools)
    assert told.returncode == 0, told.stderr
    assert 'src="shop/overview.svg"' in (repository / "site" / "index.html").read_text("utf-8")
    assert (repository / "site" / "shop" / "overview.svg").exists()
    shutil.rmtree(docs / "shop")
    connected: dict[str, Any] = {}
    sphinx = runpy.run_path(str(repository / "conf.py"))
    sphinx["setup"](SimpleNamespace(connect=connected.__setitem__))
    connected["builder-inited"](SimpleNamespace(srcdir=str(docs)))
    assert (docs / "shop" / "overview.svg").exists()
