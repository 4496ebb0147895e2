"""A brief as a word of an address, and back: deflated, base64url, or a short id of what is kept."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterable

from kgraph import api
from kgraph.errors import likely

LONGEST = 6000
"""The most characters that a brief takes in an address; a longer one is kept under an id."""
MOST = 1_000_000
"""The most bytes that are unpacked of an address: as many as a file of a brief may have."""
NAMES = frozenset(
    {"b", "theme"}  # of every page, then of Design, Compare, Catalog with its facets, and Ask
    | {"box", "level", "view"}
    | {"from", "to", "with"}
    | {"component", "day", "find", "page", "retired"}
    | {"area", "as", "catalog", "class", "does", "license", "maturity", "on", "stage"}
    | {"example", "mine", "q", "set"}
)
"""What addresses of pages can say something under: see `owned.word`."""
_OF_OTHERS = re.compile(r"utm_.*|gclid|fbclid")
"""What those who count clicks put into links: nothing that a visitor has said."""
_KEPT = "~"
"""Begins the id of a brief that is kept; base64url has no such letter."""
_GONE = (
    "The address names a brief that this server does not keep any more: open its file, or ask "
    "whoever sent the address for it."
)
_BROKEN = (
    "The address holds a brief that cannot be unpacked, perhaps since a part of it was lost: "
    "copy the whole address, or open the file of the brief."
)


def strange(names: Iterable[str]) -> list[str]:
    """What is to be said of names in an address that no page knows.

    >>> strange(["b", "veiw", "utm_source"])
    ["The address says something under “veiw”, which no page knows: did you mean 'view'?"]
    """
    said = "The address says something under “{}”, which no page knows: {}"
    unknown = (name for name in names if name not in NAMES and not _OF_OTHERS.fullmatch(name))
    short = (name[:80] for name in unknown)
    return [said.format(name, likely(name, NAMES) or "leave it out") for name in short]


class Unreadable(ValueError):
    """What an address holds is no brief; the message says what to do."""


def pack(text: str) -> str:
    """A text as a word for an address.

    >>> unpack(pack("name: Ünder"))
    'name: Ünder'
    """
    deflated = zlib.compress(text.encode("utf-8", "surrogatepass"), 9)
    word = base64.urlsafe_b64encode(deflated).decode("ascii").rstrip("=")
    if len(word) <= LONGEST:
        return word
    id = api.keep_brief(text)
    return word if id is None else f"{_KEPT}{id}"


def unpack(word: str) -> str:
    """The text of a word; Unreadable where there is none."""
    if word.startswith(_KEPT):
        kept = api.kept_brief(word.removeprefix(_KEPT))
        if kept is None:
            raise Unreadable(_GONE)
        return kept
    try:
        return _inflated(word)
    except (binascii.Error, zlib.error, UnicodeError, ValueError):
        raise Unreadable(_BROKEN) from None


def brief(word: str) -> str:
    """The text of the brief that a word of an address means: packed, or that of the example of this
    id; without a word that of the demo. Unreadable where it means none.

    >>> brief("start-up") == dict(api.example_briefs())["start-up"]
    True
    """
    if not word:
        return api.demo_brief()
    try:
        return unpack(word)
    except Unreadable as error:
        examples = dict(api.example_briefs())
        if word in examples:
            return examples[word]
        meant = likely(word, examples)
        raise Unreadable(f"{error} Or {meant}" if meant else str(error)) from None


def _inflated(word: str) -> str:
    packed = base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True)
    unpacking = zlib.decompressobj()
    body = unpacking.decompress(packed, MOST + 1)
    if len(body) > MOST or not unpacking.eof:
        raise ValueError(word)
    return body.decode("utf-8")
