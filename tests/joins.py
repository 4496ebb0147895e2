"""Which components can be joined by a protocol that one offers and the other uses, link by link.

A gap seen here is a gap of the catalog, or of the world: a collector that can write to no store.

    python tests/joins.py            # who is left alone, at either end of each link
    python tests/joins.py --pairs    # each pair that can be joined, and by what
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kgraph import api
from kgraph.model.component import Component
from kgraph.model.exchange import Exchange
from kgraph.model.knowledge import Knowledge

SCRAPED = "prometheus-exposition"
Pairs = dict[tuple[str, str], tuple[str, ...]]
"""The tokens by which two components can be joined."""


@dataclass(frozen=True)
class Link:
    """From whoever has one capability to whoever has the other, for a signal.

    The start opens the connection, unless the end `asks`. What is scraped tells of the one who is
    scraped: that is no way into a store.
    """

    start: str
    end: str
    signal: str
    asks: bool = False
    scraped: bool = False

    def __str__(self) -> str:
        arrow = "<-" if self.asks else "->"
        return f"{self.start} {arrow} {self.end} ({self.signal})"


LINKS = (
    Link("workload", "log-collection", "logs", asks=True),
    Link("log-collection", "log-processing", "logs"),
    Link("log-collection", "log-storage", "logs"),
    Link("log-processing", "log-storage", "logs"),
    Link("log-storage", "log-search", "logs", asks=True),
    Link("workload", "pull-metrics-collection", "metrics", asks=True, scraped=True),
    Link("exporters", "pull-metrics-collection", "metrics", asks=True, scraped=True),
    Link("mesh-metrics", "pull-metrics-collection", "metrics", asks=True, scraped=True),
    Link("workload", "push-metrics-collection", "metrics"),
    Link("pull-metrics-collection", "metrics-storage", "metrics"),
    Link("push-metrics-collection", "metrics-storage", "metrics"),
    Link("metrics-storage", "long-term-metrics", "metrics"),
    Link("metrics-query", "dashboards", "metrics", asks=True),
    Link("metrics-storage", "dashboards", "metrics", asks=True),
    Link("metrics-storage", "alert-routing", "alerts"),
    Link("long-term-metrics", "alert-routing", "alerts"),
    Link("workload", "trace-collection", "traces"),
    Link("trace-collection", "trace-storage", "traces"),
    Link("trace-storage", "trace-search", "traces", asks=True),
    Link("source-control", "continuous-integration", "source", asks=True),
    Link("source-control", "continuous-delivery", "source", asks=True),
    Link("image-build", "image-registry", "images"),
    Link("continuous-integration", "image-registry", "images"),
    Link("image-registry", "image-scanning", "images", asks=True),
    Link("image-registry", "signature-verification", "images", asks=True),
    Link("image-registry", "kubernetes", "images", asks=True),
    Link("secret-store", "secret-delivery", "secrets", asks=True),
    Link("cluster-backup", "object-storage", "objects"),
    Link("log-storage", "object-storage", "objects"),
    Link("trace-storage", "object-storage", "objects"),
    Link("long-term-metrics", "object-storage", "objects"),
)


def joined(link: Link, knowledge: Knowledge) -> Pairs:
    """The pairs of two components that a link can join by what they offer and use."""
    offering, using = (link.start, link.end) if link.asks else (link.end, link.start)
    found: Pairs = {}
    for one in providers(offering, knowledge):
        offered = {each for each in one.offers if fits(each, link)}
        for other in providers(using, knowledge):
            common = sorted(each.token for each in offered.intersection(other.uses))
            if common and one.id != other.id:
                ends = (one.id, other.id) if link.asks else (other.id, one.id)
                found[ends] = tuple(common)
    return found


def fits(exchange: Exchange, link: Link) -> bool:
    """Whether what is offered is what the link is for."""
    scraped = exchange.protocol == SCRAPED
    return exchange.signal == link.signal and scraped == link.scraped


def alone(capability: str, beside: str, there: set[str], knowledge: Knowledge) -> list[str]:
    """Who has a capability and is not `there`, neither does both nor is named by the other end."""
    others = providers(beside, knowledge)
    return [
        one.id
        for one in providers(capability, knowledge)
        if one.id not in there
        and beside not in one.provides
        and not any(one.names(other) or other.names(one) for other in others)
    ]


def providers(capability: str, knowledge: Knowledge) -> list[Component]:
    """Everybody who has a capability and can still be chosen, sorted."""
    return [
        one
        for one in knowledge.components.values()
        if capability in one.provides and one.retired is None
    ]


def told(knowledge: Knowledge, *, pairs: bool) -> Iterator[str]:
    """The table, line by line."""
    for link in LINKS:
        found = joined(link, knowledge)
        size = len(providers(link.start, knowledge)) * len(providers(link.end, knowledge))
        yield f"{link}: {len(found)} of {size} pairs"
        yield from by_start(found) if pairs else ()
        starts, ends = ({pair[end] for pair in found} for end in (0, 1))
        for word, lonely in (
            ("to nobody", alone(link.start, link.end, starts, knowledge)),
            ("from nobody", alone(link.end, link.start, ends, knowledge)),
        ):
            if lonely:
                yield f"  {word}: {', '.join(lonely)}"


def by_start(found: Pairs) -> Iterator[str]:
    """Each start with its ends, and the tokens that join them."""
    ends: dict[str, list[str]] = defaultdict(list)
    for (start, end), tokens in found.items():
        ends[start].append(f"{end} by {' or '.join(tokens)}")
    for start in sorted(ends):
        yield f"  {start}: {'; '.join(sorted(ends[start]))}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", action="store_true", help="each pair, not only who is alone")
    for line in told(api.knowledge(), pairs=parser.parse_args().pairs):
        print(line)
