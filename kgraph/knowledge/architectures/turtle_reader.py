"""An architecture read from Turtle, whether kgraph wrote it or a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from kgraph import terms
from kgraph.documents import kinds
from kgraph.errors import InputError, shown
from kgraph.knowledge.architectures.brief_reader import BriefReader, answers_of
from kgraph.knowledge.architectures.facts import Facts, shown_iri
from kgraph.knowledge.architectures.forms import NEWEST, from_the_future
from kgraph.knowledge.architectures.naming import Names
from kgraph.knowledge.architectures.parsing import parse_turtle, without_architecture
from kgraph.knowledge.architectures.place_reader import Places
from kgraph.knowledge.architectures.statements import resting
from kgraph.model.architecture import Architecture, Flow, Placement, Reason


def from_turtle(text: str, where: str, kind: str = kinds.TURTLE) -> Architecture:
    """The architecture in a Turtle text, or in one of another of `parsing.FORMATS`.

    InputError where the syntax is wrong or something is missing that nothing can stand in for.
    """
    facts = Facts(parse_turtle(text, where, kind), where)
    architecture = _Reader(facts, _whole(facts)).architecture()
    if facts.problems:
        raise InputError(sorted(set(facts.problems)))
    return architecture


def _whole(facts: Facts) -> str:
    """The IRI of the one architecture; InputError where there is none, several, or one of a version
    that nobody here knows.
    """
    found = sorted(iri for iri in facts if facts.is_a(iri, "Architecture"))
    if not found:
        raise without_architecture(facts.where)
    if len(found) > 1:
        many = f"holds {len(found)} architectures ({', '.join(map(shown_iri, found))})"
        raise InputError.one(f"{facts.where}:1", many, "keep one in a file")
    version = facts.number(found[0], "version")  # without one it is the first
    if version > NEWEST:
        raise InputError.one(f"{facts.where}:1", *from_the_future(version))
    return found[0]


class _Reader:
    """Reads one architecture: gathers problems instead of stopping at the first."""

    def __init__(self, facts: Facts, whole: str) -> None:
        self.facts, self.whole = facts, whole
        self.names = Names(whole)
        self.places = Places(facts, self.names, facts.nodes(whole, "place"))
        placements, flows = facts.nodes(whole, "placement"), facts.nodes(whole, "flow")
        self.placements = self.identified(placements, self.placement_id, "placement")
        self.flows = self.identified(flows, self.flow_id, "flow")

    def architecture(self) -> Architecture:
        """All of it, with its brief where that is told."""
        facts, whole = self.facts, self.whole
        name = facts.label(whole)
        if name is None:
            facts.fault(whole, "has no name", "add 'rdfs:label \"…\"'")
        placements = [self.placement(iri, id) for iri, id in self.placements.items()]
        flows = [self.flow(iri, id) for iri, id in self.flows.items()]
        draft = Architecture(
            name=name or "",
            as_of=self.day(),
            places=self.places.found,
            placements=tuple(sorted(placements, key=lambda one: one.id)),
            flows=tuple(sorted(flows, key=lambda one: one.id)),
            answers=answers_of(facts, whole),
            preferences=self.preferences(),
            ontology=self.ontology(),
            proven=facts.only(whole, "proven") not in ("false", "0"),
            catalogs=tuple(facts.nodes(whole, "madeWith")),
        )
        reader = BriefReader(facts, self.places, self.placements, draft)
        briefs = facts.nodes(whole, "brief")
        return replace(draft, brief=reader.brief(briefs[0])) if briefs else draft

    # --- what is said of the whole

    def day(self) -> date:
        """The day as of which it is; what is none is a problem."""
        text = self.facts.only(self.whole, "asOf")
        try:
            return date.fromisoformat(text)
        except ValueError:
            what = f"has the day '{shown(text)}', which is no date" if text else "has no day"
            self.facts.fault(self.whole, what, "add 'o:asOf \"2026-11-23\"^^xsd:date'")
            return date.min

    def preferences(self) -> tuple[tuple[str, int], ...]:
        """The preferences in their order, each with its value."""
        found = []
        for iri in self.facts.nodes(self.whole, "ranking"):
            position = self.facts.number(iri, "position")
            preference, value = self.facts.only(iri, "preference"), self.facts.number(iri, "value")
            found.append((position, preference, value))
        return tuple((terms.tail(preference), value) for _, preference, value in sorted(found))

    def ontology(self) -> str:
        """The version of the ontology by which it was made; nothing where that is not told."""
        stem = terms.BASE + "ont/"
        told = self.facts.terms(self.whole, terms.DCTERMS + "conformsTo")
        ours = (one.value for one in told if one.value.startswith(stem))
        return next(ours, "").removeprefix(stem)

    # --- ids

    def identified(
        self, iris: Iterable[str], name: Callable[[str], str], what: str
    ) -> dict[str, str]:
        """An id for each; two with the same id are a problem."""
        found = {iri: name(iri) for iri in iris}
        seen: set[str] = set()
        for iri, id in found.items():
            if id in seen:
                remedy = "give each its own IRI below the architecture's, or drop one"
                self.facts.fault(iri, f"is a second {what} '{shown(id)}'", remedy)
            seen.add(id)
        return found

    def placement_id(self, iri: str) -> str:
        """The id of a placement: by its IRI, or else by what stands where."""
        own = self.facts.only(iri, "workload") or terms.tail(self.facts.only(iri, "component"))
        return self.names.id(iri) or f"{self.places.of(iri)}/{own}"

    def flow_id(self, iri: str) -> str:
        """The id of a flow: by its IRI, or else by what it joins."""
        source, target = self.ends(iri)
        kind = terms.tail(self.facts.only(iri, "flowKind"))
        return self.names.id(iri) or f"{source or ''}--{kind}--{target or ''}"

    def ends(self, iri: str) -> tuple[str | None, str | None]:
        """The ids of the placements that a flow joins; None for what is none of these."""
        source, target = (self.facts.only(iri, end) for end in ("from", "to"))
        return self.placements.get(source), self.placements.get(target)

    # --- placements, flows and their reasons

    def placement(self, iri: str, id: str) -> Placement:
        """A placement; without a component, or a place of this architecture, it is a problem."""
        facts = self.facts
        chosen, place = facts.only(iri, "component"), self.places.of(iri)
        stand_in = facts.only(chosen, "standIn") if chosen in facts else ""
        component = terms.tail(stand_in or chosen)
        if not component:
            facts.fault(iri, "is a placement without a component", "add 'o:component c:…'")
        if not place:
            what = "is a placement without a place of this architecture"
            facts.fault(iri, what, "add 'o:at' with one of its places")
        return Placement(
            id,
            component,
            facts.label(iri) or component,
            place,
            facts.tails(iri, "provides"),
            self.reasons(iri),
            facts.only(iri, "workload") or None,
            facts.tails(iri, "serves"),
            terms.tail(chosen) if stand_in else None,
        )

    def flow(self, iri: str, id: str) -> Flow:
        """A flow; without a kind, or an end in this architecture, it is a problem."""
        ends = self.ends(iri)
        kind = terms.tail(self.facts.only(iri, "flowKind"))
        for end, word in zip(ends, ("from", "to"), strict=True):
            if end is None:
                what = f"is a flow without a placement of this architecture as its 'o:{word}'"
                self.facts.fault(iri, what, "name one")
        if not kind:
            self.facts.fault(iri, "is a flow without a kind", "add 'o:flowKind'")
        source, target = (end or "" for end in ends)
        reasons = self.reasons(iri, (source, target))
        return Flow(id, source, target, kind, self.facts.only(iri, "label"), reasons)

    def reasons(self, holder: str, ends: tuple[str, ...] = ()) -> tuple[Reason, ...]:
        """Reasons in the order of the numbers their IRIs end in.

        What one rests on: the ends of its flow first, then by text.
        """
        numbered = sorted(self.facts.nodes(holder, "because"), key=lambda iri: (_number(iri), iri))
        return tuple(self.reason(iri, ends) for iri in numbered if iri in self.facts)

    def reason(self, iri: str, ends: tuple[str, ...]) -> Reason:
        """A reason with what it rests on, and its source."""
        rests_on = (self.placements.get(one, one) for one in self.facts.nodes(iri, "because"))
        sources = sorted(one.value for one in self.facts.terms(iri, terms.DCTERMS + "source"))
        text = self.facts.label(iri) or ""
        return Reason(text, tuple(resting(list(rests_on), ends)), next(iter(sources), None))


def _number(iri: str) -> int:
    """The number in which an IRI ends, or 0."""
    digits = iri.rpartition("#")[2]
    return int(digits) if digits.isdecimal() and len(digits) < 10 else 0
