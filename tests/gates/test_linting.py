"""Long lines, positional parameters and branches are counted with limits of the gates' own."""

from __future__ import annotations

from pathlib import Path

from gates import linting
from gates.figures import Figure


def figures(root: Path, text: str) -> dict[str, Figure]:
    (root / "kgraph").mkdir()
    (root / "kgraph" / "a.py").write_text(text)
    return {figure.id: figure for figure in linting.figures(root, ["kgraph"])}


def test_a_line_of_101_columns_is_long_and_one_of_100_is_not(tmp_path: Path) -> None:
    found = figures(tmp_path, f"a = '{'x' * 94}'\nb = '{'x' * 95}'\n")["long_lines"]
    assert [(place.path, place.first, place.excess) for place in found.offences] == [
        ("kgraph/a.py", 2, 1)
    ]


def test_only_parameters_that_can_be_passed_by_position_count(tmp_path: Path) -> None:
    text = (
        "def f(a, b, c, d, e): ...\ndef g(a, b, c, d, e, f): ...\ndef h(a, *, b, c, d, e, f): ...\n"
    )
    found = figures(tmp_path, text)["positional_parameters"]
    assert [(place.first, place.excess) for place in found.offences] == [(2, 1)]


def test_more_than_ten_branches_count(tmp_path: Path) -> None:
    def function(name: str, branches: int) -> str:
        return f"def {name}(a):\n" + "    if a:\n        a = 0\n" * branches

    found = figures(tmp_path, function("f", 9) + function("g", 10))["branches"]
    assert [(place.first, place.excess) for place in found.offences] == [(20, 1)]


def test_a_comment_that_silences_a_rule_does_not_help(tmp_path: Path) -> None:
    text = f"a = '{'x' * 120}'  # noqa\ndef g(a, b, c, d, e, f): ...  # noqa: PLR0917\n"
    found = figures(tmp_path, text)
    assert (found["long_lines"].value, found["positional_parameters"].value) == (1, 1)


def test_settings_of_the_project_do_not_help(tmp_path: Path) -> None:
    (tmp_path / "ruff.toml").write_text('line-length = 200\nlint.ignore = ["E501"]\n')
    assert figures(tmp_path, f"a = '{'x' * 120}'\n")["long_lines"].value == 1


def test_other_rules_are_not_asked(tmp_path: Path) -> None:
    assert {
        figure.value for figure in figures(tmp_path, "import os\nl = lambda: 0\n").values()
    } == {0}
