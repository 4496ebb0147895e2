"""What the catalog has: decisions and components, filtered, told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kgraph.api.wiring import knowledge
from kgraph.errors import InputError, nearest

if TYPE_CHECKING:
    from kgraph.model.component import Component
    from kgraph.model.knowledge import Decision


def questions() -> tuple[Decision, ...]:
    """The decisions, in the order in which an architect meets them."""
    return knowledge().decisions


def components(
    *,
    capability: str | None = None,
    cloud: str | None = None,
    license: str | None = None,
    maturity: str | None = None,
    day: date | None = None,
    text: str | None = None,
) -> tuple[Component, ...]:
    """The components of the catalog that fit every filter given, sorted by id; InputError for an unknown capability or cloud."""
    known = knowledge()
    if capability is not None and capability not in known.capabilities:
        raise InputError.one(
            "capability",
            f"unknown capability '{capability}'",
            nearest(capability, known.capabilities),
        )
    if cloud is not None and cloud not in known.cloud_labels:
        raise InputError.one(
            "cloud", f"unknown cloud '{cloud}'", nearest(cloud, known.cloud_labels)
        )
    needle = (text or "").lower()
    return tuple(
        c
        for c in known.components.values()
        if (capability is None or capability in c.provides)
        and (cloud is None or c.runs_on(cloud))
        and (license is None or c.license.lower() == license.lower())
        and (maturity is None or c.maturity == maturity)
        and (day is None or c.available(day))
        and (
            not needle
            or any(needle in word.lower() for word in (c.id, c.name, c.definition, *c.aliases))
        )
    )


def component(id: str) -> Component:
    """The component of that id; InputError names the nearest."""
    known = knowledge().components
    if id not in known:
        raise InputError.one("component", f"unknown component '{id}'", nearest(id, known))
    return known[id]
