"""The order of findings: by how grave they are as a text, then by what and which rule."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kgraph.model.finding import Finding

WORDS = st.sampled_from(("a", "b", "c"))
FINDINGS = st.builds(
    Finding, st.sampled_from(("violation", "warning")), WORDS, WORDS, WORDS, WORDS, st.just("x:1")
)


@given(st.lists(FINDINGS))
def test_findings_stand_violations_first_then_by_focus_and_rule(findings: list[Finding]) -> None:
    rows = [(one.severity, one.focus, one.rule) for one in sorted(findings)]
    assert rows == sorted(rows)
    grave = [one.severity == "violation" for one in sorted(findings)]
    assert grave == sorted(grave, reverse=True)


def test_where_a_finding_stands_need_not_be_known() -> None:
    assert Finding("warning", "x", "rule", "why", "do").where is None
