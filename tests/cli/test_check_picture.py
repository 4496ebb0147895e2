"""`kgraph check picture.svg`: whether a picture is still true."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from kgraph.cli import app

SHOP = "name: Shop\nas_of: 2026-11-23\nanswers:\n  tracing: none\n"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, list(map(str, words)))


def findings(picture: Path) -> list[tuple[str, str]]:
    return [
        (one["severity"], one["rule"]) for one in json.loads(run("check", picture, "--json").stdout)
    ]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pictures of a small brief, drawn once."""
    folder = tmp_path_factory.mktemp("drawn")
    (folder / "shop.yaml").write_text(SHOP)
    (folder / "export.yaml").write_text(
        'views: [observability, "site:*"]\ntheme: dark\ndocuments: []\n'
    )
    result = run("export", folder)
    assert result.exit_code == 0, result.output
    return {path.name: path.read_text("utf-8") for path in (folder / "shop").glob("*.svg")}


@pytest.fixture
def picture(drawn: dict[str, str], tmp_path: Path) -> Path:
    """One picture in a folder of its own, with its brief where it says that it is."""
    (tmp_path / "shop.yaml").write_text(SHOP)
    path = tmp_path / "pictures" / "observability.svg"
    path.parent.mkdir()
    path.write_text(drawn["observability.svg"], "utf-8")
    return path


def test_a_picture_that_is_still_true(picture: Path) -> None:
    result = run("check", picture)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "1 file checked: nothing to say against it\n"


def test_comments_in_the_brief_and_line_ends_do_not_matter(picture: Path) -> None:
    (picture.parent.parent / "shop.yaml").write_text("# A comment.\n\n" + SHOP)
    picture.write_bytes(picture.read_bytes().replace(b"\n", b"\r\n"))
    assert findings(picture) == []


def test_without_its_file_it_is_judged_by_the_brief_that_it_carries(picture: Path) -> None:
    (picture.parent.parent / "shop.yaml").unlink()
    assert findings(picture) == []


def test_a_brief_that_has_changed(picture: Path) -> None:
    (picture.parent.parent / "shop.yaml").write_text(
        SHOP.replace("tracing: none", "tracing: tracing\n  metrics: push")
    )
    result = run("check", picture)
    assert result.exit_code == 1
    assert (
        "is missing in the picture (picture-box): draw it again: kgraph draw ../shop.yaml --view observability"
        in result.stdout
    )
    assert ("violation", "picture-arrow") in findings(picture)


def test_a_change_that_the_picture_does_not_show_leaves_it_true(picture: Path) -> None:
    (picture.parent.parent / "shop.yaml").write_text(SHOP + "  registry: third-party\n")
    assert [found for found in findings(picture) if found[0] == "violation"] == []


def test_a_picture_edited_by_hand(picture: Path) -> None:
    picture.write_text(
        picture.read_text("utf-8").replace('="kgraph-card"', '="kgraph-card" opacity="0.5"', 1),
        "utf-8",
    )
    assert run("check", picture).exit_code == 1
    assert findings(picture) == [("violation", "picture-edited"), ("warning", "picture-look")]


def test_a_box_deleted_by_hand_is_told(picture: Path) -> None:
    text = picture.read_text("utf-8")
    start = text.rindex("<g", 0, text.index("-node:"))
    picture.write_text(text[:start] + text[text.index("</g>", start) + 4 :], "utf-8")
    assert findings(picture) == [("violation", "picture-edited"), ("warning", "picture-look")]


def test_a_look_of_another_version_is_a_warning(picture: Path) -> None:
    """As if drawn by a version with other rules: same seal, another look."""
    from dataclasses import replace

    from kgraph.formats.svg import provenance

    text = picture.read_text("utf-8")
    origin = provenance.read(text)
    bare = text[: text.rindex("<metadata>")].replace("-card{", "-card{opacity:.9;") + "</svg>\n"
    again = provenance.write(
        bare, replace(origin.provenance), theme=origin.theme, scale=origin.scale
    )
    picture.write_text(again, "utf-8")
    result = run("check", picture)
    assert result.exit_code == 0
    assert findings(picture) == [("warning", "picture-look")]


def test_a_view_that_is_not_there_any_more(drawn: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text(SHOP + "sites: [{id: eu, cloud: gcp}]\n")
    picture = tmp_path / "pictures" / "site-main.svg"
    picture.parent.mkdir()
    picture.write_text(drawn["site-main.svg"], "utf-8")
    assert findings(picture) == [("violation", "picture-view")]


def test_a_brief_that_cannot_be_met_any_more(picture: Path) -> None:
    (picture.parent.parent / "shop.yaml").write_text(SHOP + "use: [stackpath]\n")
    assert run("check", picture).exit_code == 1


BAD = {
    "cut off": (lambda text: text[: len(text) // 2], "is damaged"),
    "no XML": (lambda text: "hello", "is damaged"),
    "empty": (lambda text: "", "is damaged"),
    "another SVG": (
        lambda text: '<svg xmlns="http://www.w3.org/2000/svg"/>',
        "does not say what it was made from",
    ),
    "no SVG": (lambda text: "<html/>", "is not an SVG"),
    "an entity": (
        lambda text: '<!DOCTYPE svg [<!ENTITY a "b">]>' + text,
        "declares a document type",
    ),
    "zeros": (lambda text: "\0" + text, "holds binary data"),
}


@pytest.mark.parametrize(("spoil", "message"), BAD.values(), ids=BAD)
def test_what_is_no_picture_of_ours_is_refused(picture: Path, spoil: object, message: str) -> None:
    picture.write_text(spoil(picture.read_text("utf-8")), "utf-8")  # type: ignore[operator]
    result = run("check", picture)
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith(str(picture))
    assert message in line


def test_a_picture_without_file_and_brief_is_refused(picture: Path) -> None:
    from kgraph.formats.options import Provenance
    from kgraph.formats.svg import provenance

    bare = picture.read_text("utf-8").rpartition("<metadata>")[0] + "</svg>\n"
    for source, words in (
        ("a.json", "was drawn from 'a.json', which is not beside it"),
        ("", "names no file"),
    ):
        picture.write_text(
            provenance.write(bare, Provenance("overview", "", "", source), theme="light", scale=1),
            "utf-8",
        )
        result = run("check", picture)
        assert result.exit_code == 2
        assert words in result.stderr


@pytest.mark.parametrize(
    "source", ["/etc/passwd", "../../../etc/passwd", "shop.yaml\0", "x" * 5000 + ".yaml"]
)
def test_a_source_that_is_no_file_of_ours_is_not_read(picture: Path, source: str) -> None:
    from dataclasses import replace

    from kgraph.formats.svg import provenance

    text = picture.read_text("utf-8")
    origin = provenance.read(text)
    bare = text.rpartition("<metadata>")[0] + "</svg>\n"
    said = replace(origin.provenance, source=source)
    picture.write_text(
        provenance.write(bare, said, theme=origin.theme, scale=origin.scale), "utf-8"
    )
    assert findings(picture) == []


def test_risks_are_not_asked_of_a_picture(picture: Path) -> None:
    result = run("check", picture, "--risks")
    assert result.exit_code == 2
    assert "is a picture: name the brief or the architecture that it shows" in result.stderr


def test_pictures_among_other_files(picture: Path) -> None:
    result = run("check", picture, picture.parent.parent / "shop.yaml")
    assert result.exit_code == 0
    assert "2 files checked" in result.stdout


def test_the_inside_of_a_component(tmp_path: Path) -> None:
    picture = tmp_path / "harbor.svg"
    assert run("draw", "harbor", "-o", picture, "--as-of", "2019-06-01").exit_code == 0
    assert run("check", picture, "--as-of", "2019-06-01", "--json").stdout == "[]\n"
    told = run("check", picture, "--as-of", "2026-11-23")
    assert told.exit_code == 1
    assert "box 'Clair' is not there any more" in told.stdout
    assert "box 'Trivy' is missing in the picture" in told.stdout


def test_a_picture_drawn_from_an_architecture_and_one_of_ones_own_view(tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text(SHOP)
    (tmp_path / "own.rq").write_text(
        "CONSTRUCT { ?f a o:Flow } { GRAPH ?architecture { ?f a o:Flow } }"
    )
    (tmp_path / "shop.json").write_text(
        run("assemble", tmp_path / "shop.yaml", "--json").stdout, "utf-8"
    )
    for source, view in (("shop.json", "storage"), ("shop.yaml", str(tmp_path / "own.rq"))):
        assert (
            run(
                "draw",
                tmp_path / source,
                "-o",
                tmp_path / "p.svg",
                "--view",
                view,
                "--theme",
                "auto",
            ).exit_code
            == 0
        )
        assert findings(tmp_path / "p.svg") == []
