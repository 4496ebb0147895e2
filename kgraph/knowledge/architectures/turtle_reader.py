"""An architecture read from Turtle, whether kgraph wrote it or a person."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import pyoxigraph as ox

from kgraph import terms
from kgraph.documents import kinds
from kgraph.errors import InputError, Problem, shown
from kgraph.knowledge.architectures.forms import NEWEST, from_the_future
from kgraph.knowledge.architectures.naming import Names, short
from kgraph.knowledge.architectures.statements import resting
from kgraph.model.architecture import Architecture, Flow, Placement, Reason
from kgraph.model.brief import (
    Answers,
    Bound,
    Brief,
    Environment,
    Network,
    Preferences,
    Site,
    System,
    Workload,
)
from kgraph.model.knowledge import LEVELS
from kgraph.model.topology import WORLD, Place

Node = ox.NamedNode | ox.BlankNode
_BOUND = re.compile(r"([a-z-]+) \+([0-9]{1,4}) ([a-z-]+)(?: in ([a-z-]+))?")
_WHOLE = re.compile(r"[+-]?[0-9]{1,4000}")  # Python reads no longer number
_NOT_ONE = 'name one architecture: \'<…> a o:Architecture ; rdfs:label "…" ; o:asOf "…"^^xsd:date\''


FORMATS = {
    kinds.TURTLE: (ox.RdfFormat.TURTLE, "Turtle"),
    kinds.NTRIPLES: (ox.RdfFormat.N_TRIPLES, "N-Triples"),
    kinds.TRIG: (ox.RdfFormat.TRIG, "TriG"),
    kinds.RDFXML: (ox.RdfFormat.RDF_XML, "RDF/XML"),
    kinds.JSONLD: (ox.RdfFormat.JSON_LD, "JSON-LD"),
}
"""The forms in which triples are read, each with its name."""


def parse_turtle(
    text: str, where: str, kind: str = kinds.TURTLE, *, apart: bool = False
) -> list[ox.Triple]:
    """The triples of a Turtle text, or of one in another of `FORMATS`, of whatever graph.

    With `apart`, things without a name are told from those of every other text. InputError with
    file and line where its syntax is wrong.
    """
    format, name = FORMATS[kind]
    try:
        # as bytes: half of a character in a text is told like any other mistake
        data = text.encode("utf-8", "surrogatepass")
        quads = ox.parse(data, format=format, base_iri=terms.ARCHITECTURE, rename_blank_nodes=apart)
        return [quad.triple for quad in quads]
    except SyntaxError as error:
        spot = f"{where}:{error.lineno or 1}"
        raise InputError.one(spot, f"is not {name}", "mend the syntax there", error.msg) from None


def parse_architecture(text: str, where: str, kind: str = kinds.TURTLE) -> list[ox.Triple]:
    """The triples of a text that holds an architecture, however incomplete.

    InputError where it holds none: rules that judge architectures have nothing to say against that.
    """
    triples = parse_turtle(text, where, kind)
    type, architecture = ox.NamedNode(terms.RDF + "type"), ox.NamedNode(terms.ONT + "Architecture")
    if not any(one.predicate == type and one.object == architecture for one in triples):
        raise _without_architecture(where)
    return triples


def _without_architecture(where: str) -> InputError:
    return InputError.one(f"{where}:1", "holds no architecture", _NOT_ONE)


def from_turtle(text: str, where: str, kind: str = kinds.TURTLE) -> Architecture:
    """The architecture in a Turtle text, or in one of another of `FORMATS`.

    InputError where the syntax is wrong or something is missing that nothing can stand in for.
    """
    reader = _Reader(parse_turtle(text, where, kind), where)
    architecture = reader.architecture()
    if reader.problems:
        raise InputError(sorted(set(reader.problems)))
    return architecture


class _Reader:
    """One reading: gathers problems instead of stopping at the first."""

    def __init__(self, triples: Iterable[ox.Triple], where: str) -> None:
        self.where = where
        self.problems: list[Problem] = []
        self.about: dict[str, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]] = (
            defaultdict(lambda: defaultdict(list))
        )
        for triple in triples:
            if not isinstance(triple.subject, ox.Triple) and not isinstance(
                triple.object, ox.Triple
            ):
                self.about[_key(triple.subject)][triple.predicate.value].append(triple.object)
        self.names = Names("")
        self.place_ids: dict[str, str] = {}
        self.placement_ids: dict[str, str] = {}

    def architecture(self) -> Architecture:
        whole = self.whole()
        self.names = Names(whole)
        self.refuse_future(whole)
        day = self.day(whole)
        places = self.places(self.nodes(whole, "place"))
        self.placement_ids = self.identified(
            self.nodes(whole, "placement"), self.placement_id, "placement"
        )
        placements = sorted(
            (self.placement(iri, id) for iri, id in self.placement_ids.items()),
            key=lambda one: one.id,
        )
        flow_ids = self.identified(self.nodes(whole, "flow"), self.flow_id, "flow")
        rankings = sorted(
            (self.number(iri, "position"), self.only(iri, "preference"), self.number(iri, "value"))
            for iri in self.nodes(whole, "ranking")
        )
        name = self.label(whole)
        if name is None:
            self.fault(whole, "has no name", "add 'rdfs:label \"…\"'")
        flows = [self.flow(iri, id) for iri, id in flow_ids.items()]
        draft = Architecture(
            name=name or "",
            as_of=day,
            places=places,
            placements=tuple(placements),
            flows=tuple(sorted(flows, key=lambda flow: flow.id)),
            answers=self.answers(whole),
            preferences=tuple((terms.tail(id), value) for _, id, value in rankings),
            ontology=self.ontology(whole),
            proven=self.only(whole, "proven") not in ("false", "0"),
            catalogs=tuple(self.nodes(whole, "madeWith")),
        )
        briefs = self.nodes(whole, "brief")
        return replace(draft, brief=self.brief(draft, briefs[0])) if briefs else draft

    def refuse_future(self, whole: str) -> None:
        """InputError at once for a version that nobody here knows; without one it is the first."""
        version = self.number(whole, "version")
        if version > NEWEST:
            raise InputError.one(f"{self.where}:1", *from_the_future(version))

    def is_architecture(self, iri: str) -> bool:
        """Whether this is said to be an architecture."""
        kinds = self.about[iri][terms.RDF + "type"]
        return any(_key(kind) == terms.ONT + "Architecture" for kind in kinds)

    def whole(self) -> str:
        found = sorted(iri for iri in self.about if self.is_architecture(iri))
        if not found:
            raise _without_architecture(self.where)
        if len(found) > 1:
            raise InputError.one(
                f"{self.where}:1",
                f"holds {len(found)} architectures ({', '.join(map(_shown, found))})",
                "keep one in a file",
            )
        return found[0]

    def day(self, whole: str) -> date:
        text = self.only(whole, "asOf")
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.fault(
                whole,
                f"has the day '{shown(text)}', which is no date" if text else "has no day",
                "add 'o:asOf \"2026-11-23\"^^xsd:date'",
            )
            return date.min

    def ontology(self, whole: str) -> str:
        stem = terms.BASE + "ont/"
        return next(
            (
                v.value.removeprefix(stem)
                for v in self.about[whole][terms.DCTERMS + "conformsTo"]
                if v.value.startswith(stem)
            ),
            "",
        )

    def places(self, iris: list[str]) -> tuple[Place, ...]:
        """Every place with the id that its level and surroundings give it.

        A world is added where none is named.
        """
        levels = {iri: self.level(iri) for iri in iris}
        found = [] if "world" in levels.values() else [Place("world", "world")]
        for iri in sorted(iris, key=lambda iri: self.position(iri, levels[iri])):
            place = self.place(iri, levels[iri])
            self.place_ids[iri] = place.id
            found.append(place)
        if len({place.id for place in found}) < len(found):
            problem = Problem(self.where, "two places have the same id", "give each its own")
            self.problems.append(problem)
        return tuple(found)

    def level(self, iri: str) -> str:
        """The scope of a place; nothing where none is stated, which is a problem."""
        level = terms.tail(self.only(iri, "levelOfPlace"))
        if level in LEVELS:
            return level
        known = ", ".join(f"o:{scope}" for scope in LEVELS)
        self.fault(iri, "is a place without a level", f"add 'o:levelOfPlace' with one of {known}")
        return ""

    def position(self, iri: str, level: str) -> tuple[int, int, str]:
        """Where a place stands among the others: wide ones first."""
        return LEVELS.index(level) if level else 0, self.number(iri, "position"), iri

    def place(self, iri: str, level: str) -> Place:
        """A place, once those around it are known."""
        cloud = terms.tail(self.only(iri, "cloud")) or None
        region = self.only(iri, "region") or None
        if level in ("network", "cluster"):
            around = self.only(iri, "within")
            outer = self.place_ids.get(around)
            if outer is None or outer == WORLD:
                what = f"is a {level} outside of any site"
                self.fault(iri, what, "add 'o:within' with its site")
            cloud = cloud or terms.tail(self.only(around, "cloud")) or None
            site = str(outer).partition("/")[0]
            return Place(f"{site}/{self.local(iri)}", level, outer, cloud, region)
        if level == "site":
            if cloud is None:
                self.fault(iri, "is a site without a cloud", "add 'o:cloud cloud:…'")
            return Place(self.local(iri), level, "world", cloud, region)
        return Place("world", "world")

    def local(self, iri: str) -> str:
        return (self.names.id(iri) or unquote(terms.tail(iri))).rsplit("/", 1)[-1]

    def placement_id(self, iri: str) -> str:
        own = self.only(iri, "workload") or terms.tail(self.only(iri, "component"))
        return self.names.id(iri) or f"{self.place_of(iri)}/{own}"

    def flow_id(self, iri: str) -> str:
        ends = [self.placement_ids.get(self.only(iri, end), "") for end in ("from", "to")]
        return (
            self.names.id(iri) or f"{ends[0]}--{terms.tail(self.only(iri, 'flowKind'))}--{ends[1]}"
        )

    def identified(self, iris: list[str], name: Callable[[str], str], what: str) -> dict[str, str]:
        """An id for each; two with the same id are a problem."""
        found = {iri: name(iri) for iri in iris}
        seen: set[str] = set()
        for iri, id in found.items():
            if id in seen:
                self.fault(
                    iri,
                    f"is a second {what} '{shown(id)}'",
                    "give each its own IRI below the architecture's, or drop one",
                )
            seen.add(id)
        return found

    def place_of(self, iri: str) -> str:
        return self.place_ids.get(self.only(iri, "at"), "")

    def tails(self, iri: str, name: str) -> tuple[str, ...]:
        """The ends of the IRIs that something is joined with by a property, sorted."""
        return tuple(sorted(terms.tail(one) for one in self.nodes(iri, name)))

    def placement(self, iri: str, id: str) -> Placement:
        chosen, place = self.only(iri, "component"), self.place_of(iri)
        stand_in = self.only(chosen, "standIn") if chosen in self.about else ""
        system = terms.tail(chosen) if stand_in else None
        component = terms.tail(stand_in or chosen)
        if not component:
            self.fault(iri, "is a placement without a component", "add 'o:component c:…'")
        if not place:
            self.fault(
                iri,
                "is a placement without a place of this architecture",
                "add 'o:at' with one of its places",
            )
        provides, serves = self.tails(iri, "provides"), self.tails(iri, "serves")
        return Placement(
            id,
            component,
            self.label(iri) or component,
            place,
            provides,
            self.reasons(iri),
            self.only(iri, "workload") or None,
            serves,
            system,
        )

    def flow(self, iri: str, id: str) -> Flow:
        ends = [self.placement_ids.get(self.only(iri, end)) for end in ("from", "to")]
        kind = terms.tail(self.only(iri, "flowKind"))
        for end, word in zip(ends, ("from", "to"), strict=True):
            if end is None:
                self.fault(
                    iri,
                    f"is a flow without a placement of this architecture as its 'o:{word}'",
                    "name one",
                )
        if not kind:
            self.fault(iri, "is a flow without a kind", "add 'o:flowKind'")
        source, target = (end or "" for end in ends)
        return Flow(
            id, source, target, kind, self.only(iri, "label"), self.reasons(iri, (source, target))
        )

    def reasons(self, holder: str, ends: tuple[str, ...] = ()) -> tuple[Reason, ...]:
        """Reasons in the order of the numbers their IRIs end in.

        What one rests on: the ends of its flow first, then by text.
        """
        numbered = sorted(self.nodes(holder, "because"), key=lambda iri: (_number(iri), iri))
        return tuple(self.reason(iri, ends) for iri in numbered if iri in self.about)

    def reason(self, iri: str, ends: tuple[str, ...]) -> Reason:
        because = resting(
            [self.placement_ids.get(one, one) for one in self.nodes(iri, "because")], ends
        )
        source = next(
            iter(sorted(v.value for v in self.about[iri][terms.DCTERMS + "source"])), None
        )
        return Reason(self.label(iri) or "", tuple(because), source)

    def answers(self, holder: str) -> Answers:
        """Answers as decision and options, both sorted: RDF keeps no order."""
        found: dict[str, list[str]] = defaultdict(list)
        for option in self.nodes(holder, "answer"):
            decision, _, id = option.removeprefix(terms.OPTION).partition(".")
            if not option.startswith(terms.OPTION) or not id:
                self.fault(
                    holder,
                    f"has the answer {_shown(option)}, which is no option",
                    "write 'opt:<decision>.<option>'",
                )
            found[decision].append(id)
        return tuple((decision, tuple(sorted(ids))) for decision, ids in sorted(found.items()))

    def brief(self, draft: Architecture, iri: str) -> Brief:
        """The brief, put together again from places, workloads and rankings."""
        sites = self.sites(draft)
        ids = {site.id for site in sites}
        use_at = tuple(sorted(map(self.use_at, self.nodes(iri, "useAt"))))
        return Brief(
            name=draft.name,
            as_of=draft.as_of,
            sites=sites,
            workloads=self.workloads(draft, ids),
            answers=draft.answers,
            use=tuple(sorted({*self.tails(iri, "use"), *dict(use_at)})),
            avoid=self.tails(iri, "avoid"),
            prefer=tuple(id for id, _ in draft.preferences),
            source=self.where,
            systems=self.systems(draft, iri),
            use_at=use_at,
            environments=self.environments(iri),
            prefer_in=self.prefer_in(iri),
            bounds=self.bounds(iri),
        )

    def bounds(self, iri: str) -> tuple[Bound, ...]:
        """How much more some preferences may cost."""
        found: list[Bound] = []
        for text in self.nodes(iri, "atMost"):
            bound = _BOUND.fullmatch(text)
            if bound is None:
                what = f"has 'o:atMost' '{shown(text, 40)}', which is no bound"
                self.fault(
                    iri, what, "write a preference, a number and a unit: 'managed +2 vendors'"
                )
            else:
                found.append((bound[1], int(bound[2]), bound[3], bound[4] or ""))
        return tuple(found)

    def prefer_in(self, iri: str) -> Preferences:
        """The preferences that come first for some concerns, each in its order."""
        orders: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for node in self.nodes(iri, "prefersFor"):
            preference = terms.tail(self.only(node, "preference"))
            concern = terms.tail(self.only(node, "concern"))
            orders[concern].append((self.number(node, "position"), preference))
        found = []
        for concern, order in sorted(orders.items()):
            found.append((concern, tuple(id for _, id in sorted(order))))
        return tuple(found)

    def environments(self, iri: str) -> tuple[Environment, ...]:
        """The stages that changes pass, in the order of the brief."""
        found = []
        for node in self.nodes(iri, "environment"):
            holds = tuple(sorted(self.known_places(node, "holds")))
            after = self.label(self.only(node, "promotesTo"))
            environment = Environment(self.label(node) or terms.tail(node), holds, after)
            found.append((self.number(node, "position"), environment.id, environment))
        return tuple(environment for *_, environment in sorted(found))

    def known_places(self, iri: str, name: str) -> list[str]:
        """The ids of the places of this architecture that something is joined with."""
        return [self.place_ids[one] for one in self.nodes(iri, name) if one in self.place_ids]

    def sites(self, draft: Architecture) -> tuple[Site, ...]:
        """The sites with their clusters and what they answer themselves."""
        iri_of = {id: place for place, id in self.place_ids.items()}
        found = []
        for place in draft.sites:
            site = _site(place, draft)
            inside = draft.topology.right_inside(place.id)
            networks = (
                self.network(one, iri_of[one.id], draft) for one in inside if one.scope == "network"
            )
            answers = self.answers(iri_of[place.id])
            found.append(replace(site, answers=answers, networks=tuple(networks)))
        return tuple(found)

    def network(self, place: Place, iri: str, draft: Architecture) -> Network:
        """A network of a site, with what stands in it and how it is joined."""
        return Network(
            id=place.id.rpartition("/")[2],
            clusters=_clusters(place, draft),
            holds=self.tails(iri, "holds"),
            peered_with=tuple(sorted(self.known_places(iri, "peeredWith"))),
            egress_through=next(iter(self.known_places(iri, "egressThrough")), None),
        )

    def use_at(self, iri: str) -> tuple[str, tuple[str, ...]]:
        """A component that must be at some places, and the places."""
        places = sorted(self.known_places(iri, "at"))
        return terms.tail(self.only(iri, "component")), tuple(places)

    def systems(self, draft: Architecture, iri: str) -> tuple[System, ...]:
        """What was there already, in the order of the brief."""
        at = {one.system: one.place for one in draft.placements if one.system}
        found = []
        for node in self.nodes(iri, "system"):
            id = terms.tail(node)
            place = None if at.get(id) == WORLD else at.get(id)
            system = System(id, self.label(node) or id, place, self.tails(node, "gives"))
            found.append((self.number(node, "position"), id, system))
        return tuple(system for *_, system in sorted(found))

    def workloads(self, draft: Architecture, sites: set[str]) -> tuple[Workload, ...]:
        """Each workload once; one that stands at every site has no list of sites."""
        found: dict[str, tuple[int, Workload]] = {}
        at: dict[str, set[str]] = defaultdict(set)
        iri_of = {id: iri for iri, id in self.placement_ids.items()}
        for one in draft.placements:
            if one.workload is not None:
                at[one.workload].add(one.place.split("/")[0])
                iri = iri_of[one.id]
                found.setdefault(
                    one.workload,
                    (
                        self.number(iri, "position"),
                        self.workload(one.workload, one.name, iri),
                    ),
                )
        ordered = sorted(found.values(), key=lambda pair: (pair[0], pair[1].id))
        return tuple(self.bound(w, at[w.id], sites) for _, w in ordered)

    def workload(self, id: str, name: str, iri: str) -> Workload:
        """A workload, by one of its placements."""
        places = self.known_places(iri, "runsAt")
        calls = tuple(self.nodes(iri, "calls"))
        named = tuple(sorted(map(self.named, self.nodes(iri, "named"))))
        return Workload(id, name, self.answers(iri), tuple(sorted(places)), calls, named)

    def named(self, iri: str) -> tuple[str, str, str]:
        """A component that a workload names, with the decision and the option that it is for."""
        option = self.only(iri, "answer").removeprefix(terms.OPTION)
        decision, _, id = option.partition(".")
        return decision, id, terms.tail(self.only(iri, "component"))

    def bound(self, workload: Workload, at: set[str], sites: set[str]) -> Workload:
        """A workload that does not say itself where it runs: at the sites where it stands."""
        if workload.at or at >= sites:
            return workload
        return replace(workload, at=tuple(sorted(at)))

    def nodes(self, subject: str, name: str) -> list[str]:
        """The objects of one of our own properties, sorted, each once."""
        return (
            sorted({_key(value) for value in self.about[subject][terms.ONT + name]})
            if subject in self.about
            else []
        )

    def only(self, subject: str, name: str) -> str:
        """The one object of a property of ours, or nothing; two are a problem."""
        found = self.nodes(subject, name)
        if len(found) > 1:
            self.fault(subject, f"has 'o:{name}' {len(found)} times", "keep one")
        return found[0] if found else ""

    def number(self, subject: str, name: str) -> int:
        text = self.only(subject, name) or "0"
        if not _WHOLE.fullmatch(text):
            self.fault(
                subject,
                f"has 'o:{name}' '{shown(text, 40)}', which is no number",
                "write a whole number",
            )
            return 0
        return int(text)

    def label(self, subject: str) -> str | None:
        found = sorted(
            (getattr(v, "language", None) or "", v.value)
            for v in self.about[subject][terms.RDFS + "label"]
        )
        return next(
            (value for language, value in found if language in ("", "en")),
            found[0][1] if found else None,
        )

    def fault(self, iri: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.where, f"{_shown(iri)} {what}", remedy))


def _site(place: Place, draft: Architecture) -> Site:
    return Site(place.id, str(place.cloud), place.region, _clusters(place, draft))


def _clusters(place: Place, draft: Architecture) -> tuple[str, ...]:
    """The ids of the clusters within a place, each by its own part."""
    return tuple(one.id.rpartition("/")[2] for one in draft.topology.clusters_in(place.id))


def _key(term: ox.NamedNode | ox.BlankNode | ox.Literal) -> str:
    """A term as a key; blank nodes keep their mark, so that they never look like text."""
    return str(term) if isinstance(term, ox.BlankNode) else term.value


def _shown(iri: str) -> str:
    if iri.startswith("_:"):
        return "something without an IRI"
    own = iri.removeprefix(terms.ARCHITECTURE)
    return shown(own if own != iri else short(iri) or f"<{iri}>", 200)


def _number(iri: str) -> int:
    digits = iri.rpartition("#")[2]
    return int(digits) if digits.isdecimal() and len(digits) < 10 else 0
