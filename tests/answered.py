"""The questions of the graph, each answered from the files of the catalog and of architectures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain, product

from plainly import CLOSING, Catalog, Shop, begin, label, listed, of_class, said, span

from kgraph.terms import BASE, ONT, SKOS, tail

Rows = set[tuple[object, ...]]
ANSWERS: dict[str, Callable[..., Rows]] = {}


def answers(question: str) -> Callable[[Callable[..., Rows]], Callable[..., Rows]]:
    """A function that answers a question from the files."""

    def keep(function: Callable[..., Rows]) -> Callable[..., Rows]:
        ANSWERS[question] = function
        return function

    return keep


def options() -> Iterator[tuple[str, str]]:
    """Each decision with each of its options."""
    for decision in of_class("Decision"):
        for option in said(decision, ONT + "option"):
            yield decision, option


def ours(cat: Catalog, shop: Shop) -> list[str]:
    """The components of an architecture that are products."""
    return [one for one in shop.components if cat.choosable(one)]


# --- of the catalog


@answers("graduated-on-cloud")
def graduated(cat: Catalog, capability: str, cloud: str) -> Rows:
    able = (one for one in cat if capability in cat.provides(one) and cloud in cat.on_clouds(one))
    return {(one, cat.name(one)) for one in able if "graduated" in cat.level(one)}


@answers("breaks-without")
def breaks(cat: Catalog, component: str) -> Rows:
    leaning, new = set(), {component}
    while new:
        new = {one for one in cat if cat.depends(one) & new} - leaning
        leaning |= new
    found: Rows = {(one, cat.name(one), "depends on it") for one in leaning - {component}}
    for job in cat.provides(component):
        others = [
            one
            for one in cat
            if one != component and cat.on_offer(one) and job in cat.provides(one)
        ]
        because = f"nobody else provides {label(f'{BASE}capability/{job}')}"
        if not others:
            found |= {(one, cat.name(one), because) for one in cat if job in cat.requires(one)}
    return {row for row in found if row[0] != component}


@answers("managed-alternatives")
def managed(cat: Catalog, component: str, cloud: str) -> Rows:
    near = (one for one in cat.replacements(component) if cloud in cat.on_clouds(one))
    run = (one for one in near if cat.entries[one]["delivery"] == "managed")
    return {(one, cat.name(one), cat.vendor(one)) for one in run}


@answers("shortest-chain")
def shortest(cat: Catalog, start: str, end: str) -> Rows:
    chains = [[start]]
    for steps in range(1, 5):
        chains = [[*one, other] for one in chains for other in cat.met_by(one[-1])]
        whole = sorted(one[1:-1] for one in chains if one[-1] == end)
        if whole:
            between = [*whole[0], None, None, None][:3]
            return {(steps, start, *between, end)}
    return set()


@answers("changed-since")
def changed(cat: Catalog, since: date) -> Rows:
    found: Rows = set()
    for one in cat:
        entry = cat.entries[one]
        events: list[tuple[date, str]] = []
        if "released" in entry and span(entry["released"])[0] == span(entry["released"])[1]:
            events.append((span(entry["released"])[1], "came out"))
        events += [(day, label(f"{BASE}stage/{stage}")) for day, stage in cat.stages(one)]
        for record in entry.get("maturity", ()):
            if "since" in record:
                events.append((date.fromisoformat(record["since"]), label(ONT + record["level"])))
        for record in entry.get("licences", ()):
            if "since" in record:
                events.append((date.fromisoformat(record["since"]), record["id"]))
        found |= {
            (day, one, cat.name(one), what) for day, what in events if since <= day <= cat.day
        }
    return found


@answers("same-protocols")
def same_protocols(cat: Catalog, component: str) -> Rows:
    def offers(id: str) -> set[tuple[str, str]]:
        spoken = cat.entries[id].get("speaks", ())
        return {(one["protocol"], signal) for one in spoken for signal in listed(one.get("offers"))}

    own = offers(component)
    others = (one for one in cat if one != component and cat.on_offer(one))
    return {(one, cat.name(one)) for one in others if own and own <= offers(one)}


@answers("clouds-by-capability")
def by_capability(cat: Catalog, concern: str) -> Rows:
    found: Rows = set()
    inside = [
        one
        for one in of_class("Capability")
        if f"{BASE}concern/{concern}" in said(one, ONT + "concern")
    ]
    for capability, cloud in product(inside, of_class("Cloud")):
        able = (one for one in cat if tail(capability) in cat.provides(one))
        here = (one for one in able if tail(cloud) in cat.on_clouds(one))
        names = sorted(cat.name(one) for one in here if cat.entries[one]["delivery"] == "managed")
        if names:
            found.add((label(capability), label(cloud), len(names), ", ".join(names)))
    return found


@answers("on-offer-on-a-day")
def on_offer(cat: Catalog, capability: str, day: date) -> Rows:
    def out(id: str) -> bool:
        first, last = span(cat.entries[id]["released"])
        return (first or last) <= day

    dated = (one for one in cat if "released" in cat.entries[one] and out(one))
    had = (one for one in dated if cat.on_offer(one, day))
    return {(one, cat.name(one)) for one in had if capability in cat.provides(one)}


@answers("new-and-gone")
def new_and_gone(cat: Catalog, since: date, until: date) -> Rows:
    found: Rows = set()
    for one in cat:
        released = cat.entries[one].get("released")
        day = span(released)[1] if released and span(released)[0] == span(released)[1] else None
        told = (("new", day), ("gone", cat.end(one)))
        found |= {
            (what, day, one, cat.name(one)) for what, day in told if day and since < day <= until
        }
    return found


@answers("providers-on-cloud")
def providers(cat: Catalog, capability: str, cloud: str) -> Rows:
    able = [one for one in cat if capability in cat.provides(one) and cloud in cat.on_clouds(one)]
    return {(one, cat.name(one), label(ONT + cat.entries[one]["delivery"])) for one in able}


@answers("needs-of-component")
def needs(cat: Catalog, component: str) -> Rows:
    whole, new = set[str](), {component}
    while new:
        whole |= new
        new = set().union(*(cat.depends(one) for one in new)) - whole
    found: Rows = set()
    for one in whole:
        for need in cat.all_needs(one):
            jobs = [label(f"{BASE}capability/{job}") for job in listed(need.get("capability"))]
            named = [cat.name(other) for other in need.get("any", ())]
            found |= {(cat.name(one), need["role"], met) for met in (*jobs, *named)}
    return found


@answers("retired-since")
def retired(cat: Catalog, since: date) -> Rows:
    found: Rows = set()
    for one in cat:
        entry = cat.entries[one]
        next_ = entry.get("successor", {}).get("component")
        for record in entry.get("life", ()):
            day, stage = begin(record), record["stage"]
            if stage in CLOSING and day >= since:
                told = (label(f"{BASE}stage/{stage}"), next_ and cat.name(next_))
                found.add((day, cat.name(one), *told, record.get("note")))
    return found


@answers("decisions-demanding")
def demanding(cat: Catalog, capability: str) -> Rows:
    found: Rows = set()
    for decision, option in options():
        for demand in said(option, ONT + "demands"):
            if f"{BASE}capability/{capability}" in said(demand, ONT + "capability"):
                because = said(demand, ONT + "because")
                found |= {(label(decision), label(option), why) for why in because}
    return found


@answers("without-object-storage")
def without(cat: Catalog, capability: str) -> Rows:
    found: Rows = set()
    for user in (one for one in cat if capability in cat.requires(one)):
        leaning, new = set[str](), {user}
        while new:
            leaning |= new
            new = {one for one in cat if cat.depends(one) & new} - leaning
        found |= {(one, cat.name(one), "" if one == user else cat.name(user)) for one in leaning}
    return found


@answers("options-of-decision")
def brings(cat: Catalog, decision: str) -> Rows:
    found: Rows = set()
    for asked, option in options():
        if tail(asked) != decision:
            continue
        told: Rows = set()
        for effect in ("demands", "prefers"):
            for demand in said(option, ONT + effect):
                kinds = ("capability", "component")
                things = chain.from_iterable(said(demand, ONT + kind) for kind in kinds)
                (because,) = said(demand, ONT + "because")
                told |= {(effect, cat.called(thing), because) for thing in things}
        told |= {("forbids", cat.called(one), None) for one in said(option, ONT + "forbids")}
        found |= {(label(option), *row) for row in told or {(None, None, None)}}
    return found


@answers("shared-protocols")
def shared(cat: Catalog, component: str, other: str) -> Rows:
    spoken = [
        {line["protocol"] for line in cat.entries[one].get("speaks", ())}
        for one in (component, other)
    ]
    both = (f"{BASE}protocol/{one}" for one in spoken[0] & spoken[1])
    return {(label(one), said(one, SKOS + "definition")[0]) for one in both}


@answers("gaps-on-cloud")
def gaps(cat: Catalog, cloud: str) -> Rows:
    there = [one for one in cat if cloud in cat.clouds(one)]
    ours_ = [one for one in there if cat.entries[one]["delivery"] == "self-hosted"]
    forms = ("managed", "platform-feature", "saas")
    services = [one for one in there if cat.entries[one]["delivery"] in forms and cat.on_offer(one)]
    able = set().union(*map(cat.provides, ours_)) - set().union(*map(cat.provides, services))
    return {(job, label(f"{BASE}capability/{job}")) for job in able}


# --- of an architecture


@answers("licence-risk")
def licence_risk(cat: Catalog, shop: Shop) -> Rows:
    placed = Counter(one["component"] for one in shop.placements.values())
    found: Rows = set()
    for one, many in placed.items():
        kinds = set(cat.licences(one).values()) - {"open-source", ""}
        found |= {(kind, one, cat.name(one), many) for kind in kinds}
    return found


@answers("without-second-source")
def single_source(cat: Catalog, shop: Shop) -> Rows:
    lone = (one for one in ours(cat, shop) if not cat.second_sources(one))
    return {(one, cat.name(one), cat.vendor(one)) for one in lone if cat.vendor(one)}


@answers("not-on-cloud")
def not_on_cloud(cat: Catalog, shop: Shop, cloud: str) -> Rows:
    found: Rows = set()
    for one in ours(cat, shop):
        if cloud not in cat.on_clouds(one):
            instead = [cat.name(b) for b in cat.replacements(one) if cloud in cat.on_clouds(b)]
            found |= {(one, cat.name(one), name) for name in instead or [None]}
    return found


@answers("matrix-of-needs")
def matrix(cat: Catalog, shop: Shop) -> Rows:
    found: Rows = set()
    for one in shop.components:
        for job in cat.requires(one):
            by = {cat.name(b) for b in shop.components if job in cat.provides(b)}
            told = ", ".join(sorted(by))
            found.add((cat.name(one), label(f"{BASE}capability/{job}"), told))
    return found


@answers("retiring")
def retiring(cat: Catalog, shop: Shop) -> Rows:
    found: Rows = set()
    later = str(cat.day.year + 1) + cat.day.isoformat()[4:]
    for one in shop.components:
        end, next_ = cat.end(one), cat.entries[one].get("successor", {}).get("component")
        if end and end.isoformat() <= later:
            found.add((end, one, cat.name(one), next_ and cat.name(next_)))
    return found


@answers("stages")
def stages(cat: Catalog, shop: Shop) -> Rows:
    found: Rows = set()
    for one in shop.components:
        lives = [label(f"{BASE}stage/{stage}") for stage in cat.stage(one)] or [None]
        levels = [label(ONT + level) for level in cat.level(one)] or [None]
        pairs = product(lives, levels)
        found |= {(one, cat.name(one), *pair) for pair in pairs if any(pair)}
    return found


@answers("stored-without-backup")
def unsaved(cat: Catalog, shop: Shop) -> Rows:
    saved = {end for ends in shop.ends("backup") for end in ends}
    stores = {target for _, target in shop.ends("storage")} - saved
    return {(shop.placements[one]["name"], shop.place(one)) for one in stores}


@answers("across-sites")
def across(cat: Catalog, shop: Shop) -> Rows:
    found: Rows = set()
    for flow in shop.flows:
        one, other = shop.placements[flow["from"]], shop.placements[flow["to"]]
        if one["site"] and other["site"] and one["site"] != other["site"]:
            found.add((one["site"], one["name"], flow["label"], other["name"], other["site"]))
    return found


@answers("bill")
def bill(cat: Catalog, shop: Shop) -> Rows:
    placed = Counter(one["component"] for one in shop.placements.values())
    found: Rows = set()
    for one in ours(cat, shop):
        form = label(ONT + cat.entries[one]["delivery"])
        licences = frozenset(cat.licences(one))
        found.add((one, cat.name(one), cat.vendor(one), form, placed[one], licences))
    return found


@answers("blast-radius")
def blast(cat: Catalog, shop: Shop, component: str) -> Rows:
    lost = [id for id, one in shop.placements.items() if one["component"] == component]
    hit = shop.before(lost, "request", "storage", "identity")
    return {(shop.placements[one]["name"], shop.place(one)) for one in hit}


@answers("vendor-share")
def shares(cat: Catalog, shop: Shop) -> Rows:
    products = [
        one["component"] for one in shop.placements.values() if cat.choosable(one["component"])
    ]
    share = Counter(cat.vendor(one) for one in products)
    whole = len(products)
    return {(vendor, n, int(100 * n / whole + 0.5)) for vendor, n in share.items() if vendor}


@answers("request-path")
def request_path(cat: Catalog, shop: Shop, workload: str) -> Rows:
    targets = [id for id, one in shop.placements.items() if one.get("workload") == workload]
    stations = shop.before(targets, "request") | set(targets)
    return {
        (len(shop.before([one], "request")), shop.placements[one]["name"], shop.place(one))
        for one in stations
    }


@answers("why-here")
def why_here(cat: Catalog, shop: Shop, component: str) -> Rows:
    found: Rows = set()
    for id, one in shop.placements.items():
        for reason in one["reasons"] if one["component"] == component else ():
            grounds = [
                shop.placements[ground]["name"] if ground in shop.placements else ground
                for ground in reason["because"]
            ]
            found |= {(shop.place(id), reason["text"], ground) for ground in grounds or [None]}
    return found


@answers("leaving")
def leaving(cat: Catalog, shop: Shop, component: str) -> Rows:
    mine = {id for id, one in shop.placements.items() if one["component"] == component}
    if not mine:
        return set()
    found: Rows = {("placed at", shop.place(id)) for id in mine}
    for flow in shop.flows:
        if mine & {flow["from"], flow["to"]}:
            ends = [shop.placements[flow[end]]["name"] for end in ("from", "to")]
            found.add(("flow", f"{ends[0]} {flow['label']} {ends[1]}"))
    needing = (one for one in shop.components if component in cat.depends(one))
    found |= {("depends on it", cat.name(one)) for one in needing}
    return found | {("could take its place", cat.name(one)) for one in cat.replacements(component)}


# --- of two


@answers("difference")
def difference(cat: Catalog, one: Shop, other: Shop) -> Rows:
    first, second = set(one.components), set(other.components)
    found: Rows = {(id, cat.name(id), "first") for id in first - second}
    return found | {(id, cat.name(id), "second") for id in second - first}


@answers("other-answers")
def other_answers(cat: Catalog, one: Shop, other: Shop) -> Rows:
    found: Rows = set()
    for decision in one.answers.keys() | other.answers.keys():
        told = []
        for shop in (one, other):
            options = listed(shop.answers.get(decision))
            told.append(", ".join(sorted(label(f"{BASE}option/{decision}.{o}") for o in options)))
        if all(told) and told[0] != told[1]:
            found.add((label(f"{BASE}decision/{decision}"), *told))
    return found
