"""Which needs are there at a place: by the day, and by what is answered there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgraph.model.architecture import Architecture
from kgraph.model.brief import Answers, Brief, Site
from kgraph.model.component import Component, Need
from kgraph.model.topology import WORLD


class Conditions:
    """The options in force at each place: what a site answers itself, else what the whole does.

    In the world that of the whole is in force, and that of each site.
    """

    def __init__(self, answers: Answers, sites: Iterable[Site] = ()) -> None:
        self._whole = dict(answers)
        self._sites = {site.id: dict(site.answers) for site in sites}

    @classmethod
    def of(cls, told: Brief | Architecture) -> Conditions:
        """Those of a brief, or of an architecture."""
        brief = told if isinstance(told, Brief) else told.brief
        return cls(told.answers, brief.sites if brief is not None else ())

    def answered(self, option: str, place: str) -> bool:
        """Whether an option, as ``decision.option``, is in force at a place."""
        decision, _, id = option.partition(".")
        return any(id in options for options in self._given(decision, place))

    def _given(self, decision: str, place: str) -> Iterator[tuple[str, ...]]:
        whole = self._whole.get(decision, ())
        if place == WORLD:
            yield whole
            yield from (answers.get(decision, ()) for answers in self._sites.values())
        else:
            yield self._sites.get(place.partition("/")[0], {}).get(decision, whole)

    def hold(self, need: Need, place: str) -> bool:
        """Whether the condition of a need holds at a place.

        One that no answer tells does not.
        """
        if need.condition is not None:
            return False
        return not need.when or any(self.answered(option, place) for option in need.when)


def told_apart(components: Iterable[Component]) -> frozenset[str]:
    """The options that some need depends on."""
    found: set[str] = set()
    for component in components:
        for need in component.needs:
            found.update(need.when)
    return frozenset(found)
