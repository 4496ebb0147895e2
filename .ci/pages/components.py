"""The components of the catalog, in one line each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import attrgetter

import kgraph
from pages.markdown import code, page, table, words


def pages() -> Mapping[str, str]:
    """One page of all components that one can choose, by concern."""
    choosable = [one for one in kgraph.components() if one.choosable]
    ordered = sorted(choosable, key=attrgetter("concern", "id"))
    sections = [_section(name, found) for name, found in groupby(ordered, attrgetter("concern"))]
    intro = (
        "What one can choose. `kgraph catalog show ID` tells all that is known of one, with "
        "sources: what it needs, provides and speaks, its licences and the stages of its life."
    )
    return {"reference/components.md": page("Components", intro, *sections)}


def _section(concern: str, components: Iterable[kgraph.Component]) -> str:
    rows = [(code(one.id), words(one.name), words(one.definition)) for one in components]
    return f"## {concern}\n\n{table(('id', 'name', 'what it is'), rows)}"
