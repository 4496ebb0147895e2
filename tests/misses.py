"""What teams published of their systems, held against what is assembled from their briefs.

Each file of `tests/teams` and `tests/teams/own` says what is there (`things`), who talks to whom
(`wires`) and what would be plainly wrong (`must_not`). A wire counts where a flow leads between a
placement of one end and a placement of the other, under whatever label and in either direction.
Every miss needs its reason in `tests/misses.yaml`; what an eye saw beside the source stands in
`tests/unrecognised.yaml`; `docs/published.md` tells both.

    python tests/misses.py            # prints the page
    python tests/misses.py --write    # writes docs/published.md
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from wrongs import Built, Ids, violated

from kgraph import api
from kgraph.documents.yaml import read_yaml

HERE = Path(__file__).parent
TEAMS, OWN = HERE / "teams", HERE / "teams" / "own"
PAGE = HERE.parent / "docs" / "published.md"


@dataclass(frozen=True, eq=False)
class Team:
    """One published system: what was published, and the brief that says it best."""

    id: str
    truth: dict[str, Any]
    ours: bool

    @property
    def brief(self) -> str:
        return str(self.truth.get("second") or self.truth["brief"])

    @cached_property
    def built(self) -> Built:
        return Built(api.assemble(self.brief))


def teams() -> Iterator[Team]:
    for folder, ours in ((TEAMS, False), (OWN, True)):
        for path in sorted(folder.glob("*.yaml")):
            yield Team(path.stem, read_yaml(path).plain(), ours)


# --- which placements a thing stands for


def _plain(text: str) -> str:
    return re.sub("[^a-z0-9]+", "", text.lower())


@cache
def _names() -> dict[str, str]:
    """The ids by names in plain letters: ids win over names, names over aliases."""
    found: dict[str, str] = {}
    every = api.knowledge().components.values()
    for one in every:
        found.update((_plain(alias), one.id) for alias in one.aliases)
    for one in every:
        found[_plain(one.name)] = one.id
    for one in every:
        found[_plain(one.id)] = one.id
    return found


def ids_of(thing: str, aliases: dict[str, Any]) -> tuple[list[str], bool]:
    """The ids that a thing may be, and whether it is a part of one."""
    if thing not in aliases:
        id = _names().get(_plain(thing))
        return ([id] if id else []), False
    said = aliases[thing]
    part = isinstance(said, dict) and bool(said.get("part"))
    ids = said["any"] if isinstance(said, dict) else said
    every = [ids] if isinstance(ids, str) else list(ids or [])
    known = api.knowledge().components
    return [one for one in every if ":" in one or one in known], part


@dataclass
class Score:
    """How much of what a team published is there, and what is not."""

    things: int = 0
    placed: int = 0
    wires: int = 0
    present: int = 0
    held: int = 0
    held_present: int = 0
    checks: int = 0
    misses: list[tuple[str, str]] = field(default_factory=list)
    """Kind of miss, and what is missed."""

    @property
    def faults(self) -> int:
        return sum(kind == "wrong" for kind, _ in self.misses)


def score(team: Team, held: frozenset[str] | None) -> Score:
    """What of a truth is there; the wires that are held are all whose ends are known, where none
    are given.
    """
    found = Score()
    spots = _spots(team, found)
    for wire in team.truth["wires"]:
        name = f"{wire['from']} > {wire['to']} > {wire['what']}"
        (one_known, one), (other_known, other) = spots[wire["from"]], spots[wire["to"]]
        if one and one == other and wire["from"] != wire["to"]:
            found.wires += 1
            continue  # two parts of one component
        known = one_known and other_known
        there = bool(one and other) and team.built.joined(one, other)
        meant = known if held is None else name in held
        found.wires += 1
        found.present += there
        found.held += meant
        found.held_present += meant and there
        if known and not there:
            found.misses.append(("wire", name))
    for said in team.truth["must_not"]:
        found.checks += 1
        if violated(said["check"], team.built):
            found.misses.append(("wrong", said["say"]))
    found.misses = list(dict.fromkeys(found.misses))
    return found


def _spots(team: Team, found: Score) -> dict[str, tuple[bool, Ids]]:
    """Of each thing whether it is known, and where it stands."""
    spots: dict[str, tuple[bool, Ids]] = {}
    seen: Counter[str] = Counter()
    for thing in team.truth["things"]:
        ids, part = ids_of(thing["name"], team.truth.get("aliases") or {})
        here = team.built.any(ids)
        if len(ids) == 1 and not part and ":" not in ids[0]:
            seen[ids[0]] += 1
            sites = Counter(team.built.site(one) for one in here)
            here = here if seen[ids[0]] <= max(sites.values(), default=0) else frozenset()
        spots[thing["name"]] = (bool(ids), here)
        found.things += 1
        found.placed += bool(here)
        if not here:
            found.misses.append(("unplaced" if ids else "unknown", thing["name"]))
    return spots


# --- the page

KINDS = {
    "unknown": "no entry in the catalog",
    "unplaced": "not placed",
    "wire": "wire missing",
    "wrong": "plainly wrong",
}


@cache
def reasons() -> dict[str, dict[str, str]]:
    """Why each miss is one, by team and what is missed; `every` holds for all teams."""
    said = read_yaml(HERE / "misses.yaml").plain()
    return {
        team: {what: one["why"] for one in groups for what in one["what"]}
        for team, groups in said.items()
    }


@cache
def unrecognised() -> dict[str, list[str]]:
    """Where a team would not recognise its system, as an eye saw it, by team."""
    return read_yaml(HERE / "unrecognised.yaml").plain()


def why(team: str, what: str) -> str | None:
    return reasons().get(team, {}).get(what) or reasons()["every"].get(what)


def scores() -> dict[Team, Score]:
    held = json.loads((TEAMS / "joined.json").read_text("utf-8"))
    return {team: score(team, None if team.ours else frozenset(held[team.id])) for team in teams()}


def page(found: dict[Team, Score]) -> str:
    """The page of all scores and misses."""
    lines = [_INTRODUCTION, *_table(found)]
    for team, one in found.items():
        address = team.truth["source"]["address"]
        lines += ["", f"## {team.truth['name']}", "", f"Source: {address}.", ""]
        lines += [f"Not said by any word of a brief: {'; '.join(team.truth['unsaid'])}.", ""]
        strange = unrecognised().get(team.id)
        if strange:
            lines += [f"What the team would not recognise: {'; '.join(strange)}.", ""]
        lines += ["| miss | what | why |", "|--|--|--|"]
        for kind, what in one.misses:
            lines.append(f"| {KINDS[kind]} | {what} | {why(team.id, what) or '**not said**'} |")
    return "\n".join(lines) + "\n"


def _table(found: dict[Team, Score]) -> Iterator[str]:
    yield "| system | things placed | wires present | of the wires held | plainly wrong |"
    yield "|--|--:|--:|--:|--:|"
    for ours in (False, True):
        every = [one for team, one in found.items() if team.ours == ours]
        for team, one in found.items():
            if team.ours == ours:
                yield _row(team.truth["name"], [one])
        yield _row("**our own three**" if ours else "**the eight**", every)


def _row(name: str, every: list[Score]) -> str:
    def of(part: str, whole: str) -> str:
        there = sum(getattr(one, part) for one in every)
        return f"{there} of {sum(getattr(one, whole) for one in every)}"

    cells = (
        of("placed", "things"),
        of("present", "wires"),
        of("held_present", "held"),
        of("faults", "checks"),
    )
    return f"| {name} | {' | '.join(cells)} |"


_INTRODUCTION = """\
# What teams published, and what is assembled from their briefs

Eleven systems that their teams described in public, each written down as things, wires, and what
would be plainly wrong for it (`tests/teams`), before anything was assembled from it. A wire counts
where a flow leads between a placement of one end and a placement of the other, under whatever label
and in either direction. *Wires held* are, for the eight, those whose ends were in the catalog on
25 November 2026 (`tests/teams/joined.json`), so that the share does not move when the catalog
grows; for our own three, those whose ends are in it today. What each architecture has beyond what
its team published is not counted.

This page is made by `python tests/misses.py --write`; the reasons are in `tests/misses.yaml`, and a
test holds both together. A published wire that we draw as two steps counts as missing; the reason
says so where that is right.
"""


def told(what: str, path: Path, made: Callable[[], str]) -> int:
    """The command that prints a page, or writes it."""
    parser = argparse.ArgumentParser(description=what)
    parser.add_argument("--write", action="store_true", help=f"write docs/{path.name}")
    asked = parser.parse_args()
    text = made()
    if asked.write:
        path.write_text(text, "utf-8")
    else:
        sys.stdout.write(text)
    return 0


def main() -> int:
    return told("What is assembled for published systems.", PAGE, lambda: page(scores()))


if __name__ == "__main__":
    sys.exit(main())
