"""What differs between two architectures, in words and as a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kgraph.model.architecture import Architecture
from kgraph.model.comparison import Cause, Comparison, Effect
from kgraph.web import words
from kgraph.web.words import escape
from kgraph.words import count

MOST = 12
"""So many things are named beneath one cause; the table has them all."""
_SIGNS = {"added": "+", "removed": "−", "changed": "~"}
_STYLES = {"added": "plus", "removed": "minus", "changed": "soft"}
_PLACEMENT = "placement"
Row = dict[str, str]


def sizes(told: Comparison) -> str:
    """How much differs, in one line."""
    if told.same:
        return "Both hold the same placements and flows"
    placements, flows = told.placements, told.flows
    return (
        f"+{len(placements.added)} −{len(placements.removed)} placements, "
        f"{len(placements.kept)} stay · +{len(flows.added)} −{len(flows.removed)} flows"
    )


def causes(found: Iterable[Cause], names: Mapping[str, str]) -> str:
    """Each statement that made a difference with what it made, as HTML; the idle ones last."""
    working = [cause for cause in found if cause.effects]
    idle = [cause for cause in found if not cause.effects]
    told = [_cause(cause, names) for cause in working]
    told += [_idle(cause) for cause in idle]
    return words.bullets(told)


def _cause(cause: Cause, names: Mapping[str, str]) -> str:
    said = " and ".join(f"<b>{escape(one.text)}</b>" for one in cause.statements)
    flows = [one for one in cause.effects if one.kind != _PLACEMENT]
    tail = words.element("span", "soft", count(len(flows), "flow")) if flows else ""
    effects = [_named(how, name) for how, name in _tally(cause.effects, names)]
    return f"{said}<br>{' · '.join(filter(None, [*effects, tail]))}"


def _named(how: str, name: str) -> str:
    return words.element("span", _STYLES[how], f"{_SIGNS[how]} {name}")


def _idle(cause: Cause) -> str:
    said = "; ".join(one.text for one in cause.statements)
    why = "makes no difference by itself" if cause.possible else "is not possible alone"
    return f"{escape(said)} {words.element('span', 'soft', why)}"


def _tally(effects: Iterable[Effect], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Placements by what became of them and their names, with how many there are of each."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for one in effects:
        if one.kind == _PLACEMENT:
            found[one.how, names.get(one.id, one.id)] += 1
    for number, ((how, name), many) in enumerate(sorted(found.items())):
        if number == MOST:
            yield "changed", f"and {len(found) - MOST} more"
            return
        yield how, f"{name} ×{many}" if many > 1 else name


def beside(told: Comparison) -> Iterator[tuple[str, list[str]]]:
    """What else there is to tell, by its heading: as text."""
    names = dict(told.names)
    taken = (f"{names[one.before]} by {names[one.after]}, {one.place}" for one in told.replaced)
    yield "Replaced", list(dict.fromkeys(taken))
    used = (one for one in told.retired if one.used)
    yield "Retired in between", [f"{one.name}, {one.day.isoformat()}" for one in used]
    yield "Found only in the second", [one.reason for one in told.findings_added]
    yield "Found only in the first", [one.reason for one in told.findings_removed]


def rows(
    told: Comparison, found: Sequence[Cause], before: Architecture, after: Architecture
) -> list[Row]:
    """A line for each placement and each flow that differs, with the answer that made it so."""
    because = _because(found)
    names = dict(told.names)
    lines = [
        *_placements("added", told.placements.added, names),
        *_placements("removed", told.placements.removed, names),
        *_placements("changed", [one.id for one in told.changed_placements], names),
        *_flows("added", told.flows.added, after, names),
        *_flows("removed", told.flows.removed, before, names),
    ]
    return [{**row, "Because of": because.get(id, "")} for id, row in lines]


def _because(found: Iterable[Cause]) -> dict[str, str]:
    """For each thing that differs the statements that made it so."""
    by_id: dict[str, str] = {}
    for cause in found:
        said = " and ".join(one.text for one in cause.statements)
        by_id |= dict.fromkeys([one.id for one in cause.effects], said)
    return by_id


def _placements(
    how: str, ids: Iterable[str], names: Mapping[str, str]
) -> Iterator[tuple[str, Row]]:
    for id in ids:
        yield id, _row(how, names.get(id, id), id.rpartition("/")[0])


def _flows(
    how: str, ids: Iterable[str], architecture: Architecture, names: Mapping[str, str]
) -> Iterator[tuple[str, Row]]:
    for id in ids:
        flow = architecture.flow_by_id[id]
        ends = [names.get(end, end) for end in (flow.source, flow.target)]
        yield id, _row(how, f"{ends[0]} {flow.label} {ends[1]}", flow.source.rpartition("/")[0])


def _row(how: str, what: str, place: str) -> Row:
    return {"Change": f"{_SIGNS[how]} {how}", "What": what, "At": place}
