"""What is chosen for published systems where their briefs name no product, and why.

The briefs of `tests/teams`, without `use`. Of each product that a team names, whether it is chosen
all the same, is told as a tie or a runner-up with a reason, or in another way.

    python tests/unnamed.py            # prints the page
    python tests/unnamed.py --write    # writes docs/choices.md
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import misses
import yaml

from kgraph import api
from kgraph.assembly.idle import MORE
from kgraph.model.answers import Swap, Why
from kgraph.model.architecture import Architecture

PAGE = misses.HERE.parent / "docs" / "choices.md"
CHOSEN, TIE, RUNNER_UP, BEHIND, BESIDE, UNASKED, REFUSED = KINDS = (
    "chosen",
    "a tie",
    "runner-up",
    "behind the runner-up",
    "beside what does more",
    "not asked for",
    "cannot be had",
)


@dataclass(frozen=True)
class Told:
    """One product that a team names: what becomes of it where the brief does not, and why."""

    team: str
    thing: str
    kind: str
    instead: str = ""
    why: str = ""
    flip: str = ""
    answer: Why | None = None


@cache
def brief_without_use(team: misses.Team) -> tuple[str, frozenset[str]]:
    """The brief that says it best, without `use`, and what that named."""
    said: dict[str, Any] = yaml.safe_load(team.brief)
    named = said.pop("use", None) or []
    ids = frozenset(one if isinstance(one, str) else one["component"] for one in named)
    return yaml.safe_dump(said, sort_keys=False, allow_unicode=True), ids


@cache
def built(team: misses.Team) -> Architecture:
    return api.assemble(brief_without_use(team)[0])


@cache
def told(team: misses.Team) -> tuple[Told, ...]:
    """What is told of each product that the brief of a team names."""
    return tuple(_told(team))


def _told(team: misses.Team) -> Iterator[Told]:
    text, named = brief_without_use(team)
    there = set(built(team).components)
    for thing in team.truth["things"]:
        ids, _ = misses.ids_of(thing["name"], team.truth.get("aliases") or {})
        asked = sorted(set(ids) & named)
        if not asked:
            continue
        if not there.isdisjoint(ids):
            yield Told(team.id, thing["name"], CHOSEN)
        else:
            yield _missing(team.id, thing["name"], api.why(text, asked[0]))


def _missing(team: str, thing: str, answer: Why) -> Told:
    """What is told of a product that is not chosen: by the first in whose place it could be."""
    if answer.swaps:
        first = answer.swaps[0]
        kind = TIE if first.tie else BEHIND if first.behind else RUNNER_UP
        return Told(team, thing, kind, _name(first), first.why, first.flip, answer)
    if answer.otherwise.conflict is not None:
        return Told(team, thing, REFUSED, why=answer.otherwise.conflict.story, answer=answer)
    kind = BESIDE if MORE in answer.reason else UNASKED
    return Told(team, thing, kind, why=answer.reason, answer=answer)


def _name(swap: Swap) -> str:
    called = api.knowledge().called
    behind = f", then {called(swap.behind)}" if swap.behind else ""
    return f"{called(swap.chosen)}{behind}"


# --- the page

_INTRODUCTION = """\
# What is chosen where nobody names it

The briefs of published systems (`docs/published.md`) name products under `use`. Here they do not:
what is chosen then, and of each product of the team that is not, who stands in its place and why.
The reasons are those of `kgraph why`; each is solved. The last column is what to write into the
brief for that to turn.

* *chosen*: it is there all the same.
* *a tie*: another one costs the same by all that counts; the order of ids decides.
* *runner-up*: another one does what it could, by how much better.
* *behind the runner-up*: so does a third, which would come before it.
* *beside what does more*: what it could do is done by something that stays for more than that.
* *not asked for*: no answer of the brief asks for what it does.

This page is made by `python tests/unnamed.py --write`, and a test holds it.
"""


def page(teams: Sequence[misses.Team]) -> str:
    """The counts, and every product that is not chosen."""
    lines = [_INTRODUCTION]
    shown = [kind for kind in KINDS if kind != REFUSED or _counts(teams)[kind]]
    lines.append(f"| system | products named | {' | '.join(shown)} |")
    lines.append("|--|" + "--:|" * (len(shown) + 1))
    for ours, name in ((False, "**the eight**"), (True, "**our own three**")):
        group = [team for team in teams if team.ours == ours]
        lines += [_row(team.truth["name"], [team], shown) for team in group]
        lines.append(_row(name, group, shown))
    for team in teams:
        rows = [one for one in told(team) if one.kind != CHOSEN]
        if rows:
            lines += ["", f"## {team.truth['name']}", ""]
            lines += [
                "| not chosen | | in its place | why | what would flip it |",
                "|--|--|--|--|--|",
            ]
            lines += [_line(one) for one in rows]
    return "\n".join(lines) + "\n"


def _counts(teams: Sequence[misses.Team]) -> Counter[str]:
    return Counter(one.kind for team in teams for one in told(team))


def _row(name: str, teams: Sequence[misses.Team], shown: Sequence[str]) -> str:
    counts = _counts(teams)
    cells = [str(counts.total()), *(str(counts[kind]) for kind in shown)]
    return f"| {name} | {' | '.join(cells)} |"


def _line(one: Told) -> str:
    flip = f"`{one.flip}`" if one.flip else ""
    return f"| {one.thing} | {one.kind} | {one.instead} | {one.why} | {flip} |"


def main() -> int:
    what = "What is chosen where a brief names no product."
    return misses.told(what, PAGE, lambda: page(tuple(misses.teams())))


if __name__ == "__main__":
    sys.exit(main())
