"""The gate as one meets it: a worse figure fails with its places, a better one asks to be kept."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from gates import check, record

PACKED = "found = [[y for y in x] for x in rows]\n"
PLAIN = "found = [x for x in rows]\n"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small tree with two packed expressions, recorded."""
    write(tmp_path, "kgraph/one.py", "rows = ()\n" + PACKED)
    write(tmp_path, "kgraph/two.py", PACKED)
    (tmp_path / ".ci").mkdir()
    assert check.main(["--tighten"], root=tmp_path) == 0
    return tmp_path


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text)


def recorded(root: Path) -> record.Record:
    return record.read(root / record.FILE)


def committed(root: Path) -> None:
    """All that is there as a commit of git."""
    someone = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    for words in (["init", "-q"], ["add", "."], [*someone, "commit", "-q", "-m", "x"]):
        subprocess.run(["git", *words], cwd=root, check=True)


def test_what_is_as_recorded_is_well_and_silent(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert check.main([], root=tree) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert len(said.out.splitlines()) == 1 + len(recorded(tree))


def test_a_worse_figure_fails_and_its_places_are_named(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tree, "kgraph/three.py", "rows = ()\n\n" + PACKED)
    assert check.main([], root=tree) == 1
    assert capsys.readouterr().err.splitlines() == [
        "packed_comprehensions: is 3, 1 more than recorded: bring it back to 2",
        "    kgraph/one.py:2: 2 comprehensions in one expression, 1 too many",
        "    kgraph/three.py:3: 2 comprehensions in one expression, 1 too many",
        "    kgraph/two.py:1: 2 comprehensions in one expression, 1 too many",
    ]


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")
def test_with_a_history_only_the_new_places_are_named(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    committed(tree)
    (tree / "kgraph" / "two.py").rename(tree / "kgraph" / "moved.py")
    write(tree, "kgraph/one.py", "rows = ()\n" + PACKED + PLAIN + PACKED)
    write(tree, "kgraph/new.py", PACKED)
    subprocess.run(["git", "add", "--intent-to-add", "kgraph/moved.py"], cwd=tree, check=True)
    assert check.main([], root=tree) == 1
    assert capsys.readouterr().err.splitlines() == [
        "packed_comprehensions: is 4, 2 more than recorded: bring it back to 2",
        "    kgraph/new.py:1: 2 comprehensions in one expression, 1 too many",
        "    kgraph/one.py:4: 2 comprehensions in one expression, 1 too many",
    ]


def test_a_worse_figure_is_not_recorded_and_neither_is_a_better_one_beside_it(tree: Path) -> None:
    before = recorded(tree)
    write(tree, "kgraph/one.py", "")
    write(tree, "kgraph/two.py", f"a = '{'x' * 120}'\n")
    assert check.main(["--tighten"], root=tree) == 1
    assert recorded(tree) == before


def test_a_better_figure_asks_to_be_kept_and_is_kept_on_request(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tree, "kgraph/two.py", PLAIN)
    assert check.main([], root=tree) == 0
    asked = "packed_comprehensions: is 1, was 2: keep it with .ci/gates/run --tighten"
    assert asked in capsys.readouterr().out
    assert recorded(tree)["packed_comprehensions"] == 2
    assert check.main(["--tighten"], root=tree) == 0
    assert recorded(tree)["packed_comprehensions"] == 1
    write(tree, "kgraph/two.py", PACKED)
    assert check.main([], root=tree) == 1


def test_code_that_moves_is_neither_worse_nor_better(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tree / "kgraph" / "two.py").unlink()
    write(tree, "kgraph/room/three.py", PACKED)
    capsys.readouterr()
    assert check.main([], root=tree) == 0
    assert "--tighten" not in capsys.readouterr().out


def test_a_figure_that_was_never_recorded_fails_until_it_is(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tree / record.FILE
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("long_lines")))
    assert check.main([], root=tree) == 1
    assert "long_lines: is 0, was never recorded" in capsys.readouterr().out
    assert check.main(["--tighten"], root=tree) == 0
    assert path.read_text().splitlines(keepends=True) == lines


def test_a_record_in_which_two_branches_met_is_told_with_what_to_do(tree: Path) -> None:
    path = tree / record.FILE
    path.write_text(f"<<<<<<< ours\n{path.read_text()}")
    with pytest.raises(SystemExit, match=r"ratchet\.toml: cannot be read: .* the lesser of each"):
        check.main([], root=tree)


def test_a_mean_may_waver_but_not_drift(tree: Path) -> None:
    path = tree / record.FILE
    write(tree, "kgraph/one.py", "def f(a):\n    return a or 1 or 2 or 3\n" + PACKED)
    for before, code in ((3.96, 0), (3.94, 1)):
        record.write(path, {**recorded(tree), "mean_complexity": before})
        assert check.main([], root=tree) == code
    record.write(path, {**recorded(tree), "mean_complexity": 3.96})
    assert check.main(["--tighten"], root=tree) == 0
    assert recorded(tree)["mean_complexity"] == 3.96


def test_what_keeps_to_its_goal_is_not_worse(tree: Path) -> None:
    assert recorded(tree)["worst_block"] == 0
    for branches, code in ((11, 0), (12, 1)):
        body = "    if a:\n        a = 0\n" * branches
        others = "".join(f"def f{n}(a):\n    return a\n" for n in range(50))
        write(tree, "kgraph/one.py", f"{others}def f(a):\n{body}")
        record.write(tree / record.FILE, {**recorded(tree), "branches": 1})
        assert check.main([], root=tree) == code


def test_every_place_is_listed_on_request(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert check.main(["--list", "packed_comprehensions"], root=tree) == 0
    assert capsys.readouterr().out.splitlines() == [
        "packed_comprehensions: 2",
        "    kgraph/one.py:2: 2 comprehensions in one expression, 1 too many",
        "    kgraph/two.py:1: 2 comprehensions in one expression, 1 too many",
    ]


def test_many_places_are_cut_with_the_way_to_see_all(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tree, "kgraph/three.py", PACKED * check.SHOWN)
    assert check.main([], root=tree) == 1
    *_, last = capsys.readouterr().err.splitlines()
    assert last == "    … and 2 more: .ci/gates/run --list packed_comprehensions"


def test_tests_and_benchmarks_count_for_their_lines_alone(tree: Path) -> None:
    write(tree, "tests/test_a.py", PACKED)
    assert check.main([], root=tree) == 0
    write(tree, "tests/test_a.py", f"a = '{'x' * 120}'\n")
    assert check.main([], root=tree) == 1
