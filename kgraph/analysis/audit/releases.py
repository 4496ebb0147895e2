"""Days of release, held against the first versions in repositories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import chain

from kgraph.analysis.audit.keys import address_key
from kgraph.model.audit import Check, Row
from kgraph.model.component import Component
from kgraph.model.first_tag import FirstTag
from kgraph.model.landscape import Claimed

GRACE = timedelta(days=14)
"""How long a version may be tagged before it is out: many a tag has the day of its commit."""


def after_first_tags(
    components: Mapping[str, Component], claims: Sequence[Claimed], tags: Mapping[str, FirstTag]
) -> Check:
    """Whether each component was out by the day of the first version in its repository.

    Repositories that several entries share tell of none of them when it came out.
    """
    known = {address_key(address): tag for address, tag in tags.items()}
    told = [(components[one.id], known[key]) for one, key in _alone(claims) if key in known]
    plain = [(component, tag) for component, tag in told if tag.of is None]
    faults = tuple(chain.from_iterable(_late(component, tag) for component, tag in plain))
    title = "What is out was out by the first version in its repository"
    return Check("first-tags", title, len(plain), ("entry", "says", "first version"), faults)


def _alone(claims: Sequence[Claimed]) -> Iterator[tuple[Claimed, str]]:
    """The entries that have a repository of their own, with what tells it apart."""
    sharing: Mapping[str, list[Claimed]] = defaultdict(list)
    for one in claims:
        if one.repository:
            sharing[address_key(one.repository)].append(one)
    for key, found in sharing.items():
        if len(found) == 1:
            yield found[0], key


def _late(component: Component, tag: FirstTag) -> Iterator[Row]:
    """A component that is said to be out no sooner than after the tag."""
    released = component.released
    if released is not None and released.day > tag.day + GRACE:
        said = released.earliest.isoformat() if released.earliest else "by"
        words = f"{said} to {released.day.isoformat()}"
        yield component.id, words, f"{tag.name} of {tag.day.isoformat()}"
