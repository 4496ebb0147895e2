"""What can be lost with what, told once: in the decision record, and on a terminal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kgraph.model.knowledge import Knowledge
from kgraph.model.risks import BlindSpot, Cycle, Loss, Risks, SinglePoint
from kgraph.reports.document import (
    Block,
    Document,
    Item,
    Items,
    Line,
    Section,
    Table,
    line,
    paragraph,
    some,
)
from kgraph.reports.names import MOST, Names, by_name, named, places
from kgraph.words import count

WAITING = "Started from nothing, each waits for the next: one has to be brought up by hand."


def risks_document(risks: Risks, knowledge: Knowledge) -> Document:
    """The risks of an architecture as a document of their own."""
    title = f"{risks.name}: what can be lost with what"
    sections = [replace(section, level=2) for section in risk_sections(risks, knowledge)]
    return Document(title, sections=tuple(sections))


def risk_sections(risks: Risks, knowledge: Knowledge) -> Iterator[Section]:
    """The risks, the gravest first, for a section around them; one says so where there are none."""
    names = dict(risks.names)
    sections = (
        *_single_points(risks.single_points, names, knowledge),
        *_parts_without_stand_in(risks.single_points, names, knowledge),
        *_cycles(risks.cycles, names),
        *_blind_spots(risks.blind_spots, names),
        *_losses_of_places(risks.losses, names),
    )
    yield from sections or (_section("Risks", "There is a way around each part."),)


def loss_document(loss: Loss, names: Names) -> Document:
    """What is lost with one thing."""
    told = (
        ("Stops", by_name(loss.stopped, names)),
        ("Runs, but no request reaches it", by_name(loss.cut_off, names)),
        ("Runs, but cannot start anew or go on for long", by_name(loss.waning, names)),
        ("No longer observes", by_name(loss.watching, names)),
        ("Workloads lost everywhere", named(loss.workloads, names)),
        (
            "Workloads that run, but are not reached",
            [_unreached(*one, names) for one in _away(loss)],
        ),
    )
    sections = [_section(title, "", _list(lines), level=2) for title, lines in told if lines]
    alone = not loss.affected and not loss.workloads
    lead = "Nothing else stops or is cut off." if alone else ""
    title = f"Losing {loss.what} takes {count(len(loss.lost), 'placement')} with it."
    return Document(title, lead=line(lead), sections=tuple(sections))


def _away(loss: Loss) -> list[tuple[tuple[str, ...], list[str]]]:
    """Those outside who no longer reach some workloads, with these."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for one in loss.unreached:
        groups[one.callers].append(one.workload)
    return sorted(groups.items())


def _unreached(callers: Iterable[str], workloads: Iterable[str], names: Names) -> str:
    """Who no longer reaches which workloads."""
    return f"not reached by {some(named(callers, names))}: {some(named(workloads, names), MOST)}"


def _section(title: str, words: str, *blocks: Block, level: int = 3) -> Section:
    id = title.lower().replace(" ", "-")
    opening = (paragraph(words),) if words else ()
    return Section(id, title, (*opening, *blocks), level)


def _list(texts: Iterable[str]) -> Items:
    return Items(tuple(Item(line(text)) for text in texts))


# --- single points of failure


def _single_points(
    points: Iterable[SinglePoint], names: Names, knowledge: Knowledge
) -> Iterator[Section]:
    """What stops workloads, then what takes some callers' ways to them.

    What hits the same ones stands together.
    """
    groups: dict[Hit, list[str]] = defaultdict(list)
    for point in points:
        if point.kind in knowledge.main_path:
            told = f"{_point_name(point, names)} ({_where(point, knowledge)})"
            groups[point.lost, point.callers].append(told)
    blocks = (*_stopping(groups, names), *_cutting(groups, names))
    if blocks:
        yield _section("Single points of failure", "", *blocks)


Hit = tuple[tuple[str, ...], tuple[str, ...]]
"""Workloads, and those who no longer reach them; nobody where they stop."""
STOPS = "Each of these, lost alone, stops the workload everywhere."
CUTS = "Without one of these the workload runs on, but those named do not reach it."


def _stopping(groups: Mapping[Hit, list[str]], names: Names) -> Iterator[Block]:
    """What stops workloads."""
    rows = [_hit_row(hit, them, names)[::2] for hit, them in groups.items() if not hit[1]]
    if rows:
        yield paragraph(STOPS)
        yield Table(("workload", "stops without"), tuple(rows))


def _cutting(groups: Mapping[Hit, list[str]], names: Names) -> Iterator[Block]:
    """What takes ways to workloads that run on."""
    rows = [_hit_row(hit, them, names) for hit, them in groups.items() if hit[1]]
    if rows:
        yield paragraph(CUTS)
        yield Table(("workload", "not reached by", "without"), tuple(rows))


def _hit_row(hit: Hit, them: Iterable[str], names: Names) -> tuple[Line, ...]:
    """Workloads, who no longer reaches them, and without what."""
    lost, callers = hit
    who = some(named(callers, names))
    return (line(some(named(lost, names), MOST)), line(who), line(", ".join(them)))


def _point_name(point: SinglePoint, names: Names) -> str:
    """What a part is called; a provider by its name, a place by its id."""
    return point.name if point.component else names.get(point.name, point.name)


def _where(point: SinglePoint, knowledge: Knowledge) -> str:
    """Where a part is and how it is had; of a place, that it is all of it."""
    if not point.component:
        return "all of it"
    had = knowledge.deliveries.get(point.delivery, point.delivery)
    return ", ".join(filter(None, (places(point.at), had)))


def _parts_without_stand_in(
    points: Iterable[SinglePoint], names: Names, knowledge: Knowledge
) -> Iterator[Section]:
    """What others have nobody else for: what is self-run and keeps something, flow by flow; the
    rest by name.
    """
    alone = [point for point in points if point.kind not in knowledge.main_path]
    keeping = [point for point in alone if point.keeps]
    kept = {point.component for point in keeping}
    left = sorted({point.name for point in alone if point.component not in kept})
    blocks = [*_keeping(keeping, names, knowledge)]
    if left:
        blocks.append(paragraph(f"{OTHERS}: {', '.join(left)}."))
    if blocks:
        yield _section("Parts without a stand-in", "", *blocks)


def _keeping(points: Sequence[SinglePoint], names: Names, knowledge: Knowledge) -> Iterator[Block]:
    """A table of those that keep something, where there are any."""
    if points:
        rows = tuple(_row(point, names, knowledge) for point in points)
        yield paragraph(NOBODY_ELSE)
        yield Table(("flow", "part", "where", "who has nobody else"), rows)


NOBODY_ELSE = (
    "One runs these oneself, and they keep what is not to be lost. When one of them is lost, those "
    "named last have nobody else for that kind of flow."
)
OTHERS = "Without a stand-in too, but run by others or soon made anew"


def _row(point: SinglePoint, names: Names, knowledge: Knowledge) -> tuple[Line, ...]:
    each = ", each at its own place" if len(point.at) > 1 and not point.everywhere else ""
    who = f"{some(named(point.lost, names), MOST)}{each}"
    flows = knowledge.flow_label(point.kind)
    return (line(flows), line(point.name), line(_where(point, knowledge)), line(who))


# --- circles, blind spots, places


def _cycles(cycles: Iterable[Cycle], names: Names) -> Iterator[Section]:
    told = [_circle(cycle, names) for cycle in cycles]
    if told:
        yield _section("Circles at start-up", WAITING, _list(told))


def _circle(cycle: Cycle, names: Names) -> str:
    first = cycle.steps[0].source
    steps = [f"{step.role} {names.get(step.target, step.target)}" for step in cycle.steps]
    caught = some(by_name(cycle.also, names))
    also = f" Also caught: {caught}." if caught else ""
    return f"{names.get(first, first)} ({places([first])}) {', which '.join(steps)}.{also}"


def _blind_spots(spots: Iterable[BlindSpot], names: Names) -> Iterator[Section]:
    """What takes the same watchers with it stands together."""
    groups: dict[tuple[tuple[str, ...], bool], list[str]] = defaultdict(list)
    for spot in spots:
        groups[spot.watching, spot.alone].append(f"{spot.name} ({places(spot.at)})")
    told = [_blind(*key, group, names) for key, group in groups.items()]
    if told:
        words = "When one of the first is lost, those after the colon no longer watch anything."
        yield _section("Observability fails with", words, _list(told))


def _blind(watching: Iterable[str], alone: bool, group: Iterable[str], names: Names) -> str:
    left = " Nothing else watches there." if alone else ""
    return f"{', '.join(group)}: {some(named(watching, names))}.{left}"


def _losses_of_places(losses: Iterable[Loss], names: Names) -> Iterator[Section]:
    told = [_place_lost(loss, names) for loss in losses if _is_felt(loss)]
    if told:
        yield _section("Losing a whole place", "", _list(told))


def _is_felt(loss: Loss) -> bool:
    """Whether a loss does anything to the rest."""
    return bool(loss.affected or loss.workloads or loss.unreached)


def _place_lost(loss: Loss, names: Names) -> str:
    """What goes with a place, what that does to the rest, and which workloads run nowhere else."""
    parts = [f"takes {count(len(loss.lost), 'placement')} with it"]
    if loss.stopped:
        parts.append(f"elsewhere stops {some(by_name(loss.stopped, names), MOST)}")
    if loss.cut_off:
        parts.append(f"no request reaches {some(by_name(loss.cut_off, names), MOST)}")
    if loss.waning:
        left = some(by_name(loss.waning, names), MOST)
        parts.append(f"{left} cannot start anew or go on for long")
    ended = loss.ended
    if ended:
        parts.append(f"runs nowhere else: {some(named(ended, names), MOST)}")
    parts += [_unreached(*one, names) for one in _away(loss)]
    return f"{names.get(loss.what, loss.what)}: {'; '.join(parts)}."
