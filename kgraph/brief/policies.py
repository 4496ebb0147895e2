"""Policies: what a layer wants of every brief, read from its file, and what follows on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

from kgraph.brief.products import products
from kgraph.documents.located import Located
from kgraph.documents.reading import Keys, Reader, said
from kgraph.documents.vocabulary import Vocabulary
from kgraph.documents.yaml import parse_yaml, read_text, says_nothing
from kgraph.model.component import Component, Licence
from kgraph.model.knowledge import Knowledge
from kgraph.model.ruling import Ruling

KEYS = ("avoid", "require", "prefer", "licences", "clouds")
_LICENCE_KEYS = ("allow", "forbid")
Places = dict[str, str]
"""Words, each with the file and line where it stands."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What a layer of that name wants. Of licences and clouds that are allowed, None is any."""

    layer: str
    avoid: Places
    require: Places
    prefer: tuple[str, ...]
    allowed: Places | None
    forbidden: Places
    clouds: Places | None


def read_policy(path: Path, layer: str, knowledge: Knowledge) -> Policy:
    """The policy in a file; InputError with every problem, each with file and line."""
    text = read_text(path)
    if says_nothing(text):
        return Policy(layer, {}, {}, (), None, {}, None)
    keys: Keys = parse_yaml(text, str(path), example="avoid: [docker-hub]").value
    reader = Reader(str(path))
    reader.refuse_other_keys(keys, KEYS)
    preferences = Vocabulary("preference", [one.id for one in knowledge.preferences])
    clouds = Vocabulary("cloud", list(knowledge.cloud_labels))
    allowed, forbidden = _licences(reader, said(keys, "licences"), knowledge)
    policy = Policy(
        layer,
        avoid=_words(reader, keys, "avoid", products(knowledge, "avoid")),
        require=_words(reader, keys, "require", products(knowledge, "require")),
        prefer=tuple(_words(reader, keys, "prefer", preferences)),
        allowed=allowed,
        forbidden=forbidden,
        clouds=_words(reader, keys, "clouds", clouds) or None,
    )
    for id in sorted(policy.avoid.keys() & policy.require.keys()):
        what = f"'{id}' is required and avoided"
        reader.problems.add(policy.require[id], what, "take it out of one of the lists")
    reader.problems.tell()
    return policy


def _words(reader: Reader, keys: Keys, key: str, known: Vocabulary) -> Places:
    found = reader.known_words(said(keys, key), key, known)
    return {word: reader.spot(item) for word, item in found.items()}


def _licences(
    reader: Reader, item: Located | None, knowledge: Knowledge
) -> tuple[Places | None, Places]:
    """The licences that are allowed, and those that are not: classes, or ids of some."""
    if item is None:
        return None, {}
    held = chain.from_iterable(one.licences for one in knowledge.components.values())
    words: set[str] = set()
    for licence in held:
        words.update((licence.id, licence.kind, *licence.instead))
    known = Vocabulary("licence", sorted(words - {""}))
    if not isinstance(item.value, dict):
        return _spots(reader, item, known), {}
    keys = reader.mapping(item, "'licences'", _LICENCE_KEYS)
    allowed = said(keys, "allow")
    forbidden = _spots(reader, said(keys, "forbid"), known)
    return None if allowed is None else _spots(reader, allowed, known), forbidden


def _spots(reader: Reader, item: Located | None, known: Vocabulary) -> Places:
    found = reader.known_words(item, "licences", known)
    return {word: reader.spot(place) for word, place in found.items()}


def rulings(policy: Policy, knowledge: Knowledge, day: date) -> tuple[Ruling, ...]:
    """What a policy comes to on a day."""
    found = [
        *_named(policy, knowledge),
        *_of_clouds(policy, knowledge),
        *_of_licences(policy, knowledge, day),
    ]
    return tuple(found)


def _named(policy: Policy, knowledge: Knowledge) -> Iterator[Ruling]:
    for id, where in policy.avoid.items():
        out = frozenset(knowledge.family(id))
        text = f"policy of {policy.layer}: avoid {id}"
        yield Ruling(f"policy.{policy.layer}avoid.{id}", text, where, out)
    for id, where in policy.require.items():
        text = f"policy of {policy.layer}: require {id}"
        yield Ruling(f"policy.{policy.layer}require.{id}", text, where, due=(id,))


def _of_clouds(policy: Policy, knowledge: Knowledge) -> Iterator[Ruling]:
    if policy.clouds is None:
        return
    named = frozenset(policy.clouds)
    others = [one for one in _choosable(knowledge) if one.clouds and named.isdisjoint(one.clouds)]
    reasons = tuple((one.id, f"only on {', '.join(one.clouds)}") for one in others)
    yield Ruling(
        f"policy.{policy.layer}clouds",
        f"policy of {policy.layer}: only on {', '.join(policy.clouds)}",
        next(iter(policy.clouds.values())),
        frozenset(one.id for one in others),
        reasons,
        barred=frozenset(knowledge.cloud_labels) - named,
    )


def _of_licences(policy: Policy, knowledge: Knowledge, day: date) -> Iterator[Ruling]:
    if policy.allowed:
        held = _not_under(policy.allowed, knowledge, day)
        text = f"policy of {policy.layer}: only licences {', '.join(policy.allowed)}"
        where = next(iter(policy.allowed.values()))
        yield _licence_ruling(f"policy.{policy.layer}licences", text, where, held)
    for word, where in policy.forbidden.items():
        held = _only_under(word, knowledge, day)
        text = f"policy of {policy.layer}: no licence {word}"
        yield _licence_ruling(f"policy.{policy.layer}forbid.{word}", text, where, held)


def _licence_ruling(id: str, text: str, where: str, held: dict[str, str]) -> Ruling:
    reasons = tuple((one, f"under {licence}") for one, licence in sorted(held.items()))
    return Ruling(id, text, where, frozenset(held), reasons)


def _not_under(allowed: Iterable[str], knowledge: Knowledge, day: date) -> dict[str, str]:
    """The components with a licence that is none of these, each with that."""
    words = set(allowed)
    return _held(knowledge, day, lambda licence: words.isdisjoint(_words_of(licence)))


def _only_under(word: str, knowledge: Knowledge, day: date) -> dict[str, str]:
    """The components of which something can be had under that licence alone."""
    return _held(knowledge, day, lambda licence: _bound_to(licence, word))


def _held(knowledge: Knowledge, day: date, against: Callable[[Licence], bool]) -> dict[str, str]:
    """The components with a licence that is against a policy on a day, each with the first."""
    found: dict[str, str] = {}
    for one in _choosable(knowledge):
        for licence in filter(against, one.licences_on(day)):
            found.setdefault(one.id, licence.id)
    return found


def _words_of(licence: Licence) -> tuple[str, ...]:
    return (licence.id, licence.kind, *licence.instead)


def _bound_to(licence: Licence, word: str) -> bool:
    """Whether one cannot take another licence instead."""
    return word == licence.kind or (word == licence.id and not licence.instead)


def _choosable(knowledge: Knowledge) -> list[Component]:
    return [one for one in knowledge.components.values() if one.choosable]
