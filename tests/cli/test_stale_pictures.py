"""Which pictures of a repository go stale with one word of the catalog: those that show it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from commands import run

from kgraph.formats.svg import provenance, shown

ROOT = Path(__file__).parents[2]
BRIEFS = ("start-up", "static-site", "demo")
"""Some of the gallery; the whole of it takes minutes where it is drawn three times."""
ENTRY = """id: prometheus
extends: prometheus
name: {name}
definition: Scrapes, stores and {verb} metrics.
"""


def lay(folder: Path, *, name: str = "Prometheus", verb: str = "queries") -> None:
    """A layer that tells one component of ours in other words."""
    folder.mkdir(exist_ok=True)
    (folder / "prometheus.yaml").write_text(ENTRY.format(name=name, verb=verb), "utf-8")


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pictures of briefs of the gallery, committed with a layer."""
    folder = tmp_path_factory.mktemp("repository") / "docs"
    folder.mkdir()
    lay(folder.parent / "words")
    for name in BRIEFS:
        shutil.copy(ROOT / "ontology" / "briefs" / f"{name}.yaml", folder)
    (folder / "export.yaml").write_text("catalogs: [../words]\ndocuments: []\n", "utf-8")
    result = run("export", folder)
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return folder


@pytest.fixture
def docs(gallery: Path, tmp_path: Path) -> Path:
    """A copy of them."""
    return shutil.copytree(gallery.parent, tmp_path / "repository") / "docs"


def states(docs: Path) -> dict[str, str]:
    """The state of each picture."""
    told = json.loads(run("export", docs, "--check", "--json").stdout)["briefs"]
    return {
        f"{brief}/{name}": state
        for brief, one in told.items()
        for name, state in one["files"].items()
    }


def pictures(docs: Path) -> dict[str, str]:
    return {f"{p.parent.name}/{p.name}": p.read_text("utf-8") for p in docs.glob("*/*.svg")}


def test_one_word_of_a_definition_makes_no_picture_stale(docs: Path) -> None:
    before, ledgers = pictures(docs), {p: p.read_bytes() for p in docs.glob("*/.export.json")}
    lay(docs.parent / "words", verb="answers")
    found = states(docs)
    assert found.keys() == before.keys()
    assert set(found.values()) == {"alike"}
    told = run("export", docs, "--check")
    assert told.exit_code == 0
    counts = f"0 missing, 0 stale, 0 superfluous, 0 unchanged, {len(before)} alike"
    assert told.stdout.splitlines()[-1] == f"{len(BRIEFS)} briefs: {counts}"
    assert pictures(docs) == before, "a check writes nothing"

    assert run("export", docs).exit_code == 0, "what is written has the new word"
    now = pictures(docs)
    assert any("stores and answers metrics" in text for text in now.values())
    assert not any("stores and queries metrics" in text for text in now.values())
    assert set(states(docs).values()) == {"unchanged"}
    assert ledgers == {p: p.read_bytes() for p in ledgers}, "what they show is what is listed"


def test_a_refreshed_tooltip_changes_few_lines(docs: Path) -> None:
    before = pictures(docs)
    lay(docs.parent / "words", verb="answers")
    assert run("export", docs).exit_code == 0
    for name, text in pictures(docs).items():
        pairs = zip(before[name].split("\n"), text.split("\n"), strict=True)
        other = [new for old, new in pairs if old != new]
        told = [line for line in other if "<o:catalogs>" in line or "<o:seal>" in line]
        assert len(told) == 2
        assert all("stores and answers metrics" in line for line in other if line not in told)


def test_a_changed_name_makes_stale_what_shows_it(docs: Path) -> None:
    shows = {name for name, text in pictures(docs).items() if "Prometheus" in shown.drawn(text)}
    assert 3 <= len(shows) < len(pictures(docs))
    lay(docs.parent / "words", name="Prometheus Server")
    result = run("export", docs, "--check")
    assert result.exit_code == 1
    assert {name for name, state in states(docs).items() if state == "stale"} == shows
    assert sum(line.endswith(": stale") for line in result.stdout.splitlines()) == len(shows)


def test_what_somebody_drew_into_a_picture_is_no_old_tooltip(docs: Path) -> None:
    path = docs / "demo" / "overview.svg"
    text = path.read_text("utf-8")
    path.write_text(text.replace("<title>Prometheus", "<title>Prometheus by hand", 1), "utf-8")
    assert states(docs)["demo/overview.svg"] == "stale"


def test_a_picture_with_an_older_tooltip_is_still_true(docs: Path) -> None:
    lay(docs.parent / "words", verb="answers")
    path = docs / "demo" / "observability.svg"
    told = run("check", path, "--catalog", docs.parent / "words")
    assert told.stdout == "1 file checked: nothing to say against it\n"
    lay(docs.parent / "words", name="Prometheus Server")
    told = run("check", path, "--catalog", docs.parent / "words")
    assert told.exit_code == 1
    assert "box 'Prometheus Server' was 'Prometheus'" in told.stdout


def test_tooltips_are_told_from_titles() -> None:
    svg = '<svg><title id="t">A</title><g><title>B\nC</title><text>D</text></g></svg>'
    assert shown.digest(svg) == shown.digest(svg.replace("B\nC", "E"))
    assert shown.digest(svg) != shown.digest(svg.replace(">A<", ">E<"))
    assert shown.digest(svg) != shown.digest(svg.replace(">D<", ">E<"))
    assert not provenance.untouched(svg)
