"""The story of a conflict: what dies of the statements, and what dies of that, until something asked for has no provider left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from kgraph.assembly.facts import SITES, chosen_options, demands, narrowed, short_of
from kgraph.assembly.problem import Problem
from kgraph.model.component import Component

SHOWN = 3


def story(problem: Problem, clashing: tuple[str, ...]) -> str:
    """The facts between the statements, in a sentence or two; the statements alone where no single line of facts tells it."""
    known = problem.knowledge
    dead = deaths(problem, clashing)
    lines = {
        id: _nobody(id, problem, dead)
        for id, able in known.providers.items()
        if able and all(one in dead for one in able)
    }
    asked = [
        one.demand
        for one in demands(problem.brief, problem.topology, known)
        if one.statement in clashing and one.firm
    ]
    told = [
        line
        for demand in asked
        for line in _unmet(demand.capability, demand.component, dead, lines, problem)
    ]
    named = [known.components[one] for id in clashing if (one := _named(id, problem))]
    named += [
        known.components[demand.component] for demand in asked if demand.component is not None
    ]
    told += [f"{one.name}: {dead[one.id]}" for one in named if one.id in dead]
    if SITES in clashing:
        told += [line for demand in asked for line in _partly(demand.capability, dead, problem)]
    told = told or list(_rivals(named, problem))
    if told:
        return ". ".join(dict.fromkeys(told)) + "."
    short = [
        option.label
        for id, option in chosen_options(problem.brief, known)
        if id in clashing and short_of(option, problem.brief)
    ]
    if short and SITES in clashing:
        return f"'{short[0]}' asks for more sites or clouds than the brief names."
    texts = "; ".join(problem.statement(id).text for id in clashing)
    return f"Each can be met without the others, but not all together: {texts}."


def _named(statement: str, problem: Problem) -> str:
    """The component that a statement asks for by its name, or that stands already; an empty text for other statements."""
    verb, component = problem.question
    if verb == "use" and statement in problem.asked:
        return component
    kind, _, rest = statement.partition(".")
    return rest if kind == "use" else rest.rpartition("/")[2] if kind == "keep" else ""


def _rivals(named: Sequence[Component], problem: Problem) -> Iterator[str]:
    """What keeps two components that are asked for by name from standing together."""
    known = problem.knowledge
    for one, other in combinations(
        sorted({c.id: c for c in named}.values(), key=lambda c: c.id), 2
    ):
        for component, rival in ((one, other), (other, one)):
            for clash in component.clashes:
                if clash.other == rival.id:
                    yield f"{component.name} cannot stand in one {clash.within} with {rival.name}: {clash.reason.rstrip('.')}"
        for capability in (
            known.capabilities[id] for id in sorted(set(one.provides) & set(other.provides))
        ):
            if capability.max_providers == 1:
                yield f"{one.name} and {other.name} both serve as {capability.label}, and a {capability.scope} can have only one"


def _partly(capability: str | None, dead: dict[str, str], problem: Problem) -> list[str]:
    """What is asked of the whole world, where each provider that is left serves only the sites of its own cloud."""
    known = problem.knowledge
    if capability is None or known.capabilities[capability].scope != "world":
        return []
    left = [known.components[id] for id in known.providers[capability] if id not in dead]
    if not left or not all(narrowed(one, problem.topology) for one in left):
        return []
    names = [
        f"{one.name} on {' and '.join(map(problem.knowledge.cloud_label, one.clouds))}"
        for one in left
    ]
    shown = ", ".join(names[:SHOWN]) + (", …" if len(names) > SHOWN else "")
    return [
        f"Nothing can serve as {known.capabilities[capability].label} for all sites: each serves its own cloud only ({shown})"
    ]


def deaths(problem: Problem, clashing: tuple[str, ...]) -> dict[str, str]:
    """The components that cannot be had under these statements, each with the reason."""
    dead: dict[str, str] = {}
    forbidden = {
        c
        for id, option in chosen_options(problem.brief, problem.knowledge)
        if id in clashing
        for c in option.forbids
    }
    for component in problem.knowledge.components.values():
        reason = _first_reason(component, problem, clashing, forbidden)
        if reason:
            dead[component.id] = reason
    _spread(problem, dead)
    return dead


def _first_reason(
    component: Component, problem: Problem, clashing: tuple[str, ...], forbidden: set[str]
) -> str | None:
    """Why a component is out by the statements alone."""
    if f"avoid.{component.id}" in clashing:
        return "avoided"
    if problem.question == ("avoid", component.id) and any(id in problem.asked for id in clashing):
        return "left out by the question"
    ruled = forbidden.intersection(component.provides)
    if ruled:
        return f"ruled out as {problem.knowledge.capabilities[min(ruled)].label}"
    if "as_of" in clashing and not component.available(problem.brief.as_of):
        if component.retired and component.retired.day <= problem.brief.as_of:
            return f"retired on {component.retired.day.isoformat()}"
        return (
            f"not out before {component.released.day.isoformat()}" if component.released else None
        )
    clouds = {
        site.cloud
        for site in problem.brief.sites
        if SITES in clashing or f"sites.{site.id}" in clashing
    }
    if component.clouds and clouds and not clouds.intersection(component.clouds):
        return f"on {' and '.join(map(problem.knowledge.cloud_label, component.clouds))} only"
    return None


def _spread(problem: Problem, dead: dict[str, str]) -> None:
    """Let components die whose needs nothing alive meets."""
    known, day = problem.knowledge, problem.brief.as_of
    for _ in known.components:
        before = len(dead)
        for component in known.components.values():
            if component.id in dead:
                continue
            for need in component.needs:
                able = need.alternatives or known.providers[str(need.capability)]
                if need.holds(day) and all(one in dead for one in able):
                    what = (
                        known.capabilities[need.capability].label
                        if need.capability
                        else " or ".join(known.components[one].name for one in able)
                    )
                    dead[component.id] = f"without {what}, which it needs"
                    break
        if len(dead) == before:
            break


def _nobody(capability: str, problem: Problem, dead: dict[str, str]) -> str:
    by_reason: dict[str, list[str]] = defaultdict(list)
    for id in problem.knowledge.providers[capability]:
        by_reason[dead[id]].append(problem.knowledge.components[id].name)
    total = len(problem.knowledge.providers[capability])
    parts = []
    for reason, names in sorted(by_reason.items(), key=lambda item: (-len(item[1]), item[0])):
        shown = ", ".join(names[:SHOWN]) + (", …" if len(names) > SHOWN else "")
        parts.append(
            f"{len(names)} of {total} {reason} ({shown})" if total > 1 else f"{names[0]}: {reason}"
        )
    return f"Nothing can serve as {problem.knowledge.capabilities[capability].label}: " + "; ".join(
        parts
    )


def _unmet(
    capability: str | None,
    component: str | None,
    dead: dict[str, str],
    lines: dict[str, str],
    problem: Problem,
) -> list[str]:
    if capability is not None and capability in lines:
        return [lines[capability], *_deeper(capability, dead, lines, problem)]
    if component is not None and component in dead:
        return [f"{problem.knowledge.components[component].name}: {dead[component]}"]
    return []


def _deeper(
    capability: str, dead: dict[str, str], lines: dict[str, str], problem: Problem
) -> list[str]:
    """Why the needs died that the providers of a dead capability have."""
    known = problem.knowledge
    needed = {
        need.capability
        for id in known.providers[capability]
        if dead[id].startswith("without ")
        for need in known.components[id].needs
        if need.capability in lines and need.capability != capability
    }
    return [lines[one] for one in sorted(filter(None, needed))[:SHOWN]]
