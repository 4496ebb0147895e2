"""`kgraph export`: what it writes, what it leaves alone, what it takes away, what it tells."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from kgraph.cli import app

ROOT = Path(__file__).parents[2]
SHOP = "# A shop that\n# is small.\nname: Shop\nas_of: 2026-11-23\n"
BLOG = "name: Blog\nas_of: 2026-11-23\nworkloads: [{id: blog, exposes: public}]\n"
CONFIG = "views: [request-path, storage]\ndocuments: [architecture.json, index.html, index.md]\n"
IMPOSSIBLE = "name: X\nas_of: 2026-11-23\nuse: [stackpath]\n"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["export", *map(str, words)])


def tree(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def times(folder: Path) -> dict[str, int]:
    return {
        p.relative_to(folder).as_posix(): p.stat().st_mtime_ns
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder with one brief and a config, not exported yet."""
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "shop.yaml").write_text(SHOP)
    (folder / "export.yaml").write_text(CONFIG)
    return folder


@pytest.fixture
def made(docs: Path) -> Path:
    """The same folder, exported."""
    result = run(docs)
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return docs


INDEX = {".export.json", ".gitattributes", "index.html", "index.md"}
FILES = {
    f"shop/{name}"
    for name in (".export.json", "architecture.json", "request-path.svg", "storage.svg")
}


def test_it_writes_views_documents_and_an_index(docs: Path) -> None:
    result = run(docs)
    assert result.stdout.splitlines() == [
        "shop: 3 written",
        "1 brief: 5 written, 0 unchanged, 0 removed",
    ]
    assert set(tree(docs)) == {"export.yaml", "shop.yaml"} | INDEX | FILES
    picture = (docs / "shop" / "storage.svg").read_text("utf-8")
    assert "<o:source>../shop.yaml</o:source>" in picture
    assert SHOP.splitlines()[0] in picture


def test_what_has_not_changed_is_neither_written_nor_assembled_nor_drawn(made: Path) -> None:
    before = times(made)
    program = (
        "import sys; from typer.testing import CliRunner; from kgraph.cli import app\n"
        "print(CliRunner().invoke(app, ['export', sys.argv[1]]).stdout)\n"
        "dataset = sys.modules['kgraph.api.wiring']\n"
        "made = (dataset.solver, dataset._dataset_of, dataset._judge_of, dataset._selector_of)\n"
        "print([one.cache_info().currsize for one in made])\n"
        "print([name for name in ('clingo', 'pyshacl', 'PIL', 'resvg_py') if name in sys.modules])"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    told = subprocess.run(
        [sys.executable, "-c", program, str(made)],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    ).stdout.splitlines()
    assert told == [
        "shop: 3 unchanged",
        "1 brief: 0 written, 5 unchanged, 0 removed",
        "",
        "[0, 0, 0, 0]",
        "[]",
    ]
    assert times(made) == before


def test_the_same_inputs_give_the_same_bytes_elsewhere(made: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "deeper"
    other.mkdir(parents=True)
    for name in ("shop.yaml", "export.yaml"):
        (other / name).write_bytes((made / name).read_bytes())
    assert run(other, "--force").exit_code == 0
    assert tree(other) == tree(made)
    assert str(tmp_path).encode() not in b"".join(tree(made).values())


def test_a_changed_brief_is_drawn_anew_and_the_others_are_left_alone(made: Path) -> None:
    (made / "blog.yaml").write_text(BLOG)
    assert run(made).exit_code == 0
    before = times(made)
    (made / "blog.yaml").write_text(BLOG.replace("Blog", "Weblog"))
    assert "shop: 3 unchanged" in run(made).stdout
    changed = {name for name, when in times(made).items() if before.get(name) != when}
    assert "blog/storage.svg" in changed
    assert not {name for name in changed if name.startswith("shop/")}


def test_a_comment_in_a_brief_changes_only_what_tells_it(made: Path) -> None:
    before = times(made)
    (made / "shop.yaml").write_text(SHOP + "# more\n")
    assert run(made).exit_code == 0
    after = times(made)
    assert before["shop/architecture.json"] == after["shop/architecture.json"]


def test_a_folder_without_a_config_gets_all_views_that_are_offered_as_svg(tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text(SHOP)
    result = run(tmp_path)
    assert result.exit_code == 0, result.output
    names = {path.name for path in (tmp_path / "shop").iterdir()}
    assert {"overview.svg", "site-main.svg", "rationale.md"} <= names
    assert "cluster-main-main.svg" not in names  # the site's shows the same
    assert {path.suffix for path in (tmp_path / "shop").iterdir()} == {".svg", ".md", ".json"}


def test_every_format_and_a_thumbnail(docs: Path) -> None:
    from kgraph.formats.registry import FORMATS

    ids = [one.id for one in FORMATS]
    (docs / "export.yaml").write_text(
        f"views: storage\nformats: [{', '.join(ids)}]\nthumbnails: 300\ndocuments: []\n"
    )
    assert run(docs).exit_code == 0
    written = {path.name for path in (docs / "shop").iterdir()} - {".export.json"}
    single = {f"storage.{one.id}" for one in FORMATS if not one.whole}
    assert written == single | {"architecture.html", "thumbnail.png"}
    head = (docs / "shop" / "thumbnail.png").read_bytes()[:24]
    assert abs(int.from_bytes(head[16:20], "big") - 300) <= 1
    assert not (docs / "index.html").exists()


# --- briefs from elsewhere


def test_briefs_of_another_folder_are_copied_beside_their_pictures(
    docs: Path, tmp_path: Path
) -> None:
    gallery = tmp_path / "gallery"
    gallery.mkdir()
    (gallery / "export.yaml").write_text(f"briefs: ../docs\n{CONFIG}")
    assert run(gallery).exit_code == 0
    assert (gallery / "shop" / "brief.yaml").read_text() == SHOP
    assert "<o:source>brief.yaml</o:source>" in (gallery / "shop" / "storage.svg").read_text(
        "utf-8"
    )
    (gallery / "export.yaml").write_text(CONFIG)
    assert "holds no brief" in run(gallery).stderr, "a copy that we wrote is no brief of the user's"


def test_a_brief_in_a_folder_of_its_own_gets_its_pictures_there(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "brief.yaml").write_text(SHOP)
    (tmp_path / "export.yaml").write_text(CONFIG)
    assert run(tmp_path).exit_code == 0
    assert set(tree(tmp_path)) == {"export.yaml", "shop/brief.yaml"} | INDEX | FILES
    (tmp_path / "export.yaml").write_text("views: storage\ndocuments: []\n")
    assert run(tmp_path).exit_code == 0
    assert set(tree(tmp_path)) == {
        ".gitattributes",
        "export.yaml",
        "shop/brief.yaml",
        "shop/.export.json",
        "shop/storage.svg",
    }


def test_another_output_folder(docs: Path, tmp_path: Path) -> None:
    assert run(docs, "-o", tmp_path / "site" / "pictures").exit_code == 0
    assert set(tree(tmp_path / "site" / "pictures")) == INDEX | FILES | {"shop/brief.yaml"}
    assert set(tree(docs)) == {"export.yaml", "shop.yaml"}


# --- taking away, and what is not ours


def test_what_a_removed_brief_left_is_removed(made: Path) -> None:
    (made / "blog.yaml").write_text(BLOG)
    (made / "shop.yaml").unlink()
    result = run(made)
    assert "shop: 3 removed" in result.stdout
    assert not (made / "shop").exists()
    assert "Shop" not in (made / "index.html").read_text("utf-8")


def test_nothing_that_it_did_not_write_is_removed(made: Path) -> None:
    (made / "shop" / "notes.md").write_text("mine")
    (made / "shop" / "storage.svg").write_text("edited by hand")
    (made / "other").mkdir()
    (made / "other" / ".export.json").write_text(
        '{"files": {"../export.yaml": "0", "x": "0"}, "of": "brief"}'
    )
    (made / "other" / "x").write_text("not what the ledger says")
    (made / "blog.yaml").write_text(BLOG)
    (made / "shop.yaml").unlink()
    result = run(made)
    assert result.exit_code == 0
    assert f"{made}/shop/storage.svg: kept: changed since it was written" in result.stdout
    assert {name for name in tree(made) if name.startswith(("shop/", "other/"))} >= {
        "shop/notes.md",
        "shop/storage.svg",
        "other/x",
    }
    assert (made / "export.yaml").read_text() == CONFIG


def test_a_view_that_is_not_asked_for_any_more_is_removed(made: Path) -> None:
    (made / "export.yaml").write_text(CONFIG.replace("request-path, ", ""))
    assert "1 removed" in run(made).stdout
    assert not (made / "shop" / "request-path.svg").exists()
    assert (made / "shop" / "storage.svg").exists()


def test_a_file_of_somebody_else_is_not_written_over_unless_forced(docs: Path) -> None:
    (docs / "shop").mkdir()
    (docs / "shop" / "storage.svg").write_text("mine")
    before = tree(docs)
    result = run(docs)
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"{docs}/shop/storage.svg: was not written by an export: ")
    assert {name: data for name, data in tree(docs).items() if name.startswith("shop")} == {
        name: data for name, data in before.items() if name.startswith("shop")
    }
    assert run(docs, "--force").exit_code == 0
    assert (docs / "shop" / "storage.svg").read_text("utf-8").startswith("<svg")


def test_what_it_wrote_and_somebody_changed_is_written_again(made: Path) -> None:
    good = (made / "shop" / "storage.svg").read_bytes()
    (made / "shop" / "storage.svg").write_bytes(good.replace(b"Shop", b"Shoq"))
    assert "1 written, 2 unchanged" in run(made).stdout
    assert (made / "shop" / "storage.svg").read_bytes() == good


@pytest.mark.parametrize("ledger", [b"", b"\xff", b"[]", b'{"files": [], "of": 3}', b"[" * 100_000])
def test_a_damaged_ledger_does_no_harm(made: Path, ledger: bytes) -> None:
    before = tree(made)
    (made / "shop" / ".export.json").write_bytes(ledger)
    assert run(made).exit_code == 0
    assert tree(made) == before


def test_a_damaged_cache_does_no_harm(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KGRAPH_CACHE", str(tmp_path / "cache"))
    assert run(docs).exit_code == 0
    (kept,) = (tmp_path / "cache").glob("of-*/export-*")
    for text in ("", "{}", '{"files": 3, "entry": {"pictures": [1]}}'):
        kept.write_text(text)
        assert "5 unchanged" in run(docs).stdout
    shutil.rmtree(kept.parent)
    kept.parent.write_text("in the way")
    assert "5 unchanged" in run(docs).stdout, "a cache that cannot be used is done without"


# --- check


def test_check_of_what_is_so_is_silent_and_well(made: Path) -> None:
    result = run(made, "--check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert (
        result.stdout.splitlines()[-1] == "1 brief: 0 missing, 0 stale, 0 superfluous, 5 unchanged"
    )


BOM = b"\xef\xbb\xbf"
CHECKOUTS: dict[str, Callable[[bytes], bytes]] = {
    "line ends of another system": lambda text: text.replace(b"\n", b"\r\n"),
    "a mark of byte order": lambda text: BOM + text,
    "no last line end": lambda text: text.rstrip(b"\n"),
    "all of it": lambda text: BOM + text.rstrip(b"\n").replace(b"\n", b"\r\n"),
}


@pytest.mark.parametrize("changed", CHECKOUTS.values(), ids=CHECKOUTS)
def test_what_a_checkout_does_to_texts_makes_nothing_stale(
    made: Path, changed: Callable[[bytes], bytes]
) -> None:
    for path in made.rglob("*"):
        if path.is_file() and path.name != ".gitattributes":
            path.write_bytes(changed(path.read_bytes()))
    result = run(made, "--check")
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    for picture in (made / "shop").glob("*.svg"):
        judged = CliRunner().invoke(app, ["check", str(picture)])
        assert judged.exit_code == 0
        assert judged.output.endswith("nothing to say against it\n")


def test_what_git_is_told_already_stays(docs: Path) -> None:
    (docs / ".gitattributes").write_text("* text\n")
    assert run(docs).exit_code == 0
    assert (docs / ".gitattributes").read_text() == "* text\n"


def test_git_leaves_an_export_alone(made: Path) -> None:
    git = ["git", "-c", "core.autocrlf=true", "-C", str(made)]
    subprocess.run([*git, "init", "-q"], check=True)
    names = ["shop/storage.svg", "index.html", "shop/.export.json"]
    told = subprocess.run(
        [*git, "check-attr", "text", "--", *names], capture_output=True, text=True, check=True
    )
    assert told.stdout.splitlines() == [f"{name}: text: unset" for name in names]


def test_check_names_what_is_not_so_and_writes_nothing(made: Path) -> None:
    (made / "export.yaml").write_text(CONFIG.replace("request-path", "delivery"))
    picture = made / "shop" / "storage.svg"
    picture.write_bytes(picture.read_bytes() + b"\n")
    before = times(made)
    result = run(made, "--check")
    assert result.exit_code == 1
    for name, state in (
        ("delivery", "missing"),
        ("storage", "stale"),
        ("request-path", "superfluous"),
    ):
        assert f"  {made}/shop/{name}.svg: {state}" in result.stdout.splitlines()
    assert f"  {made}/index.html: stale" in result.stdout.splitlines()
    assert times(made) == before
    assert run(made).exit_code == 0
    assert run(made, "--check").exit_code == 0


def test_check_of_a_folder_that_was_never_exported(docs: Path) -> None:
    result = run(docs, "--check")
    assert result.exit_code == 1
    assert result.stdout.count(": missing") == 5
    assert set(tree(docs)) == {"export.yaml", "shop.yaml"}


def test_check_names_what_a_removed_brief_left(made: Path) -> None:
    (made / "blog.yaml").write_text(BLOG)
    assert run(made).exit_code == 0
    (made / "blog.yaml").unlink()
    result = run(made, "--check")
    assert result.exit_code == 1
    assert f"{made}/blog/storage.svg: superfluous" in result.stdout
    assert (made / "blog" / "storage.svg").exists()


def test_check_needs_no_ledger_to_see_that_all_is_well(made: Path) -> None:
    for path in made.rglob(".export.json"):
        path.unlink()
    assert run(made, "--check").exit_code == 0


def test_the_page_shows_old_and_new(made: Path, tmp_path: Path) -> None:
    (made / "shop.yaml").write_text(SHOP.replace("Shop", "Market"))
    (made / "export.yaml").write_text(CONFIG.replace("request-path", "delivery"))
    before = tree(made)
    page = tmp_path / "changes.html"
    assert run(made, "--check", "--page", page).exit_code == 1
    assert tree(made) == before
    told = page.read_text("utf-8")
    assert told.count("data:image/svg+xml;base64,") == 1 + 1 + 4, (
        "new, gone, and before, now, twice in the difference"
    )
    assert "shop/delivery.svg <em class=" in told
    assert "<del>-  &quot;name&quot;: &quot;Shop&quot;" in told
    assert "http" not in told.replace("http-equiv", "")


# --- what is wrong with one brief stops no other


def test_a_bad_brief_stops_no_other(made: Path) -> None:
    (made / "bad.yaml").write_text("name: X\navod: []\n")
    (made / "never.yaml").write_text(IMPOSSIBLE)
    (made / "blog.yaml").write_text(BLOG)
    result = run(made)
    assert result.exit_code == 2
    bad, never = result.stderr.splitlines()
    assert bad == f"{made}/bad.yaml:2: unknown key 'avod': did you mean 'avoid'?"
    assert f"{made}/never.yaml:3: use: stackpath" in never
    assert (made / "blog" / "storage.svg").exists()
    assert not (made / "bad").exists()
    assert not (made / "never").exists()
    assert "3 unchanged" in result.stdout


def test_a_brief_that_cannot_be_met_is_answered_with_no(docs: Path) -> None:
    (docs / "shop.yaml").write_text(IMPOSSIBLE)
    assert run(docs).exit_code == 1
    assert run(docs, "--check").exit_code == 1


def test_what_a_brief_left_that_is_wrong_now_is_not_removed(made: Path) -> None:
    before = tree(made)
    (made / "shop.yaml").write_text("name: [\n")
    assert run(made).exit_code == 2
    after = tree(made)
    assert {**after, "shop.yaml": b""} == {**before, "shop.yaml": b""}


@pytest.mark.parametrize("second", ["shop.yml", "Shop.yaml", "shop/brief.yaml"])
def test_two_briefs_of_one_name_are_both_refused_and_told(made: Path, second: str) -> None:
    (made / second).write_text(BLOG)
    (made / "blog.yaml").write_text(BLOG)
    before = {name: data for name, data in tree(made).items() if name.startswith("shop/")}
    result = run(made)
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert ": has the name of " in line
    assert {name: data for name, data in tree(made).items() if name.startswith("shop/")} == before
    assert (made / "blog" / "storage.svg").exists()


def test_a_brief_without_a_day_is_told_of(docs: Path) -> None:
    (docs / "shop.yaml").write_text("name: Shop\n")
    result = run(docs)
    assert result.exit_code == 0
    assert (
        f"{docs}/shop.yaml: names no day: its pictures change with the day: add 'as_of: "
        in result.stderr
    )


def test_each_of_several_themes_has_files_of_its_own(docs: Path) -> None:
    (docs / "export.yaml").write_text(f"{CONFIG}theme: [light, dark]\nformats: [svg, png]\n")
    assert run(docs).exit_code == 0
    names = {name for name in tree(docs / "shop") if name.startswith("storage")}
    assert names == {f"storage-{one}.{end}" for one in ("light", "dark") for end in ("svg", "png")}
    told = (docs / "index.md").read_text("utf-8")
    assert "shop/storage-light.svg" in told
    (docs / "export.yaml").write_text(f"{CONFIG}theme: dark\n")
    assert run(docs).exit_code == 0
    assert {name for name in tree(docs / "shop") if name.startswith("storage")} == {"storage.svg"}


# --- bad input

BAD = {
    "unknown key": ("vews: all\n", ":1: unknown key 'vews': did you mean 'views'?"),
    "unknown format": ("views: all\nformats:\n  - svg\n  - sgv\n", ":4: unknown format 'sgv': did you mean 'svg'?"),
    "format with a final line end": ('formats: ["svg\\n"]\n', ":1: unknown format 'svg\\n'"),
    "unknown theme": ("theme: drak\n", ":1: unknown theme 'drak': did you mean 'dark'?"),
    "unknown document": ("documents: [rational.md]\n", ":1: unknown document 'rational.md': did you mean 'rationale.md'?"),
    "unknown view": ("views:\n  - overview\n  - storge\n", ":3: unknown view 'storge': did you mean 'storage'?"),
    "no such folder": ("briefs: nowhere\n", ":1: there is no folder 'nowhere': "),
    "a scale of nothing": ("scale: 0\n", ":1: 'scale' is not a number from 0.1 to 8: "),
    "a width in words": ("thumbnails: wide\n", ":1: 'thumbnails' is not a whole number from 64 to 4000: "),
    "a list of lists": ("views: [[overview]]\n", ":1: 'views' holds a list where a word is wanted: "),
    "not YAML": ("views: [\n", ": is not YAML: mend the syntax there"),
    "no mapping": ("- svg\n", ":1: is not a mapping: "),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), BAD.values(), ids=BAD)
def test_a_bad_config_is_told_with_its_line(docs: Path, text: str, message: str) -> None:
    (docs / "export.yaml").write_text(text)
    result = run(docs)
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"{docs}/export.yaml:")
    assert message in line


def test_a_view_that_no_brief_can_have_is_told_before_anything_is_done(made: Path) -> None:
    """Also beside a brief that is wrong: what was drawn of the view that is meant stays."""
    (made / "bad.yaml").write_text("name: X\navod: []\n")
    (made / "export.yaml").write_text("views: [storage, reqest-path, 'sitee:*']\n")
    before = tree(made)
    for options in ((), ("--check",)):
        told = run(made, *options).stderr.splitlines()
        assert told == [
            f"{made}/export.yaml:1: unknown view 'reqest-path': did you mean 'request-path'?",
            f"{made}/export.yaml:1: unknown view 'sitee:*': did you mean 'site:*'?",
        ]
    assert tree(made) == before


def test_a_view_that_some_brief_may_have_is_waited_for(made: Path) -> None:
    (made / "bad.yaml").write_text("name: X\navod: []\n")
    (made / "export.yaml").write_text("views: [storage, 'site:eu', 's*', 'clust[e]r:*']\n")
    (told,) = run(made).stderr.splitlines()
    assert "unknown key 'avod'" in told


def test_every_fault_of_a_config_is_told(docs: Path) -> None:
    (docs / "export.yaml").write_text("vews: all\ntheme: drak\n")
    assert len(run(docs).stderr.splitlines()) == 2


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "views: all\ntheme:\n"])
def test_a_config_that_says_little_leaves_the_rest_as_it_is_by_default(
    docs: Path, text: str
) -> None:
    (docs / "export.yaml").write_text(text)
    result = run(docs, "--check")
    assert "shop/overview.svg: missing" in result.stdout
    assert "shop/rationale.md: missing" in result.stdout


def test_folders_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "empty").mkdir()
    for name, message in (
        ("nowhere", "no such folder"),
        ("file", "is a file"),
        ("empty", "holds no brief"),
    ):
        result = run(tmp_path / name)
        assert result.exit_code == 2
        assert result.stderr.startswith(f"{tmp_path}/{name}: ")
        assert message in result.stderr
        assert len(result.stderr.splitlines()) == 1


def test_a_folder_that_cannot_be_written(docs: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    result = run(docs, "-o", tmp_path / "file" / "out")
    assert result.exit_code == 2
    assert all(line.count(": ") >= 2 for line in result.stderr.splitlines())
    assert (tmp_path / "file").read_text() == "in the way"


def test_nothing_is_left_half_written(docs: Path) -> None:
    (docs / "shop" / "storage.svg").mkdir(parents=True)
    result = run(docs, "--force")
    assert result.exit_code == 2
    assert [path.name for path in (docs / "shop").iterdir()] == ["storage.svg"]


# --- what is told


def test_json(made: Path) -> None:
    (made / "bad.yaml").write_text("nme: X\n")
    result = run(made, "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 2
    assert told["briefs"]["shop"]["files"] == {
        "architecture.json": "unchanged",
        "request-path.svg": "unchanged",
        "storage.svg": "unchanged",
    }
    assert any("unknown key 'nme'" in line for line in told["briefs"]["bad"]["errors"])
    assert set(told) == {"briefs", "index", "errors"}


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.images: list[str | None] = []
        self.links: list[str | None] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        found = dict(attrs)
        self.images += [found["src"]] if "src" in found else []
        self.links += [found["href"]] if "href" in found else []

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_index_shows_everything_and_trusts_no_name(tmp_path: Path) -> None:
    name = "<script>alert(1)</script> & [x](y) 注文"
    folder = tmp_path / "a b#c%"
    folder.mkdir()
    (folder / "it's 50% & more.yaml").write_text(
        f"# {name}\nname: '{name}'\nas_of: 2026-11-23\n", "utf-8"
    )
    (folder / "export.yaml").write_text(
        "views: [storage, delivery]\ndocuments: [architecture.ttl, index.html, index.md]\n"
    )
    assert run(folder).exit_code == 0
    page = _Page()
    page.feed((folder / "index.html").read_text("utf-8"))
    assert "script" not in page.tags
    assert page.text.count(name) >= 2
    inner = "it%27s%2050%25%20%26%20more"
    assert page.images == [f"{inner}/storage.svg", f"{inner}/delivery.svg"]
    assert {f"{inner}/architecture.ttl", "it%27s%2050%25%20%26%20more.yaml"} <= set(page.links)
    told = (folder / "index.md").read_text("utf-8")
    assert "<script>" not in told
    assert "\\[x\\](y)" in told


def test_a_view_of_ones_own(docs: Path) -> None:
    (docs / "stored.rq").write_text(
        "# title: What is stored\nCONSTRUCT { ?f a o:Flow } { GRAPH ?architecture { ?f a o:Flow } }"
    )
    (docs / "export.yaml").write_text("views: [storage, stored.rq]\ndocuments: []\n")
    assert run(docs).exit_code == 0
    before = (docs / "shop" / "stored.svg").read_bytes()
    (docs / "stored.rq").write_text((docs / "stored.rq").read_text().replace("is stored", "flows"))
    assert "1 written, 1 unchanged" in run(docs).stdout
    assert (docs / "shop" / "stored.svg").read_bytes() != before
    (docs / "export.yaml").write_text("views: [gone.rq]\n")
    result = run(docs)
    assert result.exit_code == 2
    assert "gone.rq" in result.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such names")
def test_names_that_are_no_text_are_led_to_byte_by_byte(docs: Path, tmp_path: Path) -> None:
    """Whatever else has such a name: the folder that is written to, and the page of changes."""
    (docs / os.fsdecode(b"caf\xe9.yaml")).write_text(BLOG)
    output, page = (tmp_path / os.fsdecode(name) for name in (b"o\xe9", b"p\xe9.html"))
    result = run(docs, "-o", output, "--page", page)
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    assert (output / os.fsdecode(b"caf\xe9") / "storage.svg").is_file()
    index = (output / "index.html").read_text("utf-8")
    assert 'href="caf%E9/storage.svg"' in index
    assert 'id="caf\\udce9"' in index
    assert "](caf%E9/storage.svg)" in (output / "index.md").read_text("utf-8")
    assert "caf\\udce9/storage.svg" in page.read_text("utf-8")
    assert "What changed in o\\udce9" in page.read_text("utf-8")
    assert run(docs, "-o", output, "--check").exit_code == 0
