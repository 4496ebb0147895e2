"""What a brief wishes for: components to use or to avoid, and preferences in their order."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from kgraph.brief.bounds import read_bounds
from kgraph.brief.places import Places, read_places
from kgraph.brief.products import products
from kgraph.documents.located import Located
from kgraph.documents.reading import MAX_WORDS, Keys, Reader, said
from kgraph.documents.vocabulary import Vocabulary
from kgraph.model.brief import OTHERS, Bound, Preferences
from kgraph.model.component import Component
from kgraph.model.knowledge import LEVELS, Knowledge

USE_KEYS = ("component", "at")
"""What is said of a component to be used that says more than its id."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """Ids of components and of preferences; `use_at` are the places that some must be at."""

    use: tuple[str, ...]
    use_at: tuple[tuple[str, tuple[str, ...]], ...]
    avoid: tuple[str, ...]
    prefer: tuple[str, ...]
    prefer_in: Preferences
    bounds: tuple[Bound, ...]


def read_wishes(reader: Reader, keys: Keys, knowledge: Knowledge, places: Places) -> Wishes:
    """What is to be used, avoided and preferred."""
    used = _used(reader, said(keys, "use"), knowledge, places)
    prefer, prefer_in, bounds = _preferred(reader, said(keys, "prefer"), knowledge)
    wishes = Wishes(
        use=tuple(used),
        use_at=tuple((id, at) for id, at in used.items() if at),
        avoid=_named(reader, said(keys, "avoid"), "avoid", products(knowledge, "avoid")),
        prefer=prefer,
        prefer_in=prefer_in,
        bounds=bounds,
    )
    _refuse_both(reader, wishes)
    return wishes


def _preferred(
    reader: Reader, item: Located | None, knowledge: Knowledge
) -> tuple[tuple[str, ...], Preferences, tuple[Bound, ...]]:
    """One order of preferences, or one for each of some concerns beside that of all others.

    And the bounds of some of them.
    """
    preferences = Vocabulary("preference", [one.id for one in knowledge.preferences])
    if item is None or not isinstance(item.value, dict):
        order, bounds = read_bounds(reader, item, knowledge)
        return _named(reader, order, "prefer", preferences), (), bounds
    concerns = sorted(concern.id for concern in knowledge.concerns)
    keys = reader.mapping(item, "'prefer'", (*concerns, OTHERS))
    order, bounds = read_bounds(reader, said(keys, OTHERS), knowledge)
    whole = _named(reader, order, "prefer", preferences)
    orders = {}
    for concern in concerns:
        own_order, own_bounds = read_bounds(reader, said(keys, concern), knowledge, concern)
        bounds += own_bounds
        words = reader.known_words(own_order, concern, preferences)
        for word, place in words.items():
            reader.note(f"prefer.{concern}.{word}", place)
        orders[concern] = tuple(words)
    return whole, tuple((concern, own) for concern, own in orders.items() if own), bounds


def with_defaults(named: tuple[str, ...], knowledge: Knowledge) -> tuple[str, ...]:
    """The preferences named, then the defaults: two wishes alone leave most choices to chance.

    What a preference that is named opposes does not follow it.
    """
    known = knowledge.preference_by_id
    opposed = set(chain.from_iterable(known[id].opposes for id in named)) - set(named)
    stated = sorted(
        (one.default_position, one.id)
        for one in knowledge.preferences
        if one.default_position is not None and one.id not in opposed
    )
    return tuple(dict.fromkeys((*named, *(id for _, id in stated))))


def _used(
    reader: Reader, item: Located | None, knowledge: Knowledge, places: Places
) -> dict[str, tuple[str, ...]]:
    """The components to be used, each with the places where it must be, if any are named."""
    found: dict[str, tuple[str, ...]] = {}
    usable = products(knowledge, "use")
    for one in reader.items(item, "words under 'use'", most=MAX_WORDS, remedy="name fewer"):
        id, at = _use(reader, one, usable, knowledge, places)
        if id in found:
            reader.fault(one, f"'{id}' stands twice under 'use'", "name it once")
        elif id is not None:
            found[id] = at
            reader.note(f"use.{id}", one)
    return found


def _use(
    reader: Reader, item: Located, usable: Vocabulary, knowledge: Knowledge, places: Places
) -> tuple[str | None, tuple[str, ...]]:
    """One component to be used: a word, or a mapping that says where too."""
    if not isinstance(item.value, dict):
        return reader.word(item, "use", usable, listed=True), ()
    keys = reader.mapping(item, "a component to be used", USE_KEYS)
    named, where = said(keys, "component"), said(keys, "at")
    if named is None:
        reader.fault(item, "a component to be used has no 'component'", "add 'component: …'")
        return None, ()
    id = reader.word(named, "component", usable)
    at = () if where is None else read_places(reader, where, "at", places)
    if id is not None and where is not None:
        family = [knowledge.components[one] for one in knowledge.family(id)]
        narrowest = max(family, key=lambda one: LEVELS.index(one.scope))
        _refuse_outside(reader, where, narrowest, at, places)
    return id, at


def _refuse_outside(
    reader: Reader, item: Located, component: Component, at: tuple[str, ...], places: Places
) -> None:
    """A component cannot stand within a place that is narrower than what it stands at; what is
    there once for a site can stand in a network.
    """
    narrowest = "network" if component.scope == "site" else component.scope
    depth = LEVELS.index(narrowest)
    for place in at:
        if LEVELS.index(places.level(place)) > depth:
            what = f"{component.name} stands once for each {component.scope}, not in '{place}'"
            wider = "leave 'at' out" if depth == 0 else f"write '{place.split('/')[0]}'"
            reader.fault(item, what, wider)


def _named(
    reader: Reader, item: Located | None, key: str, vocabulary: Vocabulary
) -> tuple[str, ...]:
    found = reader.known_words(item, key, vocabulary)
    for word, place in found.items():
        reader.note(f"{key}.{word}", place)
    return tuple(found)


def _refuse_both(reader: Reader, wishes: Wishes) -> None:
    for component in sorted(set(wishes.use) & set(wishes.avoid)):
        reader.problems.add(
            reader.given[f"avoid.{component}"],
            f"'{component}' is to be used and avoided",
            "take it out of one of the lists",
        )
