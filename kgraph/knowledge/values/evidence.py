"""Where facts come from, and days."""

from __future__ import annotations

from datetime import date

from kgraph.model.component import Evidence

SOURCED = """
OPTIONAL { ?n dcterms:source ?source }
OPTIONAL { ?n o:checkedOn ?checked }
OPTIONAL { ?n o:unverified ?unverified }
OPTIONAL { ?n o:quote ?quote }
OPTIONAL { ?n o:grade/skos:notation ?grade }"""
"""The part of a query that asks where ``?n`` comes from."""


def evidence(row: dict[str, str]) -> Evidence:
    """Where the fact of a row comes from."""
    told = (row.get("unverified"), row.get("quote"), row.get("grade"))
    return Evidence(row.get("source"), day(row.get("checked")), *told)


def day(text: str | None) -> date | None:
    """A day, if one is stated."""
    return date.fromisoformat(text) if text else None
