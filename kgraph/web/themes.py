"""The theme in an address: a link that names one opens in it. Pure functions."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from kgraph.errors import nearest

WORD = "theme"
"""The parameter of the address."""
KNOWN = ("light", "dark")
_OPTION = "embed_options"
"""What Streamlit calls it: `light_theme` or `dark_theme`."""


def opened(query: str) -> str | None:
    """What the query of an address has to say for its page to open in the theme that it names.

    None where it names none, or says so already.

    >>> opened("view=storage&theme=dark")
    'view=storage&theme=dark&embed_options=dark_theme'
    """
    pairs = parse_qsl(query, keep_blank_values=True)
    named = dict(pairs).get(WORD)
    if named not in KNOWN or pairs.count((_OPTION, f"{named}_theme")):
        return None
    kept = [pair for pair in pairs if pair[0] != _OPTION]
    return urlencode([*kept, (_OPTION, f"{named}_theme")])


def unknown(named: str) -> str:
    """What is to be said of a theme that an address names and that is none; else nothing.

    >>> unknown("drak")
    "“drak” is no theme: did you mean 'dark'?"
    """
    if not named or named in KNOWN:
        return ""
    return f"“{named[:80]}” is no theme: {nearest(named[:80], KNOWN)}"
