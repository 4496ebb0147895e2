"""Briefs under policies: what these rule goes beside what the brief says itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from kgraph.brief.policies import Policy, rulings
from kgraph.model.brief import Brief
from kgraph.model.knowledge import Knowledge
from kgraph.model.ruling import Ruling


def governed(brief: Brief, policies: Iterable[Policy], knowledge: Knowledge) -> Brief:
    """A brief with what policies rule on its day.

    What it says itself comes first; where that cannot be together with a ruling, solving tells.
    """
    holding = tuple(policies)
    ruled = tuple(chain.from_iterable(rulings(one, knowledge, brief.as_of) for one in holding))
    due = _due(brief, ruled)
    given = dict(brief.given) | {f"use.{id}": where for id, where in due.items()}
    return replace(
        brief,
        rulings=tuple(one for one in ruled if not one.due),
        use=(*brief.use, *due),
        prefer=_preferred(brief, holding),
        given=tuple(sorted(given.items())),
    )


def _due(brief: Brief, ruled: Iterable[Ruling]) -> dict[str, str]:
    """The components that must be there and that the brief does not ask for, with who says so."""
    found: dict[str, str] = {}
    for ruling in ruled:
        new = (id for id in ruling.due if id not in brief.use)
        found |= dict.fromkeys(new, ruling.where)
    return found


def _preferred(brief: Brief, policies: Iterable[Policy]) -> tuple[str, ...]:
    """What the brief states first, then what policies prefer, then what holds by default."""
    stated = [id for id in brief.prefer if brief.where(f"prefer.{id}")]
    preferred = chain.from_iterable(one.prefer for one in policies)
    return tuple(dict.fromkeys((*stated, *preferred, *brief.prefer)))
