"""Components, with what they need, clash with and went through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

import pyoxigraph as ox

from kgraph.knowledge.store import rows
from kgraph.knowledge.values.evidence import SOURCED, day, evidence
from kgraph.knowledge.values.exchanges import offers, uses
from kgraph.knowledge.values.insides import inner_flows, inside_evidence, parts
from kgraph.knowledge.values.lives import closed, lives, releases
from kgraph.model.component import Adoption, Clash, Component, Evidence, Licence, Need, Provision
from kgraph.terms import DCTERMS, ONT, tail

COMPONENTS = """
SELECT ?x ?name ?definition ?concern ?homepage ?vendor ?delivery ?icon ?scope ?host ?spans
  ?choosable ?main ?maker ?catalog {
  ?x a o:Component ; rdfs:label ?name ; skos:definition ?definition ; o:concern ?concern ;
    schema:url ?homepage ; o:vendor ?vendor ; o:delivery ?delivery ; o:icon ?icon ;
    o:scope ?scope
  OPTIONAL { ?x o:host ?host }
  OPTIONAL { ?x o:spansClouds ?spans }
  OPTIONAL { ?x o:formOf ?main }
  OPTIONAL { ?x o:madeBy ?maker }
  OPTIONAL { ?x o:catalog ?catalog }
  OPTIONAL { ?delivery o:choosable ?choosable }
}"""
ALIASES = "SELECT ?x ?alias { ?x a o:Component ; skos:altLabel ?alias }"
ALTERNATIVES = "SELECT ?n ?one { ?n a o:Need ; o:alternative ?one }"
FORMS = "SELECT ?n ?one { ?one o:formOf ?n }"
CONTROLS = "SELECT ?n ?one { ?n a o:Need ; o:controls ?one }"
WHEN = "SELECT ?n ?one { ?n a o:Need ; o:whenOption ?one }"
CAPABILITIES = "SELECT ?n ?one { ?n a o:Need ; o:capability ?one }"
NEEDS = f"""
SELECT ?x ?n ?role ?flow ?optional ?starts ?each ?condition ?apart ?since ?until
       ?source ?checked ?unverified ?quote ?grade {{
  ?x o:need ?n . ?n o:role ?role ; o:flowKind ?flow
  OPTIONAL {{ ?n o:optional ?optional }}
  OPTIONAL {{ ?n o:startsProvider ?starts }}
  OPTIONAL {{ ?n o:eachProvider ?each }}
  OPTIONAL {{ ?n o:condition ?condition }}
  OPTIONAL {{ ?n o:apart ?apart }}
  OPTIONAL {{ ?n o:since ?since }}
  OPTIONAL {{ ?n o:until ?until }}
  {SOURCED}
}}"""
CLASHES = f"""
SELECT ?x ?other ?within ?reason ?source ?checked ?unverified ?quote ?grade {{
  ?x o:conflict ?n . ?n o:with ?other ; o:within ?within ; o:reason ?reason
  {SOURCED}
}}"""
PROVISIONS = f"""
SELECT ?x ?capability ?source ?checked ?unverified ?quote ?grade {{
  ?x o:provision ?n . ?n o:capability ?capability
  {SOURCED}
}}"""
LISTED = "SELECT DISTINCT ?x ?term ?y { ?x a o:Component ; ?term ?y }"
LICENCES = f"""
SELECT ?x ?n ?license ?kind ?what ?since ?until ?source ?checked ?unverified ?quote ?grade {{
  {{ ?x a o:Component ; dcterms:license ?license
    OPTIONAL {{ ?x o:licensing ?any }} FILTER(!BOUND(?any))
    OPTIONAL {{ ?license o:licenceClass ?kind }} }}
  UNION
  {{ ?x o:licensing ?n . ?n dcterms:license ?license ; o:licenceClass ?kind
    OPTIONAL {{ ?n o:covers ?what }}
    OPTIONAL {{ ?n o:since ?since }}
    OPTIONAL {{ ?n o:until ?until }}
    {SOURCED} }}
}}"""
INSTEAD = "SELECT ?n ?one { ?n a o:Licensing ; o:orLicense ?one }"
ADOPTION = f"""
SELECT ?x ?figure ?measure ?day ?source ?checked ?unverified ?quote ?grade {{
  ?x o:adoption ?n . ?n o:figure ?figure ; o:measure ?measure ; dcterms:date ?day
  {SOURCED}
}}"""
LEVELS = "SELECT ?level { ?level a o:MaturityLevel }"
MATURITY = "SELECT ?x ?level ?rank { ?x o:maturity/o:level ?level . ?level o:rank ?rank }"


def components(store: ox.Store) -> dict[str, Component]:
    """The components by their ids, sorted."""
    provides, clouds = _lists(store, ONT + "provides"), _lists(store, ONT + "cloud")
    speaks = _lists(store, ONT + "speaksProtocol")
    offered, used = offers(store), uses(store)
    successors = _lists(store, DCTERMS + "isReplacedBy")
    forms, licences = _choices(store, FORMS), _licences(store)
    aliases, maturity = _aliases(store), _maturity(store)
    adoption = _adoption(store)
    needs, clashes, provisions = _needs(store), _clashes(store), _provisions(store)
    released, life = releases(store), lives(store)
    inside, flows, told = parts(store), inner_flows(store), inside_evidence(store)
    found = {}
    for row in sorted(rows(store, COMPONENTS), key=lambda row: row["x"]):
        id = tail(row["x"])
        found[id] = Component(
            id=id,
            name=row["name"],
            definition=row["definition"],
            concern=tail(row["concern"]),
            homepage=row["homepage"],
            vendor=row["vendor"],
            license=_together(licences[id]),
            licences=tuple(licences[id]),
            adoption=tuple(adoption[id]),
            provisions=tuple(provisions[id]),
            delivery=tail(row["delivery"]),
            icon=row["icon"],
            scope=tail(row["scope"]),
            host=_end(row, "host"),
            spans_clouds=row.get("spans") == "true",
            provides=provides[id],
            clouds=clouds[id],
            speaks=speaks[id],
            offers=offered[id],
            uses=used[id],
            aliases=tuple(sorted(aliases[id])),
            needs=tuple(needs[id]),
            clashes=tuple(clashes[id]),
            maturity=maturity.get(id),
            released=released.get(id),
            retired=closed(life[id]),
            life=life[id],
            successor=next(iter(successors[id]), None),
            parts=tuple(inside[id]),
            inner_flows=tuple(sorted(flows[id])),
            inside_evidence=told.get(id, Evidence()),
            choosable=row.get("choosable") != "false",
            form_of=_end(row, "main"),
            vendor_id=_end(row, "maker"),
            forms=tuple(sorted(forms[row["x"]])),
            catalog=row.get("catalog", ""),
        )
    return found


def _end(row: Mapping[str, str], name: str) -> str | None:
    """The end of an IRI in a row; None where the row has none."""
    return tail(row[name]) if name in row else None


def _lists(store: ox.Store, term: str) -> Mapping[str, tuple[str, ...]]:
    """For each component what it has of one term, sorted."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows(store, LISTED, term=term):
        found[tail(row["x"])].append(tail(row["y"]))
    return defaultdict(tuple, {id: tuple(sorted(values)) for id, values in found.items()})


def _aliases(store: ox.Store) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows(store, ALIASES):
        found[tail(row["x"])].append(row["alias"])
    return found


def _needs(store: ox.Store) -> Mapping[str, list[Need]]:
    capabilities, alternatives = _choices(store, CAPABILITIES), _choices(store, ALTERNATIVES)
    when, controls = _choices(store, WHEN), _choices(store, CONTROLS)
    needs: dict[str, list[Need]] = defaultdict(list)
    for row in sorted(rows(store, NEEDS), key=lambda row: row["n"]):
        need = Need(
            id=row["n"].rsplit("/", 1)[-1],
            role=row["role"],
            flow=tail(row["flow"]),
            capabilities=tuple(sorted(capabilities[row["n"]])),
            alternatives=tuple(sorted(alternatives[row["n"]])),
            apart=_end(row, "apart"),
            since=day(row.get("since")),
            until=day(row.get("until")),
            evidence=evidence(row),
            optional=row.get("optional") == "true",
            when=tuple(sorted(when[row["n"]])),
            condition=row.get("condition"),
            controls=tuple(sorted(controls[row["n"]])),
            starts=row.get("starts") == "true",
            each=row.get("each") == "true",
        )
        needs[tail(row["x"])].append(need)
    return needs


def _choices(store: ox.Store, query: str) -> Mapping[str, list[str]]:
    """What there is of each to choose from: of needs, components' forms, licences."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows(store, query):
        found[row["n"]].append(tail(row["one"]))
    return found


def _licences(store: ox.Store) -> Mapping[str, list[Licence]]:
    """The licences of each component, sorted by their ids; of some the class is not known."""
    instead = _choices(store, INSTEAD)
    found: dict[str, list[Licence]] = defaultdict(list)
    for row in sorted(
        rows(store, LICENCES), key=lambda row: (row["license"], row.get("since", ""))
    ):
        licence = Licence(
            id=tail(row["license"]),
            kind=_end(row, "kind") or "",
            what=row.get("what"),
            since=day(row.get("since")),
            until=day(row.get("until")),
            evidence=evidence(row),
            instead=tuple(sorted(instead.get(row.get("n", ""), ()))),
        )
        found[tail(row["x"])].append(licence)
    return found


def _adoption(store: ox.Store) -> Mapping[str, list[Adoption]]:
    """How many use each component, the latest figure first."""
    found: dict[str, list[Adoption]] = defaultdict(list)
    latest = sorted(rows(store, ADOPTION), key=lambda row: (row["day"], row["measure"]))
    for row in reversed(latest):
        day_of = date.fromisoformat(row["day"])
        told = Adoption(float(row["figure"]), row["measure"], day_of, evidence(row))
        found[tail(row["x"])].append(told)
    return found


def _together(licences: Iterable[Licence]) -> str:
    """Those that still apply, as one expression."""
    return " AND ".join(one.id for one in licences if one.until is None)


def _clashes(store: ox.Store) -> Mapping[str, list[Clash]]:
    clashes: dict[str, list[Clash]] = defaultdict(list)
    for row in sorted(rows(store, CLASHES), key=lambda row: (row["x"], row["other"])):
        clash = Clash(tail(row["other"]), tail(row["within"]), row["reason"], evidence(row))
        clashes[tail(row["x"])].append(clash)
    return clashes


def _provisions(store: ox.Store) -> Mapping[str, list[Provision]]:
    """The capabilities of each component that have evidence of their own, sorted."""
    found: dict[str, list[Provision]] = defaultdict(list)
    for row in sorted(rows(store, PROVISIONS), key=lambda row: (row["x"], row["capability"])):
        found[tail(row["x"])].append(Provision(tail(row["capability"]), evidence(row)))
    return found


def maturity_levels(store: ox.Store) -> frozenset[str]:
    """The levels that there are, also those that no component has now."""
    return frozenset(tail(row["level"]) for row in rows(store, LEVELS))


def _maturity(store: ox.Store) -> dict[str, str]:
    """The best level each component has reached."""
    best = sorted(rows(store, MATURITY), key=lambda row: (row["x"], -int(row["rank"])))
    return {tail(row["x"]): tail(row["level"]) for row in best}
