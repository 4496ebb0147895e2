"""Links: one step of a chain, such as from whoever collects logs to whoever keeps them."""

from __future__ import annotations

from dataclasses import dataclass

from kgraph.model.component import Component
from kgraph.model.exchange import Exchange


@dataclass(frozen=True, slots=True)
class End:
    """One end of a link: whoever provides a capability, or one component."""

    capability: str | None
    component: str | None

    def filled_by(self, component: Component) -> bool:
        """Whether a component can stand there."""
        if self.component is not None:
            return component.id == self.component
        return self.capability in component.provides


@dataclass(frozen=True, slots=True)
class Link:
    """What has to be joined for a signal. The start opens the connection, unless the end `asks`."""

    id: str
    label: str
    start: End
    end: End
    signal: str
    asks: bool = False

    def given(self, component: Component) -> tuple[str, ...]:
        """By what a component can stand at the start: protocols with the signal, as tokens."""
        return self._tokens(component.offers if self.asks else component.uses)

    def taken(self, component: Component) -> tuple[str, ...]:
        """By what a component can stand at the end."""
        return self._tokens(component.uses if self.asks else component.offers)

    def _tokens(self, exchanges: tuple[Exchange, ...]) -> tuple[str, ...]:
        return tuple(one.token for one in exchanges if one.signal == self.signal)
