"""What the ontology and the catalog say, as values that need no graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain

from kgraph.model.chain import Chain
from kgraph.model.component import Component, Need
from kgraph.model.decisions import Decision, Demand, Option
from kgraph.model.flows import FlowKind, FlowPattern
from kgraph.model.pictures import Concern, Lane, ViewDefinition
from kgraph.model.preferences import Preference
from kgraph.model.vendor import Vendor

SCOPES = ("world", "site", "cluster")
"""The scopes, widest first."""
LEVELS = ("world", "site", "network", "cluster")
"""What places can be, widest first. What is there once for a site may stand in a network of it."""


@dataclass(frozen=True, slots=True)
class Capability:
    """What a component can do; `scope` is what one provider serves.

    `glyph` is its badge, where it has one of its own. `instead_of` are the capabilities that it may
    stand in for, where an option accepts that. `way_position` tells how far along the way of a
    request it stands, 0 where it stands on none; requests to a place enter by one provider of what
    is `one_door`, and what stands in a cluster provides what is for its `own_cluster` there alone.
    Of what `one_serves`, no second stands beside the first unasked. What `filters` works at a
    station, and is of use where all requests pass it. Who provides to its host what
    `comes_up_with_host` is started by it before all else. What is `for_insiders` lets nobody in
    from outside. What is `told_as_asked` can be done, and is done only where it is asked for.
    A network that is `own_region_only` lies in one region of its provider, and who `joins_regions`
    joins such.
    """

    id: str
    label: str
    definition: str
    scope: str
    concern: str
    layer: int
    prominence: int
    max_providers: int | None
    frames: bool
    broader: tuple[str, ...]
    glyph: str = ""
    instead_of: tuple[str, ...] = ()
    way_position: int = 0
    one_door: bool = False
    own_cluster: bool = False
    one_serves: bool = False
    filters: bool = False
    comes_up_with_host: bool = False
    for_insiders: bool = False
    told_as_asked: bool = False
    own_region_only: bool = False
    joins_regions: bool = False


@dataclass(frozen=True, slots=True)
class Cloud:
    """A provider of sites, or one's own data centre.

    With `separate_sites` each of its sites has a network of its own; else one of the provider's
    joins them.
    """

    id: str
    label: str
    separate_sites: bool = False


@dataclass(frozen=True)
class Knowledge:
    """Everything assembly and drawing need to know.

    Each mapping is sorted by id, except where an order is stated.
    """

    version: str
    concerns: tuple[Concern, ...]
    lanes: tuple[Lane, ...]
    capabilities: dict[str, Capability]
    components: dict[str, Component]
    decisions: tuple[Decision, ...]
    flow_kinds: tuple[FlowKind, ...]
    patterns: tuple[FlowPattern, ...]
    preferences: tuple[Preference, ...]
    clouds: tuple[Cloud, ...]
    place_demands: dict[str, tuple[Demand, ...]]
    views: tuple[ViewDefinition, ...] = ()
    chains: dict[str, Chain] = field(default_factory=dict)
    vendors: dict[str, Vendor] = field(default_factory=dict)
    deliveries: dict[str, str] = field(default_factory=dict)

    @cached_property
    def decision_by_id(self) -> dict[str, Decision]:
        """The decisions by their ids."""
        return {decision.id: decision for decision in self.decisions}

    def patterns_said(self, key: str) -> tuple[FlowPattern, ...]:
        """The patterns of flows that hold where a brief says so under that key."""
        return tuple(pattern for pattern in self.patterns if pattern.said_by == key)

    def chosen(
        self, answers: Iterable[tuple[str, tuple[str, ...]]]
    ) -> Iterator[tuple[Decision, Option]]:
        """The options that answers name, each with its decision.

        What is not known is passed over: an architecture may be of another catalog.
        """
        for id, options in answers:
            decision = self.decision_by_id.get(id)
            if decision is not None:
                named = map(decision.option, options)
                yield from ((decision, option) for option in named if option is not None)

    def options_of(self, answers: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[Option, ...]:
        """The options that answers name, by decision; what is not known is passed over."""
        return tuple(option for _, option in self.chosen(answers))

    def runs_in(self, answers: Iterable[tuple[str, tuple[str, ...]]]) -> str:
        """The scope of the places in which a workload with these answers runs."""
        said = (option.runs_in for option in self.options_of(answers))
        return next((scope for scope in said if scope is not None), SCOPES[-1])

    def standing_for(self, delivery: str, scope: str) -> Component:
        """The component that stands for what the brief names itself at a place of that scope,
        ``own-code`` or what is ``existing``; KeyError where there is none.
        """
        for component in self.components.values():
            if component.delivery == delivery and component.scope == scope:
                return component
        raise KeyError(f"{delivery} at a {scope}")

    def unit(self, preference: str) -> tuple[str, str]:
        """What one of what a preference counts is called, and what several are."""
        known = self.preference_by_id[preference]
        return known.unit or (f"point by '{known.label}'", f"points by '{known.label}'")

    def family(self, id: str) -> tuple[str, ...]:
        """A component and its forms: what a brief means that names it."""
        return (id, *self.components[id].forms)

    def called(self, id: str) -> str:
        """What a component is called; of a form also, of what it is one."""
        component = self.components[id]
        if component.form_of not in self.components:
            return component.name
        return f"{component.name}, a form of {self.components[component.form_of].name}"

    def option_words(self, id: str) -> str:
        """An option, as ``decision.option``, in words that begin with its decision's."""
        decision_id, _, option_id = id.partition(".")
        decision = self.decision_by_id.get(decision_id)
        option = decision.option(option_id) if decision is not None else None
        return f"{decision.label}: {option.label}" if decision and option else id

    def condition_words(self, need: Need) -> str:
        """Under which condition a need is there; nothing where it always is."""
        if need.condition is not None:
            return f"when {need.condition}"
        answers = " or ".join(map(self.option_words, need.when))
        return f"with the answer {answers}" if answers else ""

    def need_words(self, need: Need) -> str:
        """What is asked for, as it is called."""
        if need.capabilities:
            return " or ".join(self.capabilities[one].label for one in need.capabilities)
        return " or ".join(self.components[one].name for one in need.alternatives)

    def needs_at_times(self, component: str, day: date) -> tuple[str, ...]:
        """What a component needs under conditions, each in words."""
        needs = [need for need in self.components[component].needs if need.holds(day)]
        return tuple(
            f"{need.role} {self.need_words(need)}, {self.condition_words(need)}"
            for need in needs
            if need.conditional
        )

    def meeting(self, need: Need) -> tuple[str, ...]:
        """The components that can meet a need, wherever they stand."""
        providing = (self.providers[capability] for capability in need.capabilities)
        return tuple(dict.fromkeys(chain.from_iterable((*providing, need.alternatives))))

    @cached_property
    def concern_by_id(self) -> dict[str, Concern]:
        """The concerns by their ids, in their order."""
        return {concern.id: concern for concern in self.concerns}

    @cached_property
    def lane_by_id(self) -> dict[str, Lane]:
        """The lanes by their ids, in their order."""
        return {lane.id: lane for lane in self.lanes}

    def lane_of(self, concern: str) -> Lane:
        """The lane in which a concern is drawn; KeyError where there is no such concern."""
        return self.lane_by_id[self.concern_by_id[concern].lane]

    @cached_property
    def flow_kind_by_id(self) -> dict[str, FlowKind]:
        """The kinds of flow by their ids, in their order."""
        return {kind.id: kind for kind in self.flow_kinds}

    def flow_label(self, kind: str) -> str:
        """What a kind of flow is called; its id where it is not known."""
        known = self.flow_kind_by_id.get(kind)
        return known.label if known is not None else kind

    def wider_words(self, kind: str, label: str) -> str:
        """Words that hold for what a flow says and for more; where there are none, what it says."""
        return self._wider.get((kind, label), label)

    @cached_property
    def _wider(self) -> dict[tuple[str, str], str]:
        """By the kind and the label of flows the words that hold for others too."""
        found: dict[tuple[str, str], str] = {}
        for kind in self.flow_kinds:
            found |= {(kind.id, label): words for label, words in kind.wider}
        return found

    @cached_property
    def main_path(self) -> frozenset[str]:
        """The kinds of flow that pictures of places are arranged along."""
        return frozenset(kind.id for kind in self.flow_kinds if kind.main_path)

    @cached_property
    def cloud_labels(self) -> dict[str, str]:
        """What each cloud is called, in their order."""
        return {cloud.id: cloud.label for cloud in self.clouds}

    def network_of(self, cloud: str | None, place: str) -> tuple[str | None, str]:
        """In which network a place stands: a cloud, and a site where each of that has its own."""
        separate = any(one.separate_sites for one in self.clouds if one.id == cloud)
        return cloud, place.partition("/")[0] if separate else ""

    @cached_property
    def regional_clouds(self) -> frozenset[str]:
        """The clouds whose networks lie in one region each."""
        found: set[str] = set()
        for id, known in self.capabilities.items():
            if known.own_region_only:
                found.update(*(self.components[one].clouds for one in self.providers[id]))
        return frozenset(found)

    def cloud_label(self, id: str) -> str:
        """What a cloud is called; its id where it is not known."""
        return self.cloud_labels.get(id, id)

    def glyph(self, concern: str, capabilities: tuple[str, ...]) -> str:
        """The badge of what provides these.

        Of the most prominent capability that has one of its own, or of the concern.
        """
        known = [self.capabilities[id] for id in capabilities if id in self.capabilities]
        own = [capability for capability in known if capability.glyph]
        if own:
            return min(own, key=lambda c: (c.prominence, c.layer, c.id)).glyph
        return self.concern_by_id[concern].glyph if concern in self.concern_by_id else ""

    @cached_property
    def pulled(self) -> frozenset[tuple[str, str]]:
        """Kind and label of the flows whose content moves towards the one that starts them."""
        found: set[tuple[str, str]] = set()
        for kind in self.flow_kinds:
            found.update((kind.id, label) for label in kind.pulls)
        return frozenset(found)

    @cached_property
    def components_by_name(self) -> dict[str, Component]:
        """The components by their names and aliases in small letters.

        Of several, the first by id.
        """
        found: dict[str, Component] = {}
        for component in self.components.values():
            for name in (component.name, *component.aliases):
                found.setdefault(name.lower(), component)
        return found

    def component_called(self, name: str) -> Component | None:
        """The component that somebody means by a name or an alias, if there is one."""
        return self.components_by_name.get(name.strip().lower())

    def component_meant(self, word: str) -> Component | None:
        """The component of that id, or of that name or alias, also with hyphens for its spaces."""
        named = self.components.get(word) or self.component_called(word)
        return named or self.component_called(word.replace("-", " "))

    @cached_property
    def providers(self) -> dict[str, tuple[str, ...]]:
        """For each capability the components that provide it, sorted."""
        found: dict[str, list[str]] = {id: [] for id in self.capabilities}
        for component in self.components.values():
            for capability in component.provides:
                found[capability].append(component.id)
        return {capability: tuple(sorted(ids)) for capability, ids in found.items()}

    @cached_property
    def preference_by_id(self) -> dict[str, Preference]:
        """The preferences by their ids."""
        return {preference.id: preference for preference in self.preferences}

    def widest(self, component: Component) -> str:
        """The widest scope among the component's own place and what it provides."""
        scopes = {component.scope, *(self.capabilities[id].scope for id in component.provides)}
        return min(scopes, key=SCOPES.index)
