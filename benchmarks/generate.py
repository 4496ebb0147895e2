"""Catalogs of any size that look like the real one: the same seed gives the same catalog.

Shares are measured from the real catalog: who needs how much, of what kind, on which clouds, in
which form, how mature. Two things are made harder than they are there, as the published comparisons
do: a capability has twelve providers at least, and there are 0.4 conflicts for each component (the
real catalog has one conflict in all).
"""

from __future__ import annotations

import random
from bisect import bisect
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate

from kgraph import api
from kgraph.model.brief import Brief, Site, Statement
from kgraph.model.component import Clash, Component, Evidence, Need
from kgraph.model.decisions import Decision, Demand, Option
from kgraph.model.knowledge import SCOPES, Capability, Cloud, Knowledge
from kgraph.model.life import Event
from kgraph.model.preferences import Preference
from kgraph.terms import CAPABILITY, CLOUD, COMPONENT, FLOW, ONT

SEED = 20260
DAY = date(2026, 11, 23)
LAYERS = 5
PROVIDERS = 12
CONFLICTS = 0.4
WANTED = 20
PREFER = ("managed", "mature", "fewest-vendors")
FROM = Evidence("https://example.org/generated", DAY)


@dataclass(frozen=True, slots=True)
class Kind:
    """What goes together in one component of the real catalog."""

    scope: str
    delivery: str
    limited: bool
    spans: bool
    hosted: bool


class Shares:
    """What is measured from a catalog: each is a list to draw from."""

    def __init__(self, knowledge: Knowledge) -> None:
        components = [knowledge.components[id] for id in sorted(knowledge.components)]
        self.host = Counter(c.host for c in components if c.host is not None).most_common(1)[0][0]
        self.kinds = [
            Kind(c.scope, c.delivery, bool(c.clouds), c.spans_clouds, c.host is not None)
            for c in components
        ]
        self.clouds = [c.clouds[0] for c in components if c.clouds]
        self.needs = [len(c.needs) for c in components]
        self.answers = [len(need.alternatives) for c in components for need in c.needs]
        self.apart = [need.apart for c in components for need in c.needs]
        self.provides = [len(c.provides) for c in components]
        self.maturity = [c.maturity for c in components]
        self.retired = [c.retired is not None for c in components]
        self.most = {
            scope: [c.max_providers for c in knowledge.capabilities.values() if c.scope == scope]
            for scope in SCOPES
        }
        self.flows = sorted({need.flow for c in components for need in c.needs})
        self.concerns = sorted(concern.id for concern in knowledge.concerns)
        self.all_clouds = knowledge.clouds
        self.costs = {p.id: _learnt(p, knowledge) for p in knowledge.preferences if p.id in PREFER}
        self.per = {p.id: p.counted_per for p in knowledge.preferences}


def _learnt(preference: Preference, knowledge: Knowledge) -> dict[Hashable, int]:
    """The usual cost of each form and maturity, so that generated components are ranked as real ones are."""
    cost = {component: value for component, _, value in preference.costs}
    seen: dict[Hashable, list[int]] = {}
    for id, component in knowledge.components.items():
        seen.setdefault(_trait(preference.id, component), []).append(cost.get(id, 0))
    return {trait: Counter(values).most_common(1)[0][0] for trait, values in seen.items()}


def _trait(preference: str, component: Component) -> Hashable:
    return component.maturity if preference == "mature" else component.delivery


def generate(
    n: int, seed: int = SEED, *, like: Knowledge | None = None
) -> tuple[Brief, tuple[Statement, ...], Knowledge]:
    """A knowledge of `n` components, with a brief of two sites with two clusters each that asks for some twenty capabilities."""
    shares = Shares(like or api.knowledge())
    dice = random.Random(f"{seed}-{n}")  # noqa: S311 (no secrets here)
    layers = _capabilities(n, shares, dice)
    components = _conflicting(_components(n, layers, shares, dice), dice)
    capabilities = {
        c.id: c for c in sorted((c for layer in layers for c in layer), key=lambda c: c.id)
    }
    wanted = _wanted(layers, components, shares, dice)
    knowledge = _knowledge(
        {c.id: c for c in sorted(components, key=lambda c: c.id)}, capabilities, wanted, shares
    )
    brief = _brief(wanted, Counter(shares.clouds).most_common(1)[0][0])
    return brief, _said(brief), knowledge


# --- capabilities


def _capabilities(n: int, shares: Shares, dice: random.Random) -> list[list[Capability]]:
    """Layers of capabilities, the lowest first; the very first one is what hosts others."""
    many = max(n // PROVIDERS, LAYERS * len(SCOPES))
    layers: list[list[Capability]] = [[] for _ in range(LAYERS)]
    layers[0].append(_capability(shares.host, "cluster", 0, most=1, shares=shares, dice=dice))
    scopes = [kind.scope for kind in shares.kinds]
    for number in range(1, many):
        # each scope is in each layer
        scope = SCOPES[(number // LAYERS) % 3] if number < LAYERS * 4 else dice.choice(scopes)
        layer = number % LAYERS
        layers[layer].append(
            _capability(
                f"capability-{number:05}",
                scope,
                layer,
                most=dice.choice(shares.most[scope]),
                shares=shares,
                dice=dice,
            )
        )
    return layers


def _capability(
    id: str, scope: str, layer: int, *, most: int | None, shares: Shares, dice: random.Random
) -> Capability:
    words = id.replace("-", " ")
    return Capability(
        id,
        words,
        f"Stands for {words}.",
        scope,
        dice.choice(shares.concerns),
        layer,
        1,
        most,
        False,
        (),
    )


# --- components


def _components(
    n: int, layers: list[list[Capability]], shares: Shares, dice: random.Random
) -> list[Component]:
    """The components, lower layers first, since needs go to lower layers."""
    main = [capability for layer in layers for capability in layer]
    turns = sorted((number % len(main) for number in range(n)), key=lambda t: main[t].layer)
    by_scope = {scope: [kind for kind in shares.kinds if kind.scope == scope] for scope in SCOPES}
    width = len(str(n))
    lower = _Lower()
    found: list[Component] = []
    below: list[Component] = []
    names = list(range(n))
    dice.shuffle(names)  # so that ranks say nothing about layers
    for number, turn in enumerate(turns):
        capability = main[turn]
        if found and capability.layer > main[turns[number - 1]].layer:
            lower.add(main, below, capability.layer)
            below = []
        component = _component(
            f"component-{names[number]:0{width}}",
            capability,
            layers,
            by_scope[capability.scope],
            shares=shares,
            dice=dice,
        )
        component = replace(component, needs=tuple(_needs(component, lower, shares, dice)))
        found.append(component)
        below.append(component)
    return found


def _component(
    id: str,
    main: Capability,
    layers: list[list[Capability]],
    kinds: Sequence[Kind],
    *,
    shares: Shares,
    dice: random.Random,
) -> Component:
    kind = dice.choice(kinds)
    like = [
        c
        for c in dice.choices(layers[main.layer], k=dice.choice(shares.provides) - 1)
        if c.scope == main.scope and c.id != shares.host
    ]
    day = DAY - timedelta(days=dice.randrange(200, 5000))
    words = id.replace("-", " ").capitalize()
    return Component(
        id=id, name=words, definition=f"{words} stands for a product that offers {main.label}.", concern=main.concern, homepage=f"https://example.org/{id}",
        vendor=f"Vendor {int(dice.paretovariate(0.7)) % 400}", license=dice.choice(("Apache-2.0", "MIT", "LicenseRef-proprietary")), delivery=kind.delivery, icon="",
        scope=kind.scope, provides=tuple(sorted({main.id, *(c.id for c in like)})), host=shares.host if kind.hosted and main.layer else None,
        clouds=(dice.choice(shares.clouds),) if kind.limited else (), spans_clouds=kind.limited and kind.spans, maturity=dice.choice(shares.maturity),
        released=Event(day, None, FROM), retired=Event(DAY - timedelta(days=30), None, FROM) if dice.choice(shares.retired) else None,
    )  # fmt: skip


class _Lower:
    """What lies in the layers below, with the popular ones drawn most often (Zipf)."""

    def __init__(self) -> None:
        self.capabilities: dict[str, list[Capability]] = {scope: [] for scope in SCOPES}
        self.weights: dict[str, list[float]] = {scope: [] for scope in SCOPES}
        self.providers: dict[str, list[Component]] = {}

    def add(self, main: Iterable[Capability], components: Iterable[Component], layer: int) -> None:
        """Take in a layer that is complete."""
        for component in components:
            for capability in component.provides:
                self.providers.setdefault(capability, []).append(component)
        for scope in SCOPES:
            # a need is met at the place or around it, so a wide component can only need wide capabilities
            seen = [
                c
                for c in main
                if c.layer < layer
                and SCOPES.index(c.scope) <= SCOPES.index(scope)
                and c.id in self.providers
            ]
            self.capabilities[scope] = seen
            self.weights[scope] = list(accumulate(1 / (rank + 1) for rank in range(len(seen))))

    def draw(self, scope: str, dice: random.Random) -> Capability | None:
        """A capability that a component of that scope may need."""
        weights = self.weights[scope]
        return (
            self.capabilities[scope][
                min(bisect(weights, dice.random() * weights[-1]), len(weights) - 1)
            ]
            if weights
            else None
        )


def _needs(
    component: Component, lower: _Lower, shares: Shares, dice: random.Random
) -> Iterator[Need]:
    for number in range(dice.choice(shares.needs)):
        target = lower.draw(component.scope, dice)
        if target is None:
            return
        answers = dice.choice(shares.answers)
        fitting = [
            c
            for c in lower.providers[target.id]
            if not c.clouds or set(component.clouds) & set(c.clouds)
        ]
        named = (
            sorted({c.id for c in dice.choices(fitting, k=answers)}) if answers and fitting else []
        )
        yield Need(
            id=f"{component.id}#need-{number}", role="relies on", flow=dice.choice(shares.flows),
            capabilities=() if named else (target.id,),
            alternatives=tuple(named), apart=dice.choice(shares.apart) if component.scope == "cluster" and target.scope != "cluster" else None,
            since=None, until=None, evidence=FROM,
        )  # fmt: skip


def _conflicting(components: list[Component], dice: random.Random) -> list[Component]:
    """The components with conflicts between any two of them."""
    clashes: dict[str, list[Clash]] = {}
    for _ in range(int(CONFLICTS * len(components))):
        one, other = dice.sample(components, 2)
        within = max(one.scope, other.scope, key=SCOPES.index)
        clashes.setdefault(one.id, []).append(
            Clash(other.id, within, "They want the same resource.", FROM)
        )
    return [replace(c, clashes=tuple(clashes[c.id])) if c.id in clashes else c for c in components]


# --- knowledge and brief


def _wanted(
    layers: list[list[Capability]],
    components: Iterable[Component],
    shares: Shares,
    dice: random.Random,
) -> list[Capability]:
    """What the brief asks for, from all layers."""
    provided = {id for component in components for id in component.provides}
    offered = [c for layer in layers for c in layer if c.id in provided and c.id != shares.host]
    return sorted(dice.sample(offered, min(WANTED, len(offered))), key=lambda c: c.id)


def _knowledge(
    components: dict[str, Component],
    capabilities: dict[str, Capability],
    wanted: list[Capability],
    shares: Shares,
) -> Knowledge:
    demands = {
        c.id: Demand(f"wants--{c.id}", c.id, None, "the brief asks for it", None, None)
        for c in wanted
    }
    options = tuple(
        Option(id, id, id, (demand,), (), (), (), 1, 1) for id, demand in demands.items()
    )
    decision = Decision(
        "wants",
        "What it wants",
        "What does it want?",
        "brief",
        "generated",
        "https://example.org/generated",
        True,
        (),
        options,
    )
    preferences = tuple(
        Preference(
            id, id, id, shares.per[id], None, tuple(sorted(_costs(id, components.values(), shares)))
        )
        for id in sorted(PREFER)
    )
    host = (Demand(f"cluster--{shares.host}", shares.host, None, "a cluster needs it", None, None),)
    return Knowledge(
        "generated",
        (),
        (),
        capabilities,
        components,
        (decision,),
        (),
        (),
        preferences,
        shares.all_clouds,
        {"cluster": host},
    )


def _costs(
    preference: str, components: Iterable[Component], shares: Shares
) -> Iterator[tuple[str, str, int]]:
    usual = shares.costs[preference]
    for component in components:
        if shares.per[preference] == "group":
            yield component.id, component.vendor, 1
        elif cost := usual.get(_trait(preference, component), 0):
            yield component.id, "", cost


def _brief(wanted: Iterable[Capability], cloud: str) -> Brief:
    sites = tuple(Site(id, cloud, f"region-{id}", ("blue", "green")) for id in ("east", "west"))
    answers = (("wants", tuple(capability.id for capability in wanted)),)
    return Brief("Generated", DAY, sites, (), answers, (), (), PREFER)


def _said(brief: Brief) -> tuple[Statement, ...]:
    ids = [
        "as_of",
        *(f"sites.{site.id}" for site in brief.sites),
        *(f"answers.{d}.{option}" for d, options in brief.answers for option in options),
    ]
    return tuple(Statement(id, id, None) for id in sorted(ids))


# --- as RDF


def triples(
    components: Iterable[Component], capabilities: Iterable[Capability], clouds: Iterable[Cloud]
) -> str:
    """The catalog as N-Triples in our vocabulary, with what the rules would infer, sorted."""
    lines: list[str] = []
    for cloud in clouds:
        lines += _thing(CLOUD + cloud.id, "Cloud", cloud.label, cloud.label)
    for capability in capabilities:
        lines += _thing(
            CAPABILITY + capability.id, "Capability", capability.label, capability.definition
        )
        lines += [
            _link(CAPABILITY + capability.id, "scope", ONT + capability.scope),
            _number(CAPABILITY + capability.id, "layer", capability.layer),
        ]
    for component in components:
        lines += _component_triples(component)
    return "".join(f"{line}\n" for line in sorted(set(lines)))


def _component_triples(component: Component) -> Iterator[str]:
    iri = COMPONENT + component.id
    yield from _thing(iri, "Component", component.name, component.definition)
    yield from (
        _link(iri, "provides", CAPABILITY + capability) for capability in component.provides
    )
    yield from (_link(iri, "cloud", CLOUD + cloud) for cloud in component.clouds)
    yield _link(iri, "scope", ONT + component.scope)
    yield _link(iri, "delivery", ONT + component.delivery)
    yield f'<{iri}> <{ONT}vendor> "{component.vendor}" .'
    if component.host is not None:
        yield _link(iri, "requires", CAPABILITY + component.host)
    if component.released is not None:
        yield f'<{iri}> <{ONT}releasedOn> "{component.released.day.isoformat()}"^^<http://www.w3.org/2001/XMLSchema#date> .'
    for need in component.needs:
        node = f"{iri}#{need.id.rsplit('#', 1)[-1]}"
        yield _link(node, None, ONT + "Need")
        yield _link(iri, "need", node)
        yield _link(node, "flowKind", FLOW + need.flow)
        yield f'<{node}> <{ONT}role> "{need.role}" .'
        for capability in need.capabilities:
            yield _link(node, "capability", CAPABILITY + capability)
            yield _link(iri, "requires", CAPABILITY + capability)
        for one in need.alternatives:
            yield _link(node, "alternative", COMPONENT + one)
            yield _link(
                iri, "dependsOn" if len(need.alternatives) == 1 else "mayUse", COMPONENT + one
            )
    for clash in component.clashes:
        yield _link(iri, "conflictsWith", COMPONENT + clash.other)
        yield _link(COMPONENT + clash.other, "conflictsWith", iri)


def _thing(iri: str, kind: str, label: str, definition: str) -> Iterator[str]:
    yield _link(iri, None, ONT + kind)
    yield f'<{iri}> <http://www.w3.org/2000/01/rdf-schema#label> "{label}"@en .'
    yield f'<{iri}> <http://www.w3.org/2004/02/skos/core#definition> "{definition}"@en .'


def _link(subject: str, term: str | None, target: str) -> str:
    predicate = f"{ONT}{term}" if term else "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    return f"<{subject}> <{predicate}> <{target}> ."


def _number(subject: str, term: str, value: int) -> str:
    return f'<{subject}> <{ONT}{term}> "{value}"^^<http://www.w3.org/2001/XMLSchema#integer> .'
