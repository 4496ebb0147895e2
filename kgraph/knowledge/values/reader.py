"""The dataset as frozen values: ontology and catalog read by a few SELECTs."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pyoxigraph as ox

from kgraph.knowledge.store import rows
from kgraph.model.component import (
    Clash,
    Component,
    Event,
    Evidence,
    InnerEnd,
    InnerFlow,
    Need,
    Part,
)
from kgraph.model.knowledge import (
    Capability,
    Cloud,
    Concern,
    Decision,
    Demand,
    FlowKind,
    FlowPattern,
    Knowledge,
    Lane,
    Option,
    Preference,
    ViewDefinition,
)
from kgraph.terms import ONT, tail

Row = dict[str, str]


def read_knowledge(store: ox.Store) -> Knowledge:
    """Everything assembly and drawing need, sorted by id or by stated position."""
    version = rows(store, "SELECT ?v { <https://w3id.org/kgraph/ont> owl:versionInfo ?v }")
    demands = _demands(store)
    return Knowledge(
        version=version[0]["v"] if version else "",
        concerns=_concerns(store),
        lanes=_lanes(store),
        capabilities=_capabilities(store),
        components=_components(store),
        decisions=_decisions(store, demands),
        flow_kinds=_flow_kinds(store),
        patterns=_patterns(store),
        preferences=_preferences(store),
        clouds=_clouds(store),
        place_demands={
            scope: demands[ONT + scope, "demands"]
            for scope in ("world", "site", "cluster")
            if (ONT + scope, "demands") in demands
        },
        views=_views(store),
    )


def _concerns(store: ox.Store) -> tuple[Concern, ...]:
    found = rows(
        store,
        """SELECT ?x ?label ?definition ?position ?lane ?glyph { ?x a o:Concern ; rdfs:label ?label ; skos:definition ?definition ;
        o:position ?position ; o:lane ?lane OPTIONAL { ?x o:glyph ?glyph } }""",
    )
    return tuple(
        sorted(
            (
                Concern(
                    tail(r["x"]),
                    r["label"],
                    r["definition"],
                    int(r["position"]),
                    tail(r["lane"]),
                    r.get("glyph", ""),
                )
                for r in found
            ),
            key=lambda c: c.position,
        )
    )


def _lanes(store: ox.Store) -> tuple[Lane, ...]:
    found = rows(
        store,
        """SELECT ?x ?label ?position ?hue ?dark ?band ?gathers ?watches { ?x a o:Lane ; rdfs:label ?label ; o:position ?position ; o:hue ?hue ;
        o:darkHue ?dark ; o:band ?band OPTIONAL { ?x o:gathers ?gathers } OPTIONAL { ?x o:watches ?watches } }""",
    )
    return tuple(
        sorted(
            (
                Lane(
                    tail(r["x"]),
                    r["label"],
                    int(r["position"]),
                    r["hue"],
                    r["dark"],
                    r["band"],
                    r.get("gathers") == "true",
                    r.get("watches") == "true",
                )
                for r in found
            ),
            key=lambda lane: lane.position,
        )
    )


def _clouds(store: ox.Store) -> tuple[Cloud, ...]:
    found = rows(
        store, "SELECT ?x ?label { ?x a o:Cloud ; rdfs:label ?label ; o:position ?p } ORDER BY ?p"
    )
    return tuple(Cloud(tail(r["x"]), r["label"]) for r in found)


def _capabilities(store: ox.Store) -> dict[str, Capability]:
    broader: dict[str, list[str]] = defaultdict(list)
    for r in rows(store, "SELECT ?x ?b { ?x a o:Capability ; skos:broader+ ?b }"):
        broader[tail(r["x"])].append(tail(r["b"]))
    found = rows(
        store,
        """SELECT ?x ?label ?definition ?scope ?concern ?layer ?prominence ?max ?frames ?glyph { ?x a o:Capability ; rdfs:label ?label ; skos:definition ?definition ;
        o:scope ?scope ; o:concern ?concern ; o:layer ?layer ; o:prominence ?prominence OPTIONAL { ?x o:maxProvidersPerScope ?max } OPTIONAL { ?x o:frames ?frames }
        OPTIONAL { ?x o:glyph ?glyph } }""",
    )
    values = (
        Capability(
            id=tail(r["x"]),
            label=r["label"],
            definition=r["definition"],
            scope=tail(r["scope"]),
            concern=tail(r["concern"]),
            layer=int(r["layer"]),
            prominence=int(r["prominence"]),
            max_providers=int(r["max"]) if "max" in r else None,
            frames=r.get("frames") == "true",
            broader=tuple(sorted(set(broader[tail(r["x"])]))),
            glyph=r.get("glyph", ""),
        )
        for r in found
    )
    return {value.id: value for value in sorted(values, key=lambda v: v.id)}


def _evidence(row: Row) -> Evidence:
    return Evidence(row.get("source"), _day(row.get("checked")), row.get("unverified"))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


_SOURCED = "OPTIONAL { ?n dcterms:source ?source } OPTIONAL { ?n o:checkedOn ?checked } OPTIONAL { ?n o:unverified ?unverified }"


def _components(store: ox.Store) -> dict[str, Component]:
    lists = {
        key: _lists(store, term)
        for key, term in (
            ("provides", "o:provides"),
            ("clouds", "o:cloud"),
            ("speaks", "o:speaksProtocol"),
            ("successor", "dcterms:isReplacedBy"),
        )
    }
    aliases = defaultdict(list)
    for r in rows(store, "SELECT ?x ?alias { ?x a o:Component ; skos:altLabel ?alias }"):
        aliases[tail(r["x"])].append(r["alias"])
    needs, clashes, maturity = _needs(store), _clashes(store), _maturity(store)
    parts, inner_flows, insides = _parts(store), _inner_flows(store), _insides(store)
    events = {name: _events(store, name) for name in ("released", "retired")}
    found = rows(
        store,
        """SELECT ?x ?name ?definition ?concern ?homepage ?vendor ?license ?delivery ?icon ?scope ?host ?spans { ?x a o:Component ; rdfs:label ?name ;
        skos:definition ?definition ; o:concern ?concern ; schema:url ?homepage ; o:vendor ?vendor ; dcterms:license ?license ; o:delivery ?delivery ;
        o:icon ?icon ; o:scope ?scope OPTIONAL { ?x o:host ?host } OPTIONAL { ?x o:spansClouds ?spans } }""",
    )
    components = {}
    for r in sorted(found, key=lambda r: r["x"]):
        id = tail(r["x"])
        components[id] = Component(
            id=id,
            name=r["name"],
            definition=r["definition"],
            concern=tail(r["concern"]),
            homepage=r["homepage"],
            vendor=r["vendor"],
            license=tail(r["license"]),
            delivery=tail(r["delivery"]),
            icon=r["icon"],
            scope=tail(r["scope"]),
            host=tail(r["host"]) if "host" in r else None,
            spans_clouds=r.get("spans") == "true",
            provides=lists["provides"][id],
            clouds=lists["clouds"][id],
            speaks=lists["speaks"][id],
            aliases=tuple(sorted(aliases[id])),
            needs=tuple(needs[id]),
            clashes=tuple(clashes[id]),
            maturity=maturity.get(id),
            released=events["released"].get(id),
            retired=events["retired"].get(id),
            successor=next(iter(lists["successor"][id]), None),
            parts=tuple(parts[id]),
            inner_flows=tuple(sorted(inner_flows[id])),
            inside_evidence=insides.get(id, Evidence()),
        )
    return components


def _lists(store: ox.Store, term: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for r in rows(store, f"SELECT DISTINCT ?x ?y {{ ?x a o:Component ; {term} ?y }}"):
        found[tail(r["x"])].append(tail(r["y"]))
    return defaultdict(tuple, {id: tuple(sorted(values)) for id, values in found.items()})


def _needs(store: ox.Store) -> dict[str, list[Need]]:
    alternatives: dict[str, list[str]] = defaultdict(list)
    for r in rows(store, "SELECT ?n ?one { ?n a o:Need ; o:alternative ?one }"):
        alternatives[r["n"]].append(tail(r["one"]))
    found = rows(
        store,
        f"""SELECT ?x ?n ?role ?flow ?capability ?apart ?since ?until ?source ?checked ?unverified {{ ?x o:need ?n . ?n o:role ?role ; o:flowKind ?flow
        OPTIONAL {{ ?n o:capability ?capability }} OPTIONAL {{ ?n o:apart ?apart }} OPTIONAL {{ ?n o:since ?since }} OPTIONAL {{ ?n o:until ?until }} {_SOURCED} }}""",
    )
    needs: dict[str, list[Need]] = defaultdict(list)
    for r in sorted(found, key=lambda r: r["n"]):
        needs[tail(r["x"])].append(
            Need(
                id=r["n"].rsplit("/", 1)[-1],
                role=r["role"],
                flow=tail(r["flow"]),
                capability=tail(r["capability"]) if "capability" in r else None,
                alternatives=tuple(sorted(alternatives[r["n"]])),
                apart=tail(r["apart"]) if "apart" in r else None,
                since=_day(r.get("since")),
                until=_day(r.get("until")),
                evidence=_evidence(r),
            )
        )
    return needs


def _clashes(store: ox.Store) -> dict[str, list[Clash]]:
    found = rows(
        store,
        f"SELECT ?x ?other ?within ?reason ?source ?checked ?unverified {{ ?x o:conflict ?n . ?n o:with ?other ; o:within ?within ; o:reason ?reason {_SOURCED} }}",
    )
    clashes: dict[str, list[Clash]] = defaultdict(list)
    for r in sorted(found, key=lambda r: (r["x"], r["other"])):
        clashes[tail(r["x"])].append(
            Clash(tail(r["other"]), tail(r["within"]), r["reason"], _evidence(r))
        )
    return clashes


def _events(store: ox.Store, name: str) -> dict[str, Event]:
    found = rows(
        store,
        f"SELECT ?x ?day ?note ?source ?checked ?unverified {{ ?x o:{name} ?n . ?n o:date ?day OPTIONAL {{ ?n o:note ?note }} {_SOURCED} }}",
    )
    return {
        tail(r["x"]): Event(date.fromisoformat(r["day"]), r.get("note"), _evidence(r))
        for r in sorted(found, key=lambda r: r["day"])
    }


def _maturity(store: ox.Store) -> dict[str, str]:
    """The best level each component has reached."""
    found = rows(
        store, "SELECT ?x ?level ?rank { ?x o:maturity/o:level ?level . ?level o:rank ?rank }"
    )
    best = sorted(found, key=lambda r: (r["x"], -int(r["rank"])))
    return {tail(r["x"]): tail(r["level"]) for r in best}


def _parts(store: ox.Store) -> dict[str, list[Part]]:
    parts: dict[str, list[Part]] = defaultdict(list)
    found = rows(
        store,
        """SELECT ?x ?p ?name ?definition ?icon ?since ?until { ?x o:inside/o:part ?p . ?p rdfs:label ?name ; skos:definition ?definition
        OPTIONAL { ?p o:icon ?icon } OPTIONAL { ?p o:since ?since } OPTIONAL { ?p o:until ?until } }""",
    )
    for r in sorted(found, key=lambda r: r["p"]):
        parts[tail(r["x"])].append(
            Part(
                r["p"].rsplit("/", 1)[-1],
                r["name"],
                r["definition"],
                r.get("icon", ""),
                _day(r.get("since")),
                _day(r.get("until")),
            )
        )
    return parts


def _inner_flows(store: ox.Store) -> dict[str, list[InnerFlow]]:
    flows: dict[str, list[InnerFlow]] = defaultdict(list)
    found = rows(
        store,
        """SELECT ?x ?from ?of ?to ?at ?kind ?label { ?x o:inside/o:innerFlow ?n . ?n o:flowKind ?kind ; o:label ?label
        OPTIONAL { ?n o:from ?from } OPTIONAL { ?n o:fromCapability ?of } OPTIONAL { ?n o:to ?to } OPTIONAL { ?n o:toCapability ?at } }""",
    )
    for r in found:
        ends = [
            _inner_end(r.get(there), r.get(able)) for there, able in (("from", "of"), ("to", "at"))
        ]
        flows[tail(r["x"])].append(InnerFlow(ends[0], ends[1], tail(r["kind"]), r["label"]))
    return flows


def _inner_end(thing: str | None, capability: str | None) -> InnerEnd:
    if thing is None:
        return InnerEnd("capability", tail(capability or ""))
    name = thing.rsplit("/", 1)[-1]
    return InnerEnd("part" if "#" in name else "component", name)


def _insides(store: ox.Store) -> dict[str, Evidence]:
    found = rows(store, f"SELECT ?x ?source ?checked ?unverified {{ ?x o:inside ?n {_SOURCED} }}")
    return {tail(r["x"]): _evidence(r) for r in found}


def _demands(store: ox.Store) -> dict[tuple[str, str], tuple[Demand, ...]]:
    found = rows(
        store,
        """SELECT ?x ?how ?n ?capability ?component ?because ?flow ?role { VALUES ?how { o:demands o:prefers } ?x ?how ?n . ?n o:because ?because
        OPTIONAL { ?n o:capability ?capability } OPTIONAL { ?n o:component ?component } OPTIONAL { ?n o:flowKind ?flow ; o:role ?role } }""",
    )
    demands: dict[tuple[str, str], list[Demand]] = defaultdict(list)
    for r in sorted(found, key=lambda r: r["n"]):
        demands[r["x"], tail(r["how"])].append(
            Demand(
                id=r["n"].rsplit("/", 1)[-1],
                capability=tail(r["capability"]) if "capability" in r else None,
                component=tail(r["component"]) if "component" in r else None,
                because=r["because"],
                flow=tail(r["flow"]) if "flow" in r else None,
                role=r.get("role"),
            )
        )
    return {key: tuple(values) for key, values in demands.items()}


def _decisions(
    store: ox.Store, demands: dict[tuple[str, str], tuple[Demand, ...]]
) -> tuple[Decision, ...]:
    lists: dict[tuple[str, str], list[str]] = defaultdict(list)
    for r in rows(
        store, "SELECT ?x ?p ?y { VALUES ?p { o:forbids o:gives } ?x a o:Option ; ?p ?y }"
    ):
        lists[r["x"], tail(r["p"])].append(tail(r["y"]))
    options: dict[str, list[tuple[int, Option]]] = defaultdict(list)
    for r in rows(
        store,
        """SELECT ?d ?x ?id ?label ?definition ?position ?sites ?clouds { ?d o:option ?x . ?x skos:notation ?id ; rdfs:label ?label ;
        skos:definition ?definition ; o:position ?position OPTIONAL { ?x o:minSites ?sites } OPTIONAL { ?x o:minClouds ?clouds } }""",
    ):
        option = Option(
            id=r["id"],
            label=r["label"],
            definition=r["definition"],
            demands=demands.get((r["x"], "demands"), ()),
            prefers=demands.get((r["x"], "prefers"), ()),
            forbids=tuple(sorted(lists[r["x"], "forbids"])),
            gives=tuple(sorted(lists[r["x"], "gives"])),
            min_sites=int(r.get("sites", 1)),
            min_clouds=int(r.get("clouds", 1)),
        )
        options[r["d"]].append((int(r["position"]), option))
    defaults: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for r in rows(
        store,
        "SELECT ?d ?id ?position { ?d o:default ?x . ?x skos:notation ?id ; o:position ?position }",
    ):
        defaults[r["d"]].append((int(r["position"]), r["id"]))
    found = rows(
        store,
        """SELECT ?d ?label ?question ?asked ?section ?source ?multiple ?position { ?d a o:Decision ; rdfs:label ?label ; skos:definition ?question ;
        o:askedOf ?asked ; o:section ?section ; dcterms:source ?source ; o:position ?position OPTIONAL { ?d o:multiple ?multiple } }""",
    )
    return tuple(
        Decision(
            id=tail(r["d"]),
            label=r["label"],
            question=r["question"],
            asked_of=r["asked"],
            section=r["section"],
            source=r["source"],
            multiple=r.get("multiple") == "true",
            defaults=tuple(id for _, id in sorted(defaults[r["d"]])),
            options=tuple(
                option for _, option in sorted(options[r["d"]], key=lambda pair: pair[0])
            ),
        )
        for r in sorted(found, key=lambda r: int(r["position"]))
    )


def _flow_kinds(store: ox.Store) -> tuple[FlowKind, ...]:
    pulls: dict[str, list[str]] = defaultdict(list)
    for r in rows(
        store, "SELECT ?x ?label { ?x a o:FlowKind ; o:pulls ?label } ORDER BY ?x ?label"
    ):
        pulls[r["x"]].append(r["label"])
    found = rows(
        store,
        """SELECT ?x ?label ?definition ?dash ?weight ?hue ?dark ?position ?path ?prominence { ?x a o:FlowKind ; rdfs:label ?label ; skos:definition ?definition ;
        o:dash ?dash ;
        o:weight ?weight ; o:hue ?hue ; o:darkHue ?dark ; o:position ?position ; o:prominence ?prominence
        OPTIONAL { ?x o:mainPath ?path } }""",
    )
    return tuple(
        FlowKind(
            tail(r["x"]),
            r["label"],
            r["definition"],
            r["dash"],
            float(r["weight"]),
            r["hue"],
            r["dark"],
            r.get("path") == "true",
            int(r["prominence"]),
            tuple(pulls[r["x"]]),
        )
        for r in sorted(found, key=lambda r: int(r["position"]))
    )


def _views(store: ox.Store) -> tuple[ViewDefinition, ...]:
    along: dict[str, list[str]] = defaultdict(list)
    for r in rows(
        store,
        "SELECT ?x ?kind { ?x a o:View ; o:along ?kind . ?kind o:position ?p } ORDER BY ?x ?p",
    ):
        along[r["x"]].append(tail(r["kind"]))
    found = rows(
        store,
        """SELECT ?x ?label ?definition ?position ?query ?arrangement ?per ?numbered { ?x a o:View ; rdfs:label ?label ; skos:definition ?definition ;
        o:position ?position ; o:selects ?query ; o:arrangement ?arrangement OPTIONAL { ?x o:per ?per } OPTIONAL { ?x o:numbered ?numbered } }""",
    )
    return tuple(
        ViewDefinition(
            tail(r["x"]),
            r["label"],
            r["definition"],
            int(r["position"]),
            r["query"],
            r["arrangement"],
            tuple(along[r["x"]]),
            r.get("per", ""),
            r.get("numbered") == "true",
        )
        for r in sorted(found, key=lambda r: int(r["position"]))
    )


def _patterns(store: ox.Store) -> tuple[FlowPattern, ...]:
    lists: dict[tuple[str, str], list[str]] = defaultdict(list)
    for r in rows(
        store, "SELECT ?x ?p ?y { VALUES ?p { o:protocol o:unless } ?x a o:FlowPattern ; ?p ?y }"
    ):
        lists[r["x"], tail(r["p"])].append(tail(r["y"]))
    found = rows(
        store,
        """SELECT ?x ?from ?to ?kind ?label ?asked ?needed { ?x a o:FlowPattern ; o:from ?from ; o:to ?to ; o:flowKind ?kind ; o:label ?label
        OPTIONAL { ?x o:whenAsked ?asked } OPTIONAL { ?x o:needed ?needed } }""",
    )
    return tuple(
        FlowPattern(
            id=tail(r["x"]),
            source=tail(r["from"]),
            target=tail(r["to"]),
            kind=tail(r["kind"]),
            label=r["label"],
            protocols=tuple(sorted(lists[r["x"], "protocol"])),
            unless=tuple(sorted(lists[r["x"], "unless"])),
            when_asked=r.get("asked") == "true",
            needed=r.get("needed", ""),
        )
        for r in sorted(found, key=lambda r: r["x"])
    )


def _preferences(store: ox.Store) -> tuple[Preference, ...]:
    found = rows(
        store,
        """SELECT ?x ?label ?definition ?per ?query ?position { ?x a o:Preference ; rdfs:label ?label ; skos:definition ?definition ; o:countedPer ?per ;
        o:costQuery ?query OPTIONAL { ?x o:defaultPosition ?position } }""",
    )
    preferences = []
    for r in sorted(found, key=lambda r: r["x"]):
        costs = sorted(
            (tail(c["component"]), c.get("group", ""), int(c["cost"]))
            for c in rows(store, r["query"])
        )
        preferences.append(
            Preference(
                tail(r["x"]),
                r["label"],
                r["definition"],
                r["per"],
                int(r["position"]) if "position" in r else None,
                tuple(c for c in costs if c[2]),
            )
        )
    return tuple(preferences)
