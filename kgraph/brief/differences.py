"""The statements that two briefs do not share.

Each has the way to carry it from one brief to the other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from kgraph.brief.bounds import ordered_text
from kgraph.model.brief import Answers, Bound, Brief, Environment, Network, Site, System, Workload
from kgraph.model.comparison import Difference
from kgraph.model.remnant import without_gone_sites

Carry = Callable[[Brief, Brief], Brief]
Named = TypeVar("Named", Site, Workload, System)


@dataclass(frozen=True, slots=True)
class Part:
    """One statement that differs.

    ``carry(target, source)`` is the target with what the source says there.
    """

    difference: Difference
    carry: Carry

    def covers(self, statements: Collection[str]) -> bool:
        """Whether one of these statements of a brief, by their ids, is said here."""
        id = self.difference.id
        return any(one == id or one.startswith(f"{id}.") for one in statements)


def parts(before: Brief, after: Brief) -> tuple[Part, ...]:
    """Every statement that differs, sorted by id; the names of the briefs are none."""
    found = (
        *_whole(before, after),
        *_answers(before, after),
        *_words(before, after),
        *_sites(before, after),
        *_environments(before, after),
        *_systems(before, after),
        *_workloads(before, after),
    )
    return tuple(sorted(found, key=lambda part: part.difference.id))


def differences(before: Brief, after: Brief) -> tuple[Difference, ...]:
    """The statements that two briefs do not share, sorted by id."""
    return tuple(part.difference for part in parts(before, after))


def _part(id: str, text: str, before: Brief, after: Brief, carry: Carry) -> Part:
    """The statement of that id, carried without what it says of places that the target lacks."""

    def carried(target: Brief, source: Brief) -> Brief:
        return without_gone_sites(carry(target, source))

    where = _spot(after, id) or _spot(before, id)
    return Part(Difference(id, text, where), carried)


def _spot(brief: Brief, id: str) -> str | None:
    """Where a brief says it; for a workload, where it says the first thing about it."""
    return next(
        (where for key, where in sorted(brief.given) if key == id or key.startswith(f"{id}.")), None
    )


def _whole(before: Brief, after: Brief) -> Iterator[Part]:
    if before.as_of != after.as_of:
        text = f"as of {after.as_of.isoformat()} instead of {before.as_of.isoformat()}"
        yield _part(
            "as_of", text, before, after, lambda target, source: replace(target, as_of=source.as_of)
        )
    yield from _prefer_in(before, after)
    if _ordered(before) != _ordered(after):
        text = f"prefer: {_ordered(after)} instead of {_ordered(before)}"
        yield _part(
            "prefer",
            text,
            before,
            after,
            lambda target, source: replace(
                target, prefer=source.prefer, bounds=_bounds_from(target, source, "")
            ),
        )


def _prefer_in(before: Brief, after: Brief) -> Iterator[Part]:
    """The preferences of each concern that differ."""
    old, new = dict(before.prefer_in), dict(after.prefer_in)
    for concern in sorted({*old, *new}):
        fresh, gone = (_ordered(brief, concern) for brief in (after, before))
        if fresh == gone:
            continue

        def carry(target: Brief, source: Brief, concern: str = concern) -> Brief:
            own = {**dict(target.prefer_in), concern: dict(source.prefer_in).get(concern, ())}
            orders = tuple((id, order) for id, order in sorted(own.items()) if order)
            bounds = _bounds_from(target, source, concern)
            return replace(target, prefer_in=orders, bounds=bounds)

        text = f"prefer for {concern}: {fresh} instead of {gone}"
        yield _part(f"prefer.{concern}", text, before, after, carry)


def _bounds_from(target: Brief, source: Brief, concern: str) -> tuple[Bound, ...]:
    """The bounds of a brief, those of one order from another brief."""
    kept = [one for one in target.bounds if one[3] != concern]
    taken = [one for one in source.bounds if one[3] == concern]
    return tuple(sorted((*kept, *taken), key=lambda one: one[3]))


def _ordered(brief: Brief, concern: str = "") -> str:
    """The preferences of all concerns or of one, those that are bounded with their bounds."""
    order = dict(brief.prefer_in).get(concern, ()) if concern else brief.prefer
    return _said(tuple(ordered_text(order, brief.bounds, concern)))


def _said(words: tuple[str, ...] | None) -> str:
    return ", ".join(words) if words else "nothing"


def _answers(before: Brief, after: Brief) -> Iterator[Part]:
    for id, text in _differing(before.answers, after.answers):

        def carry(target: Brief, source: Brief, id: str = id) -> Brief:
            return replace(target, answers=_answered(target.answers, source.answers, id))

        yield _part(f"answers.{id}", text, before, after, carry)


def _differing(before: Answers, after: Answers) -> Iterator[tuple[str, str]]:
    old, new = dict(before), dict(after)
    for id in sorted({*old, *new}):
        if old.get(id) != new.get(id):
            yield id, f"{id}: {_said(new.get(id))} instead of {_said(old.get(id))}"


def _answered(target: Answers, source: Answers, id: str) -> Answers:
    """The target's answers with the source's to this one.

    In the order of the source, which has it at its place.
    """
    old, new = dict(target), dict(source)
    merged = {
        key: new.get(key) if key == id else old.get(key) for key in dict.fromkeys((*new, *old))
    }
    return tuple((key, options) for key, options in merged.items() if options is not None)


def _words(before: Brief, after: Brief) -> Iterator[Part]:
    for verb in ("use", "avoid"):
        old, new = getattr(before, verb), getattr(after, verb)
        for word in sorted(set(old) ^ set(new)):

            def carry(target: Brief, source: Brief, verb: str = verb, word: str = word) -> Brief:
                kept = tuple(one for one in getattr(target, verb) if one != word)
                fresh = (*kept, word) if word in getattr(source, verb) else kept
                if verb == "avoid":
                    return replace(target, avoid=fresh)
                return _placed(replace(target, use=fresh), source, word)

            text = f"{verb}: {word}" if word in new else f"no longer {verb}: {word}"
            yield _part(f"{verb}.{word}", text, before, after, carry)
    yield from _use_at(before, after)


def _use_at(before: Brief, after: Brief) -> Iterator[Part]:
    """Components to be used in both, at other places."""
    old, new = dict(before.use_at), dict(after.use_at)
    for id in sorted(set(before.use) & set(after.use)):
        if old.get(id) == new.get(id):
            continue
        fresh, gone = (_said(places.get(id, ("anywhere",))) for places in (new, old))
        text = f"use: {id} at {fresh} instead of {gone}"
        yield _part(f"use.{id}.at", text, before, after, partial(_placed, id=id))


def _placed(target: Brief, source: Brief, id: str) -> Brief:
    """The target with a component at those places where the source uses it, if both use it."""
    places = {**dict(target.use_at), id: dict(source.use_at).get(id, ())}
    kept = ((one, places[one]) for one in target.use if places.get(one))
    return replace(target, use_at=tuple(kept))


def _systems(before: Brief, after: Brief) -> Iterator[Part]:
    old = {system.id: system for system in before.systems}
    new = {system.id: system for system in after.systems}
    for id in sorted({*old, *new}):
        if old.get(id) == new.get(id):
            continue

        def carry(target: Brief, source: Brief, id: str = id) -> Brief:
            systems = _exchanged(target.systems, source.systems, id)
            return replace(target, systems=systems)

        text = _changed("system", id, old.get(id), new.get(id), _system)
        yield _part(f"systems.{id}", text, before, after, carry)


def _system(system: System) -> str:
    at = f" at {system.at}" if system.at else ""
    provides = f" that provides {_said(system.provides)}" if system.provides else ""
    return f"{system.id}{at}{provides}"


def _sites(before: Brief, after: Brief) -> Iterator[Part]:
    """One by one where the briefs share a site.

    Else all sites are one statement, since no brief can be without any.
    """
    old = {site.id: site for site in before.sites}
    new = {site.id: site for site in after.sites}
    if not set(old) & set(new):
        yield _all_sites(before, after)
        return
    for id in sorted({*old, *new}):
        if old.get(id) == new.get(id):
            continue

        def carry(target: Brief, source: Brief, id: str = id) -> Brief:
            sites = _exchanged(target.sites, source.sites, id)
            return replace(target, sites=sites)

        yield _part(
            f"sites.{id}",
            _changed("site", id, old.get(id), new.get(id), _site),
            before,
            after,
            carry,
        )


def _all_sites(before: Brief, after: Brief) -> Part:
    """All sites in place of all others."""
    fresh, gone = (", ".join(map(_site, brief.sites)) for brief in (after, before))

    def carry(target: Brief, source: Brief) -> Brief:
        return replace(target, sites=source.sites)

    return _part("sites", f"sites {fresh} instead of {gone}", before, after, carry)


def _environments(before: Brief, after: Brief) -> Iterator[Part]:
    """All environments together: how they follow each other is one statement."""
    if before.environments == after.environments:
        return
    new, old = (_said(tuple(map(_environment, brief.environments))) for brief in (after, before))

    def carry(target: Brief, source: Brief) -> Brief:
        return replace(target, environments=source.environments)

    yield _part("environments", f"environments {new} instead of {old}", before, after, carry)


def _environment(environment: Environment) -> str:
    after = f" before {environment.promotes_to}" if environment.promotes_to else ""
    return f"{environment.id} at {' and '.join(environment.holds)}{after}"


def _site(site: Site) -> str:
    where = " ".join(word for word in (site.cloud, site.region) if word)
    clusters = "" if site.clusters == ("main",) else f" with clusters {_said(site.clusters)}"
    answers = [f"{id}: {_said(options)}" for id, options in site.answers]
    differing = f" ({'; '.join(answers)})" if answers else ""
    networks = f" with networks {' and '.join(map(_network, site.networks))}"
    divided = networks if site.networks else ""
    return f"{site.id} on {where}{clusters}{divided}{differing}"


def _network(network: Network) -> str:
    """A network, what stands in it, and how it is joined, in a few words."""
    peers, out = network.peered_with, network.egress_through
    parts = [
        f"holds {_said((*network.clusters, *network.holds))}",
        *([f"is peered with {_said(peers)}"] if peers else []),
        *([f"goes out through {out}"] if out else []),
    ]
    return f"{network.id} ({', '.join(parts)})"


def _workloads(before: Brief, after: Brief) -> Iterator[Part]:
    old = {workload.id: workload for workload in before.workloads}
    new = {workload.id: workload for workload in after.workloads}
    for id in sorted({*old, *new}):
        if id in old and id in new:
            yield from _workload(id, old[id], new[id], before, after)
            continue

        def carry(target: Brief, source: Brief, id: str = id) -> Brief:
            workloads = _exchanged(target.workloads, source.workloads, id)
            return replace(target, workloads=workloads)

        yield _part(
            f"workloads.{id}",
            f"workload {id}" if id in new else f"no longer workload {id}",
            before,
            after,
            carry,
        )


def _with_names(workload: Workload) -> Answers:
    """The answers of a workload, each option with the component that is named for it."""
    told = []
    for decision, options in workload.answers:
        named = workload.named_for(decision)
        words = [f"{one} in {named[one]}" if one in named else one for one in options]
        told.append((decision, tuple(words)))
    return tuple(told)


def _named(own: Workload, other: Workload, decision: str) -> tuple[tuple[str, str, str], ...]:
    """The components that a workload names, for one decision as another does."""
    kept = [one for one in own.named if one[0] != decision]
    return tuple(sorted([*kept, *(one for one in other.named if one[0] == decision)]))


def _workload(id: str, old: Workload, new: Workload, before: Brief, after: Brief) -> Iterator[Part]:
    for decision, text in _differing(_with_names(old), _with_names(new)):

        def carry(target: Brief, source: Brief, decision: str = decision) -> Brief:
            return _with(
                target,
                source,
                id,
                lambda own, other: replace(
                    own,
                    answers=_answered(own.answers, other.answers, decision),
                    named=_named(own, other, decision),
                ),
            )

        yield _part(f"workloads.{id}.{decision}", f"workload {id}, {text}", before, after, carry)
    if old.calls != new.calls:
        text = f"workload {id} calls {_said(new.calls)} instead of {_said(old.calls)}"

        def call(target: Brief, source: Brief) -> Brief:
            there = target.own_ids
            calls = tuple(one for one in source.workload(id).calls if one in there)
            return _with(target, source, id, lambda own, _: replace(own, calls=calls))

        yield _part(f"workloads.{id}.calls", text, before, after, call)
    if old.at != new.at:
        fresh, gone = (_said(workload.at or ("every site",)) for workload in (new, old))
        text = f"workload {id} at {fresh} instead of {gone}"

        def move(target: Brief, source: Brief) -> Brief:
            return _with(target, source, id, lambda own, other: replace(own, at=other.at))

        yield _part(f"workloads.{id}.at", text, before, after, move)


def _with(
    target: Brief, source: Brief, id: str, change: Callable[[Workload, Workload], Workload]
) -> Brief:
    other = source.workload(id)
    return replace(
        target, workloads=tuple(change(w, other) if w.id == id else w for w in target.workloads)
    )


def _exchanged(target: tuple[Named, ...], source: tuple[Named, ...], id: str) -> tuple[Named, ...]:
    """The target's things with the source's of that id: in its place, at the end, or gone."""
    other = next((one for one in source if one.id == id), None)
    if other is None:
        return tuple(one for one in target if one.id != id)
    there = [one.id for one in target]
    at = there.index(id) if id in there else len(there)
    return target[:at] + (other,) + target[at + 1 :]  # noqa: RUF005 - mypy does not read an unpacking of these


def _changed(
    what: str, id: str, old: Named | None, new: Named | None, say: Callable[[Named], str]
) -> str:
    if new is None:
        return f"no longer {what} {id}"
    return f"{what} {say(new)}" if old is None else f"{what} {say(new)} instead of {say(old)}"
