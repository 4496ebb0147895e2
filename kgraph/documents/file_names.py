"""Names of files for what is called otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_UNFIT = re.compile(r"[^A-Za-z0-9._]+")


def file_names(views: Iterable[str]) -> dict[str, str]:
    """The name that each view has as a file, without a suffix.

    Where two would be one, the later gets a number.

    >>> file_names(["overview", "site:eu", "cluster:eu/main"])
    {'overview': 'overview', 'site:eu': 'site-eu', 'cluster:eu/main': 'cluster-eu-main'}
    >>> file_names(["site:a/b", "site:a-b"])
    {'site:a/b': 'site-a-b', 'site:a-b': 'site-a-b-2'}
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for view in views:
        stem = _UNFIT.sub("-", view).strip("-.") or "view"
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        found[view] = name
    return found


def themed(stem: str, theme: str, among: Sequence[str]) -> str:
    """The name of a picture in a theme, without a suffix: it says which, where there are several.

    >>> themed("overview", "dark", ["dark"]), themed("overview", "dark", ["light", "dark"])
    ('overview', 'overview-dark')
    """
    return f"{stem}-{theme}" if len(among) > 1 else stem


QUERIES, SELECTIONS = (".rq", ".sparql"), (".yaml", ".yml")
"""How files end that hold a view of the user's own."""


def is_view_file(word: str) -> bool:
    """Whether a view is named by the file that holds it, not by its id.

    >>> is_view_file("mine.RQ"), is_view_file("overview")
    (True, False)
    """
    return word.lower().endswith(QUERIES + SELECTIONS)
