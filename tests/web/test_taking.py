"""What is taken away, and the file that the pages were opened with."""

from __future__ import annotations

import io
import os
import shlex
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from kgraph import api
from kgraph.cli import app
from kgraph.formats import rendering
from kgraph.reports import page
from kgraph.web import address, opened
from kgraph.web.parts import take_away

PAGES = Path(opened.__file__).parent / "pages"
SHOP = "# kept by the team\nname: Shop\n"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Path]:
    """A file that the pages were opened with, and may write."""
    file = tmp_path / "shop.yaml"
    file.write_text(SHOP)
    opened.tell(opened.Opened(file, writes=True))
    yield file
    opened.tell(None)


def design(**query: str) -> AppTest:
    test = AppTest.from_file(str(api.app_file()), default_timeout=600)
    for key, value in query.items():
        test.query_params[key] = value
    test.run()
    page = os.path.relpath(PAGES / "design.py", Path(api.app_file()).parent)
    test.switch_page(page).run()
    assert not test.exception
    return test


@pytest.mark.slow
def test_the_command_that_is_told_writes_what_is_in_the_zip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "# ours\nname: Small Shop\nas_of: 2026-01-01\n"
    architecture = api.assemble(text)
    files = take_away.zipped_files(
        text, architecture, "Small Shop", "", formats=["svg", "mmd", "html"], theme="dark"
    )
    made = {name: make() for name, make in files.items()}
    for view in api.views(architecture):
        assert any(name.startswith("small-shop/") and ".svg" in name for name in made), view.id
    with ZipFile(io.BytesIO(api.zipped(made))) as archive:
        archive.extractall(tmp_path)
    monkeypatch.chdir(tmp_path)
    program, *words = shlex.split(take_away.command(architecture))
    assert program == "kgraph"
    ended = CliRunner().invoke(app, words)
    assert ended.exit_code == 0, ended.output
    again = Path(take_away.AGAIN) / "small-shop"
    written = {path.name: path.read_bytes() for path in again.iterdir() if path.name[0] != "."}
    given = {path.name: path.read_bytes() for path in Path("small-shop").iterdir()}
    assert written == given
    assert len(given) == 2 * len(api.views(architecture)) + 5


@pytest.mark.slow
def test_nothing_of_a_zip_is_painted_where_everybody_is_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "name: Small Shop\nas_of: 2026-01-01\n"
    architecture = api.assemble(text)
    files = take_away.zipped_files(
        text, architecture, "Small Shop", "", formats=["svg", "png", "html"], theme="light"
    )

    def never(*_: object, **__: object) -> None:
        pytest.fail("it is painted here")

    for name in ("render", "prepare"):
        monkeypatch.setattr(rendering, name, never)
    monkeypatch.setattr(page, "render_page", never)
    made = {name: make() for name, make in files.items()}
    kinds = {"overview.svg": b"<svg", "overview.png": b"\x89PNG"}
    for file, begin in kinds.items():
        found = made[f"small-shop/{file}"]
        assert isinstance(found, bytes)
        assert found.startswith(begin)
    assert "<html" in str(made["small-shop/architecture.html"])


def test_the_command_names_a_layer_whose_name_has_spaces_whole() -> None:
    made = replace(api.assemble(SHOP), catalogs=("Our layer 0123456789abcdef",))
    assert shlex.split(take_away.command(made))[-2:] == ["--catalog", "Our layer"]


def test_the_pages_begin_with_the_file_and_save_it_back(shop: Path) -> None:
    test = design()
    assert test.button(key="save").disabled
    test.session_state["way"] = "Text"
    test.run()
    changed = f"{SHOP}as_of: 2026-01-01\n"
    test.text_area(key="brief-edited").set_value(changed).run()
    test.button(key="save").click().run()
    assert shop.read_text() == changed
    assert test.button(key="save").disabled


def test_a_file_that_changed_meanwhile_is_told_and_nothing_is_lost(shop: Path) -> None:
    test = design()
    test.session_state["way"] = "Text"
    test.run()
    test.text_area(key="brief-edited").set_value("name: Mine\n").run()
    shop.write_text("name: Theirs\n")
    test.button(key="save").click().run()
    assert shop.read_text() == "name: Theirs\n"
    assert any("nothing was written" in error.value for error in test.error)
    told = " ".join(error.value for error in test.error).replace("\\", "")
    assert shop.name in told
    assert str(shop.parent) not in told, "where the file lies is no visitor's business"
    assert any("leave out" in caption.value for caption in test.caption)
    test.button(key="file-take").click().run()
    assert test.text_area(key="brief-edited").value == "name: Theirs\n"
    test.button(key="undo").click().run()
    assert test.text_area(key="brief-edited").value == "name: Mine\n"
    test.button(key="save").click().run()
    assert shop.read_text() == "name: Mine\n"


def test_a_file_that_is_gone_is_told_without_where_it_lay(shop: Path) -> None:
    shop.unlink()
    told = [error.value.replace("\\", "") for error in design().error]
    assert any(shop.name in one and "no such file" in one for one in told)
    assert not any(str(shop.parent) in one for one in told)


def test_a_reload_keeps_what_was_seen_of_the_file(shop: Path) -> None:
    test = design()
    test.session_state["way"] = "Text"
    test.run()
    test.text_area(key="brief-edited").set_value("name: Mine\n").run()
    again = design(b=address.pack("name: Mine\n"))
    shop.write_text("name: Theirs\n")
    again.button(key="save").click().run()
    assert shop.read_text() == "name: Theirs\n"
    shop.write_text(SHOP)
    again.button(key="save").click().run()
    assert shop.read_text() == "name: Mine\n"


def test_who_comes_with_another_brief_is_told_what_the_file_holds_first(shop: Path) -> None:
    test = design(b=address.pack("name: Guest\n"))
    assert any("holds something else" in one.value for one in test.warning)
    test.button(key="save").click().run()
    assert shop.read_text() == SHOP


def test_of_a_file_that_is_only_read_a_change_alone_is_told(shop: Path) -> None:
    opened.tell(opened.Opened(shop))
    test = design(b=address.pack("name: Guest\n"))
    assert not any("holds something else" in one.value for one in test.warning)
    shop.write_text("name: Theirs\n")
    test.run()
    assert any("holds something else" in one.value for one in test.warning)
