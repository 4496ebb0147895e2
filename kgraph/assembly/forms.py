"""What a brief names is met, or avoided, with each of its forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kgraph.model.brief import Brief
from kgraph.model.knowledge import Knowledge

Fitting = Callable[[str], list[str]]
"""The places that a component fits."""
Said = Iterator[tuple[str, ...]]
"""Facts, each by its name and what it says."""


def wishes(brief: Brief, knowledge: Knowledge, fitting: Fitting) -> Said:
    """The components that the brief names, to be used, perhaps at some places, or to be avoided."""
    bound = dict(brief.use_at)
    for component in brief.use:
        statement = f"use.{component}"
        if component in bound:
            yield from _used_at(statement, component, bound[component], knowledge)
        else:
            yield from used(statement, component, knowledge, fitting)
    yield from _held(brief)
    for component in brief.avoid:
        yield from avoided(f"avoid.{component}", component, knowledge)
    for ruling in brief.rulings:
        yield from (("avoid", ruling.id, component) for component in sorted(ruling.out))
        barred = (site for site in brief.sites if site.cloud in ruling.barred)
        yield from (("bars", ruling.id, f"sites.{site.id}") for site in barred)


def _used_at(statement: str, component: str, places: tuple[str, ...], knowledge: Knowledge) -> Said:
    """That a component is to be used, or any of its forms, within these places."""
    if knowledge.components[component].forms:
        yield from _family(component, knowledge)
    else:
        yield "use", statement, component
    yield from (("use_at", statement, component, place) for place in places)


def _held(brief: Brief) -> Said:
    """What networks hold, which means that very component."""
    for place, network in brief.networks:
        for component in network.holds:
            said = f"networks.{place}.{component}"
            yield "use", said, component
            yield "use_at", said, component, place


def used(statement: str, component: str, knowledge: Knowledge, fitting: Fitting) -> Said:
    """That a component is to be used, or any of its forms, within reach of where that one fits."""
    places = {form: fitting(form) for form in knowledge.family(component)}
    if len(places) == 1 or not any(places.values()):
        yield "use", statement, component
        yield from (("demand_component", statement, component, at) for at in places[component])
        return
    yield "use_any", statement, component
    yield from _family(component, knowledge)
    for form, there in places.items():
        yield from (("form_place", form, place) for place in there)


def _family(component: str, knowledge: Knowledge) -> Said:
    yield from (("form", component, form) for form in knowledge.family(component))


def avoided(statement: str, component: str, knowledge: Knowledge) -> Said:
    """That a component is to be avoided, and each of its forms."""
    yield from (("avoid", statement, form) for form in knowledge.family(component))


def wanted_at(brief: Brief, knowledge: Knowledge, fitting: Fitting) -> Iterator[tuple[str, str]]:
    """The components that the brief names, each with the places where it, or one of its forms, must
    be within reach; those aside that must be at places that the brief names too.
    """
    for component in sorted(set(brief.use) - dict(brief.use_at).keys()):
        there: dict[str, None] = {}
        for form in knowledge.family(component):
            there |= dict.fromkeys(fitting(form))
        yield from ((component, place) for place in there)
