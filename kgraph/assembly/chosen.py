"""The options that are in force: of a brief, of its sites and of its workloads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from operator import gt

from kgraph.assembly.footing import Grounds
from kgraph.model.brief import Answers, Brief
from kgraph.model.decisions import Decision, Option
from kgraph.model.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Chosen:
    """An option in force: the id of its statement, and where it holds.

    `sites` are the sites whose answer it is, None where it is that of all; `at` is where the
    workload runs that it is the answer of, and `named` the component that it names for it;
    `by_site` says that a site answers in its own way.
    """

    statement: str
    option: Option
    sites: tuple[str, ...] | None = None
    workload: str | None = None
    at: tuple[str, ...] = ()
    named: str | None = None
    by_site: bool = False


def chosen_options(brief: Brief, knowledge: Knowledge) -> Iterator[Chosen]:
    """Every option in force: of the brief, where no site answers in its own way; of each site that
    does; and of each workload.
    """
    for decision, options in brief.answers:
        sites = _following(brief, decision)
        for statement, option in _options(((decision, options),), "answers", knowledge):
            yield Chosen(statement, option, sites)
    for site in brief.sites:
        key = f"sites.{site.id}.answers"
        for statement, option in _options(site.answers, key, knowledge):
            yield Chosen(statement, option, (site.id,), by_site=True)
    for workload in brief.workloads:
        key = f"workloads.{workload.id}"
        named = {f"{key}.{decision}.{option}": one for decision, option, one in workload.named}
        for statement, option in _options(workload.answers, key, knowledge):
            component = named.get(statement)
            yield Chosen(statement, option, None, workload.id, workload.at, component)


def _following(brief: Brief, decision: str) -> tuple[str, ...] | None:
    """The sites that follow the answer of the whole brief; None where all do."""
    sites = [site.id for site in brief.sites if decision not in dict(site.answers)]
    return None if len(sites) == len(brief.sites) else tuple(sites)


def _options(answers: Answers, prefix: str, knowledge: Knowledge) -> Iterator[tuple[str, Option]]:
    for decision_id, option_ids in answers:
        decision: Decision = knowledge.decision_by_id[decision_id]
        for id in option_ids:
            option = decision.option(id)
            if option is not None:
                yield f"{prefix}.{decision_id}.{id}", option


def short_of(chosen: Chosen, brief: Brief, on: Grounds) -> bool:
    """Whether an option asks for more sites, clouds or networks than the brief names, or its
    workload has.
    """
    own, option = chosen.workload, chosen.option
    places = on.topology.by_id if own is None else on.of[own].inside
    sites = [site for site in brief.sites if site.id in places]
    clouds = {site.cloud for site in sites}
    networks = {on.knowledge.network_of(site.cloud, site.id) for site in sites}
    least = (option.min_sites, option.min_clouds, option.min_networks)
    return any(map(gt, least, map(len, (sites, clouds, networks))))


def sparing(brief: Brief, knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    """What sites do without: the statement that says so, the capability, and the site."""
    for chosen in chosen_options(brief, knowledge):
        if chosen.workload is None:
            yield from product((chosen.statement,), chosen.option.spares, _sites_of(chosen, brief))


def _sites_of(chosen: Chosen, brief: Brief) -> tuple[str, ...]:
    """The sites whose answer an option is."""
    return _every(brief) if chosen.sites is None else chosen.sites


def _every(brief: Brief) -> tuple[str, ...]:
    """The ids of all sites."""
    return tuple(site.id for site in brief.sites)


def spared(brief: Brief, knowledge: Knowledge) -> dict[str, set[str]]:
    """The capabilities that some sites do without, each with these sites."""
    found: dict[str, set[str]] = defaultdict(set)
    for _, capability, site in sparing(brief, knowledge):
        found[capability].add(site)
    return dict(found)
