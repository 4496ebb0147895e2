"""The words of a brief: ``component/harbor``, ``cloud/aws``. Costs and defaults depend on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from kgraph.model.brief import Brief
from kgraph.model.component import Component
from kgraph.model.knowledge import Knowledge


def words_said(brief: Brief, knowledge: Knowledge) -> frozenset[str]:
    """What the brief names: components, also as systems that are there already, and clouds; whether
    there are clusters.

    And what those components and systems provide, each option that it answers, each preference
    that it states.
    """
    clouds = (f"cloud/{site.cloud}" for site in brief.sites)
    named = set(_components(brief, knowledge))
    components = (f"component/{id}" for id in named)
    provided = chain.from_iterable(knowledge.components[id].provides for id in named)
    there = chain.from_iterable(system.provides for system in brief.systems)
    capabilities = (f"capability/{id}" for id in chain(provided, there))
    stated = (f"preference/{id}" for id in brief.prefer if brief.where(f"prefer.{id}"))
    scopes = ["scope/world", "scope/site", *["scope/cluster"] * has_clusters(brief)]
    answers = chain(brief.answers, *(site.answers for site in brief.sites))
    named_otherwise = (*clouds, *scopes, *stated)
    return frozenset((*named_otherwise, *components, *capabilities, *options_said(answers)))


def has_clusters(brief: Brief) -> bool:
    """Whether a cluster stands at a site of the brief."""
    return any(site.clusters for site in brief.sites)


def words_given(brief: Brief, knowledge: Knowledge) -> frozenset[str]:
    """What the brief names and answers itself, on which defaults depend.

    No default depends on another.
    """
    given = (one for one in brief.answers if brief.where(f"answers.{one[0]}"))
    return words_said(replace(brief, answers=tuple(given)), knowledge)


def options_said(answers: Iterable[tuple[str, tuple[str, ...]]]) -> frozenset[str]:
    """The options that are answered."""
    found: set[str] = set()
    for decision, options in answers:
        found.update(f"option/{decision}.{option}" for option in options)
    return frozenset(found)


def _components(brief: Brief, knowledge: Knowledge) -> Iterator[str]:
    """The components that are used, kept in by workloads, or there under their own name."""
    yield from brief.use
    for workload in brief.workloads:
        yield from (component for _, _, component in workload.named)
    if brief.systems:
        by_name = _by_name(knowledge.components.values())
        called = (by_name.get(system.name.casefold()) for system in brief.systems)
        yield from filter(None, called)


def _by_name(components: Iterable[Component]) -> dict[str, str]:
    """The ids of components by what they are called."""
    found: dict[str, str] = {}
    for one in components:
        found |= dict.fromkeys(map(str.casefold, one.aliases), one.id)
    return found | {one.name.casefold(): one.id for one in components}
