"""Ways of changing a brief so that it no longer says one of its statements, the plainest first.

Whether they help is not known here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from kgraph.assembly.demands import SITES
from kgraph.assembly.footing import footing
from kgraph.assembly.problem import Problem
from kgraph.assembly.solution import Solution
from kgraph.model.brief import Brief, Network, Site, Workload
from kgraph.model.decisions import Decision

Change = tuple[str, Callable[[Brief], Brief]]
Answers = tuple[tuple[str, tuple[str, ...]], ...]
Edit = Callable[[Answers], Answers]

_ADDED, _ANOTHER_DAY, _MOVED = 1, 2, 3
"""How hard it is to add a site, to be on another day, to move a site."""


def changes(problem: Problem, id: str, solution: Solution) -> Iterator[Change]:
    """Concrete ways of letting go of a statement, the plainest first.

    `solution` is what there could be without it.
    """
    kind, _, rest = id.partition(".")
    if kind in ("use", "avoid"):
        yield f"take {_meant(problem, rest)} out of '{kind}'", _without(kind, rest)
    elif kind == "networks":
        yield from _other_network(*rest.rpartition(".")[::2])
    elif kind == "answers":
        yield from _other_answers(problem, *rest.split("."))
    elif kind == "workloads":
        yield from _other_workload_answers(problem, *rest.split("."))
    elif id == "as_of":
        yield from _other_days(problem, {component for component, _ in solution.placements})
    elif id == SITES:
        yield from _more_sites(problem)
    elif kind == "sites":
        yield from _of_site(problem, rest)


def _of_site(problem: Problem, rest: str) -> Iterator[Change]:
    """Ways of letting go of what a site says: of one of its answers, or of where it stands."""
    if "." not in rest:
        return _other_clouds(problem, rest)
    site, _, decision, option = rest.split(".")
    return _other_site_answers(problem, site, decision, option)


def hardest(ids: Iterable[str]) -> int:
    """How hard it is to let go of these statements, all in all: as hard as of the hardest.

    Words are taken back before a site is added, and what nobody moves comes last: the day, and
    where a site stands.
    """
    return max(map(_effort, ids), default=0)


def _effort(id: str) -> int:
    kind, _, rest = id.partition(".")
    if id == SITES:
        return _ADDED
    if id == "as_of":
        return _ANOTHER_DAY
    return _MOVED if kind == "sites" and "." not in rest else 0


def _meant(problem: Problem, id: str) -> str:
    """A component by its id; of a form also, of what it is one."""
    component = problem.knowledge.components[id]
    if component.form_of is None:
        return id
    return f"{id}, a form of {problem.knowledge.components[component.form_of].name},"


def _without(kind: str, id: str) -> Callable[[Brief], Brief]:
    if kind == "use":
        return partial(_not_using, id)
    return lambda brief: replace(brief, avoid=tuple(c for c in brief.avoid if c != id))


def _not_using(id: str, brief: Brief) -> Brief:
    """A brief that asks for a component nowhere."""
    use = tuple(one for one in brief.use if one != id)
    use_at = tuple(one for one in brief.use_at if one[0] != id)
    return replace(brief, use=use, use_at=use_at)


def _other_network(place: str, component: str) -> Iterator[Change]:
    """A network without something that it holds. That it is there, or where it goes out, stays."""
    site, _, id = place.partition("/")

    def without(network: Network) -> Network:
        held = tuple(one for one in network.holds if one != component)
        return replace(network, holds=held) if network.id == id else network

    def change(brief: Brief) -> Brief:
        sites = (
            replace(one, networks=tuple(map(without, one.networks))) if one.id == site else one
            for one in brief.sites
        )
        return replace(brief, sites=tuple(sites))

    if place:
        yield f"take {component} out of the network {place}", change


def _other_answers(problem: Problem, decision_id: str, option_id: str) -> Iterator[Change]:
    for text, edit in _edits(
        problem.knowledge.decision_by_id[decision_id],
        dict(problem.brief.answers)[decision_id],
        option_id,
    ):
        yield text, _answering(edit)


def _answering(edit: Edit) -> Callable[[Brief], Brief]:
    return lambda brief: replace(brief, answers=edit(brief.answers))


def _other_workload_answers(
    problem: Problem, workload_id: str, decision_id: str, option_id: str
) -> Iterator[Change]:
    """Other answers of a workload, as far as there is a place for it to run in with them."""
    workload = problem.brief.workload(workload_id)
    for text, edit in _edits(
        problem.knowledge.decision_by_id[decision_id],
        dict(workload.answers)[decision_id],
        option_id,
    ):
        if footing(_answered(workload, edit), problem.topology, problem.knowledge).at:
            yield f"for workload {workload_id}, {text}", _answering_for(workload_id, edit)


def _answering_for(workload: str, edit: Edit) -> Callable[[Brief], Brief]:
    return lambda brief: replace(
        brief,
        workloads=tuple(
            _answered(one, edit) if one.id == workload else one for one in brief.workloads
        ),
    )


def _answered(workload: Workload, edit: Edit) -> Workload:
    """A workload with other answers, and the components that it names for those it has left."""
    answers = edit(workload.answers)
    left = dict(answers)
    named = tuple(one for one in workload.named if one[1] in left.get(one[0], ()))
    return replace(workload, answers=answers, named=named)


def _other_site_answers(
    problem: Problem, site_id: str, decision_id: str, option_id: str
) -> Iterator[Change]:
    """What a site may answer instead, first of all what the whole brief does."""
    decision = problem.knowledge.decision_by_id[decision_id]
    given = dict(problem.brief.site(site_id).answers)[decision_id]
    edits = list(_edits(decision, given, option_id))
    if len(given) == 1 and decision.defaults:
        edits.insert(0, (f"leave '{decision_id}' as the whole brief has it", _unsaid(decision)))
    for text, edit in edits:
        yield f"for site {site_id}, {text}", _answering_at(site_id, edit)


def _answering_at(site: str, edit: Edit) -> Callable[[Brief], Brief]:
    return lambda brief: replace(
        brief,
        sites=tuple(
            replace(one, answers=edit(one.answers)) if one.id == site else one
            for one in brief.sites
        ),
    )


def _unsaid(decision: Decision) -> Edit:
    """A decision left out of the answers."""
    return lambda answers: tuple(one for one in answers if one[0] != decision.id)


def _edits(decision: Decision, given: tuple[str, ...], gone: str) -> Iterator[tuple[str, Edit]]:
    """What may be answered instead.

    The rest of what was, nothing where that is the default, each other option.
    """
    if len(given) > 1:
        yield f"take {gone} out of '{decision.id}'", _less(decision, gone)
    elif not decision.defaults:
        yield f"leave '{decision.id}' unanswered", _less(decision, gone)
    for option in sorted(decision.options, key=lambda option: option.id not in decision.defaults):
        if option.id not in given:
            yield f"answer '{decision.id}: {option.id}'", _instead(decision, option.id)


def _less(decision: Decision, gone: str) -> Edit:
    """One option less, whatever other edits have left; what is not answered takes the default."""

    def left(id: str, options: tuple[str, ...]) -> tuple[str, ...]:
        if id != decision.id:
            return options
        return tuple(one for one in options if one != gone) or decision.defaults

    def edit(answers: Answers) -> Answers:
        kept = [(id, left(id, options)) for id, options in answers]
        return tuple((id, options) for id, options in kept if options)

    return edit


def _instead(decision: Decision, option: str) -> Edit:
    return lambda answers: tuple(
        (id, (option,) if id == decision.id else options) for id, options in answers
    )


def _other_days(problem: Problem, used: Iterable[str]) -> Iterator[Change]:
    """The day before something that is used was retired, or the day on which it came out.

    The nearest day first.
    """
    days: set[date] = set()
    for id in used:
        component = problem.knowledge.components[id]
        if component.retired and component.retired.first <= problem.brief.as_of:
            days.add(component.retired.first - timedelta(days=1))
        if component.released and component.released.first > problem.brief.as_of:
            days.add(component.released.first)
    for day in sorted(days, key=lambda d: (abs((d - problem.brief.as_of).days), d)):
        yield f"assemble as of {day.isoformat()}", _on(day)


def _on(day: date) -> Callable[[Brief], Brief]:
    return lambda brief: replace(brief, as_of=day)


def _more_sites(problem: Problem) -> Iterator[Change]:
    """One more site: on a cloud that is there already, then on each other."""
    taken = {site.id for site in problem.brief.sites}
    names = (f"site-{number}" for number in range(2, 99))
    id = next(name for name in names if name not in taken)
    mine = list(dict.fromkeys(site.cloud for site in problem.brief.sites))
    for cloud in dict.fromkeys([*mine, *problem.knowledge.cloud_labels]):
        yield (
            f"add a site on {problem.knowledge.cloud_label(cloud)}",
            _with_site(Site(id, cloud, None, ("main",))),
        )


def _with_site(site: Site) -> Callable[[Brief], Brief]:
    return lambda brief: replace(brief, sites=(*brief.sites, site))


def _other_clouds(problem: Problem, site_id: str) -> Iterator[Change]:
    own = problem.brief.site(site_id).cloud
    mine = [site.cloud for site in problem.brief.sites]
    for cloud in dict.fromkeys([*mine, *problem.knowledge.cloud_labels]):
        if cloud != own:
            label = problem.knowledge.cloud_label(cloud)
            yield f"put site {site_id} on {label}", _moving(site_id, cloud)


def _moving(site_id: str, cloud: str) -> Callable[[Brief], Brief]:
    return lambda brief: replace(
        brief, sites=tuple(replace(s, cloud=cloud) if s.id == site_id else s for s in brief.sites)
    )
