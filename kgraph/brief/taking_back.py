"""Taking statements of a brief back, and taking over a brief that was changed.

A statement is named by its id, as `kgraph.brief.statements` gives it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kgraph.brief.differences import differences
from kgraph.model.brief import Answers, Brief, Network, Site, System, Workload
from kgraph.model.remnant import without_gone_sites

_SITES = "sites"


def can_take_back(brief: Brief, id: str) -> bool:
    """Whether there is something to take back: it was said, and a brief stays when it goes."""
    return taken_back(brief, id) is not None


def taken_back(brief: Brief, id: str) -> Brief | None:
    """The brief without a statement: an answer has one option less, or returns to its default.

    None where nobody said it, or where no brief would stay.
    """
    kind, _, rest = id.partition(".")
    if kind == "answers":
        return _without_answer(brief, rest)
    if kind == "workloads":
        return _without_answer_of_workload(brief, rest)
    if kind == _SITES:
        return _without_site(brief, rest)
    if kind == "networks":
        return _without_network(brief, rest)
    return _without_word(brief, kind, rest)


def _without_word(brief: Brief, kind: str, id: str) -> Brief | None:
    """The brief without something to be used or avoided, a system's duty, or its day."""
    key = f"{kind}.{id}" if id else kind
    if brief.where(key) is None:
        return None
    if kind == "systems":
        systems = tuple(_idle(one, id) for one in brief.systems)
        return replace(brief, systems=systems)
    left = _unsaid(brief, key)
    if kind == "use":
        use_at = tuple(one for one in brief.use_at if one[0] != id)
        return replace(left, use=_others(brief.use, id), use_at=use_at)
    if kind == "avoid":
        return replace(left, avoid=_others(brief.avoid, id))
    return left if kind == "as_of" else None


def _idle(system: System, id: str) -> System:
    """A system that provides nothing, where it is the one of that id."""
    return replace(system, provides=()) if system.id == id else system


def _without_answer(brief: Brief, rest: str) -> Brief | None:
    decision, _, option = rest.partition(".")
    key = f"answers.{decision}"
    if brief.where(key) is None:
        return None
    left = _less(brief.answers, decision, option)
    changed = replace(brief, answers=left)
    return changed if decision in dict(left) else _unsaid(changed, key)


def _without_answer_of_workload(brief: Brief, rest: str) -> Brief | None:
    id, decision, option = [*rest.split("."), "", ""][:3]
    key = f"workloads.{id}.{decision}"
    if brief.where(key) is None:
        return None
    answers = _less(brief.workload(id).answers, decision, option)
    workloads = [_answering(one, answers) if one.id == id else one for one in brief.workloads]
    changed = replace(brief, workloads=tuple(workloads))
    return changed if decision in dict(answers) else _unsaid(changed, key)


def _answering(workload: Workload, answers: Answers) -> Workload:
    """A workload with other answers, and what it names for those that stay."""
    left = dict(answers)
    named = tuple(one for one in workload.named if one[1] in left.get(one[0], ()))
    return replace(workload, answers=answers, named=named)


def _without_site(brief: Brief, rest: str) -> Brief | None:
    """The brief without a site, or without an answer that a site gives for itself."""
    id, _, answer = rest.partition(".")
    sites = {site.id: site for site in brief.sites}
    if id not in sites or brief.where(f"{_SITES}.{id}") is None:
        return None
    if answer:
        decision, option = [*answer.split("."), ""][1:3]
        changed = _less(sites[id].answers, decision, option)
        return _with_site(brief, replace(sites[id], answers=changed))
    others = tuple(site for site in brief.sites if site.id != id)
    if not others:
        return None
    left = replace(_unsaid(brief, f"{_SITES}.{id}"), sites=others)
    return without_gone_sites(left)


def _without_network(brief: Brief, rest: str) -> Brief | None:
    """The brief without what a network holds.

    That a network is there at all is how the places are, and stays.
    """
    place, _, component = rest.partition(".")
    if not component or place not in dict(brief.networks):
        return None
    id, _, network = place.partition("/")
    site = brief.site(id)
    held = [_less_held(one, component) if one.id == network else one for one in site.networks]
    return _with_site(brief, replace(site, networks=tuple(held)))


def _less_held(network: Network, component: str) -> Network:
    return replace(network, holds=_others(network.holds, component))


def _with_site(brief: Brief, site: Site) -> Brief:
    """The brief with a site in the place of the one of its id."""
    sites = tuple(site if one.id == site.id else one for one in brief.sites)
    return replace(brief, sites=sites)


def _less(answers: Answers, decision: str, option: str) -> Answers:
    """Answers with one option less; without the decision, where no option is left."""
    left = [
        (id, _others(options, option) if id == decision else options) for id, options in answers
    ]
    return tuple((id, options) for id, options in left if options)


def _others(words: Iterable[str], gone: str) -> tuple[str, ...]:
    return tuple(word for word in words if word != gone)


def _unsaid(brief: Brief, key: str) -> Brief:
    """The brief in which nobody said that: it takes its default when it is read again."""
    return replace(brief, given=tuple(one for one in brief.given if one[0] != key))


def restated(before: Brief, after: Brief, where: str) -> Brief:
    """A brief made by changing another, in which everything that differs counts as said."""
    said = dict(before.given)
    for one in differences(before, after):
        said.setdefault(one.id, where)
    if before.sites != after.sites:
        said |= {f"{_SITES}.{site.id}": where for site in after.sites}
    if before.prefer != after.prefer:
        said |= {f"prefer.{word}": where for word in after.prefer}
    return replace(after, given=tuple(sorted(said.items())))
