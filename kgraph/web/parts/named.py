"""What fields of the brief offer, and what that is called."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from kgraph import api
from kgraph.model.brief import Brief
from kgraph.model.decisions import Decision
from kgraph.words import clean


def label(names: Mapping[str, str]) -> partial[str]:
    """What to show for an id."""
    # partials of one function over one dictionary: Streamlit compares widgets by their options
    return partial(_named, names)


def _named(names: Mapping[str, str], id: str) -> str:
    return clean(names.get(id, id))


def places(brief: Brief) -> list[str]:
    """Where a workload can run: the sites, and the clusters of those that have several."""
    found: list[str] = []
    for site in brief.sites:
        clusters = site.clusters if len(site.clusters) > 1 else ()
        found += [site.id, *(f"{site.id}/{cluster}" for cluster in clusters)]
    return found


def called(brief: Brief, *, by: int | None = None) -> dict[str, str]:
    """By their ids the names of what a workload can call: others, where it is said `by` which, and
    systems.
    """
    others = [one for number, one in enumerate(brief.workloads) if number != by]
    names = {one.id: one.name for one in others}
    return names | {one.id: one.name for one in brief.systems}


def options(decision: Decision) -> dict[str, str]:
    """What the options are called, those that a layer adds to a question of ours with its name."""
    own = api.own_words()
    named: dict[str, str] = {}
    for option in decision.options:
        layer = own.get(f"opt:{decision.id}.{option.id}")
        added = layer is not None and f"d:{decision.id}" not in own
        named[option.id] = f"{option.label} · {layer}" if added else option.label
    return named
