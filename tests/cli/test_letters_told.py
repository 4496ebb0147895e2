"""Every command that draws says which letters of its pictures have no shape."""

from __future__ import annotations

import shutil
from pathlib import Path

from click.testing import Result
from typer.testing import CliRunner

from kgraph.cli import app

BRIEF = Path(__file__).parents[1] / "data" / "names" / "cut-to-the-same.yaml"
LETTERS = "the letters 合, 同, 管"
NAME = "(in '合同管理与义务登记服务归档处理系统')"


def run(*words: str | Path) -> Result:
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result


def told(result: Result) -> list[str]:
    """The lines on standard error that tell letters."""
    lines = [line for line in result.stderr.splitlines() if LETTERS in line]
    assert all(NAME in line for line in lines)
    return [line.partition(LETTERS)[0] for line in lines]


def test_draw_tells_them_of_its_file(tmp_path: Path) -> None:
    result = run("draw", BRIEF, "-o", tmp_path / "o.pdf")
    assert told(result) == ["o.pdf: its font lacks "]
    assert result.stdout == f"{tmp_path / 'o.pdf'}\n"


def test_draw_tells_them_of_standard_output() -> None:
    assert told(run("draw", BRIEF, "-o", "-")) == ["svg: does not carry "]


def test_assemble_tells_them_of_each_picture(tmp_path: Path) -> None:
    lines = told(run("assemble", BRIEF, "-o", tmp_path, "--format", "svg", "--format", "pdf"))
    assert lines == ["overview.svg: does not carry ", "overview.pdf: its font lacks "]


def test_export_tells_them_once_of_a_brief_and_a_format(tmp_path: Path) -> None:
    shutil.copy(BRIEF, tmp_path / "alike.yaml")
    (tmp_path / "export.yaml").write_text("views: [overview, request-path]\nformats: [svg, dot]\n")
    lines = told(run("export", tmp_path, "-o", tmp_path / "out"))
    assert lines == [f"{tmp_path / 'alike.yaml'}: svg: does not carry "]
