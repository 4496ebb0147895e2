"""Asking the graph and the catalog."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph import resources
from kgraph.api.dataset import dataset, knowledge, query_worker
from kgraph.errors import InputError, nearest

if TYPE_CHECKING:
    from kgraph.knowledge.query import Example
    from kgraph.knowledge.results import Result
    from kgraph.model.component import Component
    from kgraph.model.knowledge import Decision


def query(text: str, *, timeout: float = 10.0, limit: int = 100_000) -> Result:
    """The answer of a SPARQL query over the dataset; QueryRefused, or QueryTimeout after `timeout` seconds.

    >>> kgraph.query("ASK { c:harbor o:provides k:image-registry }").truth
    True
    """
    return query_worker().ask(text, timeout=timeout, limit=limit)


def write_result(result: Result, format: str | None = None) -> str:
    """The answer of a query as ``table``, ``csv``, ``tsv``, ``json`` or ``turtle``; by default what fits it best."""
    from kgraph.knowledge import results as writers

    known = {
        "table": writers.table,
        "csv": writers.csv,
        "tsv": writers.tsv,
        "json": writers.json,
        "turtle": writers.turtle,
    }
    chosen = format or ("turtle" if result.form == "graph" else "table")
    if chosen not in known:
        raise InputError.one("format", f"unknown format '{chosen}'", nearest(chosen, known))
    return known[chosen](result)


def examples() -> tuple[Example, ...]:
    """The example queries that lie in the graph."""
    from kgraph.knowledge.query import examples as read

    return read(dataset())


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
            "capability", f"unknown capability '{capability}'", nearest(capability, known.capabilities)
        )
    clouds = [one.id for one in known.clouds]
    if cloud is not None and cloud not in clouds:
        raise InputError.one("cloud", f"unknown cloud '{cloud}'", nearest(cloud, clouds))
    needle = (text or "").lower()
    return tuple(
        c
        for c in known.components.values()
        if (capability is None or capability in c.provides)
        and (cloud is None or c.runs_on(cloud))
        and (license is None or c.license.lower() == license.lower())
        and (maturity is None or c.maturity == maturity)
        and (day is None or c.available(day))
        and (not needle or any(needle in word.lower() for word in (c.id, c.name, c.definition, *c.aliases)))
    )


def component(id: str) -> Component:
    """The component of that id; InputError names the nearest."""
    known = knowledge().components
    if id not in known:
        raise InputError.one("component", f"unknown component '{id}'", nearest(id, known))
    return known[id]


def component_json(component: Component) -> dict[str, Any]:
    """All that is known of a component, as JSON-ready data."""
    from kgraph.catalog import component_json as describe

    return describe(component)


def component_text(component: Component) -> str:
    """All that is known of a component, for people."""
    from kgraph.catalog import component_text as describe

    return describe(component)


def read_text(path: Path) -> str:
    """The text of a file the user named; InputError where it cannot be read."""
    from kgraph.documents import read_text as read

    return read(path)


def app_file() -> Path:
    """The script that Streamlit runs."""
    return resources.folder("app.py")
