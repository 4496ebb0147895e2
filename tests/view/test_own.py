"""Views of the user's own: what a file may say, and that everything else is told with its line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import api
from kgraph.documents.yaml import MAX_BYTES
from kgraph.errors import InputError
from kgraph.knowledge.query.sparql import form_of
from kgraph.model.knowledge import Knowledge
from kgraph.model.pictures import ViewDefinition
from kgraph.view.own import read_view, selecting

QUERY = "CONSTRUCT { ?x a o:Placement } WHERE { GRAPH ?architecture { ?x a o:Placement } }\n"
SITES = ("eu", "us", "2026")


def read(folder: Path, text: str | bytes, name: str = "mine.rq") -> ViewDefinition:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_view(path, api.knowledge(), sites=SITES)


def problems(folder: Path, text: str | bytes, name: str = "mine.yaml") -> list[str]:
    """What is said of a file, without its folder."""
    with pytest.raises(InputError) as caught:
        read(folder, text, name)
    return [str(problem).removeprefix(f"{folder}/") for problem in caught.value.problems]


# --- queries


def test_a_query_is_shown_as_its_comments_say(tmp_path: Path) -> None:
    head = "# title: Who & what\n#arrangement:places\n# Along: storage, backup\nPREFIX x: <x:>\n\n# numbered: true\n"
    view = read(tmp_path, head + QUERY)
    assert (view.id, view.label, view.arrangement, view.numbered) == (
        "mine",
        "Who & what",
        "places",
        True,
    )
    assert view.along == ("storage", "backup")
    assert view.query == head + QUERY


def test_a_query_that_says_nothing_is_in_layers_under_the_name_of_its_file(tmp_path: Path) -> None:
    view = read(tmp_path, QUERY, "who-talks.SPARQL")
    assert (view.label, view.arrangement, view.along, view.numbered) == (
        "who-talks",
        "layers",
        (),
        False,
    )


def test_only_the_beginning_of_a_query_says_how_it_is_shown(tmp_path: Path) -> None:
    view = read(
        tmp_path, f"# just a note: with a colon\n{QUERY}# title: Too late\n# arrangement: circles\n"
    )
    assert (view.label, view.arrangement) == ("mine", "layers")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(tmp_path: Path, end: str) -> None:
    head = f"# title: a{end}{end}# arrangement: circles{end}"
    assert problems(tmp_path, head + QUERY, "mine.rq") == [
        "mine.rq:3: unknown arrangement 'circles': known are: layers, places"
    ]


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("# along: stroage", "mine.rq:1: unknown kind of flow 'stroage': did you mean 'storage'?"),
        ("\n# numbered: maybe", "mine.rq:2: 'numbered' is neither true nor false: write 'numbered: true', or leave it out"),
        ("# title: a\n# title: b", "mine.rq:2: the key 'title' stands twice (first on line 1): keep one"),
    ],
)  # fmt: skip
def test_a_comment_that_says_what_cannot_be_is_told(tmp_path: Path, head: str, told: str) -> None:
    assert problems(tmp_path, f"{head}\n{QUERY}", "mine.rq") == [told]


@pytest.mark.parametrize(
    ("said", "numbered"),
    [("yes", True), ("On", True), ("TRUE", True), ("no", False), ("off", False), ("False", False)],
)
def test_a_truth_is_said_alike_in_a_comment_and_in_yaml(
    tmp_path: Path, said: str, numbered: bool
) -> None:
    assert read(tmp_path, f"# numbered: {said}\n{QUERY}").numbered is numbered
    assert read(tmp_path, f"numbered: {said}\nflows: storage\n", "a.yaml").numbered is numbered


@pytest.mark.parametrize(
    ("comment", "yaml"),
    [
        ("# along: storage, storage", "along: [storage, storage]"),
        ("# along: stroage", "along: [stroage]"),
        ("# numbered: perhaps", "numbered: perhaps"),
        ("# arrangement: circles", "arrangement: circles"),
        ("# title: a\n# title: b", "title: a\ntitle: b"),
    ],
)
def test_a_comment_is_told_as_yaml_is(tmp_path: Path, comment: str, yaml: str) -> None:
    in_query = problems(tmp_path, f"{comment}\n{QUERY}", "mine.rq")
    in_yaml = problems(tmp_path, f"{yaml}\nflows: [storage]\n")
    assert in_query == [line.replace("mine.yaml", "mine.rq") for line in in_yaml]


def test_a_comment_with_nothing_behind_it_says_nothing(tmp_path: Path) -> None:
    view = read(tmp_path, f"# title:\n# along:\n# numbered:\n{QUERY}")
    assert (view.label, view.along, view.numbered) == ("mine", (), False)


# --- selections


def test_a_selection_is_a_query(tmp_path: Path) -> None:
    view = read(
        tmp_path,
        "title: Data\ncomponents: [prometheus]\nsites: [eu, 2026]\nflows: storage\nnumbered: true\n",
        "data.yaml",
    )
    assert (view.id, view.label, view.along, view.numbered) == ("data", "Data", ("storage",), True)
    assert form_of(view.query)[0] == "CONSTRUCT"
    assert all(word in view.query for word in ("c:prometheus", '"eu"', '"2026"', "flow:storage"))


def test_a_title_stands_on_one_line(tmp_path: Path) -> None:
    assert (
        read(tmp_path, 'title: "two\\n  lines"\nflows: [storage]\n', "a.yml").label == "two lines"
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("flow: [storage]", "1: unknown key 'flow': did you mean 'flows'?"),
        ("flows: [stroage]", "1: unknown kind of flow 'stroage': did you mean 'storage'?"),
        ("flows: [storage]\nalong: [blood, storage]", "2: unknown kind of flow 'blood'"),
        ("capabilities:\n  - metrics-storage\n  - magic", "3: unknown capability 'magic'"),
        ("components: [promtheus]", "1: unknown component 'promtheus': did you mean 'prometheus'?"),
        ("sites: [eu, mars]", "1: unknown site 'mars': known are: 2026, eu, us"),
        (
            "flows: storage, backup",
            "1: unknown kind of flow 'storage, backup': did you mean 'storage'?",
        ),
        ("flows: {a: b}", "1: 'flows' holds a mapping where a word is wanted"),
        ("flows: [[storage]]", "1: 'flows' holds a list where a word is wanted"),
        ("flows:", "1: selects nothing"),
        ("flows: [storage, ~]", "1: 'flows' holds nothing where a word is wanted"),
        ("flows: [storage, true]", "1: unknown kind of flow 'true'"),
        ("flows: [storage, storage]", "1: 'storage' stands twice under 'flows': name it once"),
        (
            'sites: ["eu\\n"]',
            "1: 'eu\\n' is no id of a site: use letters, digits, hyphens and underscores",
        ),
        ('sites: ["eu\\" } DROP"]', "1: 'eu\" } DROP' is no id of a site"),
        ("flows: []", "1: 'flows' names nothing"),
        ("title: [a]\nflows: [storage]", "1: 'title' is not a text: write 'title: …'"),
        ("numbered: perhaps\nflows: [storage]", "1: 'numbered' is neither true nor false"),
        ("numbered: 'yes'\nflows: [storage]", "1: 'numbered' is neither true nor false"),
        (
            "flows: [storage]\narrangement: circles",
            "2: unknown arrangement 'circles': known are: layers, places",
        ),
        (
            "flows: [storage]\narrangement: [places]",
            "2: 'arrangement' holds a list where a word is wanted: write 'arrangement: …'",
        ),
        ("title: Nothing", "1: selects nothing: name capabilities, components, sites or flows"),
        ("", "1: is empty: write for example 'flows: [storage]'"),
        ("# only a comment\n", "1: is empty"),
        ("- flows", "1: is not a mapping"),
        ("flows: [storage\nsites: eu", "2: is not YAML: mend the syntax there"),
        ("flows: [storage]\nflows: [backup]", "2: the key 'flows' stands twice"),
    ],
)
def test_what_a_selection_cannot_be_is_told_with_its_line(
    tmp_path: Path, text: str, told: str
) -> None:
    (said,) = problems(tmp_path, text)
    assert " ".join(said.split()).startswith(f"mine.yaml:{told}")
    assert said.count(": ") >= 2


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    said = problems(tmp_path, "flow: [storage]\ncomponents: [nothing-of-this-name]\nnumbered: 3\n")
    assert [line.split(":")[1] for line in said] == ["1", "2", "3"]


def test_without_an_architecture_any_site_may_be_named(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("sites: [mars]\n")
    assert '"mars"' in read_view(path, knowledge).query


# --- files


@pytest.mark.parametrize("suffix", ["rq", "yaml"])
@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe", "is not UTF-8 text"),
        (b"flows: [storage]\n\0", "holds binary data"),
        (b"#" * (MAX_BYTES + 1), "is larger than"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, suffix: str, content: bytes, told: str) -> None:
    (said,) = problems(tmp_path, content, f"mine.{suffix}")
    assert told in said


@pytest.mark.parametrize("name", ["view.txt", "view.rq.bak"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, name: str) -> None:
    (said,) = problems(tmp_path, "flows: [storage]\n", name)
    assert "is not a kind of file that holds a view" in said


def test_what_is_not_there_or_is_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.rq").mkdir()
    for name, told in (("folder.rq", "is a folder"), ("gone.yaml", "there is no such file")):
        with pytest.raises(InputError, match=told):
            read_view(tmp_path / name, api.knowledge())


# --- any file at all

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text("ab\n\"'{}[]:,# éeu-", max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", max_size=2), inner, max_size=2)
    ),
    max_leaves=5,
)
KNOWN = st.lists(
    st.sampled_from(["eu", "storage", "prometheus", "metrics-storage"]), min_size=1, max_size=2
)
KEYS = st.sampled_from(
    [
        "title",
        "capabilities",
        "components",
        "sites",
        "flows",
        "arrangement",
        "along",
        "numbered",
        "x",
    ]
)


def read_or_told(path: Path) -> ViewDefinition | tuple[str, ...]:
    """The view, or where and what is wrong."""
    try:
        return read_view(path, api.knowledge(), sites=SITES)
    except InputError as error:
        return tuple(map(str, error.problems))


@given(st.dictionaries(KEYS, KNOWN | VALUES, max_size=4))
def test_any_mapping_is_a_view_or_told_with_its_lines(
    tmp_path_factory: pytest.TempPathFactory, mapping: dict[str, object]
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_text(json.dumps(mapping, indent=1))
    found = read_or_told(path)
    if isinstance(found, ViewDefinition):
        assert form_of(found.query)[0] == "CONSTRUCT"
        assert found.label == " ".join(found.label.split())
    else:
        assert all(line.startswith(f"{path}:") and "Located" not in line for line in found)


@given(st.text(max_size=80))
def test_any_text_is_a_query_to_be_read_or_told_with_its_line(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.rq"
    path.write_bytes(text.encode("utf-8", "replace"))
    found = read_or_told(path)
    if isinstance(found, ViewDefinition):
        assert (found.arrangement, found.id) == ("layers", "any")
    else:
        assert all(line.startswith(f"{path}:") for line in found)


def test_a_selection_of_nothing_but_kinds_asks_for_their_flows_alone() -> None:
    assert "VALUES ?kind { flow:backup flow:storage }" in selecting(
        (), (), (), ("backup", "storage")
    )
    assert "VALUES" not in selecting((), (), (), ())
