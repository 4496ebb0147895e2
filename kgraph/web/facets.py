"""What narrows the catalog: its facets, what fits them, and how many fit each value.

Pure functions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kgraph.model.component import Component
from kgraph.model.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Facet:
    """`key` is its parameter of the address, `names` what its values are called, by their ids, and
    `has` tells which of them a component has.
    """

    key: str
    label: str
    names: Mapping[str, str]
    has: Callable[[Component], Iterable[str]]


def facets(known: Knowledge, today: date) -> tuple[Facet, ...]:
    """The facets of what is known, as of today."""
    everything = tuple(known.components.values())
    capabilities = {one.id: one.label for one in known.capabilities.values()}
    concerns = {one.id: one.label for one in known.concerns}
    clouds = known.cloud_labels
    found = [
        Facet("does", "Does", capabilities, lambda one: one.provides),
        Facet("area", "Area", concerns, lambda one: (one.concern,)),
        Facet("on", "Runs on", clouds, lambda one: filter(one.runs_on, clouds)),
        Facet("as", "Had as", known.deliveries, lambda one: (one.delivery,)),
        _of_words("class", "Class of license", everything, lambda one: _kinds(one, today)),
        _of_words("license", "License", everything, lambda one: _licences(one, today)),
        _of_words("maturity", "Maturity", everything, lambda one: (one.maturity or "",)),
        _of_words("stage", "Stage", everything, lambda one: _stages(one, today)),
        _of_words("catalog", "From the catalog of", everything, lambda one: (one.catalog,)),
    ]
    return tuple(one for one in found if one.names)


def _of_words(
    key: str,
    label: str,
    components: Iterable[Component],
    has: Callable[[Component], Iterable[str]],
) -> Facet:
    """A facet whose values stand for themselves."""
    words: dict[str, str] = {}
    for component in components:
        words |= {word: word for word in has(component) if word}
    return Facet(key, label, words, has)


def _kinds(component: Component, today: date) -> Iterable[str]:
    """The class of the licences that apply, where all are of one."""
    kinds = {one.kind for one in component.licences_on(today)}
    return kinds if len(kinds) == 1 else ()


def _licences(component: Component, today: date) -> Iterable[str]:
    return (one.id for one in component.licences_on(today))


def _stages(component: Component, today: date) -> Iterable[str]:
    """The stage that a component has reached by today."""
    stage = component.stage(today)
    return (stage.label,) if stage is not None else ()


def meant(facet: Facet, said: str) -> str | None:
    """The value that somebody means by its id or by its name; None where there is none."""
    if said in facet.names:
        return said
    called = (id for id, name in facet.names.items() if name == said)
    return next(called, None)


def fitting(
    components: Iterable[Component], by: Iterable[Facet], chosen: Mapping[str, str]
) -> tuple[Component, ...]:
    """The components that have what is chosen, by the keys of facets, of each of these facets."""
    wanted = [(one, chosen[one.key]) for one in by if one.key in chosen]
    return tuple(one for one in components if _has(one, wanted))


def _has(component: Component, wanted: Iterable[tuple[Facet, str]]) -> bool:
    return all(value in facet.has(component) for facet, value in wanted)


def counts(
    components: Iterable[Component], by: Iterable[Facet], chosen: Mapping[str, str], facet: Facet
) -> dict[str, int]:
    """For each value of a facet how many components have it that fit what is chosen of the others.

    Values that none has are left out.
    """
    others = [one for one in by if one.key != facet.key]
    found: Counter[str] = Counter()
    for component in fitting(components, others, chosen):
        found.update(value for value in set(facet.has(component)) if value in facet.names)
    in_order = sorted(found, key=lambda id: facet.names[id].lower())
    return {id: found[id] for id in in_order}
