"""What follows from a decision: what can be lost with what, and which rules are broken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kgraph.model.finding import Finding
from kgraph.model.knowledge import Knowledge
from kgraph.model.risks import BlindSpot, Cycle, Loss, Risks, SinglePoint
from kgraph.reports.document import (
    Block,
    Item,
    Items,
    Section,
    Span,
    Table,
    line,
    paragraph,
    some,
    strong,
)

MOST = 6
"""How many places or names are told before the rest is counted."""


def consequences(
    risks: Risks | None, findings: Iterable[Finding], knowledge: Knowledge
) -> Iterator[Section]:
    """The risks, the gravest first, and the findings."""
    yield Section("consequences", "Consequences", ())
    if risks is not None:
        yield from _risks(risks, knowledge)
    lines = tuple(Item(_finding(one)) for one in findings)
    block: Block = Items(lines) if lines else paragraph("None: every rule holds.")
    yield Section("findings", "Findings", (block,), level=3)


def _risks(risks: Risks, knowledge: Knowledge) -> Iterator[Section]:
    names = dict(risks.names)
    main = {kind.id for kind in knowledge.flow_kinds if kind.main_path}
    labels = {kind.id: kind.label for kind in knowledge.flow_kinds}
    points = [point for point in risks.single_points if point.kind in main]
    if points:
        words = "Each of these, lost alone, stops the workload everywhere."
        rows = tuple(_stopping(points))
        yield _section("Single points of failure", words, Table(("workload", "stops with"), rows))
    rest = tuple(
        _alone(point, labels, names) for point in risks.single_points if point.kind not in main
    )
    if rest:
        words = "Others have nobody else for these flows."
        yield _section(
            "Parts without a stand-in",
            words,
            Table(("flows", "part", "where", "who depends on it"), rest),
        )
    if risks.cycles:
        items = Items(tuple(Item(line(_circle(cycle, names))) for cycle in risks.cycles))
        yield _section("Circles at start-up", "Each waits for the next.", items)
    if risks.blind_spots:
        items = Items(tuple(Item(line(text)) for text in _blind(risks.blind_spots, names)))
        yield _section(
            "Observability fails with", "Whoever watches is lost together with these.", items
        )
    places = tuple(
        Item(line(_lost(loss, names))) for loss in risks.losses if loss.affected or loss.workloads
    )
    if places:
        yield _section("Losing a whole place", "", Items(places))
    if not (risks.single_points or risks.cycles or risks.blind_spots or places):
        yield _section("Risks", "There is a way around each part.")


def _section(title: str, words: str, *blocks: Block) -> Section:
    id = title.lower().replace(" ", "-")
    return Section(id, title, (*((paragraph(words),) if words else ()), *blocks), level=3)


def _stopping(points: Iterable[SinglePoint]) -> Iterator[tuple[tuple[Span, ...], ...]]:
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for point in points:
        where = f"{_places(point.at)}, {point.delivery}" if point.component else "as a whole"
        groups[point.lost].append(f"{point.name} ({where})")
    for lost, group in groups.items():
        yield line(some(lost, MOST)), line(", ".join(group))


def _places(ids: Iterable[str]) -> str:
    return some((id.rpartition("/")[0] or id for id in ids), MOST)


def _alone(
    point: SinglePoint, labels: Mapping[str, str], names: Mapping[str, str]
) -> tuple[tuple[Span, ...], ...]:
    each = ", each at its own place" if len(point.at) > 1 and not point.everywhere else ""
    who = some((names.get(id, id) for id in point.lost), MOST)
    where = ", ".join(filter(None, (_places(point.at), point.delivery)))
    return (
        line(labels.get(point.kind, point.kind)),
        line(point.name),
        line(where),
        line(f"{who}{each}"),
    )


def _circle(cycle: Cycle, names: Mapping[str, str]) -> str:
    first = cycle.steps[0]
    story = ", which ".join(
        f"{step.role} {names.get(step.target, step.target)}" for step in cycle.steps
    )
    also = f" Also caught: {some(names.get(id, id) for id in cycle.also)}." if cycle.also else ""
    return f"{names.get(first.source, first.source)} ({_places([first.source])}) {story}.{also}"


def _blind(spots: Iterable[BlindSpot], names: Mapping[str, str]) -> Iterator[str]:
    groups: dict[tuple[tuple[str, ...], bool], list[BlindSpot]] = defaultdict(list)
    for spot in spots:
        groups[spot.watching, spot.alone].append(spot)
    for (watching, alone), group in groups.items():
        left = ". Nothing that observes is left there" if alone else ""
        each = ", ".join(f"{spot.name} ({_places(spot.at)})" for spot in group)
        yield f"{each}: {some(names.get(id, id) for id in watching)}{left}."


def _lost(loss: Loss, names: Mapping[str, str]) -> str:
    parts = [f"{len(loss.lost)} placements"]
    for word, ids in (("stops", loss.stopped), ("cuts off", loss.cut_off)):
        if ids:
            parts.append(f"{word} {some((names.get(id, id) for id in ids), MOST)}")
    if loss.workloads:
        parts.append(f"workloads lost everywhere: {some(loss.workloads, MOST)}")
    return f"{loss.what}: {'; '.join(parts)}."


def _finding(one: Finding) -> tuple[Span, ...]:
    return line(strong(one.severity), f": {one.focus}: {one.reason} ({one.rule}). {one.remedy}")
