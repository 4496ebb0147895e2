"""Briefs under policies: what these rule goes beside what the brief says itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from kgraph.brief.policies import Policy, rulings
from kgraph.model.brief import Brief
from kgraph.model.knowledge import Knowledge


def governed(brief: Brief, policies: Iterable[Policy], knowledge: Knowledge) -> Brief:
    """A brief with what policies rule on its day.

    What it says itself comes first; where that cannot be together with a ruling, solving tells.
    """
    holding = tuple(policies)
    ruled = tuple(chain.from_iterable(rulings(one, knowledge, brief.as_of) for one in holding))
    due = {id: one.where for one in ruled for id in one.due if id not in brief.use}
    given = dict(brief.given) | {f"use.{id}": where for id, where in due.items()}
    preferred = chain.from_iterable(one.prefer for one in holding)
    stated = [id for id in brief.prefer if f"prefer.{id}" in given]
    return replace(
        brief,
        rulings=tuple(one for one in ruled if not one.due),
        use=(*brief.use, *due),
        prefer=tuple(dict.fromkeys((*stated, *preferred, *brief.prefer))),
        given=tuple(sorted(given.items())),
    )
