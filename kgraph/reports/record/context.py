"""What a decision was about: sites, workloads, preferences, questions with their answers, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from kgraph.model.architecture import Architecture
from kgraph.model.brief import Workload
from kgraph.model.knowledge import Decision, Knowledge
from kgraph.reports.document import (
    Block,
    Figure,
    Item,
    Items,
    Line,
    Section,
    Table,
    count,
    line,
    paragraph,
    some,
    strong,
)
from kgraph.reports.record.sources import short


def context(architecture: Architecture, knowledge: Knowledge) -> Section:
    """Sites and workloads, and what must or must not be there."""
    sites, clusters = architecture.sites, architecture.topology.at("cluster")
    clouds = some(dict.fromkeys(knowledge.cloud_label(str(site.cloud)) for site in sites))
    workloads = sorted({p.workload for p in architecture.placements if p.workload is not None})
    asked = f"{count(len(workloads), 'workload')} at {count(len(sites), 'site')} with {count(len(clusters), 'cluster')}"
    blocks: list[Block] = [
        paragraph(
            f"Wanted is an architecture for {asked}, on {clouds or 'no cloud'}, as of {architecture.as_of.isoformat()}."
        ),
        *_sites(architecture, knowledge),
        *_workloads(architecture, knowledge),
        *_wishes(architecture, knowledge),
    ]
    return Section("context", "Context and problem", tuple(blocks))


def _sites(architecture: Architecture, knowledge: Knowledge) -> Iterator[Block]:
    rows = tuple(
        (
            line(site.id),
            line(knowledge.cloud_label(site.cloud or "")),
            line(site.region or ""),
            line(some(p.id.partition("/")[2] for p in architecture.topology.right_inside(site.id))),
        )
        for site in architecture.sites
    )
    if rows:
        yield Table(("site", "cloud", "region", "clusters"), rows)


def _workloads(architecture: Architecture, knowledge: Knowledge) -> Iterator[Block]:
    stated = architecture.brief.workloads if architecture.brief else ()
    rows = tuple(
        (
            line(workload.name),
            line(some(workload.sites) or "every site"),
            line("; ".join(_said(workload, knowledge))),
        )
        for workload in stated
    )
    if rows:
        yield Table(("workload", "runs at", "what is said of it"), rows)


def _said(workload: Workload, knowledge: Knowledge) -> Iterator[str]:
    for id, options in workload.answers:
        decision = knowledge.decision_by_id.get(id)
        if decision is not None and options:
            yield f"{id}: {_labels(decision, options)}"


def _wishes(architecture: Architecture, knowledge: Knowledge) -> Iterator[Block]:
    brief = architecture.brief
    for words, ids in (
        ("Must be there", brief.use if brief else ()),
        ("Must not be there", brief.avoid if brief else ()),
    ):
        if ids:
            names = (
                knowledge.components[id].name if id in knowledge.components else id for id in ids
            )
            yield paragraph(f"{words}: {', '.join(names)}.")


def drivers(architecture: Architecture, knowledge: Knowledge) -> Iterator[Section]:
    """The preferences in their order, with what the architecture costs by each."""
    known = {preference.id: preference for preference in knowledge.preferences}
    brief = architecture.brief
    items = tuple(
        Item(
            line(
                strong(known[id].label),
                f" ({'stated' if brief and brief.where(f'prefer.{id}') else 'default'}): {known[id].definition} Cost here: {value}.",
            )
        )
        for id, value in architecture.preferences
        if id in known
    )
    if items:
        words = "In this order; the smaller cost is better. What is left equal is decided by fewer placements, then by a fixed order."
        yield Section(
            "drivers", "Decision drivers", (paragraph(words), Items(items, numbered=True))
        )


def answers(architecture: Architecture, knowledge: Knowledge) -> Iterator[Section]:
    """The questions of the whole brief with their answers: what the brief says first, then the defaults."""
    said: list[tuple[Line, ...]] = []
    taken: list[tuple[Line, ...]] = []
    brief = architecture.brief
    for id, options in architecture.answers:
        decision = knowledge.decision_by_id.get(id)
        if decision is None:
            continue
        where = brief.where(f"answers.{id}") if brief else None
        place = short(where, brief.source) if where and brief else "default"
        row = (
            line(decision.question),
            line(_labels(decision, options)),
            line(place),
            line(decision.section),
        )
        (said if where else taken).append(row)
    if said or taken:
        words = f"{count(len(said), 'answer')} in the brief"
        if brief and brief.source:
            words += f" ({PurePath(brief.source).name})"
        words += f", {count(len(taken), 'default')}."
        table = Table(("question", "answer", "from", "article section"), (*said, *taken))
        yield Section("answers", "Questions and answers", (paragraph(words), table))


def _labels(decision: Decision, options: Sequence[str]) -> str:
    return ", ".join(
        chosen.label if (chosen := decision.option(option)) is not None else option
        for option in options
    )


def pictures(figures: Sequence[Figure]) -> Iterator[Section]:
    """The pictures: those that are shown, then links to the others."""
    shown = tuple(figure for figure in figures if figure.shown)
    others = tuple(figure for figure in figures if not figure.shown)
    if figures:
        yield Section("pictures", "Picture" if len(figures) == 1 else "Pictures", (*shown, *others))
