"""Between a brief and the fields of its form: pure functions, both ways.

Fields are named by keys: ``name``, ``site.0.cloud``, ``workload.1.at``, ``system.0.provides``,
``workload.1.answer.<decision>``, ``answer.<decision>``. An answer counts as given where it was
given before or differs from the default.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from kgraph.model.brief import Answers, Brief, Environment, Network, Site, System, Workload
from kgraph.model.decisions import Decision
from kgraph.model.remnant import without_gone_sites

T = TypeVar("T")
WORDS = ("use", "avoid", "prefer")


def fields(brief: Brief, decisions: Sequence[Decision]) -> dict[str, Any]:
    """The value of every field for a brief."""
    values: dict[str, Any] = {"name": brief.name, "as_of": brief.as_of}
    values |= {key: list(getattr(brief, key)) for key in WORDS}
    for at, site in enumerate(brief.sites):
        values |= _site_fields(f"site.{at}", site)
    for at, workload in enumerate(brief.workloads):
        values |= _workload_fields(f"workload.{at}", workload, _asked(decisions, "workload"))
    for at, system in enumerate(brief.systems):
        values |= _system_fields(f"system.{at}", system)
    return values | _answer_fields("answer", brief.answers, _asked(decisions, "brief"))


def _site_fields(prefix: str, site: Site) -> dict[str, Any]:
    return {
        f"{prefix}.id": site.id,
        f"{prefix}.cloud": site.cloud,
        f"{prefix}.region": site.region or "",
        f"{prefix}.clusters": ", ".join(site.clusters),
    }


def _workload_fields(
    prefix: str, workload: Workload, decisions: Iterable[Decision]
) -> dict[str, Any]:
    values: dict[str, Any] = {
        f"{prefix}.id": workload.id,
        f"{prefix}.name": workload.name,
        f"{prefix}.at": list(workload.at),
        f"{prefix}.calls": list(workload.calls),
    }
    return values | _answer_fields(f"{prefix}.answer", workload.answers, decisions)


def _system_fields(prefix: str, system: System) -> dict[str, Any]:
    return {
        f"{prefix}.id": system.id,
        f"{prefix}.name": system.name,
        f"{prefix}.at": system.at,
        f"{prefix}.provides": list(system.provides),
    }


def read(
    values: Mapping[str, Any], before: Brief, default: Brief, decisions: Sequence[Decision]
) -> Brief:
    """The brief that the fields say; what they lack stays as it was before.

    `default` is a brief that says nothing.
    """
    sites = tuple(_site(values, at, site) for at, site in enumerate(before.sites))
    renamed = {old.id: new.id for old, new in zip(before.sites, sites, strict=True)}
    sites = tuple(_joined(site, renamed) for site in sites)
    asked = _asked(decisions, "workload")
    numbered = enumerate(before.workloads)
    workloads = tuple(_workload(values, at, one, renamed, asked) for at, one in numbered)
    systems = tuple(_system(values, at, one, renamed) for at, one in enumerate(before.systems))
    called = _renamed(before, workloads, systems)
    workloads = tuple(_calling(workload, called) for workload in workloads)
    use = tuple(values.get("use", before.use))
    brief = replace(
        before,
        name=values.get("name", before.name),
        as_of=values.get("as_of") or before.as_of,
        sites=sites,
        environments=tuple(_held(one, renamed) for one in before.environments),
        workloads=workloads,
        answers=_answers(values, "answer", before.answers, _asked(decisions, "brief")),
        use=use,
        use_at=tuple(_use_at(before, use, renamed)),
        systems=systems,
        avoid=tuple(values.get("avoid", before.avoid)),
        prefer=tuple(values.get("prefer", before.prefer)) or default.prefer,
    )
    given = sorted(_given(brief, before, default, decisions))
    return replace(brief, given=tuple((key, "form") for key in given))


def _use_at(
    before: Brief, use: Iterable[str], renamed: Mapping[str, str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Where components must be that are still to be used."""
    for id, places in before.use_at:
        if id in use:
            yield id, tuple(_moved(place, renamed) for place in places)


def _system(
    values: Mapping[str, Any], at: int, system: System, renamed: Mapping[str, str]
) -> System:
    prefix = f"system.{at}"
    id = str(values.get(f"{prefix}.id", system.id)).strip()
    name = str(values.get(f"{prefix}.name", system.name)).strip() or id
    place = values.get(f"{prefix}.at", system.at)
    provides = tuple(values.get(f"{prefix}.provides", system.provides))
    where = _moved(place, renamed) if place else None
    return replace(system, id=id, name=name, at=where, provides=provides)


def _renamed(
    before: Brief, workloads: Iterable[Workload], systems: Iterable[System]
) -> dict[str, str]:
    """The new id of each workload and system by its old one."""
    old = [*_ids(before.workloads), *_ids(before.systems)]
    return dict(zip(old, [*_ids(workloads), *_ids(systems)], strict=True))


def _ids(named: Iterable[Workload] | Iterable[System]) -> list[str]:
    return [one.id for one in named]


def _calling(workload: Workload, called: Mapping[str, str]) -> Workload:
    """A workload that calls what it calls by the new ids of that."""
    return replace(workload, calls=tuple(called.get(id, id) for id in workload.calls))


def with_site(brief: Brief, default: Brief) -> Brief:
    """The brief with one more site, like the last."""
    new = replace(brief.sites[-1], id=_fresh("site", [site.id for site in brief.sites]))
    return _said(replace(brief, sites=(*brief.sites, new)), default)


def without_site(brief: Brief, at: int, default: Brief) -> Brief:
    """The brief without a site; what was bound to it alone may be anywhere."""
    kept = replace(brief, sites=_without(brief.sites, at))
    return _said(without_gone_sites(kept), default)


def _moved(place: str, renamed: Mapping[str, str]) -> str:
    """A place by the new id of its site."""
    site, slash, cluster = place.partition("/")
    return f"{renamed.get(site, site)}{slash}{cluster}"


def _joined(site: Site, renamed: Mapping[str, str]) -> Site:
    """A site whose networks are joined with others by the new ids of their sites."""
    return replace(site, networks=tuple(_rejoined(one, site, renamed) for one in site.networks))


def _rejoined(network: Network, site: Site, renamed: Mapping[str, str]) -> Network:
    out = network.egress_through
    peers = tuple(_moved(place, renamed) for place in network.peered_with)
    return replace(
        network,
        clusters=tuple(one for one in network.clusters if one in site.clusters),
        peered_with=peers,
        egress_through=None if out is None else _moved(out, renamed),
    )


def _held(environment: Environment, renamed: Mapping[str, str]) -> Environment:
    return replace(environment, holds=tuple(_moved(place, renamed) for place in environment.holds))


def with_workload(brief: Brief, default: Brief) -> Brief:
    """The brief with one more workload, which takes every default."""
    id = _fresh("app", [workload.id for workload in brief.workloads])
    new = replace(default.workloads[0], id=id, name=id)
    return replace(brief, workloads=(*brief.workloads, new))


def without_workload(brief: Brief, at: int) -> Brief:
    """The brief without a workload, which nobody calls any more."""
    kept = replace(brief, workloads=_without(brief.workloads, at))
    return _uncalled(kept, brief.workloads[at].id)


def with_system(brief: Brief) -> Brief:
    """The brief with one more system outside, which stands nowhere in particular."""
    id = _fresh("system", [*_ids(brief.workloads), *_ids(brief.systems)])
    return replace(brief, systems=(*brief.systems, System(id, id)))


def without_system(brief: Brief, at: int) -> Brief:
    """The brief without a system, which nobody calls any more."""
    kept = replace(brief, systems=_without(brief.systems, at))
    return _uncalled(kept, brief.systems[at].id)


def _uncalled(brief: Brief, gone: str) -> Brief:
    """The brief with workloads that do not call what is gone."""
    return replace(brief, workloads=tuple(_not_calling(one, gone) for one in brief.workloads))


def _not_calling(workload: Workload, gone: str) -> Workload:
    return replace(workload, calls=tuple(id for id in workload.calls if id != gone))


def _asked(decisions: Iterable[Decision], of: str) -> tuple[Decision, ...]:
    return tuple(decision for decision in decisions if decision.asked_of == of)


def _answer_fields(prefix: str, answers: Answers, decisions: Iterable[Decision]) -> dict[str, Any]:
    chosen = dict(answers)
    found: dict[str, Any] = {}
    for decision in decisions:
        options = chosen.get(decision.id, ())
        one = next(iter(options), None)
        found[f"{prefix}.{decision.id}"] = list(options) if decision.multiple else one
    return found


def _answers(
    values: Mapping[str, Any], prefix: str, before: Answers, decisions: Iterable[Decision]
) -> Answers:
    old = dict(before)
    found: list[tuple[str, tuple[str, ...]]] = []
    for decision in decisions:
        value = values.get(f"{prefix}.{decision.id}", old.get(decision.id, ()))
        wanted = {value} if isinstance(value, str) else set(value or ())
        options = tuple(option.id for option in decision.options if option.id in wanted)
        chosen = options or decision.defaults
        if chosen:
            found.append((decision.id, chosen))
    return tuple(found)


def _site(values: Mapping[str, Any], at: int, site: Site) -> Site:
    def field(name: str, old: str) -> str:
        return str(values.get(f"site.{at}.{name}", old)).strip()

    clusters = field("clusters", ", ".join(site.clusters)).replace(",", " ").split()
    return replace(
        site,
        id=field("id", site.id),
        cloud=field("cloud", site.cloud),
        region=field("region", site.region or "") or None,
        clusters=tuple(clusters),
    )


def _workload(
    values: Mapping[str, Any],
    at: int,
    workload: Workload,
    renamed: Mapping[str, str],
    decisions: Iterable[Decision],
) -> Workload:
    prefix = f"workload.{at}"
    id = str(values.get(f"{prefix}.id", workload.id)).strip()
    name = str(values.get(f"{prefix}.name", workload.name)).strip() or id
    named = values.get(f"{prefix}.at", workload.at)
    places = tuple(sorted(_moved(place, renamed) for place in named))
    calls = tuple(values.get(f"{prefix}.calls", workload.calls))
    answers = _answers(values, f"{prefix}.answer", workload.answers, decisions)
    return replace(workload, id=id, name=name, answers=answers, at=places, calls=calls)


# --- what counts as given


def _given(brief: Brief, before: Brief, default: Brief, decisions: Sequence[Decision]) -> set[str]:
    said = {key for key, _ in before.given}
    keys = {*_given_day(brief, default, said), *_given_sites(brief, default, said)}
    keys |= {*_given_words(brief, before, said)}
    keys |= _given_answers("answers", "answers", brief.answers, _asked(decisions, "brief"), said)
    asked = _asked(decisions, "workload")
    for old, new in zip(before.workloads, brief.workloads, strict=True):
        was, now = f"workloads.{old.id}", f"workloads.{new.id}"
        keys |= _given_answers(was, now, new.answers, asked, said)
    return keys


def _given_day(brief: Brief, default: Brief, said: set[str]) -> Iterator[str]:
    if "as_of" in said or brief.as_of != default.as_of:
        yield "as_of"


def _given_sites(brief: Brief, default: Brief, said: set[str]) -> Iterator[str]:
    """All sites, where any was named or they are not what they are by default."""
    if any(key.startswith("sites.") for key in said) or brief.sites != default.sites:
        for site in brief.sites:
            yield f"sites.{site.id}"


def _given_words(brief: Brief, before: Brief, said: set[str]) -> Iterator[str]:
    for verb in ("use", "avoid"):
        for word in getattr(brief, verb):
            yield f"{verb}.{word}"
    for word in brief.prefer:
        if f"prefer.{word}" in said or brief.prefer != before.prefer:
            yield f"prefer.{word}"


def _given_answers(
    old: str, new: str, answers: Answers, decisions: Iterable[Decision], said: set[str]
) -> set[str]:
    chosen = dict(answers)
    found = set()
    for decision in decisions:
        options = chosen.get(decision.id)
        differs = options is not None and options != decision.defaults
        if differs or (options is not None and f"{old}.{decision.id}" in said):
            found.add(f"{new}.{decision.id}")
    return found


def _said(brief: Brief, default: Brief) -> Brief:
    """The brief with its sites given, unless they are the default."""
    given = [item for item in brief.given if not item[0].startswith("sites.")]
    if brief.sites != default.sites:
        given += [(f"sites.{site.id}", "form") for site in brief.sites]
    return replace(brief, given=tuple(given))


def _fresh(stem: str, taken: list[str]) -> str:
    names = (f"{stem}-{number}" for number in itertools.count(2))
    return next(name for name in names if name not in taken)


def _without(items: tuple[T, ...], at: int) -> tuple[T, ...]:
    return items[:at] + items[at + 1 :]
