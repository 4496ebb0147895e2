"""What can be told about a query from its text."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, SupportsIndex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.knowledge.query import sparql


@pytest.mark.parametrize(
    "text",
    [
        "ASK { SERVICE ?x {} }",
        "ASK { \\u0053ervice ?x {} }",
        "ASKSERVICE ?x {}",
    ],
)
def test_words_that_may_reach_outside(text: str) -> None:
    assert sparql.may_reach_outside(text)


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?x o:from ?y }",
        "ASK { ?service o:fromCapability ?from }",
        "ASK { $from ?p 'x'@from }",
    ],
)
def test_words_within_names_do_not(text: str) -> None:
    assert not sparql.may_reach_outside(text)


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?x a o:Component FILTER NOT EXISTS { ?x o:need ?n . ?n o:role ?r } }",
        "ASK { ?x a o:Component filter not exists { ?x o:need ?n ; o:cloud ?c } }",
        "ASK { ?x a o:Component FILTER NOT EXISTS { ?x a ?y { ?y a ?z } } }",
    ],
)
def test_hint_on_not_exists_with_several_patterns(text: str) -> None:
    assert sparql.hint(text) == sparql.NOT_EXISTS_HINT


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?x a o:Component FILTER NOT EXISTS { ?x o:retiredOn ?day FILTER(?day < '2021. ;' || (?day > 1.5)) } }",
        "ASK { ?x a o:Component FILTER NOT EXISTS { ?x o:need ?n . } ?x o:need ?m . ?m o:role ?r }",
        "ASK { ?x ?y 'NOT EXISTS { ?a ?b ?c . ?d ?e ?f }' }",
    ],
)
def test_no_hint_otherwise(text: str) -> None:
    assert sparql.hint(text) is None


def test_line_of_a_keyword() -> None:
    assert sparql.line_of("SERVICE", "# service\nASK {\n'service' \\u0053ervice ?x {} }") == 3
    assert sparql.line_of("FROM", "ASK {}") == 1


@pytest.mark.parametrize(
    "text",
    [
        "ASK { c:x skos:broader _:b ; ?y 'z'@en }",
        "PREFIX my.own: <x:> ASK { my.own:a a 'x:y' }",
        "ASK { <x:y> a ?x:z }",
    ],
)
def test_known_prefixes(text: str) -> None:
    assert sparql.unknown_prefix(text) is None


def test_an_unknown_prefix_is_named_with_its_line() -> None:
    assert sparql.unknown_prefix("ASK {\n?x foaf:name ?y }") == ("foaf", 2)


def test_escapes_that_are_no_characters_do_no_harm() -> None:
    assert sparql.expanded("\\uD800 \\UFFFFFFFF \\u0041") == "\ufffd \ufffd A"


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("CONSTRUCT { ?x ?y ?z } {}", ("CONSTRUCT", 1)),
        ("# select\n\nselect * {}", ("SELECT", 3)),
        ("PREFIX ask: <x:>\r\nDescribe c:prometheus", ("DESCRIBE", 2)),
        ("ASK{?x ?y ?z}", ("ASK", 1)),
        ("INSERT DATA { c:a c:b c:c }", ("INSERT", 1)),
        (
            "BASE <http://select/>\n# 'why'\nconstruct where { ?select :ask 'delete' }",
            ("CONSTRUCT", 3),
        ),
        ("PREFIX load-it: <x:> CONSTRUCT { load-it:a ?y ?z } {}", ("CONSTRUCT", 1)),
        ("# nothing", ("", 1)),
        ("", ("", 1)),
        ("hello", ("", 1)),
    ],
)
def test_the_form_of_a_query_and_its_line(query: str, form: tuple[str, int]) -> None:
    assert sparql.form_of(query) == form


# --- into words: the same as an oracle says that is obviously right, and takes its time

OPAQUE = re.compile(
    r"""<[^<>"{}|^`\\\s]*>"""  # IRIs, long strings, short strings, comments
    r"""|"{3}(?:[^"\\]|\\.|"(?!""))*"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}"""
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\#[^\n]*""",
    re.S,
)


def skeleton_by_oracle(text: str) -> str:
    """The text with IRIs, strings and comments blanked out."""
    return OPAQUE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def skeleton(text: str) -> str:
    """The same, of what the scanner found."""
    shown = [" " if char != "\n" else char for char in text]
    for token in sparql.tokens(text):
        if token.kind not in (sparql.IRI, sparql.STRING):
            shown[token.at : token.at + len(token.text)] = token.text
    return "".join(shown)


BLANKS = st.sampled_from([" ", "  ", "\n", "\t", " \n  "])
INSIDE = st.text("ab #'\"<>{}.;:?\\n", max_size=6)


def _quoted(quote: str, inside: str) -> str:
    plain = inside.replace("\\", "\\\\").replace(quote[0], "\\" + quote[0])
    return f"{quote}{plain}{quote}"


PIECES = st.one_of(
    st.sampled_from(
        [
            "SELECT",
            "*",
            "WHERE",
            "ask",
            "{",
            "}",
            "(",
            ")",
            ";",
            ".",
            ",",
            "=",
            "!",
            "?x",
            "$y",
            "a",
            "c:harbor",
            ":x",
            "'x'@en",
            "1.5",
            "-2",
            "o:a/o:b",
        ]
    ),
    st.sampled_from(
        [
            "FILTER",
            "NOT",
            "EXISTS",
            "MINUS",
            "<http://x/#y>",
            "<>",
            "<",
            ">",
            "<=",
            "||",
            "&&",
            "^",
            "PREFIX",
            "k:",
            "c:a.b",
            "c:a.",
        ]
    ),
    st.builds(_quoted, st.sampled_from(["'", '"', "'''", '"""']), INSIDE),
    st.builds(lambda inside: f"#{inside}\n", INSIDE),
)
QUERIES = st.lists(st.tuples(PIECES, BLANKS)).map(lambda pieces: "".join(map("".join, pieces)))


@given(QUERIES)
def test_the_scanner_sees_what_the_oracle_sees(text: str) -> None:
    assert skeleton(text) == skeleton_by_oracle(text).replace("\t", " ")


@given(st.text("ab'\"\\\n#<>{}?:. ", max_size=40))
def test_the_pieces_and_what_is_between_them_are_the_text(text: str) -> None:
    at = 0
    for token in sparql.tokens(text):
        assert not re.sub(r"#[^\n]*", "", text[at : token.at]).strip()
        assert token.line == text.count("\n", 0, token.at) + 1
        at = token.at + len(token.text)
        assert text[token.at : at] == token.text
    assert not re.sub(r"#[^\n]*", "", text[at:]).strip()


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("ASK 'a b\nASK", "ASK"),
        ("ASK '''a b\nASK", "'''a b\nASK"),
        ('ASK """a" b\\""" c', '"""a" b\\""" c'),
        ("ASK 'a\\", "'a\\"),
        ("ASK c:it\\'s ?x", "?x"),
        ("ASK <a b", "b"),
        ("a ?x.y", "y"),
    ],
)
def test_what_is_not_closed_ends_with_its_line_or_with_the_text(text: str, last: str) -> None:
    assert [token.text for token in sparql.tokens(text)][-1] == last


# --- no text takes longer than its length allows


class Counted(str):
    """A text that counts the characters that are looked at."""

    looks = 0

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        piece = super().__getitem__(key)
        Counted.looks += len(piece) or 1
        return piece

    def find(self, sub: str, *span: Any) -> int:
        found = super().find(sub, *span)
        start = span[0] if span else 0
        Counted.looks += (len(self) if found < 0 else found + len(sub)) - start
        return found


def looks(text: str) -> int:
    """How many characters a scan of a text looks at, several times the same one included."""
    Counted.looks = 0
    for _ in sparql.tokens(Counted(text)):
        pass
    return Counted.looks


HOSTILE = [
    *("'''\\'", "'\\'", "'\\'\n", '"""\\"', '"', "'", "<", "<a", "<a'", "< ", "#", "#\n"),
    *("PREFIX ", "PREFIX\n", "a.", "a..", ".", "a:", "\\", "\\'", "?", "?a", "@a-", "\\u0027"),
    *("NOT EXISTS {", "NOT ", "(", "{", "}", " ", "\n", "a'b\""),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_character_is_looked_at_more_often_in_a_longer_text(piece: str) -> None:
    for head in ("", "'''", '"', "<", "ASK { ", "a"):
        short, long = head + piece * 300, head + piece * 1_500
        assert looks(long) / len(long) <= looks(short) / len(short) * 1.05 + 0.05
        assert looks(long) <= 12 * len(long)


@given(st.text("ab'\"\\\n#<>{}()?:. ", max_size=12), st.integers(1, 200))
def test_no_text_at_all_is_looked_at_more_than_so_often(piece: str, times: int) -> None:
    text = piece * times
    assert looks(text) <= 12 * len(text)


@pytest.mark.parametrize("piece", HOSTILE)
def test_what_is_told_of_a_text_takes_steps_by_its_length(piece: str) -> None:
    """Lines of Python that run; what one line does besides is counted above, or is a pattern
    without repetitions.
    """
    for tell in (sparql.hint, sparql.unknown_prefix, sparql.form_of, sparql.may_reach_outside):
        steps = [lines_run(tell, "ASK { " + piece * many) for many in (200, 400, 800)]
        assert steps[2] - steps[1] <= 2.2 * (steps[1] - steps[0]) + 50


def lines_run(tell: Callable[[str], object], text: str) -> int:
    """How many lines of Python run when something is told of a text."""
    count = 0

    def traced(frame: FrameType, event: str, _: object) -> Any:
        nonlocal count
        count += event == "line"
        return traced

    before = sys.gettrace()
    sys.settrace(traced)
    try:
        tell(text)
    finally:
        sys.settrace(before)
    return count
