"""Text in XML, escaped for content and for attributes.

As the standard library's saxutils does, which takes long to load.
"""

from __future__ import annotations


def escape(text: str) -> str:
    """The text with what would be markup written as text.

    >>> escape("a < b & c")
    'a &lt; b &amp; c'
    """
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")


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
