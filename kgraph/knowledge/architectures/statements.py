"""What an architecture says, statement by statement, in the order in which it is told.

For Turtle and for the store alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import pyoxigraph as ox

from kgraph import terms
from kgraph.knowledge.architectures.forms import version_of
from kgraph.knowledge.architectures.naming import Names
from kgraph.model.architecture import Architecture, Flow, Placement, Reason
from kgraph.model.brief import Answers, Bound, Brief, Environment, Network, System, placed
from kgraph.model.knowledge import Knowledge
from kgraph.model.topology import Place

TYPE, LABEL = terms.RDF + "type", terms.RDFS + "label"
INTEGER, BOOLEAN, DATE = terms.XSD + "integer", terms.XSD + "boolean", terms.XSD + "date"


class Iri(NamedTuple):
    """Something that has an IRI; an `address` leads somewhere else and is written in full."""

    iri: str
    address: bool = False


class Value(NamedTuple):
    """Text, or with a `datatype` a number, a truth or a date."""

    text: str
    datatype: str = ""


Term = Iri | Value
Said = list[tuple[str, Sequence[Term]]]


@dataclass(frozen=True, slots=True)
class About:
    """All that is said of one subject.

    IRIs of predicates, each with its objects, which may be none.
    """

    subject: str
    said: Said


@dataclass(frozen=True, slots=True)
class Section:
    """Subjects that are told together, under a title where they have one.

    They are to be gone through once.
    """

    title: str
    subjects: Iterable[About]


def sections(
    architecture: Architecture,
    knowledge: Knowledge,
    *,
    reasons: bool = True,
    names: Names | None = None,
) -> Iterator[Section]:
    """Everything that an architecture says, or everything but the reasons.

    `knowledge` gives the order of the answers and the names of the clouds; `names` are those below
    another address than its name gives.
    """
    known = names or Names.of(architecture.name)
    return _Teller(architecture, knowledge, known, reasons=reasons).sections()


def resting(because: Iterable[str], ends: Sequence[str]) -> list[str]:
    """What a reason rests on, in the order that Turtle can give back.

    The ends of its flow first, then by text, each once.
    """
    return sorted(
        set(because), key=lambda one: (ends.index(one) if one in ends else len(ends), one)
    )


def _order(knowledge: Knowledge) -> dict[str, int]:
    """Where each option stands among all, by its decision and id."""
    ids: list[str] = []
    for decision in knowledge.decisions:
        ids += [f"{decision.id}.{option.id}" for option in decision.options]
    return {id: number for number, id in enumerate(ids)}


class _Teller:
    def __init__(
        self, architecture: Architecture, knowledge: Knowledge, names: Names, *, reasons: bool
    ) -> None:
        self.architecture, self.knowledge = architecture, knowledge
        self.told = reasons
        self.names = names
        self.order = _order(knowledge)
        brief = architecture.brief
        workloads = brief.workloads if brief is not None else ()
        self.workloads = {workload.id: workload for workload in workloads}
        self.placed = {one.system: one for one in architecture.placements if one.system}
        sites = brief.sites if brief is not None else ()
        self.differing = {site.id: site.answers for site in sites}
        self.networks = dict(chain.from_iterable(map(placed, sites)))
        self.position = {workload.id: number for number, workload in enumerate(workloads, 1)}

    def sections(self) -> Iterator[Section]:
        one = self.architecture
        yield Section("", (self.whole(), *self.brief(), *self.rankings()))
        places = enumerate(one.places, 1)
        yield Section("places", (self.place(place, number) for number, place in places))
        for place in one.places:
            held = one.placements_at(place.id)
            if held:
                told = chain.from_iterable(map(self.placement, held))
                yield Section(f"placements {self.title(place)}", told)
        if one.flows:
            yield Section("flows", chain.from_iterable(map(self.flow, one.flows)))

    def whole(self) -> About:
        one, names = self.architecture, self.names
        version = [Iri(f"{terms.BASE}ont/{one.ontology}", address=True)] if one.ontology else []
        rankings = [Iri(names.preference(id)) for id, _ in one.preferences]
        places = [Iri(names.place(place.id)) for place in one.places]
        placements = [Iri(names.placement(id)) for id in one.placement_by_id]
        flows = [Iri(names.flow(id)) for id in one.flow_by_id]
        said: Said = [
            (TYPE, [_ours("Architecture")]),
            (LABEL, [_text(one.name)]),
            (terms.DCTERMS + "conformsTo", version),
            (terms.ONT + "version", [_number(version_of(one))]),
            (terms.ONT + "asOf", [Value(one.as_of.isoformat(), DATE)]),
            (terms.ONT + "proven", [] if one.proven else [Value("false", BOOLEAN)]),
            (terms.ONT + "madeWith", [_text(state) for state in one.catalogs]),
            (terms.ONT + "brief", [Iri(names.brief())] if one.brief is not None else []),
            (terms.ONT + "answer", self.options(one.answers)),
            (terms.ONT + "ranking", rankings),
            (terms.ONT + "place", places),
            (terms.ONT + "placement", placements),
            (terms.ONT + "flow", flows),
        ]
        return About(names.architecture, said)

    def brief(self) -> Iterator[About]:
        brief = self.architecture.brief
        if brief is not None:
            uses = [Iri(self.names.use(id)) for id, _ in brief.use_at]
            systems = [Iri(self.names.system(one.id)) for one in brief.systems]
            stages = [Iri(self.names.environment(one.id)) for one in brief.environments]
            preferred = list(self.preferred(brief))
            said: Said = [
                (TYPE, [_ours("Brief")]),
                (terms.ONT + "use", _below(terms.COMPONENT, self.used_anywhere(brief))),
                (terms.ONT + "useAt", uses),
                (terms.ONT + "environment", stages),
                (terms.ONT + "prefersFor", [Iri(one.subject) for one in preferred]),
                (terms.ONT + "atMost", list(map(_bound, brief.bounds))),
                (terms.ONT + "system", systems),
                (terms.ONT + "avoid", _below(terms.COMPONENT, sorted(brief.avoid))),
            ]
            yield About(self.names.brief(), said)
            for id, places in brief.use_at:
                yield self.use_at(id, places)
            yield from preferred
            for number, environment in enumerate(brief.environments, 1):
                yield self.environment(environment, number)
            for number, system in enumerate(brief.systems, 1):
                yield self.system(system, number)

    def used_anywhere(self, brief: Brief) -> list[str]:
        """The components that must be there, wherever that is."""
        return sorted(set(brief.use) - {id for id, _ in brief.use_at})

    def use_at(self, component: str, places: Sequence[str]) -> About:
        """A component that must be at some places, and the places."""
        said: Said = [
            (TYPE, [_ours("Use")]),
            (terms.ONT + "component", [Iri(terms.COMPONENT + component)]),
            (terms.ONT + "at", self.places(places)),
        ]
        return About(self.names.use(component), said)

    def preferred(self, brief: Brief) -> Iterator[About]:
        """What comes first for the components of some concerns."""
        for concern, order in brief.prefer_in:
            for number, id in enumerate(order, 1):
                said: Said = [
                    (TYPE, [_ours("Preferred")]),
                    (terms.ONT + "concern", [Iri(terms.CONCERN + concern)]),
                    (terms.ONT + "preference", [Iri(terms.PREFERENCE + id)]),
                    (terms.ONT + "position", [_number(number)]),
                ]
                yield About(self.names.preferred(concern, id), said)

    def environment(self, environment: Environment, number: int) -> About:
        """A stage that changes pass, with the places in it and the one that follows."""
        after = environment.promotes_to
        said: Said = [
            (TYPE, [_ours("Environment")]),
            (LABEL, [_text(environment.id)]),
            (terms.ONT + "position", [_number(number)]),
            (terms.ONT + "holds", self.places(environment.holds)),
            (terms.ONT + "promotesTo", [Iri(self.names.environment(after))] if after else []),
        ]
        return About(self.names.environment(environment.id), said)

    def system(self, system: System, number: int) -> About:
        """What is there already: a component that this architecture brings along itself."""
        stands = self.placed[system.id]
        known = self.knowledge.components.get(stands.component)
        said: Said = [
            (TYPE, [_ours("Component"), _ours("System")]),
            (LABEL, [_text(system.name)]),
            (terms.ONT + "position", [_number(number)]),
            (terms.ONT + "standIn", [Iri(terms.COMPONENT + stands.component)]),
            (terms.ONT + "scope", [_ours(known.scope)] if known is not None else []),
            (terms.ONT + "gives", _below(terms.CAPABILITY, system.provides)),
            (terms.ONT + "provides", _below(terms.CAPABILITY, stands.capabilities)),
        ]
        return About(self.names.system(system.id), said)

    def rankings(self) -> Iterator[About]:
        for number, (id, value) in enumerate(self.architecture.preferences, 1):
            said: Said = [
                (TYPE, [_ours("Ranking")]),
                (terms.ONT + "preference", [Iri(terms.PREFERENCE + id)]),
                (terms.ONT + "position", [_number(number)]),
                (terms.ONT + "value", [_number(value)]),
            ]
            yield About(self.names.preference(id), said)

    def place(self, place: Place, number: int) -> About:
        within = [Iri(self.names.place(place.within))] if place.within else []
        cloud = [Iri(terms.CLOUD + place.cloud)] if place.cloud else []
        region = [_text(place.region)] if place.region is not None else []
        said: Said = [
            (TYPE, [_ours("Place")]),
            (LABEL, [_text(place.id)]),
            (terms.ONT + "levelOfPlace", [_ours(place.scope)]),
            (terms.ONT + "position", [_number(number)]),
            (terms.ONT + "within", within),
            (terms.ONT + "cloud", cloud),
            (terms.ONT + "region", region),
            (terms.ONT + "answer", self.options(self.differing.get(place.id, ()))),
            *self.network(self.networks.get(place.id, Network(place.id))),
        ]
        return About(self.names.place(place.id), said)

    def network(self, network: Network) -> Said:
        """What a place says as a network: which components it holds, and how it is joined."""
        out = (network.egress_through,) if network.egress_through else ()
        return [
            (terms.ONT + "holds", _below(terms.COMPONENT, sorted(network.holds))),
            (terms.ONT + "peeredWith", self.places(network.peered_with)),
            (terms.ONT + "egressThrough", self.places(out)),
        ]

    def places(self, ids: Iterable[str]) -> list[Iri]:
        """The IRIs of places."""
        return [Iri(self.names.place(id)) for id in ids]

    def placement(self, placement: Placement) -> Iterator[About]:
        iri = self.names.placement(placement.id)
        said: Said = [
            (TYPE, [_ours("Placement")]),
            (LABEL, [_text(placement.name)]),
            (terms.ONT + "component", [Iri(self.component(placement))]),
            (terms.ONT + "at", [Iri(self.names.place(placement.place))]),
            *self.workload(placement.workload),
            (terms.ONT + "named", [Iri(one) for one in self.named(placement)]),
            (terms.ONT + "provides", _below(terms.CAPABILITY, placement.capabilities)),
            (terms.ONT + "serves", _below(terms.CAPABILITY, placement.serves)),
            (terms.ONT + "because", self.numbered(iri, self.shown(placement.reasons))),
        ]
        yield About(iri, said)
        yield from self.reasons(iri, self.shown(placement.reasons), ())
        for node, (decision, option, component) in self.named(placement).items():
            about: Said = [
                (TYPE, [_ours("Use")]),
                (terms.ONT + "answer", [Iri(f"{terms.OPTION}{decision}.{option}")]),
                (terms.ONT + "component", [Iri(terms.COMPONENT + component)]),
            ]
            yield About(node, about)

    def named(self, placement: Placement) -> dict[str, tuple[str, str, str]]:
        """What a workload names components for, by the IRIs of its saying so."""
        workload = self.workloads.get(placement.workload or "")
        iri = self.names.placement(placement.id)
        named = workload.named if workload is not None else ()
        return {
            f"{iri}#{decision}.{option}": (decision, option, c) for decision, option, c in named
        }

    def workload(self, id: str | None) -> Said:
        """That a placement is a workload of the user's own, and what the brief answers for it."""
        if id is None:
            return []
        said: Said = [(terms.ONT + "workload", [_text(id)])]
        if id in self.workloads:
            workload = self.workloads[id]
            places = [Iri(self.names.place(place)) for place in workload.at]
            said.append((terms.ONT + "position", [_number(self.position[id])]))
            said.append((terms.ONT + "runsAt", places))
            said.append((terms.ONT + "calls", list(map(_text, workload.calls))))
            said.append((terms.ONT + "answer", self.options(workload.answers)))
        return said

    def component(self, placement: Placement) -> str:
        """What a placement is one of: a component of the catalog, or a system of the brief."""
        if placement.system in self.placed:
            return self.names.system(str(placement.system))
        return terms.COMPONENT + placement.component

    def shown(self, reasons: Sequence[Reason]) -> Sequence[Reason]:
        """Reasons, where they are told."""
        return reasons if self.told else ()

    def flow(self, flow: Flow) -> Iterator[About]:
        """What is said of a flow. Several reasons are told in any case: they may say of more than
        one relation, since older files told those of one kind between the same two as one flow.
        """
        iri = self.names.flow(flow.id)
        reasons = flow.reasons if len(flow.reasons) > 1 else self.shown(flow.reasons)
        said: Said = [
            (TYPE, [_ours("Flow")]),
            (terms.ONT + "from", [Iri(self.names.placement(flow.source))]),
            (terms.ONT + "to", [Iri(self.names.placement(flow.target))]),
            (terms.ONT + "flowKind", [Iri(terms.FLOW + flow.kind)]),
            (terms.ONT + "label", [_text(flow.label)]),
            (terms.ONT + "because", self.numbered(iri, reasons)),
        ]
        yield About(iri, said)
        yield from self.reasons(iri, reasons, (flow.source, flow.target))

    def reasons(
        self, holder: str, reasons: Sequence[Reason], ends: tuple[str, ...]
    ) -> Iterator[About]:
        for number, reason in enumerate(reasons, 1):
            because = [self.ground(one) for one in resting(reason.because, ends)]
            said: Said = [
                (TYPE, [_ours("Reason")]),
                (LABEL, [_text(reason.text)]),
                (terms.ONT + "because", because),
                (
                    terms.DCTERMS + "source",
                    [] if reason.source is None else [_source(reason.source)],
                ),
            ]
            yield About(f"{holder}#{number}", said)

    def numbered(self, holder: str, reasons: Sequence[Reason]) -> list[Term]:
        """The reasons of a placement or flow by their numbers."""
        return [Iri(f"{holder}#{number}") for number, _ in enumerate(reasons, 1)]

    def ground(self, one: str) -> Term:
        """What a reason rests on: another placement, or words."""
        known = one in self.architecture.placement_by_id
        return Iri(self.names.placement(one)) if known else _text(one)

    def options(self, answers: Answers) -> list[Term]:
        ids: set[str] = set()
        for decision, options in answers:
            ids.update(f"{decision}.{option}" for option in options)
        ordered = sorted(ids, key=lambda id: (self.order.get(id, len(self.order)), id))
        return _below(terms.OPTION, ordered)

    def title(self, place: Place) -> str:
        cloud = f", {self.knowledge.cloud_label(place.cloud)}" if place.cloud else ""
        region = f" {place.region}" if place.region else ""
        return f"in {place.id}{cloud}{region}"


def _ours(name: str) -> Iri:
    return Iri(terms.ONT + name)


def _below(namespace: str, ids: Iterable[str]) -> list[Term]:
    return [Iri(namespace + id) for id in ids]


def _text(text: str) -> Value:
    """Text that a file can hold; a reason may name a file, and its name need not be text."""
    return Value(text.encode("utf-8", "replace").decode())


def _bound(bound: Bound) -> Value:
    """How much more a preference may cost, as one text."""
    id, most, unit, concern = bound
    where = f" in {concern}" if concern else ""
    return _text(f"{id} +{most} {unit}{where}")


def _number(number: int) -> Value:
    return Value(str(number), INTEGER)


def _source(source: str) -> Term:
    """An address as an IRI, anything else as text."""
    try:
        ox.NamedNode(source)
    except ValueError:
        return _text(source)
    return Iri(source, address=True) if ":" in source else _text(source)
