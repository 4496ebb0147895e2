"""The views of an architecture: which there are, and what each selects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.api.derived import Derived, derived
from kgraph.api.layers import layered
from kgraph.api.wiring import knowledge, query_worker
from kgraph.documents.file_names import QUERIES
from kgraph.errors import InputError, Problem, QueryTimeout, likely, nearest, shown
from kgraph.model.pictures import ViewChoice, ViewDefinition

if TYPE_CHECKING:
    from kgraph.knowledge.query.results import Result
    from kgraph.model.architecture import Architecture
    from kgraph.model.selection import Selection
    from kgraph.view.excerpt import Excerpt
    from kgraph.view.offered import Offered
    from kgraph.view.view import View

OWN_SECONDS = 10.0
"""How long the query of a view of the user's own may run."""
EXAMPLE = (
    "construct placements (?x a o:Placement), flows (?x a o:Flow) or links (?x flow:request ?y) "
    "of GRAPH ?architecture"
)


@layered
def views(architecture: Architecture) -> tuple[ViewChoice, ...]:
    """The views that can be drawn of an architecture, in their order.

    Those of the whole, of each site and cluster, of the inside of its components; none that would
    be empty or show the same as another.

    >>> [view.id for view in kgraph.views(kgraph.assemble("name: Small shop"))][:2]
    ['overview', 'request-path']
    """
    return _choices(derived(architecture).offered, derived(architecture))


def conceivable(architecture: Architecture) -> tuple[ViewChoice, ...]:
    """All views that there may be of an architecture of which no more than the places is known."""
    return _choices(derived(architecture).views.values(), derived(architecture))


def _choices(views: Iterable[Offered], here: Derived) -> tuple[ViewChoice, ...]:
    others: dict[str, list[str]] = defaultdict(list)
    for view in here.views.values():
        others[view.shown_as].append(view.id)
    return tuple(
        ViewChoice(view.id, view.label, view.definition.definition, tuple(others[view.id]))
        for view in views
    )


@layered
def known_views(architecture: Architecture) -> frozenset[str]:
    """The ids of all views that can be asked for: also those that are not offered."""
    return frozenset(derived(architecture).views)


@layered
def views_with(architecture: Architecture, id: str) -> tuple[ViewChoice, ...]:
    """The views that can be drawn of an architecture and select a placement or a flow, in their
    order; none where there is no such thing in it.

    >>> shop = kgraph.assemble("name: Small shop")
    >>> [view.id for view in kgraph.api.views_with(shop, "world/client")]
    ['request-path', 'network']
    """
    there = derived(architecture).drawable.shown_by.get(id, ())
    return tuple(view for view in views(architecture) if view.id in there)


@layered
def excerpt(architecture: Architecture, view: str | Path) -> Excerpt:
    """What a view selects of an architecture, and where the rest is to be seen.

    InputError names the known views.
    """
    from kgraph.view.excerpt import Excerpt, restricted

    here = derived(architecture).drawable
    if isinstance(view, Path):
        definition, selected = _own(view, here)
        name = definition.id
    else:
        known = _named(here, view)
        definition, selected, name = known.definition, here.selected(known), known.id
    part = restricted(here.architecture, selected)
    return Excerpt(here.architecture, part, definition, name, here.shown_by)


def _named(here: Derived, view: str) -> Offered:
    """The view of that name, or the one that shows the same; InputError where there is none."""
    if view not in here.views:
        known = f"{', '.join(here.views)}; or name a file (.rq, .yaml)"
        meant = likely(view, here.views)
        remedy = f"{meant} Known are: {known}" if meant else f"known are: {known}"
        raise InputError.one("view", f"unknown view '{shown(view)}'", remedy)
    found = here.views[view]
    return here.views[found.shown_as or view]


def seen(architecture: Architecture, view: str | Path, *, column: int = 0) -> Iterator[View]:
    """A view of an architecture: the fullest, then simpler ones for when that is not legible where
    it is shown: in a `column` of so many pixels, if one is named.
    """
    from kgraph.view.arranging import views as arrangements
    from kgraph.view.inside import inside

    here = derived(architecture)
    known = None if isinstance(view, Path) else here.views.get(view)
    if known is not None and known.definition.per == "component":
        drawable = here.drawable.architecture
        found = inside(known.subject, knowledge(), architecture=drawable, day=drawable.as_of)
        yield replace(found, column=column)
        return
    yield from arrangements(excerpt(architecture, view), knowledge(), column=column)


@layered
def described(architecture: Architecture, view: str | Path) -> tuple[str, str]:
    """The name of a view and the query that selects its content."""
    if isinstance(view, Path):
        from kgraph.view.own import read_view

        definition = read_view(view, knowledge())
        return definition.id, definition.query
    here = derived(architecture)
    if view not in here.views:
        return view, ""
    known = _named(here, view)
    return known.id, known.definition.query


def _own(path: Path, here: Derived) -> tuple[ViewDefinition, Selection]:
    """A view of the user's own: its query runs in the process for queries, under its limits."""
    from kgraph.knowledge.architectures.naming import Names
    from kgraph.view.own import read_view

    architecture = here.architecture
    sites = [site.id for site in architecture.sites]
    definition = read_view(path, knowledge(), sites=sites)
    try:
        graphs = [(here.turtle, Names.of(architecture.name).architecture)]
        answer = query_worker().ask(
            definition.query, timeout=OWN_SECONDS, graphs=graphs, construct=EXAMPLE
        )
    except QueryTimeout as error:
        raise QueryTimeout(_in_file(str(error), path)) from None
    except InputError as error:
        raise InputError(_problems_in(error.problems, path)) from None
    if answer.misread:
        raise InputError(_problems_in(answer.misread, path))
    return definition, _selection_of(answer, architecture, path)


def _problems_in(problems: Iterable[Problem], path: Path) -> Iterator[Problem]:
    """What is said of a query, said of the lines of a file."""
    for problem in problems:
        yield replace(problem, where=_in_file(problem.where, path))


def _in_file(words: str, path: Path) -> str:
    """What is said of "query:3", said of that line of a file."""
    return str(path) + words.removeprefix("query") if words.startswith("query") else words


def _selection_of(answer: Result, architecture: Architecture, path: Path) -> Selection:
    """What the triples of an answer select.

    InputError where that is nothing, or not all, or of an unknown kind.
    """
    from kgraph.knowledge.query.selecting import selection_of

    if answer.truncated:
        raise InputError.one(
            str(path), "gives more triples than are read", "construct only what is to be drawn"
        )
    selected = selection_of(answer.turtle or "", architecture)
    kinds = knowledge().flow_kind_by_id
    if unknown := sorted({kind for _, kind, _ in selected.links} - set(kinds)):
        raise InputError.one(
            str(path),
            f"constructs the unknown kind of flow '{shown(unknown[0])}'",
            nearest(unknown[0], kinds),
        )
    if not selected.placements:
        query = path.suffix.lower() in QUERIES
        remedy = EXAMPLE if query else "name capabilities, components, sites and flows that it has"
        raise InputError.one(str(path), f"selects nothing of '{shown(architecture.name)}'", remedy)
    return selected
