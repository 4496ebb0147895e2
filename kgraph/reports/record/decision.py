"""What was decided: the components by concern with the reasons for each, and the flows among them."""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.model.architecture import Architecture, Placement
from kgraph.model.component import Component
from kgraph.model.knowledge import Knowledge
from kgraph.reports.document import (
    Block,
    Item,
    Items,
    Section,
    Span,
    Table,
    count,
    line,
    paragraph,
    some,
    strong,
)
from kgraph.reports.record.sources import Sources, Told, told_flows, told_reasons

NOT_CHOSEN = ("actor", "own-code")
"""How people and one's own programs are had: nobody decided for them."""


def decision(
    architecture: Architecture, knowledge: Knowledge, sources: Sources
) -> Iterator[Section]:
    """The components, one section for each concern."""
    products = len(architecture.components)
    proof = (
        "No architecture that meets the brief costs less by the drivers above; this is proven."
        if architecture.proven
        else "The time did not suffice to prove that none costs less."
    )
    if architecture.brief is None:
        proof = "It was not assembled from a brief."
    words = f"{count(len(architecture.placements), 'placement')} of {count(products, 'component')}. {proof}"
    yield Section("decision", "Decision", (paragraph(words),))
    groups = _by_concern(architecture, knowledge)
    concerns = knowledge.concern_by_id
    brief = architecture.brief.source if architecture.brief else ""
    for id in sorted(groups, key=lambda id: (concerns[id].position if id in concerns else 99, id)):
        items = []
        for placements in groups[id]:
            told = told_reasons(placements, architecture.names, brief)
            head = _head(placements, knowledge.components.get(placements[0].component))
            items.append(Item(head, tuple(_reason(one, sources) for one in told)))
        label = concerns[id].label if id in concerns else "Others"
        yield Section(f"concern-{id or 'others'}", label, (Items(tuple(items)),), level=3)


def _by_concern(
    architecture: Architecture, knowledge: Knowledge
) -> dict[str, list[list[Placement]]]:
    """The placements of each component, in the order of their ids, by concern."""
    products: dict[str, list[Placement]] = {}
    for placement in architecture.placements:
        products.setdefault(placement.product, []).append(placement)
    found: dict[str, list[list[Placement]]] = {}
    for placements in products.values():
        component = knowledge.components.get(placements[0].component)
        found.setdefault(component.concern if component else "", []).append(placements)
    return found


def _head(placements: list[Placement], component: Component | None) -> tuple[Span, ...]:
    parts: list[str | Span] = [
        strong(placements[0].name),
        f" in {some((p.place for p in placements), 12)}.",
    ]
    if component is not None and component.delivery not in NOT_CHOSEN:
        parts += [
            f" {component.definition} ",
            Span("Home page", href=component.homepage),
            f", {_license(component)}.",
        ]
    return line(*parts)


def _license(component: Component) -> str:
    return {"LicenseRef-proprietary": "proprietary", "LicenseRef-none": "no license"}.get(
        component.license, component.license.removeprefix("LicenseRef-")
    )


def _reason(told: Told, sources: Sources) -> Item:
    because = f" ({some(told.because, 4, '; ')})" if told.because else ""
    return Item(line(f"{told.text}{because}", sources.cite(told.sources)))


def flows(architecture: Architecture, knowledge: Knowledge, sources: Sources) -> Section:
    """Who does what with whom, and where, by kind."""
    blocks: list[Block] = []
    rows = []
    known = knowledge.flow_kind_by_id
    order = [*known, *sorted({flow.kind for flow in architecture.flows} - set(known))]
    for kind in order:
        for told in told_flows(
            (flow for flow in architecture.flows if flow.kind == kind), architecture.placement_by_id
        ):
            what = line(told.label, sources.cite(told.sources))
            where = line(some(told.where, 4))
            rows.append(
                (
                    line(knowledge.flow_label(kind)),
                    line(told.source),
                    what,
                    line(told.target),
                    where,
                )
            )
    blocks.append(paragraph(f"{count(len(architecture.flows), 'flow')}; those alike are one line."))
    if rows:
        blocks.append(Table(("kind", "from", "does", "to", "where"), tuple(rows)))
    return Section("flows", "Flows", tuple(blocks))
