"""What a placement is there for, in the few words that stand below its name."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import chain, takewhile

from kgraph.model.architecture import Placement
from kgraph.model.component import Component
from kgraph.model.knowledge import Capability, Knowledge


def role_of(placement: Placement, component: Component, knowledge: Knowledge) -> str:
    """The capability that most matters of those that a placement is there for.

    With it those that are of the same kind: who lets in both the internet and the private networks
    must not look as if it did one of them.
    """
    if component.delivery == "actor":
        return ""
    narrow = sorted(_own(placement, knowledge), key=_weight)
    if not narrow:
        return ""
    best, *others = narrow
    return _together([best.label, *(one.label for one in others if _are_sisters(one, best))])


def _own(placement: Placement, knowledge: Knowledge) -> list[Capability]:
    """What a placement is there for; of two where one says the other more closely, that one."""
    serves = set(placement.purposes)
    known = [knowledge.capabilities[id] for id in placement.capabilities]
    own = [one for one in known if one.id in serves or _is_kind_of(serves, one)]
    wider = set(chain.from_iterable(one.broader for one in own))
    return [one for one in own if one.id not in wider]


def _is_kind_of(serves: Set[str], capability: Capability) -> bool:
    """Whether a capability says more closely what something serves; what it could do says not."""
    return not capability.told_as_asked and not serves.isdisjoint(capability.broader)


def _weight(capability: Capability) -> tuple[int, int, str]:
    """What comes first of several: what matters most, and what is nearest to the client."""
    return capability.prominence, capability.layer, capability.id


def _are_sisters(one: Capability, other: Capability) -> bool:
    """Whether two capabilities are of one kind, and their labels end alike."""
    is_of_one_kind = not set(one.broader).isdisjoint(other.broader)
    return is_of_one_kind and one.label.split()[-1] == other.label.split()[-1]


def _together(labels: Sequence[str]) -> str:
    """Labels that end alike, with that end once.

    >>> _together(["regional load balancing", "internal load balancing"])
    'regional and internal load balancing'
    >>> _together(["public workload", "internal workload", "partner workload"])
    'public, internal and partner workload'
    >>> _together(["DNS hosting"]), _together(["off-site backup", "daily off-site backup"])
    ('DNS hosting', 'off-site backup')
    """
    first = labels[0]
    backwards = zip(*(reversed(label.split()) for label in labels), strict=False)
    shared = takewhile(lambda words: len(set(words)) == 1, backwards)
    end = " ".join(reversed([words[0] for words in shared]))
    kinds = [label.removesuffix(end).rstrip() for label in labels]
    if len(labels) == 1 or not all(kinds):
        return first
    return f"{', '.join(kinds[:-1])} and {kinds[-1]} {end}"
