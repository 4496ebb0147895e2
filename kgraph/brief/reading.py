"""Reading briefs: what the user wrote, held against what the ontology and the catalog know."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from kgraph.documents.yaml import Located, parse_yaml, read_text
from kgraph.errors import InputError, Problem, nearest
from kgraph.model.brief import Brief, Site, Workload
from kgraph.model.knowledge import Decision, Knowledge
from kgraph.words import clean

KEYS = ("name", "as_of", "sites", "workloads", "answers", "use", "avoid", "prefer")
MAX_SITES, MAX_CLUSTERS, MAX_WORKLOADS, MAX_NAME = 24, 24, 48, 300
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_brief(path: Path, knowledge: Knowledge, *, today: date) -> Brief:
    """The brief in a file; InputError with every problem, each with file and line."""
    # reasons name the file, also in files of ours, and its name need not be text
    return parse_brief(read_text(path), knowledge, today=today, source=clean(str(path)))


def parse_brief(text: str, knowledge: Knowledge, *, today: date, source: str = "brief") -> Brief:
    """The brief in a YAML text."""
    return _Reader(parse_yaml(text, source), knowledge, today, source).brief()


def parse_day(text: str) -> date | None:
    """A date written as 2026-11-23, or None where it is not one."""
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


class _Reader:
    """One reading of one brief: gathers problems instead of stopping at the first."""

    def __init__(self, root: Located, knowledge: Knowledge, today: date, source: str) -> None:
        self.root, self.knowledge, self.today, self.source = root, knowledge, today, source
        self.problems: list[Problem] = []
        self.given: dict[str, str] = {}

    def brief(self) -> Brief:
        for key, item in self.root.value.items():
            if key not in KEYS:
                self.fault(item, f"unknown key '{key}'", nearest(key, KEYS))
        known = self.knowledge.components
        brief = Brief(
            name=self.name(),
            as_of=self.as_of(),
            sites=self.sites(),
            workloads=(),
            answers=(),
            use=self.words("use", known, "component"),
            avoid=self.words("avoid", known, "component"),
            prefer=self.preferences(),
            source=self.source,
        )
        brief = replace(brief, workloads=self.workloads([site.id for site in brief.sites]))
        brief = replace(
            brief,
            answers=self.answers(self.root.value.get("answers"), self.asked("brief"), "answers"),
        )
        for component in sorted(set(brief.use) & set(brief.avoid)):
            where = self.given[f"avoid.{component}"]
            self.problems.append(
                Problem(
                    where,
                    f"'{component}' is to be used and avoided",
                    "take it out of one of the lists",
                )
            )
        if self.problems:
            raise InputError(sorted(set(self.problems), key=_line_order))
        return replace(brief, given=tuple(sorted(self.given.items())))

    def fault(self, item: Located, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.spot(item), what, remedy))

    def spot(self, item: Located) -> str:
        return f"{self.source}:{item.line}"

    def name(self) -> str:
        item = self.root.value.get("name")
        if item is None:
            self.problems.append(Problem(f"{self.source}:1", "'name' is missing", "add 'name: …'"))
            return ""
        return self.text(item, "name")

    def text(self, item: Located, what: str) -> str:
        value = item.value
        if isinstance(value, (dict, list)) or value is None or not str(value).strip():
            self.fault(item, f"'{what}' is not a text", f"write '{what}: …'")
            return ""
        text = " ".join(str(value).split())
        if len(text) > MAX_NAME:
            self.fault(item, f"'{what}' is longer than {MAX_NAME} characters", "shorten it")
        if any(
            ord(letter) < 32 or 0xD800 <= ord(letter) <= 0xDFFF or ord(letter) in (0xFFFE, 0xFFFF)
            for letter in text
        ):
            self.fault(item, f"'{what}' holds control characters", "leave them out")
        return text

    def as_of(self) -> date:
        item = self.root.value.get("as_of")
        if item is None:
            return self.today
        day = parse_day(str(item.value))
        if day is None:
            self.fault(
                item, f"'{item.value}' is not a date", f"write it as {self.today.isoformat()}"
            )
            return self.today
        self.given["as_of"] = self.spot(item)
        return day

    def list_of(self, key: str) -> list[Located]:
        item = self.root.value.get(key)
        if item is None or item.value is None:
            return []
        if not isinstance(item.value, list):
            self.fault(item, f"'{key}' is not a list", f"write '{key}: [ … ]'")
            return []
        found: list[Located] = item.value
        return found

    def words(self, key: str, known: Iterable[str], what: str) -> tuple[str, ...]:
        found: list[str] = []
        for item in self.list_of(key):
            word = str(item.value)
            if isinstance(item.value, (dict, list)) or word not in known:
                self.fault(
                    item,
                    f"unknown {what} '{word if not isinstance(item.value, (dict, list)) else '…'}'",
                    self.similar(word, known),
                )
            elif word in found:
                self.fault(item, f"'{word}' stands twice under '{key}'", "name it once")
            else:
                found.append(word)
                self.given[f"{key}.{word}"] = self.spot(item)
        return tuple(found)

    def similar(self, word: str, known: Iterable[str]) -> str:
        """Like `nearest`, but a component may also be meant by its name or alias."""
        lowered = word.strip().lower()
        for component in self.knowledge.components.values():
            if component.id in known and lowered in {
                name.lower() for name in (component.name, *component.aliases)
            }:
                return f"did you mean '{component.id}'?"
        return nearest(word, known)

    def preferences(self) -> tuple[str, ...]:
        """The brief's preferences in its order, then those that hold by default: two wishes alone leave most choices to chance."""
        named = self.words("prefer", [p.id for p in self.knowledge.preferences], "preference")
        stated = sorted(
            (p.default_position, p.id)
            for p in self.knowledge.preferences
            if p.default_position is not None
        )
        return (*named, *(id for _, id in stated if id not in named))

    def mapping(self, item: Located, what: str, keys: Iterable[str]) -> dict[str, Located]:
        if not isinstance(item.value, dict):
            self.fault(item, f"{what} is not a mapping", f"write '- {{{', '.join(keys)}}}'")
            return {}
        for key, inner in item.value.items():
            if key not in keys:
                self.fault(inner, f"unknown key '{key}' in {what}", nearest(key, keys))
        return item.value

    def slug(self, item: Located | None, holder: Located, what: str, taken: set[str]) -> str:
        if item is None:
            self.fault(holder, f"{what} has no 'id'", "add 'id: …'")
            return ""
        id = str(item.value)
        if isinstance(item.value, (dict, list)) or not _SLUG.fullmatch(id) or len(id) > 60:
            self.fault(
                item,
                f"{what} has an id that is not a short name",
                "use small letters, digits and hyphens, such as 'eu-west'",
            )
        elif id == "world":
            self.fault(item, "'world' means everything together", f"choose another id for {what}")
        elif what == "a workload" and id in self.knowledge.components:
            self.fault(
                item, f"'{id}' is the id of a component", "choose another id for the workload"
            )
        elif id in taken:
            self.fault(item, f"the id '{id}' stands twice", "give each its own id")
        taken.add(id)
        return id

    def sites(self) -> tuple[Site, ...]:
        clouds = list(self.knowledge.cloud_labels)
        sites: list[Site] = []
        taken: set[str] = set()
        for item in self.limited("sites", MAX_SITES):
            site = self.mapping(item, "a site", ("id", "cloud", "region", "clusters"))
            if not site:
                continue
            id = self.slug(site.get("id"), item, "a site", taken)
            cloud = site.get("cloud")
            if cloud is None:
                self.fault(item, f"site '{id}' has no 'cloud'", f"add one of {', '.join(clouds)}")
            elif str(cloud.value) not in clouds:
                self.fault(
                    cloud, f"unknown cloud '{cloud.value}'", nearest(str(cloud.value), clouds)
                )
            region = self.text(site["region"], "region") if "region" in site else None
            sites.append(
                Site(
                    id,
                    str(cloud.value) if cloud else "",
                    region,
                    self.clusters(site.get("clusters")),
                )
            )
            self.given[f"sites.{id}"] = self.spot(item)
        return tuple(sites) or (Site("main", clouds[0], None, ("main",)),)

    def limited(self, key: str, most: int) -> list[Located]:
        items = self.list_of(key)
        if len(items) > most:
            self.fault(items[most], f"more than {most} {key}", "split the brief")
        return items[:most]

    def clusters(self, item: Located | None) -> tuple[str, ...]:
        if item is None:
            return ("main",)
        if not isinstance(item.value, list) or not item.value:
            self.fault(item, "'clusters' is not a list of names", "write 'clusters: [main]'")
            return ("main",)
        if len(item.value) > MAX_CLUSTERS:
            self.fault(item, f"more than {MAX_CLUSTERS} clusters in a site", "split the brief")
        taken: set[str] = set()
        return tuple(self.slug(one, item, "a cluster", taken) for one in item.value[:MAX_CLUSTERS])

    def asked(self, of: str) -> dict[str, Decision]:
        return {
            decision.id: decision
            for decision in self.knowledge.decisions
            if decision.asked_of == of
        }

    def workloads(self, sites: list[str]) -> tuple[Workload, ...]:
        asked = self.asked("workload")
        found: list[Workload] = []
        taken: set[str] = set()
        for item in self.limited("workloads", MAX_WORKLOADS):
            workload = self.mapping(item, "a workload", ("id", "name", "sites", *asked))
            if not workload:
                continue
            id = self.slug(workload.get("id"), item, "a workload", taken)
            name = self.text(workload["name"], "name") if "name" in workload else id
            chosen = Located(
                {key: value for key, value in workload.items() if key in asked}, item.line
            )
            at = self.workload_sites(workload.get("sites"), sites)
            found.append(Workload(id, name, self.answers(chosen, asked, f"workloads.{id}"), at))
        if found:
            return tuple(found)
        return (Workload("app", "app", self.answers(None, asked, "workloads.app"), ()),)

    def workload_sites(self, item: Located | None, sites: list[str]) -> tuple[str, ...]:
        if item is None:
            return ()
        values = item.value if isinstance(item.value, list) else [item]
        for one in values:
            if str(one.value) not in sites:
                self.fault(one, f"unknown site '{one.value}'", nearest(str(one.value), sites))
        return tuple(sorted({str(one.value) for one in values}))

    def answers(
        self, item: Located | None, asked: dict[str, Decision], prefix: str
    ) -> tuple[tuple[str, tuple[str, ...]], ...]:
        said: dict[str, Located] = {}
        if item is not None and item.value is not None:
            if isinstance(item.value, dict):
                said = item.value
            else:
                self.fault(item, f"'{prefix}' is not a mapping", "write 'decision: option' lines")
        for key, value in said.items():
            if key not in asked:
                elsewhere = self.knowledge.decision_by_id.get(key)
                hint = (
                    "it is answered for each workload: write it there"
                    if elsewhere
                    else nearest(key, asked)
                )
                self.fault(
                    value,
                    f"unknown decision '{key}'"
                    if not elsewhere
                    else f"'{key}' is not asked of the whole brief",
                    hint,
                )
        answers = []
        for id, decision in asked.items():
            options = self.options(said[id], decision) if id in said else decision.defaults
            if id in said:
                self.given[f"{prefix}.{id}"] = self.spot(said[id])
            if options:
                answers.append((id, options))
        return tuple(answers)

    def options(self, item: Located, decision: Decision) -> tuple[str, ...]:
        known = [option.id for option in decision.options]
        values = item.value if isinstance(item.value, list) else [item]
        if len(values) > 1 and not decision.multiple:
            self.fault(
                item, f"'{decision.id}' takes one answer", f"choose one of {', '.join(known)}"
            )
        chosen: list[str] = []
        for one in values:
            word = _word(one.value)
            if word not in known:
                self.fault(
                    one, f"unknown option '{word}' for '{decision.id}'", nearest(word, known)
                )
            elif word not in chosen:
                chosen.append(word)
        return tuple(sorted(chosen, key=known.index)) if chosen else decision.defaults


def _word(value: Any) -> str:
    return "…" if isinstance(value, (dict, list)) else str(value)


def _line_order(problem: Problem) -> tuple[str, int, str]:
    file, _, line = problem.where.rpartition(":")
    return (file, int(line) if line.isdigit() else 0, problem.what)
