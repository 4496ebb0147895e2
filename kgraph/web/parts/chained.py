"""The chain from a component to the lines of the brief and the sources, as it is read beside a
picture.

Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kgraph.model.architecture import Placement
from kgraph.web import words
from kgraph.web.parts import own_places
from kgraph.web.words import escape

WORLD, EVERYWHERE = "world", "for the whole architecture"
"""The place around all others, and how it is said of what stands there."""
_STEP = re.compile(r"(?P<indent> *)(?P<said>.*?)( <(?P<source>\S+)>)?( — (?P<because>.+))?")
"""A step: as far in as it is from the component; what it says, from where, and for what."""


def html(chain: Iterable[str], by_id: Mapping[str, Placement]) -> str:
    """The steps of a chain as a list; `by_id` holds the placements that they name by their ids."""
    items = "".join(_item(own_places.told(step), by_id) for step in chain)
    return f'<ul class="kg-list kg-chain">{items}</ul>'


def _item(step: str, by_id: Mapping[str, Placement]) -> str:
    found = _STEP.fullmatch(step)
    if found is None:  # a text of more than one line
        return f"<li>{escape(step)}</li>"
    depth = len(found["indent"]) // 2
    soft = [escape(statement(one)) for one in (found["because"] or "").split("; ") if one]
    soft += [words.link(found["source"], "source")] if found["source"] else []
    told = f'<br><span class="kg-soft">{" · ".join(soft)}</span>' if soft else ""
    return f'<li class="kg-in-{depth}">{escape(_named(found["said"], by_id))}{told}</li>'


def _named(said: str, by_id: Mapping[str, Placement]) -> str:
    """What a step says; placements, which it names by their ids, by their names and places."""
    ids = said.split(", ")
    if not by_id.keys() >= set(ids):
        return said
    return at(by_id[ids[0]].name, *(by_id[id].place for id in ids))


def at(name: str, *places: str) -> str:
    """What stands at places, with them.

    >>> at("Loki", "eu/main", "us/main"), at("Client", "world")
    ('Loki in eu/main, us/main', 'Client, for the whole architecture')
    """
    inner = ", ".join(place for place in places if place != WORLD)
    return f"{name} in {inner}" if inner else f"{name}, {EVERYWHERE}"


def statement(said: str) -> str:
    """A statement by the line of the brief in which it stands.

    >>> statement("brief.yaml:16: metrics: pull"), statement("metrics: pull")
    ('line 16 of the brief: metrics: pull', 'metrics: pull')
    """
    where, _, rest = said.partition(": ")
    spot = words.spot(where)
    return f"{spot}: {rest}" if rest and spot else said
