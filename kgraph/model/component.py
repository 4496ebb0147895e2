"""Components of the catalog: what can be chosen, what it provides and what it needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from kgraph.errors import shown
from kgraph.model.evidence import NO_EVIDENCE
from kgraph.model.evidence import Evidence as Evidence
from kgraph.model.exchange import Exchanges
from kgraph.model.life import Event, Stage


def options_by_decision(options: Iterable[str]) -> dict[str, list[str]]:
    """Options that are named with their decisions, by those.

    >>> options_by_decision(["logs.elk", "logs.efk"])
    {'logs': ['elk', 'efk']}
    """
    found: dict[str, list[str]] = {}
    for one in options:
        decision, _, option = one.partition(".")
        found.setdefault(decision, []).append(option)
    return found


@dataclass(frozen=True, slots=True)
class Need:
    """What a component cannot work without: one of some capabilities, or of some components.

    `role` reads as a verb phrase: component, role, provider. `apart` names the scope that the
    provider must not share. What is `optional` it works without, and uses where it is there. `when`
    are the options with any of which alone the need is there, each as ``decision.option``;
    `condition` says in words with what it is, where no answer tells. `controls` are capabilities
    that the component provides by setting up what meets the need: requests pass through that. What
    it `starts` itself it does not wait for, and works without. One that holds of `each` is met by
    the nearest, and leads to all others that could meet it as well.
    """

    id: str
    role: str
    flow: str
    capabilities: tuple[str, ...]
    alternatives: tuple[str, ...]
    apart: str | None
    since: date | None
    until: date | None
    evidence: Evidence
    optional: bool = False
    when: tuple[str, ...] = ()
    condition: str | None = None
    controls: tuple[str, ...] = ()
    starts: bool = False
    each: bool = False

    @property
    def conditional(self) -> bool:
        """Whether it is there under a condition only."""
        return bool(self.when) or self.condition is not None

    @property
    def required(self) -> bool:
        """Whether the component cannot work without, as far as answers can tell."""
        return not self.optional and self.condition is None

    def holds(self, day: date) -> bool:
        """Whether the need is there on that day."""
        return _between(self.since, day, self.until)

    def published(self) -> dict[str, object]:
        """The need with its evidence beside it, not within."""
        return {
            "id": self.id,
            "role": self.role,
            "flow": self.flow,
            "capability": self.capabilities[0] if len(self.capabilities) == 1 else None,
            "capabilities": self.capabilities,
            "any": self.alternatives,
            "controls": self.controls,
            "starts": self.starts,
            "each": self.each,
            "optional": self.optional,
            "when": options_by_decision(self.when) or self.condition,
            "apart": self.apart,
            "since": self.since,
            "until": self.until,
            **self.evidence.published(),
        }


@dataclass(frozen=True, slots=True)
class Clash:
    """A component that cannot stand in the same place of this scope."""

    other: str
    within: str
    reason: str
    evidence: Evidence

    def published(self) -> dict[str, object]:
        """The clash with its evidence beside it, not within."""
        return {
            "with": self.other,
            "within": self.within,
            "reason": self.reason,
            **self.evidence.published(),
        }


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence of what one gets, with its class; `what` is the edition or part under it.

    `instead` are those that one may take in its place.
    """

    id: str
    kind: str
    what: str | None = None
    since: date | None = None
    until: date | None = None
    evidence: Evidence = NO_EVIDENCE
    instead: tuple[str, ...] = ()

    def holds(self, day: date) -> bool:
        """Whether it applies on that day."""
        return _between(self.since, day, self.until)

    def published(self) -> dict[str, object]:
        """The licence with its evidence beside it, not within."""
        return {
            "id": self.id,
            "class": self.kind,
            "instead": self.instead,
            "what": self.what,
            "since": self.since,
            "until": self.until,
            **self.evidence.published(),
        }


@dataclass(frozen=True, slots=True)
class Provision:
    """That a component provides a capability, with where that comes from."""

    capability: str
    evidence: Evidence

    def published(self) -> dict[str, object]:
        """The capability with its evidence beside it, not within."""
        return {"capability": self.capability, **self.evidence.published()}


@dataclass(frozen=True, slots=True)
class Adoption:
    """A figure of how many use a component: what was counted, and on which day."""

    figure: float
    measure: str
    day: date
    evidence: Evidence

    def published(self) -> dict[str, object]:
        """The figure with its evidence beside it, not within."""
        return {
            "figure": self.figure,
            "of": self.measure,
            "on": self.day,
            **self.evidence.published(),
        }


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the inside of a component.

    It is there from `since` until `until`, where the catalog says so, and where one of those is
    that it is `only_with`. It may stand `within` another part, which is then a frame. `glyph` is
    the badge of what it acts as: an SVG path in a square of 24 by 24.
    """

    id: str
    name: str
    definition: str
    icon: str = ""
    glyph: str = ""
    since: date | None = None
    until: date | None = None
    within: str = ""
    only_with: tuple[str, ...] = ()

    def holds(self, day: date) -> bool:
        """Whether the part is there on that day."""
        return _between(self.since, day, self.until)

    def published(self) -> dict[str, object]:
        """What it is called and what it does; the rest is for pictures."""
        return {"id": self.id, "name": self.name, "definition": self.definition}


@dataclass(frozen=True, slots=True, order=True)
class InnerEnd:
    """An end of a flow inside a component.

    A ``part`` of it, another ``component``, or whoever has a ``capability``.
    """

    kind: str
    id: str


@dataclass(frozen=True, slots=True, order=True)
class InnerFlow:
    """A flow among the parts of a component, and between them and its neighbours.

    It is there where none of those is that it is `only_without`.
    """

    source: InnerEnd
    target: InnerEnd
    kind: str
    label: str
    only_without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Component:
    """A product, service or platform feature.

    `provides` holds the capabilities with everything broader that they imply, `provisions` those
    that have evidence of their own. `clouds` is empty
    where the component runs anywhere. `scope` is where an instance is placed: ``world``, ``site``
    or ``cluster``. Of what it `speaks` it `offers` what others open a connection for, and `uses`
    what it opens one for itself. `form_of` is the component of which it is a form, `forms` are its
    own. `licences` are all that it has been under, `license` those that still apply, as one
    expression. `life` are the stages that it reached, by their days, and `retired` is the first
    from which on nobody can newly have it. People and the user's own code stand in architectures as
    components do, but are not `choosable`. `catalog` names the layer that it is from, if it is
    from one.
    """

    id: str
    name: str
    definition: str
    concern: str
    homepage: str
    vendor: str
    license: str
    delivery: str
    icon: str
    scope: str
    provides: tuple[str, ...]
    host: str | None = None
    clouds: tuple[str, ...] = ()
    spans_clouds: bool = False
    aliases: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    speaks: tuple[str, ...] = ()
    offers: Exchanges = ()
    uses: Exchanges = ()
    clashes: tuple[Clash, ...] = ()
    maturity: str | None = None
    released: Event | None = None
    retired: Event | None = None
    life: tuple[Stage, ...] = ()
    successor: str | None = None
    parts: tuple[Part, ...] = ()
    inner_flows: tuple[InnerFlow, ...] = ()
    inside_evidence: Evidence = NO_EVIDENCE
    choosable: bool = True
    form_of: str | None = None
    forms: tuple[str, ...] = ()
    licences: tuple[Licence, ...] = ()
    vendor_id: str | None = None
    adoption: tuple[Adoption, ...] = ()
    provisions: tuple[Provision, ...] = ()
    catalog: str = ""

    def __repr__(self) -> str:
        return f"<Component {shown(self.id)}: {shown(self.name)}>"

    def published(self) -> dict[str, object]:
        """All that is known of it but for what only pictures need."""
        return {
            "id": self.id,
            "name": self.name,
            "definition": self.definition,
            "aliases": self.aliases,
            "concern": self.concern,
            "form_of": self.form_of,
            "forms": self.forms,
            "homepage": self.homepage,
            "vendor": self.vendor,
            "vendor_id": self.vendor_id,
            "license": self.license,
            "licences": self.licences,
            "delivery": self.delivery,
            "scope": self.scope,
            "host": self.host,
            "clouds": self.clouds,
            "spans_clouds": self.spans_clouds,
            "provides": self.provides,
            "provisions": self.provisions,
            "needs": self.needs,
            "speaks": self.speaks,
            "offers": self.offers,
            "uses": self.uses,
            "conflicts": self.clashes,
            "maturity": self.maturity,
            "adoption": self.adoption,
            "released": self.released,
            "retired": self.retired,
            "life": self.life,
            "successor": self.successor,
            "parts": self.parts,
            **({"catalog": self.catalog} if self.catalog else {}),
        }

    def names(self, other: Component) -> bool:
        """Whether it needs another by its name, be it as one of several."""
        return other.id in self.named

    def leans_on(self, other: Component, kind: str) -> bool:
        """Whether it names another, or has a need of a kind of flow that the other meets."""
        met = (set(need.capabilities) for need in self.needs if need.flow == kind)
        return self.names(other) or any(not one.isdisjoint(other.provides) for one in met)

    @property
    def named(self) -> tuple[str, ...]:
        """The ids of those that its needs name, sorted."""
        return tuple(sorted(set(chain.from_iterable(need.alternatives for need in self.needs))))

    @property
    def undirected(self) -> tuple[str, ...]:
        """The protocols of which it is not known whether it offers or uses them."""
        known = {exchange.protocol for exchange in (*self.offers, *self.uses)}
        return tuple(protocol for protocol in self.speaks if protocol not in known)

    def turns_to(self, other: Component, protocols: Collection[str]) -> bool:
        """Whether it opens connections by one of these protocols, and the other takes them; where
        nobody knows which of the two one does, it does both.
        """
        used = _spoken(self.uses, self.undirected)
        offered = _spoken(other.offers, other.undirected)
        return not used.intersection(protocols).isdisjoint(offered)

    def available(self, day: date) -> bool:
        """Whether it can be chosen on that day.

        A component that is not known to have been out then is taken as there, unless one knows
        that it was not.
        """
        start = self.released.earliest if self.released else None
        begun = start is None or start <= day
        return begun and (self.retired is None or day < self.retired.first)

    def attested(self, day: date) -> bool:
        """Whether it is known to be out on that day; one without dates is taken as there."""
        return self.released is None or self.released.day <= day

    @property
    def closing(self) -> Stage | None:
        """The first stage from which on nobody can newly have it."""
        return next((one for one in self.life if one.closes), None)

    def stage(self, day: date) -> Stage | None:
        """The stage that it has reached on that day: of those that close the last, if any."""
        reached = [one for one in self.life if one.event.first <= day]
        closed = [one for one in reached if one.closes]
        return next(reversed(closed or reached), None)

    def standing(self, day: date) -> Iterator[tuple[str, Evidence]]:
        """What one should know of its age on that day, each in words with where that comes from."""
        if self.released is not None and not self.attested(day):
            known = self.released.day.isoformat()
            yield f"{self.name} is not known to be out before {known}", self.released.evidence
        stage = self.stage(day)
        if stage is not None:
            yield f"{self.name} is {stage.label} since {stage.event.said}", stage.event.evidence
        for coming in self.life:
            if coming.closes and coming.event.first > day:
                words = f"{self.name} will be {coming.label} from {coming.event.said} on"
                yield words, coming.event.evidence

    def license_on(self, day: date) -> str:
        """The licenses that apply on a day, as one expression."""
        return " AND ".join(one.id for one in self.licences_on(day))

    def licences_on(self, day: date) -> tuple[Licence, ...]:
        """The licences that apply on a day."""
        return tuple(one for one in self.licences if one.holds(day))

    def licensed(self, word: str, day: date) -> bool:
        """Whether a license that applies on a day is called so, or whether all are of a class."""
        applying = self.licences_on(day)
        ids = [one.id.lower() for one in applying]
        kinds = {one.kind for one in applying}
        return word.lower() in {*ids, " and ".join(ids)} or kinds == {word.lower()}

    def runs_on(self, cloud: str) -> bool:
        """Whether it runs at a place of that cloud."""
        return not self.clouds or cloud in self.clouds


def _between(first: date | None, day: date, end: date | None) -> bool:
    """Whether a day lies from the first on and before the end, where these are known."""
    return (first is None or first <= day) and (end is None or day < end)


def _spoken(exchanges: Exchanges, undirected: Iterable[str]) -> set[str]:
    """The protocols of some exchanges, and those that go either way."""
    return {*undirected, *(one.protocol for one in exchanges)}
