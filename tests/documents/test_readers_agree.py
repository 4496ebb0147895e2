"""Briefs, configs of exports, views of one's own and catalog entries are read by the same rules.

The same mistake is told by the same sentence.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import api, resources
from kgraph.api.wiring import known_names
from kgraph.brief.reading import parse_brief
from kgraph.catalog import read_entry
from kgraph.errors import InputError
from kgraph.export.config import read_export
from kgraph.view.own import read_view

Read = Callable[[Path, str], object]
KNOWN = {"avoid": "harbor", "formats": "dot", "flows": "storage", "provides": "content-delivery"}
"""For each reader a key that takes words, with a word that it knows."""


@cache
def names() -> dict[str, frozenset[str]]:
    return known_names()


@cache
def entry() -> str:
    text = (resources.folder("catalog") / "edge" / "stackpath.yaml").read_text("utf-8")
    return text.replace("provides: [content-delivery]\n", "")


def brief(_: Path, said: str) -> object:
    name = "" if "name:" in said else "name: X\n"
    return parse_brief(f"{name}{said}\n", api.knowledge(), today=date(2026, 11, 23))


def export(folder: Path, said: str) -> object:
    (folder / "export.yaml").write_text(f"{said}\n", "utf-8")
    return read_export(folder, formats=("svg", "dot"), themes=("light",))


def view(folder: Path, said: str) -> object:
    path = folder / "view.yaml"
    path.write_text(f"{said}\n", "utf-8")
    return read_view(path, api.knowledge())


def catalog(folder: Path, said: str) -> object:
    path = folder / "edge" / "stackpath.yaml"
    path.parent.mkdir(exist_ok=True)
    shutil.copy(resources.folder("catalog") / "component.schema.json", path.parent)
    path.write_text(f"{entry()}{said}\n", "utf-8")
    return read_entry(path, names=names(), components=frozenset(api.knowledge().components))


READERS: dict[str, Read] = {"avoid": brief, "formats": export, "flows": view, "provides": catalog}
LISTS = {
    "a single word": "{word}",
    "a list of one": "[{word}]",
    "a word twice": "[{word}, {word}]",
    "a word three times": "[{word}, {word}, {word}]",
    "a list in a list": "[[{word}]]",
    "a mapping": "{{{word}: {word}}}",
    "nothing in a list": "[{word}, ~]",
    "words in quotes": '["{word}", {word}]',
}


def told(key: str, value: str, folder: Path) -> tuple[str, ...]:
    """What a reader says of a value, without the place, and with neither its key nor its word."""
    try:
        READERS[key](folder, f"{key}: {value}")
    except InputError as error:
        lines = [f"{problem.what}: {problem.remedy}" for problem in error.problems]
        return tuple(line.replace(KNOWN[key], "WORD").replace(f"'{key}", "'KEY") for line in lines)
    return ()


@pytest.mark.parametrize("shape", LISTS.values(), ids=LISTS)
def test_the_same_list_is_told_by_the_same_sentence(tmp_path: Path, shape: str) -> None:
    said = {key: told(key, shape.format(word=word), tmp_path) for key, word in KNOWN.items()}
    assert len(set(said.values())) == 1, said


def test_what_is_told_of_lists(tmp_path: Path) -> None:
    assert told("avoid", "harbor", tmp_path) == told("avoid", "[harbor]", tmp_path) == ()
    assert told("avoid", "[harbor, harbor]", tmp_path) == (
        "'WORD' stands twice under 'KEY': name it once",
    )


@pytest.mark.parametrize("key", ["formats", "flows", "provides"])
def test_an_empty_list_is_refused_where_it_would_mean_nothing(tmp_path: Path, key: str) -> None:
    assert told(key, "[]", tmp_path) == ("'KEY' names nothing: name at least one",)


@pytest.mark.parametrize(
    ("key", "word", "meant"),
    [
        ("avoid", "harbour", "harbor"),
        ("formats", "doot", "dot"),
        ("flows", "stroage", "storage"),
        ("provides", "content-delivry", "content-delivery"),
    ],
)
def test_an_unknown_word_gets_the_nearest(tmp_path: Path, key: str, word: str, meant: str) -> None:
    (line,) = told(key, f"[{word}]", tmp_path)
    kind = {
        "avoid": "component",
        "formats": "format",
        "flows": "kind of flow",
        "provides": "capability",
    }
    assert (
        line.replace("WORD", KNOWN[key]) == f"unknown {kind[key]} '{word}': did you mean '{meant}'?"
    )


@pytest.mark.parametrize("key", KNOWN)
def test_an_unknown_key_gets_the_nearest(tmp_path: Path, key: str) -> None:
    with pytest.raises(InputError) as caught:
        READERS[key](tmp_path, f"{key}x: [a]\n{key}: {KNOWN[key]}")
    (problem,) = caught.value.problems
    assert (problem.what, problem.remedy) == (f"unknown key '{key}x'", f"did you mean '{key}'?")


@pytest.mark.parametrize(
    ("key", "text"), [("avoid", "name"), ("formats", "title"), ("flows", "title")]
)
@pytest.mark.parametrize("value", ["[a]", "{a: b}", "''"])
def test_a_text_that_is_none_is_told_by_the_same_sentence(
    tmp_path: Path, key: str, text: str, value: str
) -> None:
    said = f"{key}: {KNOWN[key]}\n{text}: {value}"
    with pytest.raises(InputError) as caught:
        READERS[key](tmp_path, said)
    (problem,) = caught.value.problems
    assert (problem.what, problem.remedy) == (f"'{text}' is not a text", f"write '{text}: …'")


WORDS = st.sampled_from(["WORD", "~", "[WORD]", "{WORD: WORD}", "'WORD'", '"WORD"'])


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_whatever_stands_in_a_list_the_readers_agree(
    tmp_path_factory: pytest.TempPathFactory, items: list[str]
) -> None:
    value = f"[{', '.join(items)}]"
    folder = tmp_path_factory.getbasetemp()
    said = {key: told(key, value.replace("WORD", word), folder) for key, word in KNOWN.items()}
    assert len({frozenset(lines) for lines in said.values()}) == 1, said
