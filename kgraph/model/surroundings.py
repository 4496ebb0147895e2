"""Where a component stands in the catalog: who could be in its place, and who needs it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Ids of other components on a day, sorted.

    `instead` provide all that the component does of its own, `partly` for each of these
    capabilities those that provide only some. `named_by` need it by its name, each with the role;
    `needed_for` are for each capability those that need whoever provides it.
    """

    instead: tuple[str, ...]
    partly: tuple[tuple[str, tuple[str, ...]], ...]
    named_by: tuple[tuple[str, str], ...]
    needed_for: tuple[tuple[str, tuple[str, ...]], ...]
