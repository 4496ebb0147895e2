"""What an answer does to an architecture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effect:
    """What the `options` that answer a decision do, by ids, each once and sorted.

    `workload` names the one whose answer it is, None for that of the whole brief. `brings` are the
    components that are there for it alone, `met_by` those that meet it and are there for other
    reasons as well. `rules_out` are the capabilities that it forbids, `nowhere` those that it asks
    for in clusters where there is none; `joins` says that flows are there for its sake.
    """

    decision: str
    options: tuple[str, ...]
    workload: str | None = None
    brings: tuple[str, ...] = ()
    met_by: tuple[str, ...] = ()
    rules_out: tuple[str, ...] = ()
    nowhere: tuple[str, ...] = ()
    joins: bool = False
