"""What a component gives to others or takes from them, and by which protocol."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Exchange:
    """A protocol with a signal that it carries: two components can be joined where one offers
    what the other uses.
    """

    protocol: str
    signal: str

    @property
    def token(self) -> str:
        """The two as one word.

        >>> Exchange("loki-api", "logs").token
        'loki-api/logs'
        """
        return f"{self.protocol}/{self.signal}"

    def published(self) -> dict[str, object]:
        """Both by their names."""
        return {"protocol": self.protocol, "signal": self.signal}


Exchanges = tuple[Exchange, ...]


def in_words(exchanges: Iterable[Exchange]) -> str:
    """Each protocol once, with its signals.

    >>> in_words([Exchange("otlp", "logs"), Exchange("otlp", "traces"), Exchange("beats", "logs")])
    'otlp (logs, traces), beats (logs)'
    """
    signals: dict[str, list[str]] = defaultdict(list)
    for exchange in exchanges:
        signals[exchange.protocol].append(exchange.signal)
    return ", ".join(f"{protocol} ({', '.join(carried)})" for protocol, carried in signals.items())
