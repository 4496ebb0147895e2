"""What differs between what is known before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from kgraph.model.catalog_changes import CatalogChange
from kgraph.model.knowledge import Knowledge

NEW, GONE, OTHER = "new", "gone", "different"


def catalog_changes(old: Knowledge, new: Knowledge) -> tuple[CatalogChange, ...]:
    """The components and words that are new, gone or different, by kind and id."""
    kinds = {"component": "components", "capability": "capabilities", "chain": "chains"}
    found: list[CatalogChange] = []
    for kind, name in kinds.items():
        found += things_changed(kind, getattr(old, name), getattr(new, name))
    found += things_changed("decision", old.decision_by_id, new.decision_by_id)
    found += things_changed("option", _options(old), _options(new))
    return tuple(found)


def things_changed(
    kind: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> list[CatalogChange]:
    """Those of one kind that are new, gone or different."""
    found = [CatalogChange(kind, id, NEW) for id in new.keys() - old.keys()]
    found += [CatalogChange(kind, id, GONE) for id in old.keys() - new.keys()]
    for id in old.keys() & new.keys():
        if keys := _keys(old[id], new[id]):
            found.append(CatalogChange(kind, id, OTHER, keys))
    return sorted(found)


def _keys(old: Any, new: Any) -> tuple[str, ...]:
    names = [one.name for one in fields(old) if one.name != "catalog"]
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))


def _options(known: Knowledge) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for decision in known.decisions:
        found |= {f"{decision.id}.{option.id}": option for option in decision.options}
    return found
