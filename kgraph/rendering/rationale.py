"""The rationale: an architecture in words, every choice with its reasons and sources, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from kgraph.model.architecture import Architecture, Flow, Placement, Reason
from kgraph.model.finding import Finding
from kgraph.model.knowledge import Knowledge


def rationale(
    architecture: Architecture,
    knowledge: Knowledge,
    findings: Iterable[Finding],
    *,
    picture: str | None = "overview.svg",
) -> str:
    """The document; `picture` is the file that it shows, if any."""
    parts = [
        f"# {_plain(architecture.name)}",
        f"An architecture as of {architecture.as_of.isoformat()}, of {len(architecture.placements)} placements and {len(architecture.flows)} flows.",
        f"![Overview of {_plain(architecture.name)}]({picture})" if picture else "",
        *_sites(architecture, knowledge),
        *_answers(architecture, knowledge),
        *_preferences(architecture, knowledge),
        "## Components and why they are there",
        *_components(architecture, knowledge),
        "## Flows",
        *_flows(architecture, knowledge),
        "## Findings",
        *_findings(findings),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _plain(text: str) -> str:
    """The text with what Markdown and HTML would take for markup written as text."""
    for letter in "\\`*_[]<>|#":
        text = (
            text.replace(letter, f"\\{letter}")
            if letter not in "<>"
            else text.replace(letter, "&lt;" if letter == "<" else "&gt;")
        )
    return text


def _sites(architecture: Architecture, knowledge: Knowledge) -> list[str]:
    clouds = {cloud.id: cloud.label for cloud in knowledge.clouds}
    rows = []
    for site in architecture.places:
        if site.scope == "site":
            clusters = ", ".join(place.id.split("/")[1] for place in architecture.places if place.within == site.id)
            cloud = clouds.get(str(site.cloud), site.cloud)
            rows.append(f"| {site.id} | {cloud} | {_plain(site.region or '')} | {clusters} |")
    return ["## Sites", "\n".join(["| site | cloud | region | clusters |", "|---|---|---|---|", *rows])]


def _answers(architecture: Architecture, knowledge: Knowledge) -> list[str]:
    rows = []
    for id, options in architecture.answers:
        decision = knowledge.decision_by_id.get(id)
        if decision is None:
            continue
        where = architecture.brief.where(f"answers.{id}") if architecture.brief else None
        labels = ", ".join(o.label for option in options if (o := decision.option(option)) is not None)
        rows.append(f"| {decision.question} | {labels} | {'brief' if where else 'default'} | {decision.section} |")
    return (
        ["## Answers", "\n".join(["| question | answer | from | article section |", "|---|---|---|---|", *rows])]
        if rows
        else []
    )


def _preferences(architecture: Architecture, knowledge: Knowledge) -> list[str]:
    known = {p.id: p for p in knowledge.preferences}
    lines = [
        f"{number}. {known[id].definition} Cost: {value}."
        for number, (id, value) in enumerate(architecture.preferences, 1)
        if id in known
    ]
    return (
        [
            "## Preferences",
            "In this order, the smaller cost being the better; then as few placements as possible.",
            "\n".join(lines),
        ]
        if lines
        else []
    )


def _components(architecture: Architecture, knowledge: Knowledge) -> Iterable[str]:
    by_component: dict[str, list[Placement]] = {}
    for placement in architecture.placements:
        by_component.setdefault(placement.workload or placement.component, []).append(placement)
    concerns = {concern.id: concern for concern in knowledge.concerns}
    grouped: dict[str, list[list[Placement]]] = {}
    for placements in by_component.values():
        component = knowledge.components.get(placements[0].component)
        grouped.setdefault(component.concern if component else "", []).append(placements)
    for concern in sorted(grouped, key=lambda id: concerns[id].position if id in concerns else 99):
        yield f"### {concerns[concern].label if concern in concerns else 'Others'}"
        for placements in grouped[concern]:
            yield _component(placements, knowledge)


def _component(placements: list[Placement], knowledge: Knowledge) -> str:
    component = knowledge.components.get(placements[0].component)
    where = ", ".join(p.place for p in placements)
    head = f"**{_plain(placements[0].name)}** in {where}."
    if component is not None and component.delivery not in ("actor", "own-code"):
        head += f" {component.definition} [Home page]({component.homepage}), {component.license}."
    reasons: dict[str, tuple[Reason, list[str]]] = {}
    for placement in placements:
        for reason in placement.reasons:
            reasons.setdefault(reason.text, (reason, []))[1].append(placement.id)
    return "\n".join([head, "", *(f"- {_reason(reason)}" for reason, _ in reasons.values())])


def _reason(reason: Reason) -> str:
    because = "; ".join(_plain(item) for item in reason.because)
    source = (
        f" ([source]({reason.source}))"
        if reason.source and reason.source.startswith("http") and "/kgraph/source/" not in reason.source
        else ""
    )
    if reason.source and "/kgraph/source/" in reason.source:
        source = f" (article, section {reason.source.rpartition('#')[2]})"
    return f"{_plain(reason.text)}{f' — {because}' if because else ''}{source}"


def _flows(architecture: Architecture, knowledge: Knowledge) -> Iterable[str]:
    names = {p.id: p.name for p in architecture.placements}
    for kind in knowledge.flow_kinds:
        flows = [flow for flow in architecture.flows if flow.kind == kind.id]
        if flows:
            yield f"### {kind.label.capitalize()}"
            yield "\n".join(_flow(flow, names) for flow in flows)


def _flow(flow: Flow, names: dict[str, str]) -> str:
    return f"- {_plain(names.get(flow.source, flow.source))} `{flow.source}` {_plain(flow.label)} {_plain(names.get(flow.target, flow.target))} `{flow.target}`"


def _findings(findings: Iterable[Finding]) -> list[str]:
    lines = [f"- {f.severity}: {_plain(f.focus)}, {f.rule}: {_plain(f.reason)}. {_plain(f.remedy)}" for f in findings]
    return ["\n".join(lines)] if lines else ["None: every rule holds."]
