"""When components came out, and which stages they reached."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

import pyoxigraph as ox

from kgraph.knowledge.store import rows
from kgraph.knowledge.values.evidence import SOURCED, day, evidence
from kgraph.model.life import Event, Stage
from kgraph.terms import tail

_BOUNDS = f"""
OPTIONAL {{ ?n o:earliest ?earliest }}
OPTIONAL {{ ?n o:note ?note }}
{SOURCED}"""
RELEASES = f"""
SELECT ?x ?earliest ?latest ?note ?source ?checked ?unverified ?quote ?grade {{
  ?x o:released ?n . ?n o:latest ?latest
  {_BOUNDS}
}}"""
STAGES = f"""
SELECT ?x ?stage ?label ?closes ?earliest ?latest
  ?note ?source ?checked ?unverified ?quote ?grade {{
  ?x o:life ?n . ?n o:stage ?stage ; o:latest ?latest . ?stage rdfs:label ?label
  OPTIONAL {{ ?stage o:closes ?closes }}
  {_BOUNDS}
}}"""


def releases(store: ox.Store) -> dict[str, Event]:
    """When components came out."""
    return {tail(row["x"]): _event(row) for row in rows(store, RELEASES)}


def lives(store: ox.Store) -> Mapping[str, tuple[Stage, ...]]:
    """The stages that components reached, each by the first day that is known of it."""
    found: dict[str, list[Stage]] = defaultdict(list)
    for row in rows(store, STAGES):
        found[tail(row["x"])].append(_stage(row))
    ordered = {id: tuple(sorted(stages, key=_when)) for id, stages in found.items()}
    return defaultdict(tuple, ordered)


def closed(life: Iterable[Stage]) -> Event | None:
    """From when on nobody can newly have what lived so."""
    return next((stage.event for stage in life if stage.closes), None)


def _when(stage: Stage) -> tuple[date, date, str]:
    return stage.event.first, stage.event.day, stage.id


def _stage(row: Mapping[str, str]) -> Stage:
    closes = row.get("closes") == "true"
    return Stage(tail(row["stage"]), row["label"], closes, _event(dict(row)))


def _event(row: dict[str, str]) -> Event:
    start, end = day(row.get("earliest")), date.fromisoformat(row["latest"])
    slack = None if start is None else end - start
    return Event(end, row.get("note"), evidence(row), slack)
