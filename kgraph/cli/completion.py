"""What the shell offers while somebody types: ids from the api, and nothing where anything fails.

Each of these is asked with the words typed so far; it must be quick and can say nothing else.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from pathlib import Path

import typer

from kgraph.errors import KgraphError

Choices = Iterable[tuple[str, str]]
"""Ids, each with what it means."""


Offer = Callable[[typer.Context, str], list[tuple[str, str]]]


def _offered(choices: Callable[[typer.Context], Choices]) -> Offer:
    """What a shell is offered of some choices: those that begin as the word does."""

    def offer(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        with contextlib.suppress(Exception):  # whatever it is, it would stand between their words
            return [choice for choice in choices(ctx) if choice[0].startswith(incomplete)]
        return []

    return offer


@_offered
def formats(ctx: typer.Context) -> Choices:
    """The formats of pictures."""
    from kgraph import api

    return [(one.id, one.label) for one in api.FORMATS]


@_offered
def themes(ctx: typer.Context) -> Choices:
    """The themes of pictures."""
    from kgraph import api

    return [(one.id, one.label) for one in api.THEMES]


@_offered
def views(ctx: typer.Context) -> Choices:
    """The views that the source of a picture may have; of one that is not sound, those of any."""
    from kgraph import api

    try:
        found = api.likely_views(_source(ctx))
    except KgraphError:
        found = api.likely_views()
    return [(one.id, one.label) for one in found]


def _source(ctx: typer.Context) -> Path | None:
    """The brief or architecture that stands in the words typed so far."""
    # where an option still lacks its value, arguments are among the words that are left
    words = (ctx.params.get("source"), ctx.params.get("brief"), *ctx.args)
    files = (Path(word) for word in words if word is not None)
    return next((file for file in files if file.is_file()), None)


@_offered
def components(ctx: typer.Context) -> Choices:
    """The components of the catalog."""
    from kgraph import api

    return [(one.id, one.name) for one in api.components()]


@_offered
def insides(ctx: typer.Context) -> Choices:
    """The components whose inside can be drawn."""
    from kgraph import api

    return [(one.id, one.name) for one in api.components() if one.parts]


@_offered
def decisions(ctx: typer.Context) -> Choices:
    """The decisions that an architect takes."""
    from kgraph import api

    return [(one.id, one.label) for one in api.questions()]


@_offered
def capabilities(ctx: typer.Context) -> Choices:
    """What components can do."""
    from kgraph import api

    return [(one.id, one.label) for one in api.knowledge().capabilities.values()]


@_offered
def clouds(ctx: typer.Context) -> Choices:
    """The clouds that components run on."""
    from kgraph import api

    return [(one.id, one.label) for one in api.knowledge().clouds]


@_offered
def licenses(ctx: typer.Context) -> Choices:
    """The licenses that components are under, and their classes."""
    from kgraph import api

    ids: set[str] = set()
    for component in api.components():
        for licence in component.licences:
            ids |= {licence.id, licence.kind}
    return [(id, "") for id in sorted(ids - {""})]


@_offered
def maturities(ctx: typer.Context) -> Choices:
    """The levels of maturity that components have."""
    from kgraph import api

    levels = {one.maturity for one in api.components() if one.maturity}
    return [(id, "") for id in sorted(levels)]


@_offered
def examples(ctx: typer.Context) -> Choices:
    """The example queries."""
    from kgraph import api

    return [(one.id, one.label) for one in api.examples()]


@_offered
def words(ctx: typer.Context) -> Choices:
    """The words of the graph."""
    from kgraph import api

    return [(one.name, one.label) for one in api.vocabulary()]


@_offered
def preferences(ctx: typer.Context) -> Choices:
    """What one can prefer."""
    from kgraph import api

    return [(one.id, one.label) for one in api.knowledge().preferences]


@_offered
def brief_answers(ctx: typer.Context) -> Choices:
    """The answers that a whole brief can give."""
    from kgraph import api

    found: list[tuple[str, str]] = []
    for one in api.questions():
        if one.asked_of == "brief":
            found += [(f"{one.id}={option.id}", option.label) for option in one.options]
    return found
