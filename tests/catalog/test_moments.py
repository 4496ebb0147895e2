"""Days as entries write them, and what they mean in the graph."""

from __future__ import annotations

from datetime import date

import pytest

from kgraph.catalog.moments import bounded
from kgraph.model.knowledge import Knowledge


@pytest.mark.parametrize(
    ("written", "earliest", "latest"),
    [
        ({"date": "2024-02-29"}, "2024-02-29", "2024-02-29"),
        ({"date": "2024-02"}, "2024-02-01", "2024-02-29"),
        ({"date": "2023"}, "2023-01-01", "2023-12-31"),
        ({"latest": "2024-02-29"}, None, "2024-02-29"),
        ({"earliest": "2024-02-01", "latest": "2024-02-29"}, "2024-02-01", "2024-02-29"),
    ],
)
def test_a_day_has_bounds(written: dict[str, str], earliest: str | None, latest: str) -> None:
    told = bounded({**written, "note": "as it is"})
    assert (told.get("earliest"), told["latest"]) == (earliest, latest)
    assert told["note"] == "as it is"
    assert ("date" in told) == (earliest == latest)


def test_entries_mean_what_they_say(knowledge: Knowledge) -> None:
    known = knowledge.components
    said = {
        "thanos": "2018-05-18",  # a tag
        "eks-auto-mode": "2024-12",
        "garage": "2020-07-07",
        "redis": "2010-03-18 or earlier",
        "kubefed": "some day from 2018-01-09 to 2018-04-03",
    }
    for id, words in said.items():
        event = known[id].released
        assert event is not None
        assert event.said == words
    assert [stage.said for stage in known["google-container-registry"].life] == [
        "closed to new customers from 2024-05-15",
        "shut down from 2025-03-18",
    ]


def test_what_closes_is_what_nobody_can_newly_have(knowledge: Knowledge) -> None:
    cdn = knowledge.components["azure-cdn"]
    assert cdn.available(date(2025, 8, 14))
    assert not cdn.available(date(2025, 8, 15))
    kept_up = knowledge.components["gke-ingress"]
    assert [stage.id for stage in kept_up.life] == ["maintenance-only"]
    assert kept_up.available(date(2026, 11, 26))
    assert kept_up.retired is None
