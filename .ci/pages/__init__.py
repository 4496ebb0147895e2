"""The reference pages of the documentation site, made of what the program itself knows.

Terms and examples come from the graph, keys from the JSON Schemas, commands from the command line,
pictures from the gallery. Nothing of it lies in the repository, so nothing of it can be stale.

    mkdocs build --strict       makes the site (the extra `docs`)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pages import (
    briefs,
    commands,
    components,
    decisions,
    keys,
    notebooks,
    questions,
    records,
    terms,
)

Pages = dict[str, str]
MAKERS: tuple[Callable[[], Mapping[str, str]], ...] = (
    briefs.pages,
    commands.pages,
    components.pages,
    decisions.pages,
    keys.pages,
    notebooks.pages,
    questions.pages,
    records.pages,
    terms.pages,
)


def generated() -> Pages:
    """Every page that is made, as Markdown, by its path in the site."""
    found: Pages = {}
    for maker in MAKERS:
        found |= maker()
    return dict(sorted(found.items()))
