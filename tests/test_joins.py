"""What the directions of protocols are for: collectors find stores, and stores find readers."""

from __future__ import annotations

import joins
import pytest

from kgraph.model.knowledge import Knowledge

LEFT_ALONE = {
    "log-collection -> log-processing (logs)": {"datadog-agent", "google-cloud-logging"},
    "push-metrics-collection -> metrics-storage (metrics)": {"pushgateway"},
    "metrics-storage -> long-term-metrics (metrics)": {"amazon-cloudwatch", "datadog"},
    "metrics-query <- dashboards (metrics)": {"amazon-cloudwatch", "datadog"},
    "long-term-metrics -> alert-routing (alerts)": {"amazon-cloudwatch", "datadog"},
    "cluster-backup -> object-storage (objects)": {"aws-backup", "google-backup-for-gke"},
}
"""Who is left alone at a link, and rightly so: agents of one store, what is scraped instead of
writing, consoles over a store of their own, backups into a vault of their own.
"""
KEEPS_ITS_OWN = "-> object-storage (objects)"
"""Many stores keep their data on disks, or where nobody sees it."""


def lonely(link: joins.Link, knowledge: Knowledge) -> set[str]:
    """Everybody at either end of a link whom it joins to nobody."""
    found = joins.joined(link, knowledge)
    starts, ends = ({pair[end] for pair in found} for end in (0, 1))
    return {
        *joins.alone(link.start, link.end, starts, knowledge),
        *joins.alone(link.end, link.start, ends, knowledge),
    }


@pytest.mark.parametrize("link", joins.LINKS, ids=str)
def test_nobody_is_left_alone_unless_for_a_reason(link: joins.Link, knowledge: Knowledge) -> None:
    if str(link).endswith(KEEPS_ITS_OWN) and link.start != "cluster-backup":
        assert joins.joined(link, knowledge)
        return
    assert lonely(link, knowledge) == LEFT_ALONE.get(str(link), set())


@pytest.mark.parametrize("link", joins.LINKS, ids=str)
def test_what_a_link_names_is_there(link: joins.Link, knowledge: Knowledge) -> None:
    assert {link.start, link.end} <= set(knowledge.capabilities)
    assert joins.providers(link.start, knowledge)
    assert joins.providers(link.end, knowledge)


@pytest.mark.parametrize(
    ("link", "start", "end", "tokens"),
    [
        (
            joins.Link("log-collection", "log-processing", "logs"),
            "filebeat",
            "logstash",
            ("beats/logs",),
        ),
        (joins.Link("log-collection", "log-storage", "logs"), "promtail", "loki", ()),
        (joins.Link("log-collection", "log-storage", "logs"), "alloy", "elasticsearch", ()),
        (joins.Link("log-collection", "log-processing", "logs"), "alloy", "logstash", ()),
        (
            joins.Link("metrics-storage", "alert-routing", "alerts"),
            "prometheus",
            "alertmanager",
            ("alertmanager-api/alerts",),
        ),
    ],
)
def test_two_are_joined_by_what_one_offers_and_the_other_uses(
    link: joins.Link, start: str, end: str, tokens: tuple[str, ...], knowledge: Knowledge
) -> None:
    """Alloy and Logstash both speak Kafka and Loki's API, and both only send."""
    assert joins.joined(link, knowledge).get((start, end), ()) == tokens


def test_the_table_tells_pairs_and_who_is_left(knowledge: Knowledge) -> None:
    lines = list(joins.told(knowledge, pairs=True))
    assert "  filebeat: logstash by beats/logs; vector by beats/logs" in lines
    assert "  to nobody: pushgateway" in lines
    assert len(lines) > len(list(joins.told(knowledge, pairs=False)))
