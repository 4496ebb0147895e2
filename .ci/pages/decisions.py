"""Decisions and their options: what a brief can answer, and what each answer brings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import kgraph
from pages.markdown import code, page, table, words


def pages() -> Mapping[str, str]:
    """One page of all decisions."""
    intro = (
        "Each decision is a key of `answers:` in a brief, or of a workload where it is asked of "
        "each. What is not answered takes the default. `kgraph questions ID` tells the same, and "
        "`kgraph why brief.yaml answers.ID` what an answer of yours does."
    )
    sections = map(_section, kgraph.questions())
    return {"reference/decisions.md": page("Decisions", intro, *sections)}


def _section(decision: kgraph.Decision) -> str:
    asked = "Asked of each workload. " if decision.asked_of == "workload" else ""
    several = "Several may be given. " if decision.multiple else ""
    rows = [_row(option, decision) for option in decision.options]
    told = table(("option", "definition", "asks for"), rows)
    return f"## {decision.id}\n\n{words(decision.question)} {asked}{several}\n\n{told}"


def _row(option: kgraph.Option, decision: kgraph.Decision) -> tuple[str, str, str]:
    mark = " *(default)*" if option.id in decision.defaults else ""
    return code(option.id) + mark, words(option.definition), "; ".join(_brings(option))


def _brings(option: kgraph.Option) -> Iterator[str]:
    for before, demands in (("", option.demands), ("rather ", option.prefers)):
        wanted = sorted({demand.wanted for demand in demands})
        yield from (f"{before}{code(one)}" for one in wanted)
    yield from (f"no {code(one)}" for one in sorted(option.forbids))
