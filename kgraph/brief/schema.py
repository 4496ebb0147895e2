"""What a brief can say as a JSON Schema, for editors: made from the ontology and the catalog.

The reader is the one that decides. What a schema cannot say (that a word is an id of this brief,
that an id stands once) only the reader tells.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from kgraph.brief.answers import Asked, able_to, asked_at_sites, asked_of
from kgraph.brief.bounds import AT_MOST
from kgraph.brief.catalogs import MAX_CATALOGS
from kgraph.brief.environments import MAX_ENVIRONMENTS
from kgraph.brief.ids import WORLD
from kgraph.brief.networks import MAX_NETWORKS
from kgraph.brief.products import offerable
from kgraph.brief.schema_places import needs_no_cluster, stays_out_of_clusters
from kgraph.brief.schema_words import with_words
from kgraph.brief.sites import MAX_CLUSTERS, MAX_SITES
from kgraph.brief.systems import MAX_SYSTEMS
from kgraph.brief.versions import NEWEST
from kgraph.brief.workloads import MAX_CALLS, MAX_WORKLOADS
from kgraph.documents.reading import MAX_TEXT, MAX_WORDS
from kgraph.documents.vocabulary import MAX_ID
from kgraph.model.brief import ANY, OTHERS
from kgraph.model.decisions import Decision, Option
from kgraph.model.knowledge import SCOPES, Knowledge

Rules = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_WORD: Rules = {"type": ["string", "number", "boolean"]}
"""What stands in a word's place: what looks like a number or a truth is the text it is."""
_NOTHING: Rules = {"type": "null"}
_DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_VISIBLE = "^[^\\u0000-\\u0008\\u000e-\\u001b]*$"


def brief_schema(knowledge: Knowledge) -> Rules:
    """The schema of briefs."""
    return {
        "$schema": DIALECT,
        "title": "kgraph brief",
        "description": "What somebody needs, in one page.",
        "type": "object",
        "required": ["name"],
        "additionalProperties": False,
        "properties": _keys(knowledge),
        "$defs": _definitions(knowledge),
        **needs_no_cluster(knowledge),
    }


def _keys(knowledge: Knowledge) -> Rules:
    sites, systems = _ref("site"), _ref("system")
    usable = {"anyOf": [_ref("component"), _ref("use")]}
    versions = [one + 1 for one in range(NEWEST)]
    stated = {"enum": [*versions, *map(str, versions), None]}
    return {
        "version": {**stated, "description": "The version of what a brief can say."},
        "name": {**_ref("text"), "description": "What the architecture is called."},
        "as_of": _told("The day on which it is to be valid; today without.", _day()),
        "catalogs": _told("Folders of one's own knowledge.", _listed(_WORD, MAX_CATALOGS)),
        "sites": _told("Where it runs.", _listed(sites, MAX_SITES)),
        "environments": _told("Which places are in which stage.", _environments()),
        "systems": _told("What is there already.", _listed(systems, MAX_SYSTEMS)),
        "workloads": _told("What runs there.", _listed(_ref("workload"), MAX_WORKLOADS)),
        "answers": _told("What is decided.", _answers(asked_of(knowledge, "brief"))),
        "use": _told("Components that must be there.", _listed(usable, MAX_WORDS)),
        "avoid": _told("Components that must not.", _listed(_ref("component"), MAX_WORDS)),
        "prefer": _told("What is better, in order.", _preferred(knowledge)),
    }


def _preferred(knowledge: Knowledge) -> Rules:
    """One order of preferences, or one for each of some concerns."""
    bounded = _listed({"anyOf": [_ref("preference"), _bounds(knowledge)]}, MAX_WORDS)
    concerns = {one.id: _told(one.definition, bounded) for one in knowledge.concerns}
    others = {OTHERS: _told("What holds for all other concerns.", bounded)}
    return {"anyOf": [*bounded["anyOf"], _mapping(concerns | others, [])]}


def _bounds(knowledge: Knowledge) -> Rules:
    """A preference with how much more it may cost."""
    units = "|".join(sorted(one.bound_word for one in knowledge.preferences if one.bound_word))
    limit = {"type": "string", "pattern": rf"^\+[0-9]{{1,4}} ({units})$"}
    most = _mapping({AT_MOST: _told("How much more it may cost.", limit)}, [AT_MOST])
    keys = {one.id: _told(one.definition, most) for one in knowledge.preferences}
    return {**_mapping(keys, []), "minProperties": 1}


def _definitions(knowledge: Knowledge) -> Rules:
    products = sorted(one.id for one in knowledge.components.values() if one.choosable)
    preferences = {one.id: one.definition for one in knowledge.preferences}
    id = {**_WORD, "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": MAX_ID}
    id["not"] = {"const": WORLD}
    own = {**id, "not": {"enum": [WORLD, *sorted(knowledge.components)]}}
    text = {**_WORD, "minLength": 1, "maxLength": MAX_TEXT, "pattern": _VISIBLE}
    return {
        "id": id,
        "own-id": own,
        "text": text,
        "component": {"enum": products},
        "capability": {"enum": sorted(offerable(knowledge))},
        "preference": {"oneOf": _meant(preferences)},
        "site": _site(knowledge),
        "network": _network(),
        "system": _system(),
        "workload": _workload(knowledge),
        "use": _use(knowledge),
    }


def _site(knowledge: Knowledge) -> Rules:
    keys = {
        "id": _ref("id"),
        "cloud": {"oneOf": _meant({one.id: one.label for one in knowledge.clouds})},
        "region": _maybe(_ref("text")),
        "clusters": _listed(_ref("id"), MAX_CLUSTERS),
        "networks": _listed(_ref("network"), MAX_NETWORKS),
        "answers": _answers(asked_at_sites(knowledge)),
    }
    return _mapping(with_words("site", keys), ["id", "cloud"])


def _network() -> Rules:
    keys = {
        "id": _ref("id"),
        "holds": _listed(_WORD, MAX_WORDS),
        "peered-with": _listed(_WORD, MAX_NETWORKS),
        "egress-through": _maybe(_WORD),
    }
    return _mapping(with_words("network", keys), ["id"])


def _environments() -> Rules:
    keys = {
        "id": _ref("id"),
        "holds": _listed(_WORD, MAX_WORDS, least=1),
        "promotes-to": _maybe(_WORD),
    }
    mapping = _mapping(with_words("environment", keys), ["id", "holds"])
    return _listed(mapping, MAX_ENVIRONMENTS)


def _system() -> Rules:
    keys = {
        "id": _ref("own-id"),
        "name": _maybe(_ref("text")),
        "at": _maybe(_WORD),
        "provides": _listed(_ref("capability"), MAX_WORDS),
    }
    return _mapping(with_words("system", keys), ["id"])


def _workload(knowledge: Knowledge) -> Rules:
    asked = asked_of(knowledge, "workload")
    keys = {
        "id": _ref("own-id"),
        "name": _maybe(_ref("text")),
        "at": _listed(_WORD, MAX_WORDS, least=1),
        "sites": _told("As 'at', before clusters could be named.", _listed(_WORD, MAX_WORDS)),
        "calls": _listed(_WORD, MAX_CALLS),
        **{id: _answer(decision, _naming(decision, knowledge)) for id, decision in asked.items()},
    }
    there = {"not": _NOTHING}
    both = {"required": ["at", "sites"], "properties": {"at": there, "sites": there}}
    at_sites = stays_out_of_clusters(knowledge, _sites_alone())
    return {**_mapping(with_words("workload", keys), ["id"]), "not": both, **at_sites}


def _sites_alone() -> Rules:
    """Places of which none is a cluster."""
    return _listed({**_WORD, "pattern": "^[^/]*$"}, MAX_WORDS, least=1)


def _use(knowledge: Knowledge) -> Rules:
    """A component at some places; none, where it and its forms are there once for all."""
    keys = {"component": _ref("component"), "at": _listed(_WORD, MAX_WORDS, least=1)}
    held = {"properties": {"component": {"enum": _once(knowledge)}}, "required": ["component"]}
    rule = {"if": held, "then": {"properties": {"at": _NOTHING}}}
    return {**_mapping(with_words("use", keys), ["component"]), **rule}


def _once(knowledge: Knowledge) -> list[str]:
    """The components that are there once for the whole architecture, in each of their forms."""
    components = knowledge.components
    narrow = {id for id, one in components.items() if one.scope != "world"}
    chosen = (one.id for one in components.values() if one.choosable)
    return sorted(id for id in chosen if narrow.isdisjoint(knowledge.family(id)))


# --- answers


def _answers(asked: Asked) -> Rules:
    keys = {id: _answer(decision) for id, decision in asked.items()}
    return _maybe(_mapping(keys, []))


def _answer(decision: Decision, *others: Rules) -> Rules:
    """One option of a decision, several where they may be, or what else can be said."""
    options = {"oneOf": _meant({one.id: one.definition for one in decision.options})}
    most = MAX_WORDS if decision.multiple else 1
    rules = _listed(options, most)
    rules["anyOf"] += others
    rules |= _alone(decision)
    return _told(decision.question, rules)


def _naming(decision: Decision, knowledge: Knowledge) -> Rules:
    """Options, each with the component that is named for it."""
    keys = {
        one.id: _told(one.definition, {"enum": [*_able(one, knowledge), ANY, None]})
        for one in decision.options
    }
    most = MAX_WORDS if decision.multiple else 1
    return {**_mapping(keys, []), "maxProperties": most}


def _alone(decision: Decision) -> Rules:
    """That some options are not given together with others, in a list or with components named."""
    alone = [one.id for one in decision.options if one.alone]
    if not alone:
        return {}
    listed = {"type": "array", "minItems": 2, "contains": {"enum": alone}}
    return {"not": {"anyOf": [listed, _company(alone)]}}


def _company(alone: list[str]) -> Rules:
    """Several options with components named, one of which is not given together with others."""
    named = [{"required": [id]} for id in alone]
    return {"type": "object", "minProperties": 2, "anyOf": named}


def _able(option: Option, knowledge: Knowledge) -> list[str]:
    """The components that do what an option asks for, wherever who asks runs."""
    able = (able_to(option, scope, knowledge) for scope in SCOPES)
    return sorted(set(chain.from_iterable(able)))


# --- rules


def _ref(name: str) -> Rules:
    return {"$ref": f"#/$defs/{name}"}


def _told(description: str, rules: Rules) -> Rules:
    return {"description": description, **rules}


def _maybe(rules: Rules) -> Rules:
    """A key with nothing behind it is as good as none."""
    return {"anyOf": [rules, _NOTHING]}


def _listed(items: Rules, most: int, *, least: int = 0) -> Rules:
    """A list, in which nothing stands twice, or one item alone."""
    several = {"type": "array", "items": items, "maxItems": most, "uniqueItems": True}
    if least:
        several["minItems"] = least
    return {"anyOf": [items, several, _NOTHING]}


def _mapping(keys: Rules, required: Iterable[str]) -> Rules:
    rules: Rules = {"type": "object", "properties": keys, "additionalProperties": False}
    return {**rules, "required": list(required)} if required else rules


def _meant(words: dict[str, str]) -> list[Rules]:
    """Words, each with what it means."""
    return [{"const": word, "description": meaning} for word, meaning in words.items()]


def _day() -> Rules:
    return _maybe({"type": "string", "format": "date", "pattern": _DAY})
