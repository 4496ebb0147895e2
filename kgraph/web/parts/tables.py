"""The architecture as tables: the twin of the picture."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kgraph import api
from kgraph.model.architecture import Architecture
from kgraph.model.finding import Finding
from kgraph.web import words
from kgraph.web.parts.details import because


def show(architecture: Architecture) -> int:
    """Show placements with their reasons, and flows; the number of placements."""
    by_id = {placement.id: placement for placement in architecture.placements}
    labels = {capability.id: capability.label for capability in api.knowledge().capabilities.values()}
    kinds = {kind.id: kind.label for kind in api.knowledge().flow_kinds}
    placements = [
        {
            "Component": one.name,
            "Place": one.place,
            "There for": ", ".join(labels.get(id, id) for id in one.serves or one.capabilities),
            "Why": "; ".join(reason.text for reason in one.reasons),
            "Because of": "; ".join(
                dict.fromkeys(because(item, by_id) for reason in one.reasons for item in reason.because)
            ),
        }
        for one in architecture.placements
    ]
    flows = [
        {
            "From": start.name,
            "Place": start.place,
            "Does": flow.label,
            "To": end.name,
            "At": end.place,
            "Carries": kinds.get(flow.kind, flow.kind),
        }
        for flow in architecture.flows
        for start, end in [(by_id[flow.source], by_id[flow.target])]
    ]
    st.html(words.element("p", "head", words.count(len(placements), "placement")))
    st.dataframe(
        placements,
        hide_index=True,
        height=420,
        alt="Every placement with its reasons",
        column_config={"Why": st.column_config.TextColumn(width="large")},
    )
    st.html(words.element("p", "head", words.count(len(flows), "connection")))
    st.dataframe(flows, hide_index=True, height=420, alt="Every connection between placements")
    return len(placements)


def show_findings(findings: Sequence[Finding]) -> int:
    """Show what the rules say; the number of findings."""
    if not findings:
        st.success("Every rule holds.", icon=":material/check_circle:")
        return 0
    rows = [
        {"How grave": f.severity, "At": f.focus, "What": f.reason, "What to do": f.remedy, "Rule": f.rule}
        for f in findings
    ]
    st.dataframe(
        rows,
        hide_index=True,
        alt="The rules that are broken",
        column_config={"What": st.column_config.TextColumn(width="large")},
    )
    return len(findings)
