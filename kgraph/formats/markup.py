"""Text in XML, escaped for content and for attributes.

As the standard library's saxutils does, which takes long to load.
"""

from __future__ import annotations

import re

_UNWRITABLE = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escape(text: str) -> str:
    """The text with what would be markup written as text.

    >>> escape("a < b & c")
    'a &lt; b &amp; c'
    """
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")


def verbatim(text: str) -> str:
    """The text as an element holds it so that it is read back as it was, line ends and all.

    What XML has no way to write is left out.
    """
    return escape(_UNWRITABLE.sub("", text)).replace("\r", "&#13;")


def quoteattr(text: str) -> str:
    """The text as an attribute's value, with its quotes.

    >>> print(quoteattr('say "yes"'))
    'say "yes"'
    """
    plain = escape(text).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    if '"' not in plain:
        return f'"{plain}"'
    if "'" not in plain:
        return f"'{plain}'"
    return '"' + plain.replace('"', "&quot;") + '"'
