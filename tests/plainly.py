"""The catalog and an architecture as their files have them, read without the query engine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import yaml

from kgraph import resources
from kgraph.catalog.moments import bounded
from kgraph.terms import BASE, ONT, RDF, RDFS, SKOS, tail

Entry = dict[str, Any]
Triples = dict[tuple[str, str], list[str]]
CLOSING = {"closed-to-new", "end-of-support", "archived", "shut-down"}


@cache
def ontology() -> Triples:
    """The objects of each subject and property of the Turtle files."""
    found: Triples = {}
    for path in sorted(resources.folder("ontology").glob("*.ttl")):
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            key = (quad.subject.value, quad.predicate.value)
            found.setdefault(key, []).append(quad.object.value)
    return found


def said(subject: str, predicate: str) -> list[str]:
    return ontology().get((subject, predicate), [])


def label(subject: str) -> str:
    return said(subject, RDFS + "label")[0]


@cache
def of_class(name: str) -> list[str]:
    """The IRIs of everything of a class of ours."""
    typed = (
        s for (s, p), values in ontology().items() if p == RDF + "type" and ONT + name in values
    )
    return sorted(typed)


@cache
def qualities() -> frozenset[str]:
    """The capabilities that answers ask of whoever serves another answer."""
    asked = (
        one for (_, p), values in ontology().items() if p == ONT + "qualifies" for one in values
    )
    of_others = (k for one in asked for k in said(one, ONT + "capability"))
    saving = (
        one for (_, p), values in ontology().items() if p == ONT + "savedBy" for one in values
    )
    return frozenset(map(tail, (*of_others, *saving)))


class Catalog:
    """The entries, and what follows from them on a day."""

    def __init__(self, day: date) -> None:
        self.day = day
        paths = resources.folder("catalog").rglob("*.yaml")
        read = (yaml.safe_load(path.read_text("utf-8")) for path in paths)
        self.entries: dict[str, Entry] = {one["id"]: one for one in read}

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.entries))

    def name(self, id: str) -> str:
        return str(self.entries[id]["name"])

    def called(self, iri: str) -> str:
        """What something is called: a component, or something of the ontology."""
        return self.name(tail(iri)) if tail(iri) in self.entries else label(iri)

    # --- time

    def first(self, id: str) -> date | None:
        """The first day on which it can have been there."""
        out = self.entries[id].get("released", {})
        return span(out)[0] if out else None

    def stages(self, id: str) -> list[tuple[date, str]]:
        """The stages it reached, from the first day that is known of each."""
        records = list(self.entries[id].get("life", ()))
        if "retired" in self.entries[id]:
            records.append({**self.entries[id]["retired"], "stage": "retired"})
        return sorted((begin(one), one["stage"]) for one in records)

    def end(self, id: str) -> date | None:
        """The first day on which nobody can newly have it."""
        closing = CLOSING | {"retired"}
        return min((day for day, stage in self.stages(id) if stage in closing), default=None)

    def on_offer(self, id: str, day: date | None = None) -> bool:
        now, first, end = day or self.day, self.first(id), self.end(id)
        return (first is None or first <= now) and (end is None or now < end)

    def level(self, id: str) -> set[str]:
        """The level of maturity that was reached last."""
        reached = [
            (date.fromisoformat(one["since"]), one["level"])
            for one in self.entries[id].get("maturity", ())
            if "since" in one and date.fromisoformat(one["since"]) <= self.day
        ]
        last = max((day for day, _ in reached), default=None)
        return {level for day, level in reached if day == last}

    def stage(self, id: str) -> set[str]:
        """The stage that was reached last."""
        reached = [(day, stage) for day, stage in self.stages(id) if day <= self.day]
        last = max((day for day, _ in reached), default=None)
        return {stage for day, stage in reached if day == last}

    # --- what it does, where, by whom

    @cache  # noqa: B019 - it lives as long as the tests
    def provides(self, id: str) -> frozenset[str]:
        found: set[str] = set()
        new = [f"{BASE}capability/{one}" for one in self.entries[id].get("provides", ())]
        while new:
            one = new.pop()
            if one not in found:
                found.add(one)
                new += said(one, SKOS + "broader")
        return frozenset(map(tail, found))

    def clouds(self, id: str) -> set[str]:
        """Where it can be had, on offer or not."""
        stated = self.entries[id].get("runs", {}).get("clouds")
        return set(stated) if stated else set(map(tail, of_class("Cloud")))

    def on_clouds(self, id: str) -> set[str]:
        return self.clouds(id) if self.on_offer(id) else set()

    def vendor(self, id: str) -> str | None:
        """What the maker is called."""
        stated = self.entries[id].get("vendor")
        iri = f"{BASE}vendor/{stated}"
        return label(iri) if said(iri, RDFS + "label") else stated

    def maker(self, id: str) -> str:
        """Whose it is, where what is under an umbrella is its own."""
        name = self.vendor(id)
        iris = [one for one in of_class("Vendor") if label(one) == name]
        if any(said(iri, ONT + "umbrella") for iri in iris):
            return id
        return str(name or id)

    def choosable(self, id: str) -> bool:
        return said(ONT + self.entries[id]["delivery"], ONT + "choosable") == ["true"]

    def licences(self, id: str) -> dict[str, str]:
        """The licences that apply, each with its class."""
        entry = self.entries[id]
        records = entry.get("licences", [])
        plain = [{"id": entry["license"]}] if "license" in entry else []
        now = (one for one in (*records, *plain) if in_force(one, self.day))
        return {one["id"]: one.get("class") or licence_class(one["id"]) for one in now}

    # --- needs

    def needs(self, id: str) -> list[Entry]:
        first = self.first(id)
        out = first is None or first <= self.day
        return [one for one in self.entries[id].get("needs", ()) if out and in_force(one, self.day)]

    def all_needs(self, id: str) -> list[Entry]:
        """Its needs, with those that only hold at another time."""
        return list(self.entries[id].get("needs", ()))

    def must(self, id: str) -> list[Entry]:
        """The needs that it cannot be without."""
        return [one for one in self.needs(id) if not (one.get("optional") or "when" in one)]

    @cache  # noqa: B019
    def requires(self, id: str) -> frozenset[str]:
        asked = (listed(one.get("capability")) for one in self.must(id))
        host = listed(self.entries[id].get("runs", {}).get("host"))
        return frozenset([*chain.from_iterable(one for one in asked if len(one) == 1), *host])

    def depends(self, id: str) -> set[str]:
        """What it needs because nothing else will do."""
        found = set()
        for need in self.must(id):
            named = need.get("any", [])
            had = [one for one in named if self.on_offer(one)]
            found |= set(named if len(named) == 1 else had if len(had) == 1 else [])
        return found

    def may_use(self, id: str) -> set[str]:
        named = chain.from_iterable(one.get("any", ()) for one in self.needs(id))
        return {one for one in named if self.on_offer(one)}

    @cache  # noqa: B019
    def met_by(self, id: str) -> frozenset[str]:
        wanted = self.requires(id)
        able = {one for one in self if self.on_offer(one) and self.provides(one) & wanted}
        return frozenset(able | self.depends(id) | self.may_use(id))

    # --- alternatives

    @cache  # noqa: B019
    def replacements(self, id: str) -> frozenset[str]:
        own = self.provides(id) - qualities()
        others = (one for one in self if one != id and self.on_offer(one))
        return frozenset(one for one in others if own and own <= self.provides(one))

    def second_sources(self, id: str) -> set[str]:
        here = self.on_clouds(id)
        near = {one for one in self.replacements(id) if here & self.on_clouds(one)}
        return {one for one in near if self.maker(one) != self.maker(id)}


class Shop:
    """An architecture as its file has it."""

    def __init__(self, path: Path) -> None:
        data = json.loads(path.read_text("utf-8"))
        self.placements: dict[str, Entry] = {one["id"]: one for one in data["placements"]}
        self.flows: list[Entry] = data["flows"]
        self.answers: dict[str, Any] = data["brief"]["answers"]

    @cached_property
    def components(self) -> list[str]:
        return sorted({one["component"] for one in self.placements.values()})

    def place(self, id: str) -> str:
        one = self.placements[id]
        return "/".join(part for part in (one["site"], one["cluster"]) if part) or "world"

    def ends(self, *kinds: str) -> set[tuple[str, str]]:
        """The two ends of every flow of some kinds."""
        return {(one["from"], one["to"]) for one in self.flows if one["kind"] in kinds}

    def before(self, targets: Iterable[str], *kinds: str) -> set[str]:
        """Every placement from which flows of some kinds lead to one of these, at any remove."""
        ends, found = self.ends(*kinds), set(targets)
        new = set(found)
        reached: set[str] = set()
        while new:
            new = {source for source, target in ends if target in new} - reached
            reached |= new
        return reached


def listed(value: object) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)  # type: ignore[call-overload]


def in_force(record: Entry, day: date) -> bool:
    since, until = record.get("since"), record.get("until")
    return (since is None or date.fromisoformat(since) <= day) and (
        until is None or day < date.fromisoformat(until)
    )


def span(record: Entry) -> tuple[date | None, date]:
    """The first and the last day that is known of something."""
    days = bounded(record)
    first = days.get("earliest")
    return first and date.fromisoformat(first), date.fromisoformat(days["latest"])


def begin(record: Entry) -> date:
    first, last = span(record)
    return first or last


def licence_class(id: str) -> str:
    """The class of a licence, where an entry does not say it."""
    for iri in (f"http://spdx.org/licenses/{id}", f"{BASE}license/{id}"):
        if ONT + "OpenSourceLicense" in said(iri, RDF + "type"):
            return "open-source"
        if classes := said(iri, ONT + "licenceClass"):
            return tail(classes[0])
    return ""
