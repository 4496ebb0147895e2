"""SPARQL as text: what can be told about a query before it is parsed.

The text may be a stranger's. Nothing here takes longer than its length allows: it is cut into words
in one pass that looks at each character a few times at most, and no pattern has a repetition in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from kgraph.terms import PREFIXES

WORD, NAME, IRI, STRING, MARK = "word", "name", "iri", "string", "mark"
"""What a token is: a keyword, a number or a prefixed name; a variable or a language; an IRI; a
string; a mark such as a brace.
"""

Frame = dict[str, Any]
"""A request to a process that reads queries, or a reply of it."""

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_OUTSIDE = re.compile(r"(?<![:?$@_-])(service)", re.I)
_UPDATE = re.compile(r"(?<![:?$@_-])(load|insert|delete|clear|create|drop|add|move|copy)", re.I)
_NOT_IN_IRIS = frozenset('<>"{}|^`\\')
_ESCAPED = frozenset("_~.-!$&'()*+,;=/?#@%")  # what a backslash may stand before in a name
_FORMS = frozenset(
    [
        "CONSTRUCT",
        "SELECT",
        "ASK",
        "DESCRIBE",
        "INSERT",
        "DELETE",
        "LOAD",
        "CLEAR",
        "CREATE",
        "DROP",
        "ADD",
        "MOVE",
        "COPY",
        "WITH",
    ]
)
_NO_PATTERN = frozenset(("FILTER", "BIND", "VALUES"))

NOT_EXISTS_HINT = (
    "instead of FILTER NOT EXISTS with several patterns write MINUS { … } that shares a variable"
)


class Token(NamedTuple):
    """A piece of a query, with where and on which line it starts."""

    kind: str
    text: str
    at: int
    line: int


def normalised(text: str) -> str:
    """The text with line feeds alone as line ends: parsers disagree on whether others end a
    comment.
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")


# --- into words


def tokens(text: str) -> Iterator[Token]:
    """The pieces of a query, without blanks and comments. A string that is not closed ends with its
    line, a long one with the text.
    """
    at, line = 0, 1
    while at < len(text):
        kind, end = _token(text, at)
        piece = text[at:end]
        if kind:
            yield Token(kind, piece, at, line)
        line += piece.count("\n")
        at = end


def _token(text: str, at: int) -> tuple[str, int]:
    """What stands at a place, and where it ends; no kind for blanks and comments."""
    first = text[at]
    if first.isspace():
        return "", at + 1
    if first == "#":
        end = text.find("\n", at)
        return "", end if end > 0 else len(text)
    if first in "\"'":
        return STRING, _string_end(text, at)
    if first == "<":
        return _iri(text, at)
    if first in "?$@":
        return NAME, _name_end(text, at + 1, "-" if first == "@" else "")
    if _is_wordy(first) or _is_escape(text, at):
        return WORD, _word_end(text, at)
    return MARK, at + 1


def _string_end(text: str, at: int) -> int:
    """Where a string ends: after its closing quotes, or where nothing has closed it."""
    quote = text[at]
    long = text[at : at + 3] == quote * 3
    closing = quote * 3 if long else quote
    at += len(closing)
    while at < len(text):
        char = text[at]
        if char == "\\":
            at += 2
        elif char == quote and text[at : at + len(closing)] == closing:
            return at + len(closing)
        elif char == "\n" and not long:
            return at
        else:
            at += 1
    return len(text)


def _iri(text: str, at: int) -> tuple[str, int]:
    """An IRI, or the mark that opens none."""
    end = at + 1
    while end < len(text) and text[end] not in _NOT_IN_IRIS and not text[end].isspace():
        end += 1
    if text[end : end + 1] == ">":
        return IRI, end + 1
    return MARK, at + 1


def _name_end(text: str, at: int, more: str) -> int:
    while at < len(text) and (text[at] in more or text[at] == "_" or text[at].isalnum()):
        at += 1
    return at


def _word_end(text: str, at: int) -> int:
    """Where a word ends: a dot is part of it only within."""
    while at < len(text):
        if _is_wordy(text[at]):
            at += 1
        elif _is_escape(text, at):
            at += 2
        elif text[at] == "." and at + 1 < len(text) and _is_wordy(text[at + 1]):
            at += 2
        else:
            break
    return at


def _is_wordy(char: str) -> bool:
    return char.isalnum() or char in "_-:%"


def _is_escape(text: str, at: int) -> bool:
    return text[at] == "\\" and at + 1 < len(text) and text[at + 1] in _ESCAPED


# --- words that matter


def expanded(text: str) -> str:
    r"""The text with ``\u`` escapes replaced by what they stand for, as engines that do so before
    parsing see it.
    """
    return _ESCAPE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    code = int(found[1] or found[2], 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"


def may_reach_outside(text: str) -> bool:
    """Whether some word in the text could name something outside the dataset. A word after ``:`` or
    ``?`` is part of a name.
    """
    return any(map(_OUTSIDE.search, (text, expanded(text))))


def may_update(text: str) -> bool:
    """Whether some word in the text could be that of an update."""
    return any(map(_UPDATE.search, (text, expanded(text))))


def is_blank(text: str) -> bool:
    """Whether the text holds nothing but blanks and comments."""
    return next(tokens(text), None) is None


def form_of(text: str) -> tuple[str, int]:
    """The word that says what a SPARQL text does, in capitals, and its line; nothing where there is
    none.

    >>> form_of("# why\\nPREFIX select: <x:> construct { ?x ?y ?z } {}")
    ('CONSTRUCT', 2)
    """
    for token in tokens(text):
        if token.kind == WORD and token.text.upper() in _FORMS:
            return token.text.upper(), token.line
    return "", 1


def line_of(word: str, text: str) -> int:
    """The line on which a keyword first stands outside strings and comments, or 1."""
    for token in tokens(expanded(text)):
        if token.kind == WORD and token.text.upper() == word.upper():
            return token.line
    return 1


def unknown_prefix(text: str) -> tuple[str, int] | None:
    """A prefix that is used but neither declared nor one of ours, with its line."""
    declared = set(PREFIXES)
    used: list[tuple[str, int]] = []
    before = ""
    for token in tokens(text):
        if token.kind == WORD and ":" in token.text:
            prefix = token.text.partition(":")[0]
            if before == "PREFIX":
                declared.add(prefix)
            elif prefix[:1].isalpha():
                used.append((prefix, token.line))
        before = token.text.upper()
    return next((one for one in used if one[0] not in declared), None)


def syntax_fault(text: str, message: str) -> Frame:
    """What there is to say of a text that a parser refused: of an unknown prefix, parsers only say
    that something else was expected.
    """
    return {"error": "syntax", "what": message, "unknown": unknown_prefix(text)}


# --- advice


def hint(text: str) -> str | None:
    """Advice on how to write the query faster, where there is any."""
    groups = _Groups()
    return NOT_EXISTS_HINT if any(map(groups.take, tokens(text))) else None


@dataclass(slots=True)
class _Group:
    """What stands between two brackets: how they opened, and about how many patterns so far."""

    opened: str = ""
    negated: bool = False
    patterns: int = 0
    in_pattern: bool = False


class _Groups:
    """The groups that are open where a query has been read to, the innermost last.

    What stands in parentheses, such as the expression of a filter, counts for nothing outside.
    """

    def __init__(self) -> None:
        self._open = [_Group()]
        self._before = ("", "")

    def take(self, token: Token) -> bool:
        """Go on by a token; whether it closes a negated group that holds several patterns."""
        word = token.text.upper()
        mark = word if token.kind == MARK else ""
        negated = self._before == ("NOT", "EXISTS")
        self._before = (self._before[1], word)
        here = self._open[-1]
        if mark in ("{", "("):
            here.in_pattern = here.in_pattern and mark == "("
            self._open.append(_Group(mark, negated))
        elif mark in ("}", ")"):
            return self._close("{" if mark == "}" else "(")
        elif mark in (";", "."):
            here.in_pattern = False
        elif not here.in_pattern:
            here.in_pattern = True
            here.patterns += word not in _NO_PATTERN
        return False

    def _close(self, opened: str) -> bool:
        group = self._open[-1]
        if group.opened != opened:
            return False
        self._open.pop()
        if opened == "{":
            self._open[-1].patterns += group.patterns
            self._open[-1].in_pattern = False
        return group.negated and group.patterns > 1
