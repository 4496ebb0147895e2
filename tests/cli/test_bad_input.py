"""What bad input leads to: one line that says where, what and what to do, and nothing written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from commands import refused, run

from kgraph import resources

ENTRY = resources.folder("catalog") / "edge" / "stackpath.yaml"
BAD = {
    "empty": ("b.yaml", b"", ":1: is empty: "),
    "not YAML": ("b.yaml", b"name: X\nuse: [\n", ": is not YAML: mend the syntax there"),
    "not a mapping": ("b.yaml", b"- name\n", ":1: is not a mapping: "),
    "binary": ("b.yaml", b"\x89PNG\r\n\x00\xff", ":1: is not UTF-8 text: "),
    "zeros": ("b.yaml", b"name: X\n\x00\x00", ":2: holds binary data: "),
    "50 MB": ("b.yaml", b"name: X\n" + b"# filler\n" * 5_600_000, ":1: is larger than "),
    "deeply nested": ("b.yaml", b"name: " + b"[" * 100_000, ":1: is nested deeper than "),
    "alias bomb": (
        "b.yaml",
        b"a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nname: *c\n",
        ":1: uses an anchor or alias: ",
    ),
    "unknown key": (
        "b.yaml",
        b"name: X\navod: []\n",
        ":2: unknown key 'avod': did you mean 'avoid'?",
    ),
    "unknown decision": (
        "b.yaml",
        b"name: X\nanswers:\n  tracin: none\n",
        ":3: unknown decision 'tracin': did you mean 'tracing'?",
    ),
    "unknown option": (
        "b.yaml",
        b"name: X\nanswers:\n  logs: lokki\n",
        ":3: unknown option 'lokki' for 'logs': did you mean 'loki'?",
    ),
    "unknown component": (
        "b.yaml",
        b"name: X\nuse: [harbour]\n",
        ":2: unknown component 'harbour': did you mean 'harbor'?",
    ),
    "unknown cloud": (
        "b.yaml",
        b"name: X\nsites: [{id: a, cloud: azur}]\n",
        ":2: unknown cloud 'azur': did you mean 'azure'?",
    ),
    "unknown date": ("b.yaml", b"name: X\nas_of: 2026-02-30\n", ":2: '2026-02-30' is not a date: "),
    "duplicate sites": (
        "b.yaml",
        b"name: X\nsites:\n- {id: a, cloud: gcp}\n- {id: a, cloud: gcp}\n",
        ":4: the id 'a' stands twice: ",
    ),
    "id with a final line end": (
        "b.yaml",
        b'name: X\nsites:\n- {id: "eu\\n", cloud: gcp}\n',
        ":3: the id 'eu\\n' of a site is not a short name: use small letters, digits and hyphens",
    ),
    "id that is too long": (
        "b.yaml",
        b"name: X\nsites: [{id: " + b"e" * 61 + b", cloud: gcp}]\n",
        "' of a site is longer than 60 characters: shorten it",
    ),
    "people to be used": (
        "b.yaml",
        b"name: X\nuse: [operator]\n",
        ":2: 'operator' is no product: take it out of 'use'",
    ),
    "workload to be avoided": (
        "b.yaml",
        b"name: X\navoid: [workload]\n",
        ":2: 'workload' is no product: take it out of 'avoid'",
    ),
    "used and avoided": (
        "b.yaml",
        b"name: X\nuse: [harbor]\navoid: [harbor]\n",
        ":3: 'harbor' is to be used and avoided: ",
    ),
}


@pytest.mark.parametrize(("name", "data", "message"), BAD.values(), ids=BAD)
@pytest.mark.parametrize("command", ["assemble", "draw", "check"])
def test_a_bad_brief_is_one_line_with_its_place_and_leaves_nothing(
    tmp_path: Path, command: str, name: str, data: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    more = {
        "assemble": ["-o", tmp_path / "out"],
        "draw": ["-o", tmp_path / "out.svg"],
        "check": [],
    }[command]
    (line,) = refused(run(command, path, *more))
    assert line.startswith(f"{path}:")
    assert message in line
    assert [one.name for one in tmp_path.iterdir()] == [name]


BAD_ARCHITECTURES = {
    "Turtle with a syntax error": ("a.ttl", b"@prefix a: <http://x/> .\n\na:b a:c ;;; <\n", ":3"),
    "Turtle that is none": ("a.ttl", b"\x00\xff", ":1: "),
    "JSON with a syntax error": ("a.json", b'{"name": \n', ":"),
    "JSON of something else": ("a.json", b"[1, 2]", ""),
    "JSON nested deeply": ("a.json", b"[" * 200_000, ""),
    "JSON with wrong kinds": ("a.json", b'{"name": 3, "placements": {"a": 1}}', ""),
    "a kind of file nobody knows": (
        "a.docx",
        b"x",
        ": '.docx' is not a kind of file that holds an architecture: ",
    ),
}


@pytest.mark.parametrize(
    ("name", "data", "message"), BAD_ARCHITECTURES.values(), ids=BAD_ARCHITECTURES
)
@pytest.mark.parametrize("command", ["check", "draw"])
def test_a_bad_architecture_is_told_with_its_place(
    tmp_path: Path, command: str, name: str, data: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    result = run(command, path, *(["-o", tmp_path / "out.svg"] if command == "draw" else []))
    for line in refused(result, lines=len(result.stderr.splitlines())):
        assert line.startswith(f"{path}{message}")
    assert result.stderr
    assert [one.name for one in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "provides: [content-delivery]",
            "provides: [content-delivry]",
            "unknown capability 'content-delivry': did you mean 'content-delivery'?",
        ),
        (
            "component: akamai",
            "component: akami",
            "unknown component 'akami': did you mean 'akamai'?",
        ),
        ("vendor:", "vendr:", "unknown key 'vendr': did you mean 'vendor'?"),
        (
            "id: stackpath",
            "id: stackpaths",
            "the id 'stackpaths' is not the file's name: write 'id: stackpath'",
        ),
    ],
)
def test_a_bad_catalog_entry_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    text = ENTRY.read_text("utf-8")
    assert old in text
    (tmp_path / "edge").mkdir()
    shutil.copy(resources.folder("catalog") / "component.schema.json", tmp_path)
    path = tmp_path / "edge" / "stackpath.yaml"
    path.write_text(text.replace(old, new))
    line = next(
        number for number, written in enumerate(path.read_text().splitlines(), 1) if new in written
    )
    result = run("check", path)
    assert f"{path}:{line}: {message}" in refused(result, lines=len(result.stderr.splitlines()))


@pytest.mark.parametrize(
    "name", ["none.yaml", "none.ttl", "none.json", "x" * 300 + ".yaml", "x" * 300]
)
@pytest.mark.parametrize("command", ["assemble", "check", "draw"])
def test_a_file_that_is_not_there_is_told(tmp_path: Path, command: str, name: str) -> None:
    more = ["-o", tmp_path / "out.svg"] if command == "draw" else []
    assert refused(run(command, tmp_path / name, *more))[0].startswith(f"{tmp_path / name}: ")


EMPTY = {
    ("assemble", ""): "BRIEF: is empty: name a file",
    ("assemble", "b.yaml", "-o", ""): "--output: is empty: name a folder",
    ("demo", "-o", ""): "--output: is empty: name a folder",
    ("draw", ""): "SOURCE: is empty: name a file",
    ("draw", "b.yaml", "-o", ""): "--output: is empty: name a file",
    ("check", "b.yaml", ""): "FILES: is empty: name a file",
    ("compare", "b.yaml", ""): "[B]: is empty: name a file",
    ("export", ""): "FOLDER: is empty: name a folder",
    ("export", ".", "--page", ""): "--page: is empty: name a file",
    ("questions", "--brief", ""): "--brief: is empty: name a file",
    ("query", "ASK {}", "--with", ""): "--with: is empty: name a file",
    ("catalog", "new", "x", "--in", ""): "--in: is empty: name a folder",
    ("catalog", "list", "--catalog", ""): "--catalog: is empty: name a folder",
}


@pytest.mark.parametrize(("words", "line"), EMPTY.items(), ids=map(" ".join, EMPTY))
def test_an_empty_path_is_never_the_folder_one_is_in(
    words: tuple[str, ...], line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert refused(run(*words)) == [line]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_brief(tmp_path: Path) -> None:
    assert refused(run("assemble", tmp_path)) == [f"{tmp_path}: is a folder: name a file"]


@pytest.mark.parametrize(
    "option", [["--view", "overveiw"], ["--format", "svgg"], ["--as-of", "tomorrow"]]
)
def test_bad_options_are_told_with_the_nearest(
    brief: Path, tmp_path: Path, option: list[str]
) -> None:
    refused(run("assemble", brief, "-o", tmp_path / "out", *option))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("option", "line"),
    [
        (
            ["--view", "nope"],
            "--view: means nothing without -o, since no picture is drawn: leave it out",
        ),
        (["--format", "nope"], "format: unknown format 'nope': known are: svg"),
        (["--format", "svg"], "--format: means nothing without -o, "),
        (["--theme", "nope"], "theme: unknown theme 'nope': known are: light"),
        (["--theme", "dark"], "--theme: means nothing without -o, "),
        (["--width", "wide"], "--width: 'wide' is not a whole number of pixels"),
        (["--width", "900"], "--width: means nothing without -o, "),
    ],
)
@pytest.mark.parametrize("more", [[], ["--alternatives", "2"]])
def test_what_a_picture_should_be_is_refused_where_none_is_drawn(
    brief: Path, option: list[str], line: str, more: list[str]
) -> None:
    assert refused(run("assemble", brief, *option, *more))[0].startswith(line)


@pytest.mark.parametrize(
    ("name", "format", "called"),
    [("o.svg", "png", "svg"), ("o.SVG", "pdf", "svg"), ("o.gv", "mmd", "dot")],
)
def test_a_picture_in_another_format_than_its_name_says_is_refused(
    name: str, format: str, called: str, brief: Path, tmp_path: Path
) -> None:
    path = tmp_path / name
    (line,) = refused(run("draw", brief, "-o", path, "--format", format))
    assert line.startswith(f"--output: '{path}' is called as {called}, and {format} is asked for: ")
    assert not path.exists()


@pytest.mark.parametrize(("name", "format"), [("o.gv", "dot"), ("o.text", "mmd"), ("o", "d2")])
def test_a_picture_may_have_a_name_that_says_nothing_else(
    name: str, format: str, brief: Path, tmp_path: Path
) -> None:
    path = tmp_path / name
    assert run("draw", brief, "-o", path, "--format", format).exit_code == 0
    assert path.exists()


def test_a_picture_without_a_known_suffix_is_refused(brief: Path, tmp_path: Path) -> None:
    assert "has no suffix" in refused(run("draw", brief, "-o", tmp_path / "out"))[0]
    assert "known are: svg, png, pdf" in refused(run("draw", brief, "-o", tmp_path / "out.svgg"))[0]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("assemble", "--nope"),
            "kgraph assemble: no such option: --nope: see 'kgraph assemble --help'",
        ),
        (("drow",), "kgraph: no such command 'drow': did you mean 'draw'?"),
        (("catalog", "lst"), "kgraph catalog: no such command 'lst': did you mean 'list'?"),
        (("why",), "kgraph why: missing argument 'brief': see 'kgraph why --help'"),
        (("draw", "x", "--wdth", "3"), "kgraph draw: no such option: --wdth"),
        (("query", "--limit", "many"), "kgraph query: invalid value for '--limit': "),
        (("compare", "--between", "1"), "kgraph: option '--between' requires 2 arguments: "),
    ],
)
def test_words_that_no_command_takes_are_told_in_one_line(
    words: tuple[str, ...], told: str
) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(told)
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("words", [(), ("brief",), ("catalog",)])
def test_a_command_without_words_shows_its_help(words: tuple[str, ...]) -> None:
    result = run(*words)
    assert "Usage: " in result.stdout
    assert result.stderr == ""
