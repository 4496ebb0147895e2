"""What a JSON Schema allows, in words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from pages.markdown import code, words

Rules = dict[str, Any]
Row = tuple[str, str, str]
FEW = 16
"""Of how many words each is told where a value is one of them."""
LIST, SEVERAL = "list of ", "; one, or a list"
_NAMES = {"boolean": "true or false", "object": "mapping", "string": "text"}


class Schema:
    """A schema with its definitions."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.definitions: dict[str, Rules] = rules.get("$defs", {})

    def mappings(self) -> Iterator[tuple[str, Rules]]:
        """The definitions that have keys of their own."""
        yield from ((name, one) for name, one in self.definitions.items() if keys_of(one))

    def meant(self, rules: Rules) -> Rules:
        """The rules themselves, or the definition that they name."""
        if "$ref" not in rules:
            return rules
        named = self.definitions.get(_name(rules["$ref"]), {})
        own = {key: value for key, value in rules.items() if key != "$ref"}
        return {**self.meant(named), **own}

    # --- what a value may be

    def allowed(self, rules: Rules) -> str:
        """What a value may be, as Markdown: ways to say nothing are left out."""
        ways = list(dict.fromkeys(self._ways(rules)))
        single = " or ".join(one for one in ways if not one.startswith(LIST))
        lists = [one for one in ways if one.startswith(LIST)]
        if lists == [LIST + single]:
            return single + SEVERAL
        return " or ".join(ways)

    def _ways(self, rules: Rules) -> Iterator[str]:
        """Each of the things that a value may be."""
        if "$ref" in rules and keys_of(self.definitions.get(_name(rules["$ref"]), {})):
            name = _name(rules["$ref"])
            yield f"[{name}](#{name})"
            return
        here = self.meant(rules)
        parts = [*here.get("oneOf", ()), *here.get("anyOf", ())]
        if words_of := _constants(parts):
            yield _one_of(words_of)
        elif parts:
            yield from self._ways_of(parts)
        elif "enum" in here:
            yield _one_of(here["enum"])
        elif "const" in here:
            yield code(str(here["const"]))
        else:
            yield from self._kinds(here)

    def _ways_of(self, parts: Iterable[Rules]) -> Iterator[str]:
        for one in parts:
            yield from self._ways(one)

    def _kinds(self, rules: Rules) -> Iterator[str]:
        said = rules.get("type", "object" if keys_of(rules) else "null")
        kinds: list[str] = said if isinstance(said, list) else [said]
        if kinds == ["array"]:
            yield f"{LIST}{self.allowed(rules.get('items', {}))}"
        elif {"string", "number"} <= set(kinds):
            yield "text"  # what looks like a number is the text that it is
        else:
            yield from (_NAMES.get(kind, kind) for kind in kinds if kind != "null")

    # --- its keys

    def rows(self, rules: Rules, before: str = "") -> Iterator[Row]:
        """Each key below with what it may be and what it says; keys of mappings in it follow.

        Where several keys hold mappings of one form, its keys are told once, below a star.
        """
        for holder in _inner(rules):
            forms = Counter(map(_form, keys_of(holder).values()))
            told: set[str] = set()
            for name, one in keys_of(holder).items():
                yield self._row(holder, name, before)
                form = _form(one)
                if "$ref" not in one and form not in told:
                    told.add(form)
                    yield from self.rows(one, f"{before}{name if forms[form] == 1 else '*'}.")

    def _row(self, holder: Rules, name: str, before: str) -> Row:
        rules = keys_of(holder)[name]
        must = " **(required)**" if name in holder.get("required", ()) else ""
        said = words(str(self.meant(rules).get("description", "")))
        return code(before + name) + must, self.allowed(rules), said


def keys_of(rules: Rules) -> dict[str, Rules]:
    """The keys of a mapping with their rules."""
    found: dict[str, Rules] = rules.get("properties", {})
    return found


def _inner(rules: Rules) -> list[Rules]:
    """Whatever has keys in these rules: themselves, the items of a list, any of several."""
    if keys_of(rules):
        return [rules]
    parts = [*rules.get("anyOf", ()), *rules.get("oneOf", ())]
    if "items" in rules:
        parts.append(rules["items"])
    found: list[Rules] = []
    for part in parts:
        found += (one for one in _inner(part) if one not in found)
    return found


def _form(rules: Rules) -> str:
    """What tells rules from others, whatever is said of them."""
    own = {key: value for key, value in rules.items() if key != "description"}
    return json.dumps(own, sort_keys=True)


def _name(reference: str) -> str:
    return reference.rpartition("/")[2]


def _constants(parts: list[Rules]) -> list[Any]:
    """The words of which a value is one, where all parts are single words."""
    found = [one["const"] for one in parts if "const" in one]
    return found if len(found) == len(parts) else []


def _one_of(values: Iterable[Any]) -> str:
    told = list(dict.fromkeys(str(one) for one in values if one is not None))
    if len(told) > FEW:
        return f"one of {len(told)} words"
    return ", ".join(map(code, told))
