"""The story of a conflict.

What dies of the statements, and what dies of that, until something asked for has no provider left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain, combinations, permutations

from kgraph.assembly.breaks import Broken
from kgraph.assembly.chaining import asked_chains
from kgraph.assembly.chosen import chosen_options, short_of
from kgraph.assembly.demands import SITES, Asked, demands
from kgraph.assembly.facts import provided
from kgraph.assembly.fits import narrowed
from kgraph.assembly.problem import Problem
from kgraph.assembly.qualities import Quality, oddities, qualities
from kgraph.model.component import Component, Need
from kgraph.model.decisions import Demand
from kgraph.model.ruling import Ruling

SHOWN = 3
_ASKED_AFTER = "asked after"
"""The reason of a component that the question itself leaves out: what else there is, is told."""
_WITHOUT = "without "
"""How the reason of a component begins that died of a need."""


def story(problem: Problem, clashing: tuple[str, ...]) -> str:
    """The facts between the statements, in a sentence or two.

    The statements alone, where no single line of facts tells it.
    """
    plot = _Plot(problem, clashing)
    told = [*plot.at_odds(), *plot.barred(), *plot.unmet(), *plot.dead_names(), *plot.unqualified()]
    told += [*plot.unjoined(), *plot.served_in_part()]
    told = told or list(_rivals(plot.named, problem))
    if told:
        return ". ".join(dict.fromkeys(told)) + "."
    return plot.short_of_sites() or plot.statements_alone()


@dataclass(frozen=True)
class _Plot:
    """What clashes, and what the lines of its story are drawn from."""

    problem: Problem
    clashing: tuple[str, ...]

    @cached_property
    def dead(self) -> dict[str, str]:
        """The components that cannot be had, each with the reason."""
        return deaths(self.problem, self.clashing)

    @cached_property
    def nobody(self) -> dict[str, str]:
        """For each capability whose providers are all dead, the line that says so."""
        return {
            id: _nobody(id, self.problem, self.dead)
            for id, able in self.problem.knowledge.providers.items()
            if self.dead.keys() >= set(able)
        }

    @cached_property
    def firm(self) -> list[Asked]:
        """What the clashing statements ask for without yielding, and where."""
        problem = self.problem
        every = demands(problem.brief, problem.topology, problem.knowledge)
        return [one for one in every if one.statement in self.clashing and one.firm]

    @property
    def asked(self) -> list[Demand]:
        """What the clashing statements ask for without yielding."""
        return [one.demand for one in self.firm]

    @cached_property
    def named(self) -> list[Component]:
        """The components that are asked for by their names, those of statements first."""
        demanded = (one.named or one.demand.component for one in self.firm)
        known = self.problem.knowledge.components
        return [*self.called, *(known[name] for name in demanded if name)]

    @cached_property
    def called(self) -> list[Component]:
        """The components that statements ask for by their names."""
        names = (_named(id, self.problem) for id in self.clashing)
        return [self.problem.knowledge.components[name] for name in names if name]

    def unmet(self) -> Iterator[str]:
        """What is asked for and has no provider left."""
        for demand in self.asked:
            yield from self._unmet(demand)

    def _unmet(self, demand: Demand) -> list[str]:
        if demand.capability is not None and demand.capability in self.nobody:
            return [self.nobody[demand.capability], *self._deeper(demand.capability)]
        if demand.component is not None and demand.component in self.dead:
            return [self._dead_name(demand.component)]
        return []

    def _deeper(self, capability: str) -> list[str]:
        """Why the needs died that the providers of a dead capability have."""
        known = self.problem.knowledge
        starved = [id for id in known.providers[capability] if self.dead[id].startswith(_WITHOUT)]
        needs = chain.from_iterable(known.components[id].needs for id in starved)
        needed: set[str] = set()
        for need in needs:
            if _is_due(need, self.problem, self.clashing):
                needed.update(need.capabilities)
        deeper = sorted(self.nobody.keys() & needed - {capability})
        return [self.nobody[one] for one in deeper[:SHOWN]]

    def dead_names(self) -> Iterator[str]:
        """What is asked for by its name and is dead."""
        for component in self.named:
            family = self.problem.knowledge.family(component.id)
            if self.dead.keys() >= set(family):
                yield from map(self._dead_name, family)

    def _dead_name(self, id: str) -> str:
        """Why a component that is asked for by its name cannot be had."""
        called = self.problem.knowledge.called(id)
        if self.dead[id] == _ASKED_AFTER:
            return f"{called} itself is asked for, so nothing takes its place"
        return f"{called}: {self.dead[id]}"

    def unjoined(self) -> Iterator[str]:
        """The chains that cannot be whole with what is left, and whom they leave out."""
        problem = self.problem
        for asked in asked_chains(problem.brief, problem.on):
            if asked.statement in self.clashing:
                broken = Broken(asked.chain, self.dead, problem.knowledge)
                idle = chain.from_iterable(map(broken.idle, self.called))
                yield from tuple(broken.told()) or idle

    def served_in_part(self) -> Iterator[str]:
        """What is asked for all sites, where whatever is left serves some of them only."""
        if SITES in self.clashing:
            for demand in self.asked:
                yield from _partly(demand.capability, self.dead, self.problem)

    def at_odds(self) -> Iterator[str]:
        """The answers that do not go together, and why."""
        problem = self.problem
        for odd in oddities(problem.brief, problem.knowledge):
            ids = (odd.one.statement, odd.other.statement)
            if set(ids) <= set(self.clashing):
                one, other = (_in_words(id, problem) for id in ids)
                yield f"{one[:1].upper()}{one[1:]} does not go together with {other}: {odd.reason}"

    def barred(self) -> Iterator[str]:
        """The sites on clouds that a policy bars."""
        for ruling in self.problem.brief.rulings:
            for site in self.problem.brief.sites:
                if {ruling.id, f"sites.{site.id}"} <= set(
                    self.clashing
                ) and site.cloud in ruling.barred:
                    cloud = self.problem.knowledge.cloud_label(site.cloud)
                    yield f"Site {site.id} is on {cloud}, {ruling.reason('')}"

    def unqualified(self) -> Iterator[str]:
        """What is asked of those who serve a workload, and none of them can."""
        problem = self.problem
        for quality in qualities(problem.brief, problem.knowledge):
            if {quality.statement, quality.of} <= set(self.clashing):
                yield self._unqualified(quality)

    def _unqualified(self, quality: Quality) -> str:
        known, what = self.problem.knowledge, self._qualified(quality)
        alive = [known.components[id] for id in self._meant(quality) if id not in self.dead]
        lacking = [one.name for one in alive if quality.also not in one.provides]
        if len(lacking) < len(alive):
            return f"No single component serves as {what} everywhere that is asked for"
        unable = f" ({_some(lacking)} cannot)" if lacking else ""
        return f"Nothing meant here can serve as {what}: {quality.because}{unable}"

    def _qualified(self, quality: Quality) -> str:
        """What is asked for with what is asked of it, in words."""
        capabilities = self.problem.knowledge.capabilities
        return f"{capabilities[quality.wanted].label} with {capabilities[quality.also].label}"

    def _meant(self, quality: Quality) -> tuple[str, ...]:
        """Who could serve: the component that the brief names, or each that does what is asked."""
        options = chosen_options(self.problem.brief, self.problem.knowledge)
        named = {chosen.statement: chosen.named for chosen in options}
        own = named[quality.of]
        return (own,) if own else self.problem.knowledge.providers[quality.wanted]

    def short_of_sites(self) -> str:
        """The option that asks for more sites or clouds than there are; else an empty text."""
        if SITES not in self.clashing:
            return ""
        brief = self.problem.brief
        for chosen in chosen_options(brief, self.problem.knowledge):
            if chosen.statement in self.clashing and short_of(chosen, brief, self.problem.on):
                label, own = chosen.option.label, chosen.workload
                many = "the brief names" if own is None else f"workload {own} runs at"
                if chosen.option.min_networks > 1:
                    return (
                        f"'{label}' asks for more networks that no provider joins than there are."
                    )
                return f"'{label}' asks for more sites or clouds than {many}."
        return ""

    def statements_alone(self) -> str:
        """The statements, where no line of facts tells why they clash."""
        texts = "; ".join(self.problem.statement(id).text for id in self.clashing)
        if len(self.clashing) == 1:
            return f"Nothing that can stand here does it: {texts}."
        return f"Each can be met without the others, but not all together: {texts}."


def _in_words(statement: str, problem: Problem) -> str:
    """An answer in words: its decision and its option."""
    *_, decision, option = statement.split(".")
    known = problem.knowledge.decision_by_id[decision]
    chosen = known.option(option)
    return f"{known.label} '{chosen.label if chosen else option}'"


def _named(statement: str, problem: Problem) -> str:
    """The component that a statement asks for by its name, or that stands already.

    An empty text for other statements.
    """
    verb, component = problem.question
    if verb == "use" and statement in problem.asked:
        return component
    kind, _, rest = statement.partition(".")
    if kind == "keep":
        return rest.rpartition("/")[2]
    if kind == "networks":
        return rest.partition(".")[2]
    return rest if kind == "use" else ""


def _rivals(named: Sequence[Component], problem: Problem) -> Iterator[str]:
    """What keeps two components that are asked for by name from standing together."""
    by_id = {component.id: component for component in named}
    ordered = [by_id[id] for id in sorted(by_id)]
    for one, other in combinations(ordered, 2):
        yield from _declared(one, other, problem)
        yield from _both_alone(one, other, problem)


def _declared(one: Component, other: Component, problem: Problem) -> Iterator[str]:
    """The clashes that one of two components names, the first one's first."""
    for component, rival in permutations((one, other)):
        for clash in component.clashes:
            if clash.other == rival.id:
                reason = clash.reason.rstrip(".")
                first, second = problem.knowledge.called(component.id), rival.name
                apart = f"{first} cannot stand in one {clash.within} with {second}"
                yield f"{apart}: {reason}"


def _both_alone(one: Component, other: Component, problem: Problem) -> Iterator[str]:
    """What both provide, where there can be only one provider."""
    for id in sorted(set(one.provides) & set(other.provides)):
        capability = problem.knowledge.capabilities[id]
        if capability.max_providers == 1:
            both = f"{one.name} and {other.name} both serve as {capability.label}"
            yield f"{both}, and a {capability.scope} can have only one"


def _partly(capability: str | None, dead: dict[str, str], problem: Problem) -> list[str]:
    """What is asked of the whole world, where each provider left serves only its own cloud."""
    known = problem.knowledge
    if capability is None or known.capabilities[capability].scope != "world":
        return []
    left = [known.components[id] for id in known.providers[capability] if id not in dead]
    if not left or not all(narrowed(one, problem.on) for one in left):
        return []
    shown = _some([f"{one.name} on {_clouds(one, problem)}" for one in left])
    nothing = f"Nothing can serve as {known.capabilities[capability].label} for all sites"
    return [f"{nothing}: each serves its own cloud only ({shown})"]


def _clouds(component: Component, problem: Problem) -> str:
    """The clouds that a component runs on, as they are called."""
    return " and ".join(map(problem.knowledge.cloud_label, component.clouds))


def _some(names: Sequence[str]) -> str:
    """The first few names, and whether there are more."""
    more = ", …" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def deaths(problem: Problem, clashing: tuple[str, ...]) -> dict[str, str]:
    """The components that cannot be had under these statements, each with the reason."""
    forbidden: set[str] = set()
    for chosen in chosen_options(problem.brief, problem.knowledge):
        if chosen.statement in clashing:
            forbidden.update(chosen.option.forbids)
    dead: dict[str, str] = {}
    for component in problem.knowledge.components.values():
        reason = _first_reason(component, problem, clashing, forbidden)
        if reason:
            dead[component.id] = reason
    _spread(problem, dead, clashing)
    return dead


def _first_reason(
    component: Component, problem: Problem, clashing: tuple[str, ...], forbidden: set[str]
) -> str | None:
    """Why a component is out by the statements alone."""
    ruling = next(_against(component, problem, clashing), None)
    if ruling is not None:
        return ruling.reason(component.id)
    return _said_or_known(component, problem, clashing, forbidden)


def _against(component: Component, problem: Problem, clashing: tuple[str, ...]) -> Iterator[Ruling]:
    """What policies hold against a component."""
    for ruling in problem.brief.rulings:
        if ruling.id in clashing and component.id in ruling.out:
            yield ruling


def _said_or_known(
    component: Component, problem: Problem, clashing: tuple[str, ...], forbidden: set[str]
) -> str | None:
    """Why a component is out by what the brief says, and by what is known of it."""
    avoided = _avoided(component, clashing) or _asked_after(component, problem, clashing)
    if avoided is not None:
        return avoided
    ruled = forbidden.intersection(component.provides)
    if ruled:
        return f"ruled out as {problem.knowledge.capabilities[min(ruled)].label}"
    if "as_of" in clashing and not component.available(problem.brief.as_of):
        return _not_on_the_day(component, problem.brief.as_of)
    return _off_its_clouds(component, problem, clashing) or _without_place(component, problem)


def _avoided(component: Component, clashing: tuple[str, ...]) -> str | None:
    """Why a component is out that the brief avoids, itself or as a form of another."""
    if f"avoid.{component.id}" in clashing:
        return "avoided"
    if f"avoid.{component.form_of}" in clashing:
        return f"avoided as a form of {component.form_of}"
    return None


def _asked_after(component: Component, problem: Problem, clashing: tuple[str, ...]) -> str | None:
    """That it is asked what would be without a component, or without one of its family."""
    verb, asked_of = problem.question
    left_out = verb == "avoid" and component.id in problem.knowledge.family(asked_of)
    return _ASKED_AFTER if left_out and problem.asked.keys() & set(clashing) else None


def _without_place(component: Component, problem: Problem) -> str | None:
    """Why a component is out that stands in a kind of place that the brief does not have."""
    if problem.topology.at(component.scope):
        return None
    return f"only in a {component.scope}, and there is none"


def _not_on_the_day(component: Component, day: date) -> str | None:
    """Since when, or until when, a component cannot be had."""
    stage = component.stage(day)
    if stage and stage.closes:
        return f"{stage.label} since {stage.event.said}"
    if component.released is None or component.released.earliest is None:
        return None
    return f"not out before {component.released.earliest.isoformat()}"


def _off_its_clouds(
    component: Component, problem: Problem, clashing: tuple[str, ...]
) -> str | None:
    """The clouds that a component keeps to, where the sites that clash are on others."""
    whole = SITES in clashing
    sites = [one for one in problem.brief.sites if whole or f"sites.{one.id}" in clashing]
    clouds = {site.cloud for site in sites}
    if component.clouds and clouds and clouds.isdisjoint(component.clouds):
        return f"on {_clouds(component, problem)} only"
    return None


def _spread(problem: Problem, dead: dict[str, str], clashing: tuple[str, ...]) -> None:
    """Let components die whose needs nothing alive meets."""
    known = problem.knowledge
    for _ in known.components:
        before = len(dead)
        for component in known.components.values():
            dies = component.id not in dead
            missed = _missed(component, problem, dead, clashing) if dies else None
            if missed is not None:
                needs = f"which it needs {problem.knowledge.condition_words(missed)}".rstrip()
                dead[component.id] = f"{_WITHOUT}{problem.knowledge.need_words(missed)}, {needs}"
        if len(dead) == before:
            break


def _is_due(need: Need, problem: Problem, clashing: tuple[str, ...]) -> bool:
    """Whether a need is there under these statements."""
    if not need.required or not need.holds(problem.brief.as_of):
        return False
    return not need.when or any(_answers(id, need) for id in clashing)


def _answers(statement: str, need: Need) -> bool:
    """Whether a statement is an answer that the need depends on."""
    return ".".join(statement.split(".")[-2:]) in need.when


def _missed(
    component: Component, problem: Problem, dead: dict[str, str], clashing: tuple[str, ...]
) -> Need | None:
    """The first need of a component that only dead ones could meet."""
    for need in component.needs:
        asked = _is_due(need, problem, clashing)
        if asked and all(one in dead for one in problem.knowledge.meeting(need)):
            return need
    return None


def _nobody(capability: str, problem: Problem, dead: dict[str, str]) -> str:
    """Why each provider of a capability is dead, the commonest reason first."""
    known = problem.knowledge
    if not known.providers[capability]:
        return _only_systems(capability, problem)
    able = known.providers[capability]
    only = [id for id in able if dead[id] == _ASKED_AFTER]
    label = known.capabilities[capability].label
    nothing = f"Nothing {_but(map(known.called, only))}can serve as {label}"
    parts = _reasons([id for id in able if id not in only], problem, dead)
    return f"{nothing}: {parts}" if parts else nothing


def _only_systems(capability: str, problem: Problem) -> str:
    """That only a system of the brief can provide a capability; where some do, that these stand
    where not all reach them.
    """
    nothing = f"Nothing in the catalog serves as {problem.knowledge.capabilities[capability].label}"
    there = [one for one in problem.brief.systems if capability in provided(one, problem.knowledge)]
    if not there:
        return f"{nothing}: only a system of the brief can"
    told = " and ".join(f"{one.name} does at {one.at}" for one in there)
    return (
        f"{nothing}, and {told}, which not all can reach: leave out 'at', or name one at each site"
    )


def _but(names: Iterable[str]) -> str:
    """What is left aside, in words that go on."""
    told = " and ".join(names)
    return f"but {told} " if told else ""


def _reasons(ids: Sequence[str], problem: Problem, dead: dict[str, str]) -> str:
    """Why each of these is dead, the commonest reason first."""
    by_reason: dict[str, list[str]] = defaultdict(list)
    for id in ids:
        by_reason[dead[id]].append(problem.knowledge.components[id].name)
    ordered = sorted(by_reason.items(), key=lambda item: (-len(item[1]), item[0]))
    return "; ".join(_share(reason, names, len(ids)) for reason, names in ordered)


def _share(reason: str, names: Sequence[str], total: int) -> str:
    """How many of all are out for one reason, and which."""
    if total == 1:
        return f"{names[0]}: {reason}"
    return f"{len(names)} of {total} {reason} ({_some(names)})"
