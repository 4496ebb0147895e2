"""The policies of the layers that hold here, and what they make of briefs and architectures."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.api.layers import in_force
from kgraph.api.wiring import knowledge
from kgraph.model.layer import Layer

if TYPE_CHECKING:
    from kgraph.brief.policies import Policy
    from kgraph.model.architecture import Architecture
    from kgraph.model.brief import Brief
    from kgraph.model.finding import Finding
    from kgraph.model.ruling import Ruling


def under_policies(brief: Brief) -> Brief:
    """A brief with what the policies that hold here rule on its day."""
    holding = policies()
    if not holding:
        return brief
    from kgraph.brief.governing import governed

    return governed(brief, holding, knowledge())


def policy_findings(architecture: Architecture) -> tuple[Finding, ...]:
    """What of an architecture is against the policies that hold here."""
    if not policies():
        return ()
    from kgraph.analysis.rulings import ruled_out

    return ruled_out(architecture, rulings(architecture.as_of), knowledge())


def rulings(day: date) -> tuple[Ruling, ...]:
    """What the policies of the layers in force come to on a day, each rule with where it stands;
    nothing where there is none.
    """
    holding = policies()
    if not holding:
        return ()
    from kgraph.brief.policies import rulings as rulings_of

    return tuple(chain.from_iterable(rulings_of(one, knowledge(), day) for one in holding))


def policies() -> tuple[Policy, ...]:
    """The policies that hold here, in the order of their layers."""
    return _policies(in_force())


@lru_cache(maxsize=8)
def _policies(layers: tuple[Layer, ...]) -> tuple[Policy, ...]:
    if not layers:
        return ()
    from kgraph.brief.policies import read_policy
    from kgraph.catalog import open_layer

    files = [open_layer(Path(one.folder)) for one in layers]
    named = [(one.policy, one.layer.name) for one in files]
    return tuple(read_policy(path, name, knowledge()) for path, name in named if path is not None)
