"""Words that every room uses: a number with its noun, and text without letters that do harm."""

from __future__ import annotations

import re
import unicodedata

_LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029]")
_UNFIT_LETTERS = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters: no XML and no YAML holds them
    "\u202a-\u202e\u2066-\u2069"  # these turn the direction of whatever follows
    "\ufeff\ufffe\uffff\ud800-\udfff"  # marks of byte order, and halves of letters
)
_UNFIT = re.compile("[" + _UNFIT_LETTERS + "]")
_HARMFUL = re.compile("[\t\n\r\x85\u2028\u2029" + _UNFIT_LETTERS + "]")


def clean(text: str) -> str:
    """The text without letters that some file cannot hold or that turn what follows.

    It has one kind of line end.

    >>> clean("a\\x00b\\u202ec\\r\\nd")
    'abc\\nd'
    """
    return _UNFIT.sub("", _LINE_END.sub("\n", text))


def one_line(text: str) -> str:
    """The text, cleaned, on one line.

    >>> one_line(" a\\n b ")
    'a b'
    """
    return " ".join(clean(text).split())


def visible(text: str) -> str:
    """The text on one line, with the escape of every letter that would do harm in a terminal.

    >>> visible("a\\x1b[31m\\nb")
    'a\\\\x1b[31m\\\\nb'
    """
    return _HARMFUL.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")


def short_name(name: str) -> str:
    """A name as an id or a file has it: small letters, digits and hyphens; empty where it has none.

    >>> short_name("Web shop, Köln")
    'web-shop-koln'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> count(1, "site"), count(1200, "site"), count(2, "box", "boxes")
    ('1 site', '1,200 sites', '2 boxes')
    """
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def times(name: str, number: int) -> str:
    """A name, and how often it is meant where that is more than once.

    >>> times("Loki", 1), times("Loki", 2)
    ('Loki', 'Loki ×2')
    """
    return f"{name} ×{number}" if number > 1 else name


def as_said(word: str) -> str:
    """A word of a brief, ``kind/id``, as a person says it.

    >>> as_said("option/cluster-exposure.private")
    'cluster-exposure: private'
    >>> as_said("preference/open-source"), as_said("cloud/aws")
    ('prefer: open-source', 'aws')
    """
    kind, _, id = word.rpartition("/")
    if kind == "option":
        return id.replace(".", ": ", 1)
    return f"prefer: {id}" if kind == "preference" else id
