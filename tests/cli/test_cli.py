"""The command line: every command and option, exit codes and streams."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from commands import refused, run

from kgraph import resources

ROOT = Path(__file__).parents[2]
COMMANDS = [
    "demo",
    "assemble",
    "draw",
    "check",
    "questions",
    "query",
    "brief",
    "brief init",
    "brief upgrade",
    "brief schema",
    "catalog",
    "catalog list",
    "catalog show",
    "serve",
]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo, made once."""
    folder = tmp_path_factory.mktemp("demo") / "out"
    result = run("demo", "-o", folder)
    assert result.exit_code == 0, result.output
    assert [line.strip().split(" ")[0] for line in result.stdout.splitlines()[1:]][
        : len(FILES)
    ] == [f"{folder}/{name}" for name in FILES]
    return folder


FILES = [
    "brief.yaml",
    "architecture.ttl",
    "architecture.json",
    "overview.svg",
    "overview.png",
    "rationale.md",
]


# --- help


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    result = run(*command.split(), "--help")
    assert result.exit_code == 0
    assert "--help" in result.stdout
    assert result.stderr == ""


def test_help_lists_every_command() -> None:
    told = run("--help").stdout
    assert all(f" {command} " in told for command in COMMANDS if " " not in command)


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["assemble"],
        ["draw", "x.yaml"],
        ["catalog", "nonsense"],
        ["questions", "--nonsense"],
        ["serve", "--port", "0"],
        ["serve", "--write"],
        ["serve", "--brief", "nowhere.yaml"],
    ],
)
def test_words_that_are_no_command_are_refused(words: list[str]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(("said", "given"), [({}, "2"), ({"MALLOC_ARENA_MAX": "5"}, "5")])
def test_the_server_has_few_heaps_where_nothing_else_is_said(
    monkeypatch: pytest.MonkeyPatch, said: dict[str, str], given: str
) -> None:
    begun: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.delenv("MALLOC_ARENA_MAX", raising=False)
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(os, "execve", lambda _path, words, told: begun.append((words, told)))
    run("serve", "--port", "9000")
    [(words, told)] = begun
    assert words[1:] == ["-m", "kgraph.web.serve", "9000", "127.0.0.1"]
    assert told["MALLOC_ARENA_MAX"] == given
    assert told["PATH"] == os.environ["PATH"]


# --- making


def test_the_demo_writes_everything(written: Path) -> None:
    assert sorted(path.name for path in written.iterdir()) == sorted(FILES)
    assert all(path.stat().st_size > 200 for path in written.iterdir())
    assert ElementTree.parse(written / "overview.svg").getroot().tag.endswith("svg")
    assert (written / "overview.png").read_bytes().startswith(b"\x89PNG")


def test_what_the_demo_wrote_can_be_assembled_and_checked_again(written: Path) -> None:
    assert run("check", written / "architecture.ttl").exit_code == 0
    assert run("check", written / "architecture.json").exit_code == 0
    assert run("assemble", written / "brief.yaml", "--json").stdout == (
        written / "architecture.json"
    ).read_text("utf-8")


def test_assemble_without_a_folder_only_tells(brief: Path) -> None:
    result = run("assemble", brief)
    assert result.exit_code == 0
    assert result.stdout.startswith("Small: ")
    assert [path.name for path in brief.parent.iterdir()] == ["brief.yaml"]


def test_assemble_as_json_is_json_and_nothing_else(brief: Path) -> None:
    result = run("assemble", brief, "--json", "--as-of", "2021-01-28")
    told = json.loads(result.stdout)
    assert (told["name"], told["as_of"]) == ("Small", "2021-01-28")
    assert result.stderr == ""


def test_assemble_composes_the_picture_for_a_column(tmp_path: Path) -> None:
    brief = ROOT / "ontology" / "briefs" / "demo.yaml"
    result = run("assemble", brief, "--width", "800", "--format", "svg", "-o", tmp_path / "made")
    assert result.exit_code == 0, result.output
    drawn = run("draw", brief, "--width", "800", "-o", tmp_path / "overview.svg")
    made, alone = tmp_path / "made" / "overview.svg", tmp_path / "overview.svg"
    assert made.read_text().count("<path") == alone.read_text().count("<path")
    told = [line for line in result.stderr.splitlines() if "Not drawn: " in line]
    assert len(told) == 1, "what every format leaves out is told once"
    assert told[0].removeprefix("overview: ") in drawn.stderr


def test_assemble_writes_only_the_formats_asked_for(brief: Path, tmp_path: Path) -> None:
    assert (
        run(
            "assemble", brief, "-o", tmp_path / "out", "--format", "svg", "--view", "overview"
        ).exit_code
        == 0
    )
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [
        ".json",
        ".md",
        ".svg",
        ".ttl",
    ]


def test_a_brief_that_cannot_be_met_is_answered_with_no(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_text("name: X\nas_of: 2026-11-23\nuse: [stackpath]\n")
    result = run("assemble", path, "-o", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{path}:2: as of 2026-11-23" in result.stderr
    assert f"{path}:3: use: stackpath" in result.stderr
    assert not (tmp_path / "out").exists()
    as_json = run("assemble", path, "--json")
    assert as_json.exit_code == 1
    statements = json.loads(as_json.stdout)["conflicts"][0]["statements"]
    assert {"text": "use: stackpath", "where": f"{path}:3"} in statements


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_draw_writes_the_format_of_the_suffix(written: Path, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"picture.{suffix}"
    result = run(
        "draw", written / "architecture.json", "-o", target, "--scale", "1", "--view", "overview"
    )
    assert (result.exit_code, result.stdout.strip()) == (0, str(target))
    assert target.stat().st_size > 1000


def pictures(folder: Path, target: Path, *sources: str) -> set[bytes]:
    for source in sources:
        assert run("draw", folder / source, "-o", target / f"{source}.svg").exit_code == 0
    origin = re.compile(rb"<metadata>.*?</metadata>", re.S)  # says which file it was drawn from
    return {origin.sub(b"", (target / f"{source}.svg").read_bytes()) for source in sources}


@pytest.mark.slow
def test_a_brief_and_its_architecture_give_the_same_picture(written: Path, tmp_path: Path) -> None:
    assert (
        len(pictures(written, tmp_path, "brief.yaml", "architecture.ttl", "architecture.json")) == 1
    )


def test_draw_takes_a_day(brief: Path, tmp_path: Path) -> None:
    brief.write_text("name: X\nuse: [stackpath]\n")
    assert run("draw", brief, "-o", tmp_path / "p.svg", "--as-of", "2021-01-28").exit_code == 0
    assert run("draw", brief, "-o", tmp_path / "q.svg", "--as-of", "2026-11-23").exit_code == 1
    assert not (tmp_path / "q.svg").exists()


def test_check_takes_several_files_and_folders(written: Path, brief: Path) -> None:
    result = run("check", brief, written / "architecture.ttl", resources.folder("catalog"))
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(run("check", brief, "--json").stdout) == []


def test_check_answers_findings_with_one(written: Path, tmp_path: Path) -> None:
    """An architecture from which a placement was taken: whatever needed it is a finding."""
    told = json.loads((written / "architecture.json").read_text("utf-8"))
    taken = next(p["id"] for p in told["placements"] if p["component"] == "gke")
    told["placements"] = [p for p in told["placements"] if p["id"] != taken]
    told["flows"] = [f for f in told["flows"] if taken not in (f["from"], f["to"])]
    for one in (*told["placements"], *told["flows"]):
        one["reasons"] = []
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps(told))
    result = run("check", broken, "--json")
    assert result.exit_code == 1
    findings = json.loads(result.stdout)
    assert {"violation"} <= {finding["severity"] for finding in findings}
    assert all(
        set(finding) == {"severity", "focus", "rule", "reason", "remedy", "where"}
        for finding in findings
    )
    assert run("check", broken).exit_code == 1


# --- asking


def test_questions_tells_every_decision(knowledge: object) -> None:
    text, told = run("questions"), json.loads(run("questions", "--json").stdout)
    assert all(f"{decision['id']}: {decision['question']}" in text.stdout for decision in told)
    (one,) = json.loads(run("questions", "tracing", "--json").stdout)
    assert one["id"] == "tracing"
    assert refused(run("questions", "tracin")) == [
        "questions: unknown decision 'tracin': did you mean 'tracing'?"
    ]


def test_questions_mark_the_defaults_that_hold_for_a_brief(tmp_path: Path) -> None:
    path = tmp_path / "brief.yaml"
    path.write_text("name: Small\nas_of: 2026-11-23\nprefer: [open-source]\n", "utf-8")
    told = run("questions", "runners").stdout
    assert "* service: " in told
    assert "the default with" in " ".join(told.split())
    assert "* in-cluster: " in run("questions", "runners", "--brief", path).stdout
    (one,) = json.loads(run("questions", "runners", "--brief", path, "--json").stdout)
    assert one["defaults"] == ["in-cluster"]
    path.write_text("name: [\n", "utf-8")
    (line,) = refused(run("questions", "--brief", path))
    assert line.startswith(f"{path}:")


SELECT = "SELECT ?name { c:harbor rdfs:label ?name }"


@pytest.mark.parametrize("format", ["table", "csv", "tsv", "json"])
def test_query_writes_every_format(format: str) -> None:
    result = run("query", SELECT, "--format", format)
    assert result.exit_code == 0, result.output
    assert "Harbor" in result.stdout


def test_query_takes_a_file_standard_input_and_the_name_of_an_example(tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text(SELECT)
    expected = run("query", SELECT, "--json").stdout
    assert json.loads(expected)
    assert run("query", tmp_path / "q.rq", "--json").stdout == expected
    assert run("query", "-", "--json", stdin=SELECT).stdout == expected
    listed = [line.split(":")[0] for line in run("query", "--examples").stdout.splitlines()]
    assert "conflicts" in listed
    assert run("query", "conflicts", "--timeout", "60").exit_code == 0


@pytest.mark.parametrize(
    ("suffix", "start"), [("csv", "name"), ("json", "{"), ("txt", ""), ("ttl", "")]
)
def test_query_writes_a_file_in_the_format_of_its_suffix(
    tmp_path: Path, suffix: str, start: str
) -> None:
    query = "CONSTRUCT WHERE { c:harbor rdfs:label ?name }" if suffix == "ttl" else SELECT
    result = run("query", query, "-o", tmp_path / f"answer.{suffix}")
    assert (result.exit_code, result.stdout) == (0, "")
    written = (tmp_path / f"answer.{suffix}").read_text("utf-8")
    assert written.startswith(start)
    assert "Harbor" in written


@pytest.mark.parametrize(
    ("query", "start"),
    [
        ("SELECT * {", "query:"),
        ("DROP ALL {}", "query"),
        ("INSERT DATA { c:harbor rdfs:label 'x' }", "query"),
        ("SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }", "query"),
        ("no-such-example", "no-such-example: there is no question of that id, and no such file"),
    ],
)
def test_queries_that_are_none_are_refused(query: str, start: str) -> None:
    assert refused(run("query", query))[0].startswith(start)


def test_no_query_is_refused() -> None:
    assert refused(run("query"))[0].startswith("query: there is no query: ")


def test_a_query_that_runs_too_long_is_ended() -> None:
    result = run(
        "query", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "--timeout", "0.5"
    )
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [
        ["--capability", "content-delivery"],
        ["--cloud", "aws"],
        ["--license", "apache-2.0"],
        ["--maturity", "graduated"],
        ["--as-of", "2021-01-28"],
        ["prometheus"],
    ],
)
def test_catalog_list_filters(words: list[str], knowledge: object) -> None:
    everything = {c["id"] for c in json.loads(run("catalog", "list", "--json").stdout)}
    some = {c["id"] for c in json.loads(run("catalog", "list", *words, "--json").stdout)}
    assert set() < some < everything
    assert {
        line.split(" ")[0] for line in run("catalog", "list", *words).stdout.splitlines()
    } == some


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["list", "--capability", "content-delivry"],
            "capability: unknown capability 'content-delivry': did you mean 'content-delivery'?",
        ),
        (["list", "--cloud", "azur"], "cloud: unknown cloud 'azur': did you mean 'azure'?"),
        (
            ["list", "--license", "apache-2"],
            "license: unknown license 'apache-2': did you mean 'Apache-2.0'?",
        ),
        (
            ["list", "--maturity", "graduatd"],
            "maturity: unknown maturity 'graduatd': did you mean 'graduated'?",
        ),
        (["list", "--as-of", "soon"], "--as-of: 'soon' is not a date: write it as 2026-11-23"),
        (["show", "harbour"], "component: unknown component 'harbour': did you mean 'harbor'?"),
    ],
)
def test_unknown_words_get_the_nearest_known_one(words: list[str], message: str) -> None:
    assert refused(run("catalog", *words)) == [message]


def test_catalog_show_tells_all() -> None:
    assert run("catalog", "show", "harbor").stdout.startswith("Harbor (harbor)\n")
    assert json.loads(run("catalog", "show", "harbor", "--json").stdout)["id"] == "harbor"


# --- names are text


def test_markup_in_names_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    name = '<script>alert(1)</script> & "q" ]]> {{x}} <b>bold</b>'
    path.write_text(
        f"name: {json.dumps(name)}\nas_of: 2026-11-23\nworkloads: [{{id: shop, name: {json.dumps(name)}}}]\n"
    )
    assert run("assemble", path, "--format", "svg", "-o", tmp_path / "out").exit_code == 0
    picture = ElementTree.parse(tmp_path / "out" / "overview.svg").getroot()
    assert not [
        element for element in picture.iter() if element.tag.rpartition("}")[2] in ("script", "b")
    ]
    assert any(name in (element.text or "") for element in picture.iter())
    assert json.loads((tmp_path / "out" / "architecture.json").read_text("utf-8"))["name"] == name
    assert "<script>" not in (tmp_path / "out" / "rationale.md").read_text("utf-8")
