"""What a brief says, as statements.

One each for all that the user said and all that holds by default.
"""

from __future__ import annotations

from kgraph.model.brief import Brief, Statement
from kgraph.model.knowledge import Knowledge


def statements(brief: Brief, knowledge: Knowledge) -> tuple[Statement, ...]:
    """Everything the brief says or takes by default, one statement each, sorted by id."""
    said: dict[str, str] = {"as_of": f"as of {brief.as_of.isoformat()}"}
    for site in brief.sites:
        said[f"sites.{site.id}"] = f"site {site.id} on {knowledge.cloud_label(site.cloud)}"
        for decision, options in site.answers:
            for option in options:
                key = f"sites.{site.id}.answers.{decision}.{option}"
                said[key] = f"site {site.id}, {decision}: {option}"
    for decision, options in brief.answers:
        for option in options:
            said[f"answers.{decision}.{option}"] = f"{decision}: {option}"
    for workload in brief.workloads:
        for decision, options in workload.answers:
            for option in options:
                said[f"workloads.{workload.id}.{decision}.{option}"] = (
                    f"workload {workload.id}, {decision}: {option}"
                )
    at = dict(brief.use_at)
    for verb in ("use", "avoid"):
        for component in getattr(brief, verb):
            places = at.get(component, ()) if verb == "use" else ()
            there = f" at {', '.join(places)}" if places else ""
            said[f"{verb}.{component}"] = f"{verb}: {component}{there}"
    given = dict(brief.given)
    return tuple(Statement(id, text, _where(given, id)) for id, text in sorted(said.items()))


def _where(given: dict[str, str], id: str) -> str | None:
    """Where a statement stands; that of an option stands where its decision is answered."""
    of_option = id.startswith(("answers.", "workloads.")) or ".answers." in id
    return given.get(id) or (given.get(id.rsplit(".", 1)[0]) if of_option else None)
