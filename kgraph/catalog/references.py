"""What an entry calls itself and its parts, and what it refers to: the latter is there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from kgraph.documents.faults import Fault, Steps
from kgraph.errors import nearest, shown
from kgraph.model.component import options_by_decision
from kgraph.words import clean

REFERENCES: tuple[tuple[str, str], ...] = (
    ("concern", "concerns"),
    ("form-of", "components"),
    ("runs.host", "capabilities"),
    ("runs.clouds.*", "clouds"),
    ("provides.*", "capabilities"),
    ("provisions.*.capability", "capabilities"),
    ("needs.*.capability", "capabilities"),
    ("needs.*.capability.*", "capabilities"),
    ("needs.*.any.*", "components"),
    ("needs.*.controls.*", "capabilities"),
    ("speaks.*.protocol", "protocols"),
    ("speaks.*.offers.*", "signals"),
    ("speaks.*.uses.*", "signals"),
    ("conflicts.*.with", "components"),
    ("successor.component", "components"),
    ("inside.parts.*.part_of", "components"),
    ("inside.parts.*.only_with.*", "components"),
    ("inside.flows.*.only_without.*", "components"),
    ("inside.flows.*.from", "components"),
    ("inside.flows.*.to", "components"),
    ("inside.flows.*.from_capability", "capabilities"),
    ("inside.flows.*.to_capability", "capabilities"),
)
"""Where an entry refers to something, and to what kind of thing."""

_SINGULAR = {
    "capabilities": "capability",
    "components": "component",
    "concerns": "concern",
    "clouds": "cloud",
    "protocols": "protocol",
    "signals": "signal",
}
_PARTS = "inside.parts.*.id"
_INNER = ("needs.*.id", _PARTS)
"""Where an entry gives ids to what it holds."""


def foreign_ids(content: dict[str, Any], path: Path) -> Iterator[Fault]:
    """Ids that are not the entry's own, and a concern that is not the name of its folder."""
    concern = content.get("concern")
    if isinstance(concern, str) and concern != path.parent.name:
        what = f"the concern '{shown(concern)}' is not the folder's name"
        yield Fault(("concern",), what, f"write 'concern: {path.parent.name}'")
    yield from own_ids(content, path)


def own_ids(content: dict[str, Any], path: Path) -> Iterator[Fault]:
    """Ids that are not the entry's own: that of the file, and within it those that begin with it,
    each once.
    """
    own = content.get("id")
    if isinstance(own, str) and own != path.stem:
        what = f"the id '{shown(own)}' is not the file's name"
        yield Fault(("id",), what, f"write 'id: {path.stem}'")
    yield from _twice_licensed(content)
    beginning = f"{own if isinstance(own, str) else path.stem}#"
    seen: set[str] = set()
    inner = chain.from_iterable(_texts_at(content, place) for place in _INNER)
    for steps, id in inner:
        if not id.startswith(beginning):
            what = f"'{shown(id)}' does not begin with '{shown(beginning)}'"
            yield Fault(steps, what, "ids inside an entry begin with the entry's own")
        if id in seen:
            yield Fault(steps, f"the id '{shown(id)}' stands twice", "give each its own id")
        seen.add(id)


def unfit_texts(content: Any, steps: Steps = ()) -> Iterator[Fault]:
    """Texts with letters that pictures and pages cannot hold, or that turn what follows."""
    if isinstance(content, str):
        if clean(content) != content:
            yield Fault(steps, f"'{shown(content)}' holds control characters", "leave them out")
    elif isinstance(content, (dict, list)):
        inner = content.items() if isinstance(content, dict) else enumerate(content)
        for step, one in inner:
            yield from unfit_texts(one, (*steps, step))


def loose_references(
    content: dict[str, Any], names: dict[str, frozenset[str]], components: frozenset[str] | None
) -> Iterator[Fault]:
    """What an entry refers to that is not there. Without `components`, since some could not be
    read, those are let pass.
    """
    parts = frozenset(id for _, id in _texts_at(content, _PARTS))
    known = {**names, "components": (components or frozenset()) | parts}
    yield from _loose_conditions(content, names.get("options", frozenset()))
    yield from _unprovided(content)
    for path, kind in REFERENCES:
        if kind == "components" and components is None:
            continue
        for steps, id in _texts_at(content, path):
            if id not in known[kind]:
                what = f"unknown {_SINGULAR[kind]} '{shown(id)}'"
                yield Fault(steps, what, nearest(id, known[kind]))


def _twice_licensed(content: dict[str, Any]) -> Iterator[Fault]:
    """Licences that an entry names twice from the same day on."""
    seen: set[tuple[str, str]] = set()
    licences = content.get("licences", ())
    for number, one in enumerate(licences if isinstance(licences, list) else ()):
        known = (str(one.get("id")), str(one.get("since"))) if isinstance(one, dict) else None
        if known is not None and known in seen:
            what = f"the licence '{shown(known[0])}' stands twice"
            yield Fault(("licences", number, "id"), what, "say in one 'what' all that is under it")
        elif known is not None:
            seen.add(known)


def _unprovided(content: dict[str, Any]) -> Iterator[Fault]:
    """Evidence for capabilities that the entry does not provide."""
    for number, one in enumerate(content.get("provisions", ())):
        capability = one["capability"]
        if capability not in content["provides"]:
            what = f"'{shown(capability)}' is not under 'provides'"
            yield Fault(("provisions", number, "capability"), what, "write it there, too")


def nested_forms(content: dict[str, Any], forms: frozenset[str]) -> Iterator[Fault]:
    """That an entry is a form of itself, or of what is a form itself: there is one level."""
    main = content.get("form-of")
    if main == content["id"]:
        yield Fault(("form-of",), "is a form of itself", "name another component, or leave it out")
    elif main in forms:
        what = f"'{shown(main)}' is a form itself"
        yield Fault(("form-of",), what, "name the component of which both are forms")


def options_of(when: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The options that a condition names, each with its decision."""
    for decision, answered in when.items():
        for option in answered if isinstance(answered, list) else [answered]:
            yield decision, option


def _loose_conditions(content: dict[str, Any], options: frozenset[str]) -> Iterator[Fault]:
    """Conditions of needs that name what nobody answers."""
    known = options_by_decision(sorted(options))
    for number, need in enumerate(content.get("needs", ())):
        when = need.get("when")
        for decision, option in options_of(when) if isinstance(when, dict) else ():
            steps = ("needs", number, "when", decision)
            if decision not in known:
                what = f"'{shown(decision)}' is no decision"
                yield Fault(steps, what, nearest(decision, known))
            elif option not in known[decision]:
                what = f"'{shown(option)}' is no option of '{decision}'"
                yield Fault(steps, what, nearest(option, known[decision]))


def _texts_at(content: dict[str, Any], path: str) -> Iterator[tuple[Steps, str]]:
    return _texts(content, path.split("."), ())


def _texts(value: Any, path: list[str], steps: Steps) -> Iterator[tuple[Steps, str]]:
    """The texts at a path in which ``*`` stands for every item of a list."""
    if not path:
        if isinstance(value, str):
            yield steps, value
    elif path[0] == "*" and isinstance(value, list):
        for i, item in enumerate(value):
            yield from _texts(item, path[1:], (*steps, i))
    elif isinstance(value, dict) and path[0] in value:
        yield from _texts(value[path[0]], path[1:], (*steps, path[0]))
