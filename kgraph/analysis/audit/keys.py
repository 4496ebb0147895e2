"""Names and addresses as they are compared: however somebody writes them."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_IN_BRACKETS = re.compile(r"\s*\(([^)]*)\)\s*")


def name_keys(name: str, *, short: bool = True) -> frozenset[str]:
    """A name in small letters: as it is, without what stands in brackets, and, if `short`, that
    alone.

    >>> sorted(name_keys("Open Thing (OT)"))
    ['open thing', 'open thing (ot)', 'ot']
    """
    plain = name.casefold().strip()
    bare = _IN_BRACKETS.sub(" ", plain).strip()
    in_brackets = _IN_BRACKETS.findall(plain) if short else ()
    return frozenset((plain, bare, *in_brackets))


def address_key(address: str) -> str:
    """Host and path of an address, as one page has them under several addresses.

    >>> address_key("https://www.Example.org/x.git/")
    'example.org/x'
    """
    parts = urlsplit(address)
    path = parts.path.lower().rstrip("/").removesuffix(".git")
    return f"{host(address)}{path}"


def host(address: str) -> str:
    """The host of an address, without what every host is called.

    >>> host("https://www.example.org/x")
    'example.org'
    """
    return (urlsplit(address).hostname or "").removeprefix("www.")
