"""An architecture as Turtle that is pleasant to read: sorted, prefixed, without blank nodes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from kgraph import terms
from kgraph.knowledge.architectures.naming import Names, short
from kgraph.model.architecture import Architecture, Flow, Placement, Reason
from kgraph.model.knowledge import Knowledge
from kgraph.model.topology import Place

Pairs = Sequence[tuple[str, Sequence[str]]]
_USED = ("o", "a", "c", "k", "cloud", "opt", "pref", "flow", "rdfs", "dcterms", "xsd")
_RELATIVE = re.compile(r"[a-z0-9-]+(/[A-Za-z0-9%_-]+)*(#[0-9]+)?")
_ESCAPES = {
    "\\": "\\\\",
    '"': '\\"',
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\b": "\\b",
    "\f": "\\f",
}


def to_turtle(architecture: Architecture, knowledge: Knowledge) -> str:
    """The architecture as Turtle; `knowledge` gives the order of the answers and the names of the clouds."""
    return "\n".join(_Writer(architecture, knowledge).lines()) + "\n"


def resting(because: Iterable[str], ends: Sequence[str]) -> list[str]:
    """What a reason rests on, in the order that Turtle can give back: the ends of its flow first, then by text, each once."""
    return sorted(
        set(because), key=lambda one: (ends.index(one) if one in ends else len(ends), one)
    )


class _Writer:
    def __init__(self, architecture: Architecture, knowledge: Knowledge) -> None:
        self.architecture = architecture
        self.names = Names.of(architecture.name)
        self.placements = frozenset(placement.id for placement in architecture.placements)
        every = (
            f"{decision.id}.{option.id}"
            for decision in knowledge.decisions
            for option in decision.options
        )
        self.order = {id: number for number, id in enumerate(every)}
        self.clouds = {cloud.id: cloud.label for cloud in knowledge.clouds}
        brief = architecture.brief
        self.answers = (
            {workload.id: workload.answers for workload in brief.workloads} if brief else {}
        )
        self.position = (
            {workload.id: number for number, workload in enumerate(brief.workloads, 1)}
            if brief
            else {}
        )

    def lines(self) -> Iterator[str]:
        one = self.architecture
        yield f"@base <{self.names.base}> ."
        yield from (f"@prefix {prefix}: <{terms.PREFIXES[prefix]}> ." for prefix in _USED)
        yield ""
        yield f"# {_comment(one.name)} as of {one.as_of.isoformat()}: {len(one.placements)} placements, {len(one.flows)} flows."
        yield ""
        yield from self.block(self.names.architecture, self.whole())
        if one.brief is not None:
            uses = [
                ("o:use", [self.component(id) for id in sorted(one.brief.use)]),
                ("o:avoid", [self.component(id) for id in sorted(one.brief.avoid)]),
            ]
            yield from self.block(self.names.brief(), [("a", ["o:Brief"]), *uses])
        for number, (id, value) in enumerate(one.preferences, 1):
            ranking = [
                ("a", ["o:Ranking"]),
                ("o:preference", [self.iri(terms.PREFERENCE + id)]),
                ("o:position", [str(number)]),
                ("o:value", [str(value)]),
            ]
            yield from self.block(self.names.preference(id), ranking)
        yield from ("", "# --- places", "")
        for number, place in enumerate(one.places, 1):
            yield from self.block(self.names.place(place.id), self.place(place, number))
        for place in one.places:
            held = [placement for placement in one.placements if placement.place == place.id]
            if held:
                yield from ("", f"# --- placements {self.title(place)}", "")
            for placement in held:
                yield from self.block(self.names.placement(placement.id), self.placement(placement))
                yield from self.reasons(self.names.placement(placement.id), placement.reasons, ())
        if one.flows:
            yield from ("", "# --- flows", "")
        for flow in one.flows:
            yield from self.block(self.names.flow(flow.id), self.flow(flow))
            yield from self.reasons(
                self.names.flow(flow.id), flow.reasons, (flow.source, flow.target)
            )

    def whole(self) -> Pairs:
        one = self.architecture
        return [
            ("a", ["o:Architecture"]),
            ("rdfs:label", [text(one.name)]),
            ("dcterms:conformsTo", [f"<{terms.BASE}ont/{one.ontology}>"] if one.ontology else []),
            ("o:asOf", [f'"{one.as_of.isoformat()}"^^xsd:date']),
            ("o:proven", [] if one.proven else ["false"]),
            ("o:brief", [self.iri(self.names.brief())] if one.brief is not None else []),
            ("o:answer", self.options(one.answers)),
            ("o:ranking", [self.iri(self.names.preference(id)) for id, _ in one.preferences]),
            ("o:place", [self.iri(self.names.place(place.id)) for place in one.places]),
            (
                "o:placement",
                [self.iri(self.names.placement(placement.id)) for placement in one.placements],
            ),
            ("o:flow", [self.iri(self.names.flow(flow.id)) for flow in one.flows]),
        ]

    def place(self, place: Place, number: int) -> Pairs:
        return [
            ("a", ["o:Place"]),
            ("rdfs:label", [text(place.id)]),
            ("o:levelOfPlace", [self.iri(terms.ONT + place.scope)]),
            ("o:position", [str(number)]),
            ("o:within", [self.iri(self.names.place(place.within))] if place.within else []),
            ("o:cloud", [self.iri(terms.CLOUD + place.cloud)] if place.cloud else []),
            ("o:region", [text(place.region)] if place.region is not None else []),
        ]

    def placement(self, placement: Placement) -> Pairs:
        workload = placement.workload
        known = workload is not None and workload in self.answers
        return [
            ("a", ["o:Placement"]),
            ("rdfs:label", [text(placement.name)]),
            ("o:component", [self.component(placement.component)]),
            ("o:at", [self.iri(self.names.place(placement.place))]),
            ("o:workload", [text(workload)] if workload is not None else []),
            ("o:position", [str(self.position[str(workload)])] if known else []),
            ("o:answer", self.options(self.answers[str(workload)]) if known else []),
            ("o:provides", [self.iri(terms.CAPABILITY + id) for id in placement.capabilities]),
            ("o:serves", [self.iri(terms.CAPABILITY + id) for id in placement.serves]),
            ("o:because", self.numbered(self.names.placement(placement.id), placement.reasons)),
        ]

    def flow(self, flow: Flow) -> Pairs:
        return [
            ("a", ["o:Flow"]),
            ("o:from", [self.iri(self.names.placement(flow.source))]),
            ("o:to", [self.iri(self.names.placement(flow.target))]),
            ("o:flowKind", [self.iri(terms.FLOW + flow.kind)]),
            ("o:label", [text(flow.label)]),
            ("o:because", self.numbered(self.names.flow(flow.id), flow.reasons)),
        ]

    def numbered(self, holder: str, reasons: Sequence[Reason]) -> list[str]:
        return [self.iri(f"{holder}#{number}") for number, _ in enumerate(reasons, 1)]

    def reasons(
        self, holder: str, reasons: Sequence[Reason], ends: tuple[str, ...]
    ) -> Iterator[str]:
        for number, reason in enumerate(reasons, 1):
            because = [
                self.iri(self.names.placement(one)) if one in self.placements else text(one)
                for one in resting(reason.because, ends)
            ]
            source = [_source(reason.source)] if reason.source is not None else []
            stated = [
                ("a", ["o:Reason"]),
                ("rdfs:label", [text(reason.text)]),
                ("o:because", because),
                ("dcterms:source", source),
            ]
            yield from self.block(f"{holder}#{number}", stated)

    def options(self, answers: Iterable[tuple[str, tuple[str, ...]]]) -> list[str]:
        ids = {f"{decision}.{option}" for decision, options in answers for option in options}
        return [
            self.iri(terms.OPTION + id)
            for id in sorted(ids, key=lambda id: (self.order.get(id, len(self.order)), id))
        ]

    def component(self, id: str) -> str:
        return self.iri(terms.COMPONENT + id)

    def title(self, place: Place) -> str:
        cloud = f", {self.clouds.get(place.cloud, place.cloud)}" if place.cloud else ""
        return f"in {place.id}{cloud}{f' {_comment(place.region)}' if place.region else ''}"

    def iri(self, iri: str) -> str:
        """An IRI as it is written here: relative below the architecture, or with a prefix, or in full."""
        below = iri.removeprefix(self.names.base)
        if below != iri and _RELATIVE.fullmatch(below):
            return f"<{below}>"
        return short(iri) or f"<{iri}>"

    def block(self, subject: str, pairs: Pairs) -> Iterator[str]:
        """The statements about one subject; predicates without objects are left out."""
        stated = [
            predicate + " " + " ,\n        ".join(objects)
            for predicate, objects in pairs
            if objects
        ]
        yield f"{self.iri(subject)} " + " ;\n    ".join(stated) + " ."


def text(value: str) -> str:
    """A string literal."""
    return '"' + "".join(map(_escaped, value)) + '"'


def _escaped(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    return letter if letter >= " " and letter != "\x7f" else f"\\u{ord(letter):04X}"


def _source(source: str) -> str:
    """An address as an IRI, anything else as text."""
    try:
        ox.NamedNode(source)
    except ValueError:
        return text(source)
    return f"<{source}>" if ":" in source else text(source)


def _comment(value: str) -> str:
    return " ".join(value.split())
