"""What there is to choose is named in one place, and everything that tells it reads it from there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest
from sample_drawing import sample
from typer.testing import CliRunner

from kgraph import api
from kgraph.cli import app
from kgraph.errors import InputError
from kgraph.export.config import Export
from kgraph.formats import registry, theme
from kgraph.formats.options import Options
from kgraph.formats.rendering import dropped, render
from kgraph.knowledge.query.writing import WRITERS

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "kgraph"
FORMATS = {one.id for one in registry.FORMATS}
SUFFIXES = {suffix for one in registry.FORMATS for suffix in one.suffixes}
THEMES = {one.id for one in theme.THEMES}
TABLES = {"formats/registry.py": FORMATS | SUFFIXES, "formats/theme.py": THEMES}
"""The two modules that name things, and what they name."""
OTHER_MEANINGS = {
    "catalog/layer_files.py": {"png"},  # the files that the icons of a layer come in
    "documents/kinds.py": {"json", "svg"},  # the kinds of documents that are read
    "formats/icons.py": {"png"},  # the files that the icons come in
    "formats/pdf/pen.py": {"auto"},  # a word of the library
    "knowledge/values/drawing.py": {"dark"},  # a column of a query
    "reports/page/pictures.py": {"dark", "light"},  # a property of CSS
    "web/parts/here.py": {"html"},  # its own file
    "web/parts/rows.py": {"html"},  # its own file
    "web/parts/svg_view.py": {"html", "svg"},  # its own files; what the script calls the picture
    "web/cards.py": {"png"},  # the pictures that were made before
    "web/themes.py": {"dark", "light"},  # words of the library
    "web/work.py": {"dark"},  # a word of the library
}
"""Where a word that is also an id means something else."""
NAMES = FORMATS | SUFFIXES | THEMES
COMMON = {"json"}
"""Architectures, answers to queries and messages between processes are JSON too."""


def help_of(*words: str) -> str:
    """The help of a command on one line."""
    result = CliRunner().invoke(app, [*words, "--help"], env={"COLUMNS": "200", "NO_COLOR": "1"})
    assert result.exit_code == 0
    return " ".join(re.sub(r"[│╭╮╰╯─]", " ", result.stdout).split())


# --- the table itself


def test_ids_are_those_that_scripts_and_exports_rely_on() -> None:
    assert {
        "svg", "png", "pdf", "pptx", "html", "drawio", "mmd", "d2", "dot", "dsl", "graphml", "json",
    } == FORMATS  # fmt: skip
    assert {"light", "dark", "auto", "print"} == THEMES


def test_no_name_means_two_formats() -> None:
    assert len(FORMATS) + len(SUFFIXES) == len(FORMATS | SUFFIXES) == len(registry.FORMATS) + 2
    assert len({one.label for one in registry.FORMATS}) == len(FORMATS)
    assert len({one.media_type for one in registry.FORMATS}) == len(FORMATS)


@pytest.mark.parametrize("format", registry.FORMATS, ids=lambda one: one.id)
def test_a_format_is_written_by_a_module_of_this_room_or_is_of_the_whole(
    format: registry.Format,
) -> None:
    if format.whole:
        assert format.module == ""
        return
    assert format.module.startswith("kgraph.formats.")
    module = import_module(format.module)
    assert module.__doc__
    assert callable(module.render)


def test_every_writer_of_the_room_is_a_format() -> None:
    written = {one.module for one in registry.FORMATS if not one.whole}
    modules = {
        f"kgraph.{path.relative_to(PACKAGE).with_suffix('').as_posix().replace('/', '.')}"
        for path in (PACKAGE / "formats").rglob("*.py")
        if re.search(r"^def render\(\n?\s*drawing: Drawing, options", path.read_text("utf-8"), re.M)
    }
    assert modules == written


@pytest.mark.parametrize("format", registry.FORMATS, ids=lambda one: one.id)
def test_a_format_is_known_by_its_id_and_its_suffixes_however_they_are_written(
    format: registry.Format,
) -> None:
    for name in (format.id, *format.suffixes):
        assert registry.format_named(name.upper(), where="x") is format


@pytest.mark.parametrize(
    "format", [one for one in registry.FORMATS if not one.whole], ids=lambda one: one.id
)
def test_a_format_drops_the_themes_and_sizes_that_make_no_difference_to_it(
    format: registry.Format,
) -> None:
    drawing = sample()
    plain = render(drawing, format, Options())
    assert not list(dropped(format, Options()))
    for asked in (*(Options(theme=id) for id in THEMES - {"light"}), Options(scale=0.5)):
        same = render(drawing, format, asked) == plain
        assert bool(list(dropped(format, asked))) == same, asked


def test_an_unknown_format_names_the_known_ones_in_their_order() -> None:
    known = ", ".join(one.id for one in registry.FORMATS)
    with pytest.raises(InputError, match=rf"^--format: unknown format 'odt': known are: {known}$"):
        registry.format_named("odt", where="--format")


def test_what_is_taken_by_default_can_do_what_it_is_taken_for() -> None:
    assert registry.STANDARD.shown
    assert registry.STANDARD.origin, "it can be held against what is so"
    assert registry.PIXELS.zoom is not None
    assert registry.PIXELS in registry.SHOWN
    assert registry.PAGE.whole
    assert theme.FOLLOWING.night is not None
    assert theme.STANDARD.night is None


def test_the_api_hands_on_the_tables_as_they_are() -> None:
    assert api.FORMATS is registry.FORMATS
    assert api.THEMES is theme.THEMES
    assert api.format_named("GV").id == "dot"


# --- nobody else names what they name


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """The texts in a module that are no documentation."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def named(text: str) -> set[str]:
    """The formats and themes that a text names: it is one, or has several suffixes in it."""
    if text.removeprefix(".") in NAMES:
        return {text.removeprefix(".")}
    found = set(re.findall(r"(?<!\w)\.(\w+)\b", text)) & (FORMATS | SUFFIXES)
    return found if len(found) > 1 else set()


def test_no_other_module_names_a_format_or_a_theme() -> None:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE).as_posix()
        allowed = TABLES.get(place, set()) | OTHER_MEANINGS.get(place, set())
        found += [
            f"{place}:{line}: {text!r}"
            for line, text in strings(path)
            if named(text) - allowed - COMMON
        ]
    assert found == []


def test_the_scan_sees_what_it_is_for() -> None:
    assert named("svg") == named(".svg") == {"svg"}
    assert named("write .svg, .png or .pdf") == {"svg", "png", "pdf"}
    assert named("overview.svg") == named("dotted") == set()
    for place, names in TABLES.items():
        assert names <= {text for _, text in strings(PACKAGE / place)}


# --- what tells them


def test_help_tells_every_suffix_and_every_theme() -> None:
    drawing = help_of("draw")
    suffixes = [f".{one.id}" for one in registry.FORMATS]
    assert f"{', '.join(suffixes[:-1])} or {suffixes[-1]}." in drawing
    ids = [one.id for one in theme.THEMES]
    for text in (drawing, help_of("assemble")):
        assert f"{', '.join(ids[:-1])} or {ids[-1]}" in text
    known = [one.id for one in registry.FORMATS]
    assert f"{', '.join(known[:-1])} or {known[-1]}; svg and png by default" in help_of("assemble")
    least, most = api.SCALES
    assert f"from {least:g} to {most:g}" in drawing


def test_help_of_the_export_tells_what_is_so_without_a_config() -> None:
    default = Export(Path())
    told = help_of("export")
    assert f"formats: [{', '.join(default.formats)}]" in told
    assert f"theme: {default.themes[0]}" in told


def test_help_of_queries_lists_what_an_answer_can_be_written_in() -> None:
    offered = re.search(r"--format -f <([a-z|-]+)>", help_of("query"))
    assert offered is not None
    assert set(offered[1].split("|")) == set(WRITERS)


def row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def formats_table() -> str:
    """The formats as docs/pictures.md tells them."""
    rows = [row("format", "suffix", "what it lacks"), row("---", "---", "---")]
    for one in registry.FORMATS:
        suffixes = ", ".join(f"`.{name}`" for name in (one.id, *one.suffixes))
        rows.append(row(one.label, suffixes, "; ".join(one.lacks) or "nothing"))
    return "\n".join(rows)


def themes_table() -> str:
    """The themes as docs/pictures.md tells them."""
    rows = [row("theme", "what it is"), row("---", "---")]
    rows += [row(f"`{one.id}`", one.label) for one in theme.THEMES]
    return "\n".join(rows)


@pytest.mark.parametrize("table", [formats_table(), themes_table()], ids=["formats", "themes"])
def test_the_documents_have_the_tables_as_they_are(table: str) -> None:
    text = (ROOT / "docs" / "pictures.md").read_text("utf-8")
    assert table in text, f"put into docs/pictures.md:\n\n{table}"


def test_the_readme_names_every_suffix_and_every_theme() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    drawn = "\n".join(line for line in text.splitlines() if line.startswith("kgraph draw "))
    assert set(re.findall(r"\.(\w+)\b", drawn)) >= FORMATS
    themes = next(line for line in drawn.splitlines() if "--theme" in line).partition("# ")[2]
    assert re.findall(r"(\w+)(?: \([^)]*\))?(?:, |$)", themes) == [one.id for one in theme.THEMES]


def test_every_field_of_a_format_is_used() -> None:
    """What nobody reads would be kept for nothing."""
    code = "\n".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    for field in fields(registry.Format):
        assert re.search(rf"\.{field.name}\b", code), field.name
