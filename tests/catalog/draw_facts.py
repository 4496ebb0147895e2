"""Facts drawn from the catalog by a seed, for a reader who judges them against public material.

python tests/catalog/draw_facts.py 20261126              # 200 facts, in words
python tests/catalog/draw_facts.py 20261126 --share 2    # half as many of each kind
python tests/catalog/draw_facts.py 20261126 --json       # the same for programs
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kgraph import resources
from kgraph.documents.located import Located
from kgraph.documents.yaml import read_yaml

PARTS = {
    "need": 66,
    "date": 40,
    "stage": 20,
    "place": 30,
    "capability": 20,
    "licence": 20,
    "conflict": 4,
}
"""How many of each kind are drawn; the catalog states no more conflicts than these."""

Stated = Mapping[str, Any]


@dataclass(frozen=True)
class Fact:
    """One statement of an entry, where it stands, and what it cites."""

    id: str
    kind: str
    said: str
    where: str
    source: str
    quote: str


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("seed", type=int)
    options.add_argument("--share", type=int, default=1, help="draw one of so many")
    options.add_argument("--json", action="store_true")
    asked = options.parse_args()
    drawn = draw(facts(resources.folder("catalog")), asked.seed, asked.share)
    if asked.json:
        print(json.dumps([asdict(fact) for fact in drawn], indent=1, ensure_ascii=False))
        return
    print(f"seed {asked.seed}")
    for number, fact in enumerate(drawn, 1):
        print(f"\n{number}. {fact.kind} {fact.id} ({fact.where})\n   {fact.said}")
        print(f"   {fact.source or 'no source'} {fact.quote}")


def draw(known: Iterable[Fact], seed: int, share: int = 1) -> list[Fact]:
    """So many of each kind, the same for the same seed and catalog."""
    chance = random.Random(seed)  # noqa: S311 - a draw that can be repeated, no secret
    by_kind: dict[str, list[Fact]] = {kind: [] for kind in PARTS}
    for fact in sorted(known, key=lambda one: one.id):
        by_kind[fact.kind].append(fact)
    return [
        fact for kind, many in PARTS.items() for fact in chance.sample(by_kind[kind], many // share)
    ]


def facts(folder: Path) -> Iterator[Fact]:
    """All that the entries of a folder state, of the kinds that are drawn."""
    for path in sorted(folder.rglob("*.yaml")):
        yield from of_entry(path.relative_to(folder.parent), read_yaml(path))


def of_entry(place: Path, root: Located) -> Iterator[Fact]:
    """What one entry states."""
    entry = root.plain()
    for kind, way, key, said in stated(entry):
        cited = at(entry, way)
        yield Fact(
            id=f"{entry['id']}#{key}",
            kind=kind,
            said=f"{entry['name']} {said}",
            where=f"{place}:{root.line_at(way)}",
            source=str(cited.get("source") or cited.get("unverified") or ""),
            quote=str(cited.get("quote", "")),
        )


Way = tuple[str | int, ...]


def at(entry: Stated, way: Way) -> Stated:
    """The mapping at a way of keys and indexes, or none where a plain word stands there."""
    found: Any = entry
    for step in way:
        found = found[step]
    return found if isinstance(found, dict) else {}


def stated(entry: Stated) -> Iterator[tuple[str, Way, str, str]]:
    """Each statement: its kind, the way to it, a key of its own in the entry, and its words."""
    for number, need in enumerate(entry.get("needs", ())):
        key = need["id"].partition("#")[2]
        yield "need", ("needs", number), f"need-{key}", needed(need)
    for event in ("released", "retired"):
        if dated := entry.get(event):
            yield "date", (event,), event, f"was {event} {day(dated)}"
    for number, level in enumerate(entry.get("maturity", ())):
        told = f"{level['level']}-{level.get('since', 'undated')}"
        said = f"is {level['level']} since {level.get('since', 'a day nobody says')}"
        yield "stage", ("maturity", number), f"maturity-{told}", said
    for number, stage in enumerate(entry.get("life", ())):
        said = f"reached or reaches the stage {stage['stage']} {day(stage)}"
        yield "stage", ("life", number), f"life-{stage['stage']}", said
    yield "place", ("runs",), "runs", placed(entry["runs"])
    yield "place", ("delivery",), "delivery", f"is delivered as {entry['delivery']}"
    for number, capability in enumerate(entry["provides"]):
        yield "capability", ("provides", number), capability, f"provides {capability}"
    if "license" in entry:
        yield "licence", ("license",), "license", f"is under {entry['license']}"
    for number, licence in enumerate(entry.get("licences", ())):
        yield "licence", ("licences", number), f"licence-{licence['id']}-{number}", under(licence)
    for number, conflict in enumerate(entry.get("conflicts", ())):
        said = f"conflicts with {conflict['with']} within one {conflict['within']}: "
        key = f"conflict-{conflict['with']}"
        yield "conflict", ("conflicts", number), key, said + conflict["reason"]


def needed(need: Stated) -> str:
    """The words of a need, with what bounds it."""
    providers = need.get("any") or need["capability"]
    several = " or ".join(providers) if isinstance(providers, list) else f"any {providers}"
    bounds = ("optional", "when", "apart", "since", "until", "starts", "each", "controls")
    bound = ", ".join(f"{key}: {need[key]}" for key in bounds if key in need)
    return f"{need['role']} {several} ({bound or 'required'})"


def day(dated: Stated) -> str:
    """The words of a day, or of the bounds of one."""
    if "date" in dated:
        return f"on {dated['date']}"
    first = f"not before {dated['earliest']} and " if "earliest" in dated else ""
    return f"{first}by {dated.get('latest', 'a day nobody says')}"


def placed(runs: Stated) -> str:
    """The words of a place."""
    where = " or ".join(runs["clouds"]) if "clouds" in runs else "anywhere"
    host = f" on {runs['host']}" if "host" in runs else ""
    spans = ", serving sites on other clouds too" if runs.get("spans") else ""
    return f"runs once per {runs['scope']}{host}, {where}{spans}"


def under(licence: Stated) -> str:
    """The words of one licence of several."""
    bounds = ("class", "what", "since", "until")
    return f"is under {licence['id']} " + ", ".join(
        f"{key}: {licence[key]}" for key in bounds if key in licence
    )


if __name__ == "__main__":
    main()
