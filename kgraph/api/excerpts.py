"""The views of an architecture: which there are, and what each selects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.api.architectures import to_turtle
from kgraph.api.wiring import knowledge, query_worker, selector
from kgraph.errors import InputError, QueryTimeout, nearest
from kgraph.model.knowledge import ViewChoice, ViewDefinition

if TYPE_CHECKING:
    from kgraph.knowledge.query.results import Result
    from kgraph.model.architecture import Architecture, Placement
    from kgraph.model.selection import Selection
    from kgraph.view.excerpt import Excerpt
    from kgraph.view.view import View

KEPT = 4
"""For how many architectures it is remembered which view shows what."""
OWN_SECONDS = 10.0
"""How long the query of a view of the user's own may run."""
EXAMPLE = "construct placements (?x a o:Placement), flows (?x a o:Flow) or links (?x flow:request ?y) of GRAPH ?architecture"


def views(architecture: Architecture) -> tuple[ViewChoice, ...]:
    """The views that can be drawn of an architecture, in their order: those of the whole, of each site and cluster, of the inside of its components."""
    return tuple(
        ViewChoice(
            name,
            f"{d.label} {subject}".strip()
            if d.per != "component"
            else f"{d.label} {_called(subject)}",
            d.definition,
        )
        for name, d, subject in _known(architecture)
    )


def _called(component: str) -> str:
    return knowledge().components[component].name


def _known(architecture: Architecture) -> Iterator[tuple[str, ViewDefinition, str]]:
    """Name, definition and subject of each view."""
    for definition in knowledge().views:
        if not definition.per:
            yield definition.id, definition, ""
        elif definition.per == "component":
            placed = sorted({p.component for p in architecture.placements})
            known = knowledge().components
            for id in placed:
                if id in known and known[id].parts:
                    yield f"{definition.id}:{id}", definition, id
        else:
            for place in architecture.places:
                if place.scope == definition.per:
                    yield f"{definition.id}:{place.id}", definition, place.id


def excerpt(architecture: Architecture, view: str | Path) -> Excerpt:
    """What a view selects of an architecture, and where the rest is to be seen; InputError names the known views."""
    from kgraph.view.excerpt import Excerpt, restricted

    architecture = understood(architecture)
    turtle = (
        to_turtle(architecture).encode("utf-8", "replace").decode()
    )  # the name of its brief's file may be no text
    shown_by = _shown_by(_Known(architecture, turtle))
    if isinstance(view, Path):
        definition, selected = _own(view, architecture, turtle)
        return Excerpt(
            architecture, restricted(architecture, selected), definition, definition.id, shown_by
        )
    for name, definition, subject in _known(architecture):
        if name == view:
            selected = _selected(architecture, turtle, definition, subject)
            return Excerpt(
                architecture, restricted(architecture, selected), definition, name, shown_by
            )
    known = ", ".join(name for name, _, _ in _known(architecture))
    raise InputError.one(
        "view", f"unknown view '{view}'", f"known are: {known}; or name a file (.rq, .yaml)"
    )


def seen(architecture: Architecture, view: str | Path) -> Iterator[View]:
    """A view of an architecture, the fullest first, then simpler ones for when that would not be legible."""
    from kgraph.view.arrange import views as arrangements
    from kgraph.view.inside import inside

    for name, definition, subject in _known(architecture):
        if name == view and definition.per == "component":
            yield inside(
                subject, knowledge(), architecture=understood(architecture), day=architecture.as_of
            )
            return
    yield from arrangements(excerpt(architecture, view), knowledge())


def described(architecture: Architecture, view: str | Path) -> tuple[str, str]:
    """The name of a view and the query that selects its content."""
    if isinstance(view, Path):
        from kgraph.view.own import read_view

        definition = read_view(view, knowledge())
        return definition.id, definition.query
    return view, next((d.query for name, d, _ in _known(architecture) if name == view), "")


def understood(architecture: Architecture) -> Architecture:
    """The architecture without what the catalog no longer knows."""
    from kgraph.analysis.versions import understood as find

    found = find(architecture, knowledge())
    return replace(found, placements=tuple(map(_able, found.placements)))


def _able(placement: Placement) -> Placement:
    """A placement that can do something: what its component does, where nothing is said; and serves as no more than it can do."""
    known = knowledge()
    able = placement.capabilities or known.components[placement.component].provides
    wide = {*able, *(broader for id in able for broader in known.capabilities[id].broader)}
    return replace(
        placement, capabilities=able, serves=tuple(id for id in placement.serves if id in wide)
    )


def _selected(
    architecture: Architecture, turtle: str, definition: ViewDefinition, subject: str
) -> Selection:
    return selector().result().select(definition.query, architecture, turtle, place=subject)


def _own(path: Path, architecture: Architecture, turtle: str) -> tuple[ViewDefinition, Selection]:
    """A view of the user's own: its query runs in the process for queries, under its limits."""
    from kgraph.knowledge.architectures.naming import Names
    from kgraph.view.own import read_view

    sites = (place.id for place in architecture.places if place.scope == "site")
    definition = read_view(path, knowledge(), sites=sites)
    _refuse_others(path, definition.query)
    try:
        graphs = [(turtle, Names.of(architecture.name).architecture)]
        answer = query_worker().ask(definition.query, timeout=OWN_SECONDS, graphs=graphs)
    except QueryTimeout as error:
        raise QueryTimeout(_in_file(str(error), path)) from None
    except InputError as error:
        raise InputError(
            replace(one, where=_in_file(one.where, path)) for one in error.problems
        ) from None
    return definition, _selection_of(answer, architecture, path)


def _in_file(words: str, path: Path) -> str:
    """What is said of "query:3", said of that line of a file."""
    return str(path) + words.removeprefix("query") if words.startswith("query") else words


def _refuse_others(path: Path, query: str) -> None:
    """InputError where a file holds no query, or one that is not a CONSTRUCT."""
    from kgraph.knowledge.query.selecting import form_of
    from kgraph.knowledge.query.sparql import skeleton

    form, line = form_of(query)
    if not skeleton(query).strip():
        raise InputError.one(f"{path}:1", "holds no query", EXAMPLE)
    if form not in ("", "CONSTRUCT"):
        raise InputError.one(f"{path}:{line}", f"is not a CONSTRUCT but {form}", EXAMPLE)


def _selection_of(answer: Result, architecture: Architecture, path: Path) -> Selection:
    """What the triples of an answer select; InputError where that is nothing, or not all, or of an unknown kind."""
    from kgraph.knowledge.query.selecting import selection_of

    if answer.truncated:
        raise InputError.one(
            str(path), "gives more triples than are read", "construct only what is to be drawn"
        )
    selected = selection_of(answer.turtle or "", architecture)
    kinds = {kind.id for kind in knowledge().flow_kinds}
    if unknown := sorted({kind for _, kind, _ in selected.links} - kinds):
        raise InputError.one(
            str(path),
            f"constructs the unknown kind of flow '{unknown[0]}'",
            nearest(unknown[0], kinds),
        )
    if not selected.placements:
        query = path.suffix.lower() in (".rq", ".sparql")
        remedy = EXAMPLE if query else "name capabilities, components, sites and flows that it has"
        raise InputError.one(str(path), f"selects nothing of '{architecture.name}'", remedy)
    return selected


class _Known:
    """An architecture that is known by its Turtle, so that what is found of it can be remembered."""

    def __init__(self, architecture: Architecture, turtle: str) -> None:
        self.architecture, self.turtle = architecture, turtle

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and self.turtle == other.turtle

    def __hash__(self) -> int:
        return hash(self.turtle)


@lru_cache(KEPT)
def _shown_by(known: _Known) -> Mapping[str, tuple[str, ...]]:
    """For each placement and flow the views that draw it; the first view selects all and is not named.

    A view arranged by places may leave out kinds of flow that it is not arranged along. Views of single places are named only
    for what no view of the whole draws, which spares running a query for each of many places.
    """
    architecture = known.architecture
    found: dict[str, list[str]] = defaultdict(list)
    views = [view for view in _known(architecture) if view[1] is not knowledge().views[0]]
    for view in (view for view in views if not view[1].per):
        _add(found, known, *view)
    places = {p.id: architecture.around(p.place) for p in architecture.placements}
    hidden = {place for id, around in places.items() if id not in found for place in around}
    for flow in architecture.flows:
        if flow.id not in found:
            hidden.update((*places[flow.source], *places[flow.target]))
    for name, definition, subject in views:
        if subject in hidden and definition.per != "component":
            _add(found, known, name, definition, subject)
    return {id: tuple(names) for id, names in found.items()}


def _add(
    found: dict[str, list[str]], known: _Known, name: str, definition: ViewDefinition, subject: str
) -> None:
    """Note what a view surely draws."""
    selected = _selected(known.architecture, known.turtle, definition, subject)
    sure = definition.arrangement != "places"
    flows = [
        f.id
        for f in known.architecture.flows
        if f.id in selected.flows and (sure or f.kind in definition.along)
    ]
    for id in (*selected.placements, *flows):
        found[id].append(name)
