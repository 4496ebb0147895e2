"""The fields that narrow the catalog: each is also in the address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial

import streamlit as st

from kgraph import api
from kgraph.model.component import Component
from kgraph.model.knowledge import Capability, Concern

ALL, THERE, RETIRED = "all", "to be had", "retired"
"""Whether what nobody can newly have is shown."""
_YEARS = (date(1990, 1, 1), date(2100, 12, 31))


def found(*, on_change: Callable[[], None]) -> tuple[Component, ...]:
    """The components that fit every field, in the order of their names.

    `on_change` runs where a visitor changes one.
    """
    known = api.knowledge()
    everything = tuple(known.components.values())
    choice = partial(_choice, on_change=on_change)
    text = st.text_input(
        "Search",
        key="find",
        bind="query-params",
        placeholder="a name, or a word of what it is",
        on_change=on_change,
    )
    capability = choice("Does", "does", _labels(known.capabilities.values()))
    concern = choice("Area", "area", _labels(known.concerns))
    cloud = choice("Runs on", "on", known.cloud_labels)
    delivery = choice("Had as", "as", known.deliveries)
    kind = choice("Class of license", "class", _words(everything, _kinds))
    license = choice("License", "license", _words(everything, _licences))
    maturity = choice("Maturity", "maturity", _words(everything, _maturity))
    stage = choice("Stage", "stage", _words(everything, _stages))
    retired = _retired(on_change)
    day = _day(on_change)
    fitting = api.components(
        capability=capability, cloud=cloud, license=license, maturity=maturity, day=day, text=text
    )
    wanted = {"area": concern, "as": delivery, "stage": stage}
    kept = (one for one in fitting if _fits(one, wanted) and _shown(one, retired))
    of_class = [one for one in kept if kind is None or one.licensed(kind, date.today())]
    return tuple(sorted(of_class, key=lambda one: one.name.lower()))


def _retired(on_change: Callable[[], None]) -> str:
    chosen = st.segmented_control(
        "Still to be had",
        [ALL, THERE, RETIRED],
        key="retired",
        default=ALL,
        required=True,
        bind="query-params",
        width="stretch",
        on_change=on_change,
    )
    return chosen or ALL


def _day(on_change: Callable[[], None]) -> date | None:
    least, most = _YEARS
    return st.date_input(
        "To be had on",
        value=None,
        key="day",
        bind="query-params",
        format="YYYY-MM-DD",
        min_value=least,
        max_value=most,
        on_change=on_change,
    )


def _fits(component: Component, wanted: Mapping[str, str | None]) -> bool:
    """Whether a component has what is asked of the fields that the catalog itself cannot narrow."""
    has = {
        "area": {component.concern},
        "as": {component.delivery},
        "stage": set(_stages(component)),
    }
    return all(value is None or value in has[key] for key, value in wanted.items())


def _shown(component: Component, retired: str) -> bool:
    over = component.retired is not None and component.retired.first <= date.today()
    return retired == ALL or over == (retired == RETIRED)


def _choice(
    label: str, key: str, names: Mapping[str, str], *, on_change: Callable[[], None]
) -> str | None:
    """A field of names, of which one or none is chosen; its id."""
    ids = sorted(names, key=lambda id: names[id].lower())
    by_name = {names[id]: id for id in ids}
    chosen = st.selectbox(
        label,
        list(by_name),
        index=None,
        key=key,
        bind="query-params",
        placeholder="any",
        on_change=on_change,
    )
    return by_name.get(chosen) if chosen else None


def _labels(things: Iterable[Capability | Concern]) -> dict[str, str]:
    """What each is called, by its id."""
    return {one.id: one.label for one in things}


def _words(
    components: Iterable[Component], of: Callable[[Component], Iterable[str]]
) -> dict[str, str]:
    """The words that there are for something; each stands for itself."""
    found: dict[str, str] = {}
    for component in components:
        found |= {word: word for word in of(component) if word}
    return found


def _kinds(component: Component) -> Iterable[str]:
    return (one.kind for one in component.licences)


def _licences(component: Component) -> Iterable[str]:
    return (one.id for one in component.licences)


def _maturity(component: Component) -> Iterable[str]:
    return (component.maturity or "",)


def _stages(component: Component) -> Iterable[str]:
    """The stage that a component has reached by today."""
    stage = component.stage(date.today())
    return (stage.label,) if stage is not None else ()
