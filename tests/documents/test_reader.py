"""The one reader: each rule of it, with the place of what breaks it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.documents.located import Located
from kgraph.documents.problems import MAX_PROBLEMS
from kgraph.documents.reading import MAX_TEXT, MAX_WORDS, Reader, said
from kgraph.documents.vocabulary import MAX_ID, Vocabulary, day_of, id_refusal, number_of, truth_of
from kgraph.documents.yaml import parse_yaml
from kgraph.errors import InputError

DAY = date(2026, 11, 23)
COLOURS = Vocabulary("colour", ("red", "green", "blue"))


def item(value: str) -> Located:
    """What stands behind a key on the second line of a file."""
    found: Located = parse_yaml(f"# a comment\na: {value}\n", "f.yaml").value["a"]
    return found


def refused(reader: Reader) -> list[str]:
    with pytest.raises(InputError) as caught:
        reader.problems.tell()
    return [str(problem) for problem in caught.value.problems]


# --- texts


@pytest.mark.parametrize(
    "written",
    ["1.10", "007", "+5", "1e3", "true", "No", "0x1f", "-0", ".5", "2026-11-23", "9" * 20],
)
def test_what_looks_like_something_else_is_the_text_it_was_written_as(written: str) -> None:
    reader = Reader("f.yaml")
    assert reader.text(item(written), "a") == written
    assert list(reader.words(item(f"[{written}, '{written}!']"), "a")) == [written, f"{written}!"]
    reader.problems.tell()


def test_a_text_stands_on_one_line() -> None:
    reader = Reader("f.yaml")
    assert reader.text(item('"two\\n   lines "'), "a") == "two lines"
    assert reader.text(item('"two  blanks "'), "a", folded=False) == "two  blanks"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("[x]", "f.yaml:2: 'a' is not a text: write 'a: …'"),
        ("{x: y}", "f.yaml:2: 'a' is not a text: write 'a: …'"),
        ("' '", "f.yaml:2: 'a' is not a text: write 'a: …'"),
        ("~", "f.yaml:2: 'a' is not a text: write 'a: …'"),
        ("x" * (MAX_TEXT + 1), f"f.yaml:2: 'a' is longer than {MAX_TEXT} characters: shorten it"),
        ('"a\\x07b"', "f.yaml:2: 'a' holds control characters: leave them out"),
    ],
)
def test_what_is_no_text_is_told(value: str, told: str) -> None:
    reader = Reader("f.yaml")
    reader.text(item(value), "a")
    assert refused(reader) == [told]


# --- lists of words


def test_a_single_word_is_a_list_of_one() -> None:
    reader = Reader("f.yaml")
    assert list(reader.known_words(item("red"), "a", COLOURS)) == ["red"]
    assert list(reader.known_words(item("[blue, red]"), "a", COLOURS)) == ["blue", "red"]
    assert reader.known_words(None, "a", COLOURS) == {}
    assert reader.known_words(item("[]"), "a", COLOURS) == {}
    reader.problems.tell()


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("[red, rde]", "unknown colour 'rde': did you mean 'red'?"),
        ("[red, red]", "'red' stands twice under 'a': name it once"),
        ("[red, [blue]]", "'a' holds a list where a word is wanted: write 'a: [one, another]'"),
        ("{red: blue}", "'a' holds a mapping where a word is wanted: write 'a: [one, another]'"),
        ("[red, ~]", "'a' holds nothing where a word is wanted: write 'a: [one, another]'"),
        ("[]", "'a' names nothing: name at least one"),
        ('["red\\n"]', "unknown colour 'red\\n': did you mean 'red'?"),
        (f"[{'r' * 400}]", f"unknown colour '{'r' * 59}…': known are: blue, green, red"),
    ],
)
def test_what_a_list_of_words_cannot_hold_is_told(value: str, told: str) -> None:
    reader = Reader("f.yaml")
    reader.known_words(item(value), "a", COLOURS, some=True)
    assert refused(reader) == [f"f.yaml:2: {told}"]


def test_a_list_has_an_end() -> None:
    reader = Reader("f.yaml")
    words = reader.words(item(f"[{', '.join(f'w{n}' for n in range(MAX_WORDS + 1))}]"), "a")
    assert len(words) == MAX_WORDS
    assert refused(reader) == ["f.yaml:2: more than 1,000 words under 'a': name fewer"]


def test_no_more_problems_are_told_than_anybody_reads() -> None:
    reader = Reader("f.yaml")
    value = "[" + ", ".join(f"w{n}" for n in range(MAX_WORDS)) + "]"
    with pytest.raises(InputError) as caught:
        reader.known_words(item(value), "a", COLOURS)
    assert len(caught.value.problems) == MAX_PROBLEMS + 1
    assert str(caught.value.problems[-1]).endswith("more than 99 problems: mend these first")


def test_a_word_of_several_is_one_word() -> None:
    reader = Reader("f.yaml")
    assert reader.word(item("red"), "a", COLOURS) == "red"
    assert reader.word(item("[red]"), "a", COLOURS) is None
    assert reader.word(item("rad"), "a", COLOURS) is None
    assert refused(reader) == [
        "f.yaml:2: 'a' holds a list where a word is wanted: write 'a: …'",
        "f.yaml:2: unknown colour 'rad': did you mean 'red'?",
    ]


# --- mappings


def test_a_mapping_has_known_keys() -> None:
    reader = Reader("f.yaml")
    keys = reader.mapping(item("{id: x, nme: y, region: }"), "a site", ("id", "name", "region"))
    assert said(keys, "id") is not None
    assert said(keys, "region") is None, "a key with nothing behind it is as good as none"
    assert reader.mapping(item("x"), "a site", ("id", "name")) == {}
    assert refused(reader) == [
        "f.yaml:2: a site is not a mapping: write '- {id, name}'",
        "f.yaml:2: unknown key 'nme' in a site: did you mean 'name'?",
    ]


# --- ids


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ('"eu\\n"', "the id 'eu\\n' of a site is not a short name"),
        ("+5", "the id '+5' of a site is not a short name"),
        ("1.10", "the id '1.10' of a site is not a short name"),
        ("Eu", "the id 'Eu' of a site is not a short name"),
        ("eu--west", "the id 'eu--west' of a site is not a short name"),
        ("[eu]", "the id 'a list' of a site is not a short name"),
        ("e" * (MAX_ID + 1), f"the id '{'e' * 59}…' of a site is longer than {MAX_ID} characters"),
        ("E" * (MAX_ID + 1), f"the id '{'E' * 59}…' of a site is not a short name"),
        ("eu", "the id 'eu' stands twice"),
    ],
)
def test_an_id_that_cannot_be_one_is_told_with_its_reason(value: str, told: str) -> None:
    reader = Reader("f.yaml")
    reader.own_id(item(value), item("x"), "a site", {"eu"})
    (line,) = refused(reader)
    assert line.startswith(f"f.yaml:2: {told}: ")


@pytest.mark.parametrize("value", ["eu", "1e3", "007", "true", "5", "e" * MAX_ID])
def test_an_id_is_what_was_written(value: str) -> None:
    reader = Reader("f.yaml")
    assert reader.own_id(item(value), item("x"), "a site", set()) == value
    reader.problems.tell()


@given(st.text(max_size=70))
def test_nothing_but_a_short_name_is_an_id(text: str) -> None:
    allowed = set("abcdefghijklmnopqrstuvwxyz0123456789-")
    short = (
        0 < len(text) <= MAX_ID and set(text) <= allowed and all(part for part in text.split("-"))
    )
    assert (id_refusal(text) is None) == short


# --- days, truths, numbers


@pytest.mark.parametrize(
    "text",
    ["2026-1-2", "20261123", "2026-13-01", "2026-02-30", "yesterday", "", "2026-11-23T00:00", "２０２６-11-23", "2026-11-23\n"],
)  # fmt: skip
def test_what_is_no_day_is_none(text: str) -> None:
    assert day_of(text) is None


def test_a_day_is_read() -> None:
    assert day_of("2024-02-29") == date(2024, 2, 29)
    reader = Reader("f.yaml")
    assert reader.day(item("2024-02-29"), DAY) == date(2024, 2, 29)
    assert reader.day(item("soon"), DAY) is None
    assert refused(reader) == ["f.yaml:2: 'soon' is not a date: write it as 2026-11-23"]


@pytest.mark.parametrize("yes", ["yes", "Yes", "true", "TRUE", "on"])
@pytest.mark.parametrize("no", ["no", "No", "false", "FALSE", "off"])
def test_a_truth_is_said_in_many_ways(yes: str, no: str) -> None:
    reader = Reader("f.yaml")
    assert (reader.truth(item(yes), "a"), reader.truth(item(no), "a")) == (True, False)
    reader.problems.tell()


@pytest.mark.parametrize("value", ["maybe", "'yes'", "1", "[true]", "~", "y"])
def test_what_is_no_truth_is_told(value: str) -> None:
    reader = Reader("f.yaml")
    assert not reader.truth(item(value), "a")
    assert refused(reader) == [
        "f.yaml:2: 'a' is neither true nor false: write 'a: true', or leave it out"
    ]
    assert truth_of("maybe") is None


@pytest.mark.parametrize(
    ("value", "number"), [("2", 2), ("1.5", 1.5), ("+3", 3), ("1e1", 10), (".5", 0.5), ("08", 8)]
)
def test_a_number_is_read(value: str, number: float) -> None:
    reader = Reader("f.yaml")
    assert reader.number(item(value), "a", 0.1, 64) == number
    reader.problems.tell()


@pytest.mark.parametrize(
    "value", ["0", "65", "'2'", "many", "[2]", "nan", ".inf", "1e999", "9" * 40, "true", "~", "1_0"]
)
def test_what_is_no_number_within_its_limits_is_told(value: str) -> None:
    reader = Reader("f.yaml")
    reader.number(item(value), "a", 0.1, 64)
    assert refused(reader) == [
        "f.yaml:2: 'a' is not a number from 0.1 to 64: write for example 'a: 8'"
    ]


def test_a_whole_number_has_no_fraction() -> None:
    reader = Reader("f.yaml")
    assert reader.number(item("2.0"), "a", 1, 64, whole=True) == 2
    reader.number(item("2.5"), "a", 1, 64, whole=True)
    assert refused(reader) == [
        "f.yaml:2: 'a' is not a whole number from 1 to 64: write for example 'a: 8'"
    ]


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_none(text: str) -> None:
    found = number_of(text)
    assert found is None or text.strip() == text


# --- the order of problems


def test_problems_are_told_by_line_each_once() -> None:
    reader = Reader("f.yaml")
    for line in (12, 3, 3):
        reader.fault(Located("x", line), "is wrong", "mend it")
    assert refused(reader) == ["f.yaml:3: is wrong: mend it", "f.yaml:12: is wrong: mend it"]
