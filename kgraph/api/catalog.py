"""What the catalog has: decisions and components, filtered, told."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from kgraph.api.layers import layered
from kgraph.api.wiring import dataset, knowledge
from kgraph.errors import InputError, nearest, shown

if TYPE_CHECKING:
    from kgraph.model.brief import Brief
    from kgraph.model.component import Component
    from kgraph.model.decisions import Decision


SHOWN_KEYS = 3
"""How many questions are named that have an answer of one name."""


@layered
def questions(brief: Brief | None = None) -> tuple[Decision, ...]:
    """The decisions, in the order in which an architect meets them.

    With a brief, they are those of its layers, too, and their defaults those that hold for it.

    >>> "logs" in [decision.id for decision in kgraph.questions()]
    True
    """
    if brief is None:
        return knowledge().decisions
    from kgraph.brief.answers import asked_by

    return asked_by(brief, knowledge())


def components(
    *,
    capability: str | None = None,
    cloud: str | None = None,
    license: str | None = None,
    maturity: str | None = None,
    day: date | None = None,
    text: str | None = None,
) -> tuple[Component, ...]:
    """The components of the catalog that fit every filter given, sorted by id. `license` is that of
    one, or the class of all that apply.

    InputError for a capability, a cloud, a license or a level of maturity that nobody knows.

    >>> kgraph.components(capability="image-registry", cloud="aws")[0]
    <Component amazon-ecr: Amazon Elastic Container Registry>
    """
    known = knowledge()
    _refuse_unknown("capability", capability, known.capabilities)
    _refuse_unknown("cloud", cloud, known.cloud_labels)
    _refuse_unknown_license(license, known.components.values())
    _refuse_unknown_maturity(maturity)
    kept = [
        one
        for one in known.components.values()
        if _serves(one, capability, cloud) and _licensed(one, license, day) and _mentions(one, text)
    ]
    return tuple(one for one in kept if _mature(one, maturity) and _available(one, day))


def entry_schema() -> str:
    """The JSON Schema of catalog entries, for editors, with the decisions that conditions name."""
    import json

    from kgraph import resources
    from kgraph.documents.plain import to_json_text

    path = resources.folder("catalog") / "component.schema.json"
    schema = json.loads(path.read_text("utf-8"))
    need = schema["properties"]["needs"]["items"]["properties"]["when"]["oneOf"][1]
    need["propertyNames"] = {"enum": [decision.id for decision in knowledge().decisions]}
    return to_json_text(_for_heirs(schema), sort_keys=False)


def _for_heirs(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of entries of layers, which may extend others and say but what differs."""
    slug, lists = {"$ref": "#/$defs/slug"}, {"type": "object"}
    schema["properties"] |= {
        "extends": {**slug, "description": "The entry whose statements this one has, too."},
        "add": {**lists, "description": "Items that lists of it gain, by the list."},
        "remove": {**lists, "description": "Items that they lose, by their words or ids."},
    }
    whole = {key: schema.pop(key) for key in ("required", "oneOf") if key in schema}
    schema["required"] = ["id"]
    schema["if"] = {"not": {"required": ["extends"]}}
    schema["then"] = whole
    return schema


def _serves(component: Component, capability: str | None, cloud: str | None) -> bool:
    """Whether a component provides this and runs there, as far as asked."""
    provides = capability is None or capability in component.provides
    return provides and (cloud is None or component.runs_on(cloud))


def _mature(component: Component, maturity: str | None) -> bool:
    return maturity is None or component.maturity == maturity


def _available(component: Component, day: date | None) -> bool:
    return day is None or component.available(day)


def _refuse_unknown(what: str, id: str | None, known: Collection[str]) -> None:
    """InputError that names the nearest, where a word is given that is not known."""
    if id is not None and id not in known:
        raise InputError.one(what, f"unknown {what} '{shown(id)}'", nearest(id, known))


def _refuse_unknown_license(license: str | None, components: Iterable[Component]) -> None:
    """InputError for an expression with a part that no component ever was under, by name or class,
    written small or large.
    """
    if not license:
        return
    words = _words_of_licences(components)
    known = set(map(str.lower, words))
    for part in re.split(" and ", license, flags=re.IGNORECASE):
        if part.lower() not in known:
            _refuse_unknown("license", part, words)


def _words_of_licences(components: Iterable[Component]) -> list[str]:
    """What licences and their classes are called."""
    licences = chain.from_iterable(one.licences for one in components)
    return list(filter(None, chain.from_iterable((one.id, one.kind) for one in licences)))


def _refuse_unknown_maturity(maturity: str | None) -> None:
    """InputError for a level that the ontology does not have."""
    if maturity is not None:
        from kgraph.knowledge.values.components import maturity_levels

        _refuse_unknown("maturity", maturity, maturity_levels(dataset()))


def _licensed(component: Component, license: str | None, day: date | None) -> bool:
    """Whether it is under that licence on the day, by default today."""
    return license is None or component.licensed(license, day or date.today())


def _mentions(component: Component, text: str | None) -> bool:
    """Whether a component is called or described with a text, in small letters or large."""
    words = (component.id, component.name, component.definition, *component.aliases)
    sought = (text or "").lower()
    return any(sought in word.lower() for word in words)


def component(id: str) -> Component:
    """The component of that id, name or alias; InputError names the nearest.

    >>> kgraph.component("Harbor")
    <Component harbor: Harbor>
    """
    meant = knowledge().component_meant(id)
    if meant is None:
        instead = _as_an_answer(id) or nearest(id, knowledge().components)
        raise InputError.one("component", f"unknown component '{shown(id)}'", instead)
    return meant


def _as_an_answer(word: str) -> str:
    """How to ask about a question, or about one of its answers, by a word that means no component;
    empty where it means none of these.
    """
    keys = [f"'answers.{one.id}'" for one in knowledge().decisions if _is_named(one, word)]
    return f"to ask about an answer, write {' or '.join(keys[:SHOWN_KEYS])}" if keys else ""


def _is_named(decision: Decision, word: str) -> bool:
    """Whether a word is that of a question of the whole brief, or of one of its answers."""
    named = word == decision.id or decision.option(word) is not None
    return named and decision.asked_of == "brief"
