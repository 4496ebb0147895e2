"""SPARQL as text: what can be told about a query before it is parsed."""

from __future__ import annotations

import re

from kgraph.terms import PREFIXES

_OPAQUE = re.compile(
    r"""<[^<>"{}|^`\\\s]*>"""  # IRIs, long strings, short strings, comments
    r"""|"{3}(?:[^"\\]|\\.|"(?!""))*"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}"""
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\#[^\n]*""",
    re.S,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_OUTSIDE = re.compile(r"(?<![:?$@_-])(service|from)", re.I)
_UPDATE = re.compile(r"(?<![:?$@_-])(load|insert|delete|clear|create|drop|add|move|copy)", re.I)
_DECLARED = re.compile(r"\bPREFIX\s+([^\s:]*)\s*:", re.I)
_PREFIX_USED = re.compile(r"(?<![\w:?$@.-])([A-Za-z](?:[\w.-]*[\w-])?):")
_NOT_EXISTS = re.compile(r"\bNOT\s+EXISTS\s*\{", re.I)
_NOT_A_PATTERN = re.compile(r"(FILTER|BIND|VALUES)\b", re.I)

NOT_EXISTS_HINT = "FILTER NOT EXISTS with several patterns is slow on large data; MINUS { … } that shares a variable is faster"


def normalised(text: str) -> str:
    """The text with line feeds alone as line ends: parsers disagree on whether others end a comment."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def skeleton(text: str) -> str:
    """The text with strings, IRIs and comments blanked out, in the same length and lines.

    >>> skeleton('ASK { ?x ?y "a.b" } # why')
    'ASK { ?x ?y       }      '
    """
    return _OPAQUE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def expanded(text: str) -> str:
    r"""The text with ``\u`` escapes replaced by what they stand for, as engines that do so before parsing see it."""
    return _ESCAPE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    code = int(found[1] or found[2], 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"


def may_reach_outside(text: str) -> bool:
    """Whether some word in the text could name something outside the dataset. A word after ``:`` or ``?`` is part of a name."""
    return any(map(_OUTSIDE.search, (text, expanded(text))))


def may_update(text: str) -> bool:
    """Whether some word in the text could be that of an update."""
    return any(map(_UPDATE.search, (text, expanded(text))))


def with_prefixes(text: str) -> str:
    """The text with PREFIX declarations for the prefixes it does not declare, on its first line, so that lines keep their numbers."""
    declared = set(_DECLARED.findall(skeleton(text)))
    return (
        "".join(
            f"PREFIX {prefix}: <{iri}> "
            for prefix, iri in PREFIXES.items()
            if prefix not in declared
        )
        + text
    )


def line_of(word: str, text: str) -> int:
    """The line on which a keyword first stands outside strings and comments, or 1."""
    body = skeleton(expanded(text))
    found = re.search(rf"(?<![:?$@\w]){word}", body, re.I)
    return body.count("\n", 0, found.start()) + 1 if found else 1


def unknown_prefix(text: str) -> tuple[str, int] | None:
    """A prefix that is used but neither declared nor one of ours, with its line."""
    body = skeleton(text)
    known = {*PREFIXES, *_DECLARED.findall(body)}
    found = next((found for found in _PREFIX_USED.finditer(body) if found[1] not in known), None)
    return (found[1], body.count("\n", 0, found.start()) + 1) if found else None


def hint(text: str) -> str | None:
    """Advice on how to write the query faster, where there is any."""
    body = skeleton(text)
    slow = any(_patterns(_braced(body, found.end())) > 1 for found in _NOT_EXISTS.finditer(body))
    return NOT_EXISTS_HINT if slow else None


def _braced(body: str, start: int) -> str:
    """What stands from `start` to the brace that closes it."""
    depth = 1
    for end in range(start, len(body)):
        depth += {"{": 1, "}": -1}.get(body[end], 0)
        if not depth:
            return body[start:end]
    return body[start:]


def _without_calls(group: str) -> str:
    """The group without what stands in parentheses, such as the expressions of filters."""
    while (shorter := re.sub(r"\([^()]*\)", " ", group)) != group:
        group = shorter
    return group


def _patterns(group: str) -> int:
    """About how many triple patterns a group holds; IRIs in it are blanked, so three words are not to be counted on."""
    parts = (part.strip() for part in re.split(r"[;{}]|\.(?=\s|\Z)", _without_calls(group)))
    return sum(1 for part in parts if part and not _NOT_A_PATTERN.match(part))
