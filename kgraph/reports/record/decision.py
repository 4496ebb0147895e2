"""What was decided: the components by concern with the reasons for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from kgraph.model.architecture import Architecture, Placement
from kgraph.model.component import Component
from kgraph.model.knowledge import Knowledge
from kgraph.reports.component import license_words
from kgraph.reports.document import (
    Item,
    Items,
    Line,
    Section,
    Span,
    line,
    paragraph,
    some,
    strong,
)
from kgraph.reports.record.sources import Sources
from kgraph.reports.record.told import Told, told_reasons
from kgraph.words import count

MOST_PLACES, MOST_STATEMENTS = 12, 4
OTHERS, LAST = "Others", 99
"""What the section of components without a known concern is called, and where it stands."""


def decision(
    architecture: Architecture, knowledge: Knowledge, sources: Sources
) -> Iterator[Section]:
    """The components, one section for each concern."""
    products = count(len(architecture.components), "component")
    placements = count(len(architecture.placements), "placement")
    words = f"{placements} of {products}. {_proof(architecture)}"
    yield Section("decision", "Decision", (paragraph(words),))
    concerns = knowledge.concern_by_id
    labels = {id: concern.label for id, concern in concerns.items()}
    places = {id: (concern.position, id) for id, concern in concerns.items()}
    teller = _Teller(architecture, knowledge, sources)
    groups = _by_concern(architecture, knowledge)
    for id in sorted(groups, key=lambda id: places.get(id, (LAST, id))):
        items = Items(tuple(teller.component(placements) for placements in groups[id]))
        yield Section(f"concern-{id or 'others'}", labels.get(id, OTHERS), (items,), level=3)


def _proof(architecture: Architecture) -> str:
    """How sure it is that there is no better one."""
    if architecture.brief is None:
        return "It was not assembled from a brief."
    if architecture.proven:
        return (
            "No architecture that meets the brief costs less by the drivers above; this is proven."
        )
    return "The time did not suffice to prove that none costs less."


Products = dict[str, list[list[Placement]]]
"""By concern, for each product its placements."""


def _by_concern(architecture: Architecture, knowledge: Knowledge) -> Products:
    """The placements of each component, in the order of their ids, by concern."""
    products: dict[str, list[Placement]] = {}
    for placement in architecture.placements:
        products.setdefault(placement.product, []).append(placement)
    found: Products = {}
    for placements in products.values():
        component = knowledge.components.get(placements[0].component)
        found.setdefault(component.concern if component else "", []).append(placements)
    return found


class _Teller:
    """Tells components with what they are there for; what is cited gets its number in `sources`."""

    def __init__(self, architecture: Architecture, knowledge: Knowledge, sources: Sources) -> None:
        self.knowledge, self.sources = knowledge, sources
        self.names, self.day = architecture.names, architecture.as_of
        self.brief = architecture.brief.source if architecture.brief else ""

    def component(self, placements: Sequence[Placement]) -> Item:
        """The placements of one component, with each reason beneath."""
        told = told_reasons(placements, self.names, self.brief)
        component = self.knowledge.components.get(placements[0].component)
        reasons = tuple(self._reason(one) for one in told)
        asides = (*self._at_times(component), *self._standing(component))
        return Item(_head(placements, component, self.day), (*reasons, *asides))

    def _standing(self, component: Component | None) -> Iterator[Item]:
        """What one should know of its age on the day."""
        for words, evidence in component.standing(self.day) if component else ():
            yield Item(line(words, self.sources.cite([evidence.source])))

    def _at_times(self, component: Component | None) -> Iterator[Item]:
        """What it would need under conditions that no answer tells."""
        if component is None:
            return
        for need in component.needs:
            if need.condition is not None and need.holds(self.day):
                words = f"{component.name} {need.role} {self.knowledge.need_words(need)}"
                told = f"{words} {self.knowledge.condition_words(need)}: not asked for here"
                yield Item(line(told, self.sources.cite([need.evidence.source])))

    def _reason(self, told: Told) -> Item:
        because = some(told.because, MOST_STATEMENTS, "; ")
        words = f"{told.text} ({because})" if because else told.text
        return Item(line(words, self.sources.cite(told.sources)))


def _head(placements: Sequence[Placement], component: Component | None, day: date) -> Line:
    """What it is called, where it is, what it is and how it is had on a day."""
    where = some((placement.place for placement in placements), MOST_PLACES)
    name = line(strong(placements[0].name), f" in {where}.")
    if component is None or not component.choosable:
        return name
    page = Span("Home page", href=component.homepage)
    return line(name, f" {component.definition} ", page, f", {license_words(component, day)}.")
