"""Between a brief and the fields of its form: pure functions, both ways.

Fields are named by keys: ``name``, ``site.0.cloud``, ``workload.1.sites``, ``workload.1.answer.<decision>``,
``answer.<decision>``. An answer counts as given where it was given before or differs from the default.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from kgraph.model.brief import Brief, Site, Workload
from kgraph.model.knowledge import Decision

T = TypeVar("T")
Answers = tuple[tuple[str, tuple[str, ...]], ...]
WORDS = ("use", "avoid", "prefer")


def fields(brief: Brief, decisions: Sequence[Decision]) -> dict[str, Any]:
    """The value of every field for a brief."""
    values: dict[str, Any] = {
        "name": brief.name,
        "as_of": brief.as_of,
        **{key: list(getattr(brief, key)) for key in WORDS},
    }
    for at, site in enumerate(brief.sites):
        values |= {
            f"site.{at}.id": site.id,
            f"site.{at}.cloud": site.cloud,
            f"site.{at}.region": site.region or "",
            f"site.{at}.clusters": ", ".join(site.clusters),
        }
    for at, workload in enumerate(brief.workloads):
        values |= {
            f"workload.{at}.id": workload.id,
            f"workload.{at}.name": workload.name,
            f"workload.{at}.sites": list(workload.sites),
        }
        values |= _answer_fields(
            f"workload.{at}.answer", workload.answers, _asked(decisions, "workload")
        )
    return values | _answer_fields("answer", brief.answers, _asked(decisions, "brief"))


def read(
    values: Mapping[str, Any], before: Brief, default: Brief, decisions: Sequence[Decision]
) -> Brief:
    """The brief that the fields say; what they lack stays as it was before. `default` is a brief that says nothing."""
    sites = tuple(_site(values, at, site) for at, site in enumerate(before.sites))
    renamed = {old.id: new.id for old, new in zip(before.sites, sites, strict=True)}
    workloads = tuple(
        _workload(values, at, one, renamed, _asked(decisions, "workload"))
        for at, one in enumerate(before.workloads)
    )
    answers = _answers(values, "answer", before.answers, _asked(decisions, "brief"))
    words: dict[str, tuple[str, ...]] = {
        key: tuple(values.get(key, getattr(before, key))) for key in WORDS
    }
    brief = replace(
        before,
        name=values.get("name", before.name),
        as_of=values.get("as_of") or before.as_of,
        sites=sites,
        workloads=workloads,
        answers=answers,
        use=words["use"],
        avoid=words["avoid"],
        prefer=words["prefer"] or default.prefer,
    )
    return replace(
        brief,
        given=tuple(sorted((key, "form") for key in _given(brief, before, default, decisions))),
    )


def with_site(brief: Brief, default: Brief) -> Brief:
    """The brief with one more site, like the last."""
    new = replace(brief.sites[-1], id=_fresh("site", [site.id for site in brief.sites]))
    return _said(replace(brief, sites=(*brief.sites, new)), default)


def without_site(brief: Brief, at: int, default: Brief) -> Brief:
    """The brief without a site; workloads that were bound to it alone run everywhere."""
    gone = brief.sites[at].id
    workloads = tuple(
        replace(one, sites=tuple(site for site in one.sites if site != gone))
        for one in brief.workloads
    )
    return _said(replace(brief, sites=_without(brief.sites, at), workloads=workloads), default)


def with_workload(brief: Brief, default: Brief) -> Brief:
    """The brief with one more workload, which takes every default."""
    id = _fresh("app", [workload.id for workload in brief.workloads])
    return replace(
        brief, workloads=(*brief.workloads, replace(default.workloads[0], id=id, name=id))
    )


def without_workload(brief: Brief, at: int) -> Brief:
    """The brief without a workload."""
    return replace(brief, workloads=_without(brief.workloads, at))


def can_drop(brief: Brief, id: str) -> bool:
    """Whether a statement can be taken back: it was said, and something stays when it goes."""
    kind, _, rest = id.partition(".")
    if kind == "sites":
        return len(brief.sites) > 1
    return any(key in (id, id.rpartition(".")[0]) for key, _ in brief.given if rest or key == id)


def drop(brief: Brief, id: str, default: Brief) -> Brief:
    """The brief without a statement: an answer returns to its default, a site or a component goes."""
    kind, _, rest = id.partition(".")
    if kind == "sites":
        return without_site(brief, [site.id for site in brief.sites].index(rest), default)
    gone = {id, id.rpartition(".")[0]} if kind in ("answers", "workloads") else {id}
    # what is not given is not written, and takes its default when the text is read
    return replace(brief, given=tuple(item for item in brief.given if item[0] not in gone))


def _asked(decisions: Iterable[Decision], of: str) -> tuple[Decision, ...]:
    return tuple(decision for decision in decisions if decision.asked_of == of)


def _answer_fields(prefix: str, answers: Answers, decisions: Iterable[Decision]) -> dict[str, Any]:
    chosen = dict(answers)
    return {
        f"{prefix}.{d.id}": list(chosen.get(d.id, ()))
        if d.multiple
        else next(iter(chosen.get(d.id, ())), None)
        for d in decisions
    }


def _answers(
    values: Mapping[str, Any], prefix: str, before: Answers, decisions: Iterable[Decision]
) -> Answers:
    old = dict(before)
    found: list[tuple[str, tuple[str, ...]]] = []
    for decision in decisions:
        value = values.get(f"{prefix}.{decision.id}", old.get(decision.id, ()))
        wanted = {value} if isinstance(value, str) else set(value or ())
        if (
            chosen := tuple(option.id for option in decision.options if option.id in wanted)
            or decision.defaults
        ):
            found.append((decision.id, chosen))
    return tuple(found)


def _site(values: Mapping[str, Any], at: int, site: Site) -> Site:
    def field(name: str, old: str) -> str:
        return str(values.get(f"site.{at}.{name}", old)).strip()

    clusters = tuple(
        word
        for word in field("clusters", ", ".join(site.clusters)).replace(",", " ").split()
        if word
    )
    return Site(
        field("id", site.id),
        field("cloud", site.cloud),
        field("region", site.region or "") or None,
        clusters or ("main",),
    )


def _workload(
    values: Mapping[str, Any],
    at: int,
    one: Workload,
    renamed: Mapping[str, str],
    decisions: Iterable[Decision],
) -> Workload:
    id = str(values.get(f"workload.{at}.id", one.id)).strip()
    name = str(values.get(f"workload.{at}.name", one.name)).strip() or id
    sites = tuple(
        sorted(renamed.get(site, site) for site in values.get(f"workload.{at}.sites", one.sites))
    )
    return Workload(
        id, name, _answers(values, f"workload.{at}.answer", one.answers, decisions), sites
    )


def _given(brief: Brief, before: Brief, default: Brief, decisions: Sequence[Decision]) -> set[str]:
    said = {key for key, _ in before.given}
    keys = {"as_of"} if "as_of" in said or brief.as_of != default.as_of else set()
    if any(key.startswith("sites.") for key in said) or brief.sites != default.sites:
        keys |= {f"sites.{site.id}" for site in brief.sites}
    keys |= {f"{verb}.{word}" for verb in ("use", "avoid") for word in getattr(brief, verb)}
    keys |= {
        f"prefer.{word}"
        for word in brief.prefer
        if f"prefer.{word}" in said or brief.prefer != before.prefer
    }
    keys |= _given_answers("answers", "answers", brief.answers, _asked(decisions, "brief"), said)
    for old, new in zip(before.workloads, brief.workloads, strict=True):
        keys |= _given_answers(
            f"workloads.{old.id}",
            f"workloads.{new.id}",
            new.answers,
            _asked(decisions, "workload"),
            said,
        )
    return keys


def _given_answers(
    old: str, new: str, answers: Answers, decisions: Iterable[Decision], said: set[str]
) -> set[str]:
    chosen = dict(answers)
    return {
        f"{new}.{d.id}"
        for d in decisions
        if d.id in chosen and (f"{old}.{d.id}" in said or chosen[d.id] != d.defaults)
    }


def _said(brief: Brief, default: Brief) -> Brief:
    """The brief with its sites given, unless they are the default."""
    others = tuple(item for item in brief.given if not item[0].startswith("sites."))
    sites = (
        tuple((f"sites.{site.id}", "form") for site in brief.sites)
        if brief.sites != default.sites
        else ()
    )
    return replace(brief, given=(*others, *sites))


def _fresh(stem: str, taken: list[str]) -> str:
    return next(
        name
        for name in (f"{stem}-{number}" for number in range(2, len(taken) + 3))
        if name not in taken
    )


def _without(items: tuple[T, ...], at: int) -> tuple[T, ...]:
    return items[:at] + items[at + 1 :]
