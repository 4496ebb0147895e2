"""Files and texts as scripts name them."""

from __future__ import annotations

from pathlib import Path

import pytest

import kgraph
from kgraph.web import work

ROOT = Path(__file__).parent.parent.parent
SHOP = "name: Shop\n"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.yaml"
    path.write_text(SHOP, "utf-8")
    return path


def test_a_brief_is_the_same_by_path_by_text_of_its_path_and_by_its_text(shop: Path) -> None:
    by_path, by_name = kgraph.read_brief(shop), kgraph.read_brief(str(shop))
    assert by_path == by_name
    assert kgraph.read_brief(SHOP, name=str(shop)) == by_path


def test_a_folder_of_ones_own_changes_nothing_of_what_a_text_means(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shop.parent)
    (shop.parent / "name: Small").write_text("name: Trap\n", "utf-8")
    assert kgraph.read_brief("name: Small").name == "Small"
    assert kgraph.read_brief(Path("name: Small")).name == "Trap"


@pytest.mark.parametrize("source", ["missing.yaml", "missing", "shop/missing.json"])
def test_a_path_that_is_not_there_is_said_to_be_missing(source: str) -> None:
    with pytest.raises(kgraph.InputError, match="there is no such file"):
        kgraph.assemble(source)
    with pytest.raises(kgraph.InputError, match=f"{source}: there is no such file"):
        kgraph.architecture_of(source)


@pytest.mark.parametrize("source", ["", "just words\nand more\n", "shop\0.yaml", "n" * 5000])
def test_what_is_neither_is_an_input_error(source: str) -> None:
    with pytest.raises(kgraph.InputError):
        kgraph.read_brief(source)


def test_whoever_takes_a_brief_takes_the_text_of_a_path(shop: Path) -> None:
    name = str(shop)
    built = kgraph.assemble(name)
    assert kgraph.architecture_of(name) == built
    assert kgraph.why(name, built.placements[0].component).component
    assert kgraph.alternatives(name, count=1)[0].architecture == built
    assert kgraph.complete(built, name).placements == built.placements
    assert kgraph.compare(name, shop, causes=False).placements.added == ()
    assert kgraph.check_file(name) == kgraph.check_file(shop) == ()


def test_files_of_architectures_may_be_named_by_texts(shop: Path) -> None:
    built = kgraph.assemble(shop)
    kgraph.write(str(shop.parent / "out"), {"a.json": kgraph.to_json(built)})
    written = shop.parent / "out" / "a.json"
    read = kgraph.read_architecture(written)
    assert read.placements == built.placements
    assert kgraph.read_architecture(str(written)) == kgraph.architecture_of(str(written)) == read


def test_exports_and_audits_take_texts_of_paths(shop: Path) -> None:
    (shop.parent / "export.yaml").write_text("views: [overview]\ndocuments: []\n", "utf-8")
    done = list(kgraph.export_briefs(str(shop.parent), output=str(shop.parent / "out")))
    assert [one.error for one in done] == [None]
    assert (shop.parent / "out" / "shop" / "overview.svg").is_file()
    with pytest.raises(kgraph.InputError, match="is no folder of entries"):
        kgraph.audit(str(shop))


@pytest.mark.parametrize("typed", ["/etc/hostname", "brief.yaml", "-", "../../secret.yaml"])
def test_what_a_visitor_types_is_never_a_path(typed: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("name: Secret\n", "utf-8")
    for text in (typed, str(secret)):
        with pytest.raises(kgraph.InputError, match=r"^brief\.yaml:1: is not a mapping") as caught:
            work.brief.__wrapped__(text, kgraph.read_brief(SHOP).as_of)
        assert "Secret" not in str(caught.value)


def test_no_page_and_no_export_reads_a_brief_that_may_be_a_path() -> None:
    for folder in ("web", "export"):
        for path in sorted((ROOT / "kgraph" / folder).rglob("*.py")):
            assert ".read_brief(" not in path.read_text("utf-8"), path
