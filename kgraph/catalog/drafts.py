"""The first files of a layer, and of an entry: sound, and told by comments what to make of them."""

from __future__ import annotations

from collections.abc import Sequence

from kgraph.model.component import Component
from kgraph.model.knowledge import Knowledge

SCHEMA = "entry.schema.json"
"""What editors complete entries with; called otherwise than the schema of a whole catalog."""

README = """# A layer for kgraph

What is here lies over the product's own catalog: `kgraph assemble BRIEF --catalog THIS-FOLDER`,
`catalogs: [THIS-FOLDER]` in a brief, or KGRAPH_CATALOG.

* `ID.yaml`, in folders as you like: one component each. `kgraph catalog new ID` begins one.
* `….ttl`: capabilities, decisions, options, chains of your own.
* `policy.yaml`: what holds for every brief.

`kgraph check THIS-FOLDER` tells what is wrong, with file and line.
"""

POLICY = """# What holds for every brief. Take the # away, and write your own.
# avoid: [docker-hub]                  # must not be there
# require: [harbor]                    # must be there
# prefer: [open-source]                # after what a brief prefers itself
# licences: {forbid: [source-available]}   # or allow: [open-source, Apache-2.0]
# clouds: [aws, on-premises]           # no others
"""

WORDS = """@prefix o: <https://w3id.org/kgraph/ont#> .
@prefix k: <https://w3id.org/kgraph/capability/> .
@prefix d: <https://w3id.org/kgraph/decision/> .
@prefix opt: <https://w3id.org/kgraph/option/> .
@prefix concern: <https://w3id.org/kgraph/concern/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

# k:company-portal a o:Capability , skos:Concept ;
#     rdfs:label "company portal"@en ; skos:prefLabel "company portal"@en ;
#     skos:notation "company-portal" ;
#     skos:definition "Shows teams what they run."@en ;
#     o:concern concern:delivery ; o:scope o:world ; o:prominence 2 ; o:layer 20 .
"""


def layer_draft(schema: str) -> dict[str, str]:
    """The files of a new layer, by their names."""
    return {"README.md": README, "policy.yaml": POLICY, "words.ttl": WORDS, SCHEMA: schema}


def heir_draft(id: str, base: Component) -> str:
    """An entry that extends another."""
    lines = [f"id: {id}", f"extends: {base.id}"]
    if id != base.id:
        lines.append(f"name: {_name(id)}")
        lines.append(f"definition: {base.name} as we run it.")
    return _written([*lines, "# add: {provides: []}        # to lists of what it extends", ""])


def entry_draft(id: str, provides: Sequence[str], knowledge: Knowledge) -> str:
    """An entry of its own that provides these."""
    first = knowledge.capabilities[provides[0]]
    lines = [
        f"id: {id}",
        f"name: {_name(id)}",
        f"definition: {_name(id)} serves as {first.label}.   # one sentence, in your words",
        f"concern: {first.concern}",
        f"homepage: https://example.org/{id}   # where your teams read about it",
        "vendor: Our company",
        "licences:",
        "  - {id: LicenseRef-own, class: proprietary, unverified: our own}",
        "delivery: self-hosted   # or managed, saas, platform-feature",
        "icon: badge",
        "runs:",
        f"  scope: {first.scope}",
        "  unverified: our own",
        f"provides: [{', '.join(provides)}]",
        "",
    ]
    return _written(lines)


def _name(id: str) -> str:
    return " ".join(word.capitalize() for word in id.split("-"))


def _written(lines: Sequence[str]) -> str:
    return "\n".join((f"# yaml-language-server: $schema=./{SCHEMA}", *lines))
