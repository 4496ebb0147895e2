"""kgraph draw and kgraph views.

What they make, and what is said, in one line each, of everything that cannot be drawn.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from commands import run

from kgraph import api
from kgraph.api import excerpts
from kgraph.formats.options import Options
from kgraph.formats.registry import format_named
from kgraph.formats.rendering import render
from kgraph.layout.legibility.gate import faults
from kgraph.layout.legibility.metrics import measure
from kgraph.terms import FLOW
from kgraph.view.completeness import missing

ROOT = Path(__file__).parents[2]
BOTH = "?x a o:Placement . ?y a o:Placement"
BLOOD = f"BIND(IRI('{FLOW}blood') AS ?k)"
BRIEF = "name: Small\nas_of: 2026-11-23\nworkloads: [{id: shop, name: Shop, exposes: public}]\n"
QUERY = "CONSTRUCT { ?x a o:Placement } WHERE { GRAPH ?architecture { ?x a o:Placement } }"
FORMATS = tuple(one.id for one in api.FORMATS)
TEXTS = ("svg", "dot", "mmd", "d2", "drawio", "dsl", "graphml", "json")
Change = Callable[[dict[str, Any]], None]


def drawn(*words: str | Path) -> str:
    """What is told on standard error of a picture that could be drawn."""
    result = run("draw", *words)
    assert result.exit_code == 0, result.output
    return result.stderr


def inside(folder: Path) -> list[Path]:
    """What lies in a folder; nothing where it is none."""
    with contextlib.suppress(OSError):
        return sorted(folder.iterdir())
    return []


def refused(*words: str | Path) -> str:
    """The line on standard error of a picture that could not; nothing has been written."""
    folder = Path(words[words.index("-o") + 1]).parent
    before = inside(folder)
    result = run("draw", *words)
    assert isinstance(result.exception, SystemExit), result.exception
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert line.count(": ") >= 2
    assert inside(folder) == before
    return line


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The architecture of a small brief as JSON."""
    path = tmp_path_factory.mktemp("small") / "architecture.json"
    path.write_text(api.to_json(api.assemble(BRIEF)))
    return path


@pytest.fixture(scope="module")
def turtle(made: Path) -> Path:
    """The same as Turtle."""
    path = made.with_suffix(".ttl")
    path.write_text(api.to_turtle(api.read_architecture(made)))
    return path


def changed(made: Path, folder: Path, change: Change) -> Path:
    """The architecture with something changed."""
    document = json.loads(made.read_text())
    change(document)
    path = folder / "changed.json"
    path.write_text(json.dumps(document))
    return path


def saved(folder: Path, text: str | bytes, name: str = "mine.rq") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


# --- what can be drawn


@pytest.mark.slow
def test_views_are_listed_and_each_can_be_drawn(made: Path, tmp_path: Path) -> None:
    listed = [line.split()[0] for line in run("views", made).stdout.splitlines()]
    told = json.loads(run("views", made, "--json").stdout)
    assert listed == [row["id"] for row in told]
    assert {"overview", "request-path", "site:main"} <= set(listed)
    drawn(made, "-o", tmp_path / "x.json", "--view", "cluster:main/main")  # which shows the same
    assert json.loads((tmp_path / "x.json").read_text())["view"]["id"] == "site:main"
    for view in listed:
        drawn(made, "-o", tmp_path / "x.json", "--view", view)
        assert json.loads((tmp_path / "x.json").read_text())["view"]["id"] == view


@pytest.mark.parametrize("format", FORMATS)
def test_the_suffix_names_the_format_and_what_it_lacks_is_said(
    made: Path, tmp_path: Path, format: str
) -> None:
    told = drawn(made, "-o", tmp_path / f"x.{format}")
    assert (tmp_path / f"x.{format}").stat().st_size > 100
    assert bool(told) == bool(api.format_named(format).lacks)


@pytest.mark.parametrize(
    ("name", "words", "told"),
    [
        ("a.png", ("--theme", "auto"), "cannot follow its reader as 'auto' does: it is drawn as"),
        ("a.mmd", ("--theme", "auto"), "cannot follow its reader as 'auto' does: it is drawn as"),
        ("a.json", ("--theme", "dark"), "has no colours, so it is the same without the theme"),
        ("a.mmd", ("--scale", "2"), "has no size, so it is the same without the scale 2"),
    ],
)
def test_a_theme_or_a_size_that_a_format_cannot_show_is_said(
    name: str, words: tuple[str, str], told: str, made: Path, tmp_path: Path
) -> None:
    lines = drawn(made, "-o", tmp_path / name, *words).splitlines()
    assert [line for line in lines if line.startswith(f"{name}: its format {told}")] == lines[-1:]


def test_a_capital_suffix_and_dots_in_the_name_are_fine(made: Path, tmp_path: Path) -> None:
    drawn(made, "-o", tmp_path / "v1.2.SVG")
    ElementTree.parse(tmp_path / "v1.2.SVG")


def test_missing_folders_are_made_and_files_replaced(made: Path, tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "x.svg"
    drawn(made, "-o", path)
    path.write_text("old")
    drawn(made, "-o", path)
    assert path.read_text().startswith("<")
    assert list(path.parent.iterdir()) == [path]


def test_scale_is_how_large(made: Path, tmp_path: Path) -> None:
    sizes = []
    for scale in ("0.1", "1", "8"):
        drawn(made, "-o", tmp_path / "x.svg", "--scale", scale)
        sizes.append(float(ElementTree.parse(tmp_path / "x.svg").getroot().attrib["width"]))
    assert sizes[0] * 80 == pytest.approx(sizes[1] * 8, rel=0.01)
    assert sizes[2] == pytest.approx(sizes[1] * 8, rel=0.01)


@pytest.mark.parametrize("suffix", [".rq", ".yaml"])
def test_a_view_of_ones_own_is_drawn_under_its_name(
    made: Path, tmp_path: Path, suffix: str
) -> None:
    text = (
        f"# title: Mine & <yours>\n{QUERY}"
        if suffix == ".rq"
        else 'title: "Mine & <yours>"\nflows: [request]\n'
    )
    drawn(made, "-o", tmp_path / "x.svg", "--view", saved(tmp_path, text, f"mine{suffix}"))
    assert "Mine &amp; &lt;yours&gt;" in (tmp_path / "x.svg").read_text()


# --- the same bytes


@pytest.mark.slow
def test_the_same_picture_in_any_surroundings(made: Path, tmp_path: Path) -> None:
    """Other hashes, another locale, another time zone, no home and no cache."""
    own = saved(tmp_path, "# title: Größe 注文\n" + QUERY)
    seen = set()
    odd = {
        "PYTHONHASHSEED": "7",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "TZ": "Asia/Tokyo",
    }
    for more in (
        {"PYTHONHASHSEED": "0"},
        {**odd, "HOME": "/nowhere/at/all", "XDG_CACHE_HOME": "/nowhere/at/all"},
    ):
        command = [
            sys.executable,
            "-m",
            "kgraph",
            "draw",
            str(made),
            "-o",
            "x.svg",
            "--view",
            str(own),
        ]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **more}
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, check=False
        )
        assert done.returncode == 0
        (line,) = done.stderr.splitlines()
        assert line.startswith(b"x.svg: does not carry the letters ")
        seen.add((tmp_path / "x.svg").read_bytes())
    assert len(seen) == 1


# --- words that are not known


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("x.bmp",), f"format: unknown format 'bmp': known are: {', '.join(FORMATS)}"),
        (("x.svg.gz",), "format: unknown format 'gz'"),
        (("x",), "x: has no suffix that names a format: write for example overview.svg"),
        ((".svg",), "has no suffix that names a format"),
        (
            ("x.svg", "--view", "nonsense"),
            "view: unknown view 'nonsense': known are: overview, request-path",
        ),
        (
            ("x.svg", "--view", "netwrok"),
            "view: unknown view 'netwrok': did you mean 'network'? Known are: overview",
        ),
        (("x.svg", "--view", ""), "view: unknown view ''"),
        (("x.svg", "--view", "site:"), "view: unknown view 'site:'"),
        (("x.svg", "--view", "v" * 300), "view: unknown view"),
        (
            ("x.svg", "--theme", "pink"),
            "theme: unknown theme 'pink': known are: light, dark, auto, print",
        ),
        (("x.html", "--view", "storage"), "--view: means nothing to 'html', which holds all views"),
        (("x.html", "--scale", "2"), "--scale: means nothing to 'html'"),
        *(
            (
                ("x.png", "--scale", scale),
                f"--scale: '{scale}' is not a number from 0.1 to 8: write for example 2",
            )
            for scale in ("0", "-1", "1000", "nan", "inf", "much", "")
        ),
    ],
)
def test_a_word_that_is_not_known_is_told_with_the_known_ones(
    made: Path, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    assert told in refused(made, "-o", tmp_path / words[0], *words[1:])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("promtheus",), "unknown component 'promtheus': did you mean 'prometheus'?"),
        (("Rook-Cef",), "unknown component 'Rook-Cef': did you mean 'rook-ceph'?"),
        (("OTel Colector",), "did you mean 'otel collector'?"),
        (("x" * 300,), "unknown component"),
        (("grafana",), "does not tell what is inside 'grafana'"),
        (
            ("prometheus", "--view", "network"),
            "--view: a component has one view, its inside: leave --view out",
        ),
        (("prometheus", "--as-of", "2010-01-01"), "is not there on 2010-01-01"),
        (("prometheus", "--as-of", "soon"), "--as-of: 'soon' is not a date"),
    ],
)
def test_a_component_that_cannot_be_opened_is_told(
    tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    assert told in refused(words[0], "-o", tmp_path / "x.svg", *words[1:])


def test_a_component_is_drawn_by_what_it_is_called(tmp_path: Path) -> None:
    for number, name in enumerate(("rook", "Rook Ceph", "ROOK")):
        drawn(name, "-o", tmp_path / f"{number}.svg", "--as-of", "2026-11-23")
    pictures = [(tmp_path / f"{number}.svg").read_bytes() for number in range(3)]
    assert pictures[0] == pictures[1] == pictures[2]


# --- where nothing can be written


def test_what_stands_in_the_way_is_told(made: Path, tmp_path: Path) -> None:
    (tmp_path / "folder.svg").mkdir()
    (tmp_path / "file").write_text("x")
    assert "folder.svg: is a folder" in refused(made, "-o", tmp_path / "folder.svg")
    needed = ": a file stands where a folder is needed: name a folder"
    assert f"file{needed}" in refused(made, "-o", tmp_path / "file" / "x.svg")
    assert f"deeper{needed}" in refused(made, "-o", tmp_path / "file" / "deeper" / "x.svg")
    assert "cannot be written (" in refused(made, "-o", tmp_path / f"{'x' * 300}.svg")
    assert "cannot be written (" in refused(made, "-o", tmp_path / ("x" * 300) / "x.svg")
    assert (tmp_path / "file").read_text() == "x"


# --- what cannot be read


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("cut.json", b'{"placements": [', "cut.json:1: is not JSON: mend the syntax there"),
        ("empty.json", b"", "empty.json:1: is not JSON: mend the syntax there"),
        ("list.json", b"[]", "list.json:1: is no architecture"),
        ("deep.json", b"[" * 100_000, "deep.json:1: is nested deeper than 64 levels"),
        ("digits.json", b"9" * 5000, "digits.json:1: holds a number that is too long"),
        ("binary.json", bytes(range(256)), "binary.json:2: is not UTF-8 text"),
        (
            "half.json",
            b'{"placements": [],\n "name": "\\ud800"}',
            "half.json:2: name holds half of a character",
        ),
        (
            "key.json",
            b'{"placements": [], "\\udc00": 1}',
            "key.json:1: a key holds half of a character",
        ),
        ("cut.ttl", b"<a> <b>", "cut.ttl:1: is not Turtle: mend the syntax there"),
        ("empty.ttl", b"", "empty.ttl:1: holds no architecture"),
        ("binary.ttl", bytes(range(256)), "binary.ttl:2: is not UTF-8 text"),
        ("cut.yaml", b"name: a: b", "cut.yaml:1: is not YAML: mend the syntax there"),
        ("empty.yaml", b"", "empty.yaml:1: is empty"),
        (
            "other.txt",
            b"name: x",
            "other.txt: '.txt' is not a kind of file that holds an architecture",
        ),
        ("picture.svg", b"<svg/>", "picture.svg: "),
    ],
)
def test_a_damaged_source_is_told_with_its_line(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    assert told in refused(saved(tmp_path, content, name), "-o", folder / "x.svg")


def test_a_source_that_is_not_there_or_is_a_folder_is_told(tmp_path: Path) -> None:
    assert "there is no such file" in refused(tmp_path / "gone.yaml", "-o", tmp_path / "x.svg")
    assert "cannot be read (" in refused(f"{'x' * 300}.yaml", "-o", tmp_path / "x.svg")
    assert "architecture" in refused(tmp_path, "-o", tmp_path / "x.svg")


def _drop(key: str) -> Change:
    return lambda document: document.pop(key)


def _set(key: str, value: object) -> Change:
    return lambda document: document.update({key: value})


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_drop("flows"), "'flows' is missing"),
        (_set("placements", {}), "placements is not a list"),
        (_set("sites", None), "sites is not a list"),
        (_set("as_of", "2026-13-45"), "'2026-13-45' is not a date"),
        (_set("extra", 1), "unknown key 'extra'"),
        (
            lambda d: d["placements"][0].update(site="mars"),
            "stands at no place of this architecture",
        ),
        (lambda d: d["placements"][0].update(component="magic"), "'magic' is not in the catalog"),
        (lambda d: d["placements"].append(d["placements"][0]), "stands twice"),
        (
            lambda d: d["flows"][0].update(to="nowhere"),
            "'nowhere' is no placement of this architecture",
        ),
        (
            lambda d: d["flows"][0].update(kind="blood"),
            "unknown kind of flow 'blood': known are: backup, control",
        ),
    ],
)
def test_an_architecture_that_cannot_be_is_told(
    made: Path, tmp_path: Path, change: Change, told: str
) -> None:
    source = changed(made, tmp_path, change)
    assert told in refused(source, "-o", tmp_path / "x.svg")


def _nothing(document: dict[str, Any]) -> None:
    document.update(placements=[], flows=[], brief={})


def _nowhere(document: dict[str, Any]) -> None:
    document.update(placements=[], flows=[], brief={}, sites=[])


def _unable(document: dict[str, Any]) -> None:
    for one in document["placements"]:
        one.update(capabilities=[], serves=[])


def _of_another_time(document: dict[str, Any]) -> None:
    for one in document["placements"]:
        one.update(capabilities=["unheard-of"], serves=["unheard-of", "workload"])


def _to_itself(document: dict[str, Any]) -> None:
    flow = document["flows"][0]
    document["flows"].append({**flow, "id": "self", "to": flow["from"]})


def _in_a_circle(document: dict[str, Any]) -> None:
    flow, ends = document["flows"][0], [one["id"] for one in document["placements"][:3]]
    pairs = zip(ends, [*ends[1:], ends[0]], strict=True)
    document["flows"] = [{**flow, "id": f"{a}-{b}", "from": a, "to": b} for a, b in pairs]


def _twins(document: dict[str, Any]) -> None:
    first = document["placements"][0]
    document["placements"].append({**first, "id": f"{first['id']}-2"})


def _nameless(document: dict[str, Any]) -> None:
    document["name"] = ""
    for one in document["placements"]:
        one["name"] = ""


def _in_other_clouds(document: dict[str, Any]) -> None:
    document["sites"][0].update(cloud="unheard-of", region=None)


ODD = [
    _nothing,
    _nowhere,
    _unable,
    _of_another_time,
    _to_itself,
    _in_a_circle,
    _twins,
    _nameless,
    _in_other_clouds,
]


@pytest.mark.slow
@pytest.mark.parametrize("change", ODD)
@pytest.mark.parametrize("view", ["overview", "network", "request-path", "observability"])
def test_an_odd_architecture_is_drawn(
    made: Path, tmp_path: Path, change: Change, view: str
) -> None:
    source = changed(made, tmp_path, change)
    for format in ("svg", "json"):
        drawn(source, "-o", tmp_path / f"x.{format}", "--view", view)
    ElementTree.parse(tmp_path / "x.svg")


def test_an_empty_picture_says_that_it_is_empty(made: Path, tmp_path: Path) -> None:
    drawn(changed(made, tmp_path, _nothing), "-o", tmp_path / "x.svg")
    assert "Nothing is placed in this architecture" in (tmp_path / "x.svg").read_text()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('rdfs:label "Small"', 'rdfs:comment "Small"', "has no name"),
        ('"2026-11-23"', '"99999-11-23"', "which is no date"),
        ("o:position 1 ", f"o:position {'9' * 5000} ", "which is no number"),
        ("o:position 1 ", 'o:position "+-1" ', "which is no number"),
        ("o:levelOfPlace o:site", "o:levelOfPlace o:moon", "is a place without a level"),
        ('"Small"', '"\\uD800"', "is not Turtle"),
    ],
)
def test_turtle_that_cannot_be_is_told(
    turtle: Path, tmp_path: Path, old: str, new: str, told: str
) -> None:
    text = turtle.read_text()
    assert old in text
    result = run(
        "draw", saved(tmp_path, text.replace(old, new, 1), "a.ttl"), "-o", tmp_path / "x.svg"
    )
    assert (result.exit_code, result.stdout) == (2, "")
    assert any(told in line for line in result.stderr.splitlines())
    assert all(line.count(": ") >= 2 for line in result.stderr.splitlines())


# --- views of the user's own that cannot be drawn


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "mine.rq:1: holds no query: construct placements"),
        ("# title: x\n\n", "mine.rq:1: holds no query"),
        ("# a\nSELECT ?x { ?x ?y ?z }", "mine.rq:2: is not a CONSTRUCT but SELECT"),
        ("ASK { ?x ?y ?z }", "mine.rq:1: is not a CONSTRUCT but ASK"),
        ("DESCRIBE c:prometheus", "mine.rq:1: is not a CONSTRUCT but DESCRIBE"),
        ("DELETE WHERE { ?x ?y ?z }", "mine.rq:1: is not a CONSTRUCT but DELETE"),
        (QUERY[:-3], "mine.rq:1: is not SPARQL: mend the syntax there"),
        (f"\n\n{QUERY.replace('o:', 'oo:')}", "mine.rq:3: uses the prefix 'oo:', which is not declared"),
        (QUERY.replace("WHERE", "\nFROM <http://localhost:1/> WHERE"), "mine.rq:2: FROM names <http://localhost:1/>, which is not loaded"),
        (QUERY.replace("{ GRAPH", "{\nSERVICE <http://localhost:1/> { ?a ?b ?c } GRAPH"), "mine.rq:2: asks another server"),
        (f"{QUERY}\n#{'x' * 100_001}", "mine.rq:1: is longer than 100,000 characters"),
        (QUERY.replace("a o:Placement } }", "o:nothing ?y } }"),
         "mine.rq:1: 'o:nothing' is not known: "),
        (QUERY.replace("{ ?x a o:Placement }", "{ ?x flow:blood ?y }", 1).replace("a o:Placement } }", "a o:Placement . ?y a o:Placement } }"),
         "mine.rq:1: 'flow:blood' is not known: known are: flow:backup, "),
        ("CONSTRUCT { ?x a o:Flow } { ?x a o:Component }", "mine.rq: selects nothing of 'Small'"),
        (f"{QUERY[:9]} {{ ?x ?k ?y }} {{ GRAPH ?g {{ {BOTH} }} {BLOOD} }}",
         "mine.rq: constructs the unknown kind of flow 'blood': known are: backup"),
    ],
)  # fmt: skip
def test_a_query_that_cannot_be_drawn_is_told_with_file_and_line(
    made: Path, tmp_path: Path, text: str, told: str
) -> None:
    line = refused(made, "-o", tmp_path / "x.svg", "--view", saved(tmp_path, text))
    assert line.removeprefix(f"{tmp_path}/").startswith(told)


def test_a_query_that_takes_too_long_is_ended(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = "CONSTRUCT { ?a a o:Placement } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(str(?a) = str(?i) && ?b = ?e) }"
    with monkeypatch.context() as patch:
        patch.setattr(excerpts, "OWN_SECONDS", 0.5)
        line = refused(made, "-o", tmp_path / "x.svg", "--view", saved(tmp_path, slow))
    assert line.startswith(f"{tmp_path}/mine.rq: ran longer than 0.5 s and was ended")
    drawn(made, "-o", tmp_path / "x.svg", "--view", saved(tmp_path, QUERY))


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.yaml", "sites: [main, mars]\n", "a.yaml:1: unknown site 'mars': known are: main"),
        (
            "a.yaml",
            "components: [kafka]\n",
            "a.yaml: selects nothing of 'Small': name capabilities, components",
        ),
        ("a.yaml", "flows: [backup, blood]\n", "a.yaml:1: unknown kind of flow 'blood'"),
        ("a.txt", "flows: [request]\n", "a.txt: '.txt' is not a kind of file that holds a view"),
    ],
)
def test_a_selection_that_cannot_be_drawn_is_told(
    made: Path, tmp_path: Path, name: str, text: str, told: str
) -> None:
    line = refused(made, "-o", tmp_path / "x.svg", "--view", saved(tmp_path, text, name))
    assert line.removeprefix(f"{tmp_path}/").startswith(told)


def test_a_view_that_is_not_there_or_is_a_folder_is_told(made: Path, tmp_path: Path) -> None:
    (tmp_path / "folder.rq").mkdir()
    assert "is a folder" in refused(
        made, "-o", tmp_path / "x.svg", "--view", tmp_path / "folder.rq"
    )
    assert "there is no such file" in refused(
        made, "-o", tmp_path / "x.svg", "--view", tmp_path / "gone.yaml"
    )
    assert "cannot be read (" in refused(
        made, "-o", tmp_path / "x.svg", "--view", f"{'x' * 300}.rq"
    )


# --- names


NAMES = {
    "markup": "<script>alert(1)</script> & <b>x</b> ]]> <!-- --",
    "quotes": '"double" \'single\' `back` \\ \\" %s {0} #1 ; | [a](b) {{c}}',
    "emoji": "🚀👩‍👩‍👧‍👦🇪🇺 shop",
    "right-to-left": "\u202eשלום مرحبا\u202c end",
    "combining": "e\u0301a\u0310\u0323",
    "lines": "two\nlines\ttab",
    "long": "x" * 300,
    "words": "Lorem ipsum " * 25,
    "mermaid": "%%{init}%% --> a:::b end subgraph click",
    "structurizr": "workspace { !include http://localhost/ }",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_any_name_is_drawn_in_every_text(tmp_path: Path, name: str) -> None:
    said = json.dumps(name, ensure_ascii=False)
    brief = (
        f"name: {said}\nas_of: 2026-11-23\nsites: [{{id: {'s' * 60}, cloud: gcp, region: {said}}}]\n"
        f"workloads: [{{id: {'w' * 60}, name: {said}, exposes: public, stores: tables}}]\n"
    )
    architecture = api.assemble(brief)
    path = saved(tmp_path, api.to_json(architecture), "named.json")
    drawn(path, "-o", tmp_path / "x.svg")
    assert "<script>alert" not in (tmp_path / "x.svg").read_text()
    for view in ("overview", "request-path", f"site:{'s' * 60}"):
        found = api.drawing(architecture, view)
        made = {id: render(found, format_named(id, where="format"), Options()) for id in TEXTS}
        for id in ("svg", "drawio", "graphml"):
            ElementTree.fromstring(made[id])
        assert json.loads(made["json"])
        assert all(text.decode("utf-8").strip() for text in made.values())


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are text there")
def test_a_file_name_that_is_no_text_is_no_obstacle(tmp_path: Path) -> None:
    name = os.fsdecode(bytes([0x65, 0xFF, 0x65]))
    brief, own = saved(tmp_path, BRIEF, f"{name}.yaml"), saved(tmp_path, QUERY, f"{name}.rq")
    drawn(brief, "-o", tmp_path / "x.svg", "--view", own)
    ElementTree.parse(tmp_path / "x.svg")


# --- large briefs


def _sites(count: int) -> str:
    return f"sites: [{', '.join(f'{{id: s{n}, cloud: gcp}}' for n in range(count))}]\nanswers: {{availability: multi-region}}\n"


LARGE = {
    "24 sites": (_sites(24) + "workloads: [{id: shop, exposes: public}]\n", "site:s7"),
    "24 clusters": (
        f"sites: [{{id: eu, cloud: gcp, clusters: [{', '.join(f'c{n}' for n in range(24))}]}}]\nworkloads: [{{id: shop, exposes: public}}]\n",
        "cluster:eu/c7",
    ),
    "48 workloads": (
        f"workloads: [{', '.join(f'{{id: w{n}, exposes: public}}' for n in range(48))}]\n",
        "site:main",
    ),
}


@pytest.mark.parametrize(("text", "part"), LARGE.values(), ids=LARGE)
def test_a_brief_at_its_limits_is_legible(text: str, part: str) -> None:
    architecture = api.assemble(f"name: Large\nas_of: 2026-11-23\n{text}")
    for view in ("overview", "request-path", "network", part):
        found = api.drawing(architecture, view)
        assert missing(found.view, architecture) == ()
        assert list(faults(measure(found))) == []


def test_a_picture_can_be_piped(made: Path) -> None:
    piped = run("draw", made, "-o", "-")
    assert (piped.exit_code, piped.stdout.startswith("<svg")) == (0, True)
    mermaid = run("draw", made, "-o", "-", "--format", "mmd")
    assert "flowchart" in mermaid.stdout
    assert mermaid.stderr.startswith("mmd lacks")


# --- several themes


def test_each_of_several_themes_is_a_file(made: Path, tmp_path: Path) -> None:
    result = run("draw", made, "--theme", "light", "--theme", "Dark", "-o", tmp_path / "a.svg")
    assert result.exit_code == 0, result.stderr
    files = [tmp_path / "a-light.svg", tmp_path / "a-dark.svg"]
    assert result.stdout.splitlines() == list(map(str, files))
    assert inside(tmp_path) == sorted(files)
    for file, theme in zip(files, ("light", "dark"), strict=True):
        drawn("--theme", theme, made, "-o", tmp_path / "one.svg")
        assert file.read_bytes() == (tmp_path / "one.svg").read_bytes()
    run("draw", "harbor", "--theme", "light", "--theme", "print", "-o", tmp_path / "h.mmd")
    assert {"h-light.mmd", "h-print.mmd"} <= {one.name for one in inside(tmp_path)}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("--theme", "dark", "--theme", "dark", "-o", "x.svg"),
            "--theme: 'dark' is asked for twice",
        ),
        (("--theme", "dark", "--theme", "light", "-o", "-"), "--theme: 2 pictures would go to"),
        (("--theme", "dark", "--theme", "lite", "-o", "x.svg"), "theme: unknown theme 'lite'"),
    ],
)
def test_themes_that_cannot_be_are_told(
    made: Path, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    with contextlib.chdir(tmp_path):
        assert refused(made, *words).startswith(told)
    assert inside(tmp_path) == []


def test_assembling_draws_each_theme(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(BRIEF)
    words = ("--theme", "light", "--theme", "dark", "--format", "svg", "-o", tmp_path / "out")
    assert run("assemble", tmp_path / "b.yaml", *words).exit_code == 0
    names = {one.name for one in inside(tmp_path / "out")}
    assert {"overview-light.svg", "overview-dark.svg"} < names
    assert "overview.svg" not in names
    assert "(overview-light.svg)" in (tmp_path / "out" / "rationale.md").read_text("utf-8")
