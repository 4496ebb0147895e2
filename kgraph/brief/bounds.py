"""How much more a preference may cost: ``prefer: [{open-source: {at-most: +2 self-run}}]``.

In the order of one concern, what is counted is what is of that concern.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kgraph.documents.located import Located, scalar
from kgraph.documents.reading import Reader, said
from kgraph.errors import nearest, shown
from kgraph.model.brief import Bound
from kgraph.model.knowledge import Knowledge

AT_MOST = "at-most"
_BOUND = re.compile(r"\+([0-9]{1,4}) ([a-z-]+)")


def read_bounds(
    reader: Reader, item: Located | None, knowledge: Knowledge, concern: str = ""
) -> tuple[Located | None, tuple[Bound, ...]]:
    """An order of preferences as words alone, and the bounds that stood with some of them."""
    if item is None:
        return None, ()
    listed = item.value if isinstance(item.value, list) else [item]
    words: list[Located] = []
    bounds: list[Bound] = []
    for one in listed:
        bounded = one.value.items() if isinstance(one.value, dict) else ()
        for id, limit in bounded:
            words.append(scalar(id, limit.line))
            found = _bound(reader, id, limit, knowledge)
            bounds += [(*one, concern) for one in found]
        if not bounded:
            words.append(one)
    return Located(words, item.line), tuple(bounds)


def _bound(
    reader: Reader, id: str, item: Located, knowledge: Knowledge
) -> list[tuple[str, int, str]]:
    """The bound of a preference, where it can be read."""
    keys = reader.mapping(item, f"what '{shown(id)}' may cost", (AT_MOST,))
    limit = said(keys, AT_MOST)
    units = {one.bound_word: one.id for one in knowledge.preferences if one.bound_word}
    example = f"write such as '{AT_MOST}: +2 {min(units, default='')}'"
    found = _BOUND.fullmatch(limit.text or "") if limit is not None else None
    if limit is None or found is None:
        reader.fault(limit or item, f"'{AT_MOST}' is no number of something more", example)
        return []
    fits = _is_another_unit(reader, limit, found[2], units, id)
    return [(id, int(found[1]), found[2])] if fits else []


def _is_another_unit(
    reader: Reader, limit: Located, unit: str, units: Mapping[str, str], id: str
) -> bool:
    """Whether something is counted in a unit, and not by the preference itself that it bounds."""
    if unit not in units:
        reader.fault(limit, f"nothing is counted in '{shown(unit)}'", nearest(unit, units))
        return False
    if units[unit] == id:
        reader.fault(limit, f"'{shown(id)}' itself counts in that", "bound it by another unit")
        return False
    return True


def bound_text(bound: Bound) -> str:
    """A preference with its bound as YAML.

    >>> bound_text(("open-source", 2, "self-run", ""))
    '{open-source: {at-most: +2 self-run}}'
    """
    id, most, unit, _ = bound
    return f"{{{id}: {{{AT_MOST}: +{most} {unit}}}}}"


def ordered_text(order: Iterable[str], bounds: Iterable[Bound], concern: str = "") -> list[str]:
    """The preferences of an order as YAML, those that may cost only so much with their bounds."""
    told = {bound[0]: bound_text(bound) for bound in bounds if bound[3] == concern}
    return [told.get(id, id) for id in order]
