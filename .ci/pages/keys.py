"""Every key of a brief, an export, a catalog entry and an architecture, from their schemas."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import kgraph
from pages.markdown import ROOT, page, table
from pages.rules import Rules, Schema

HEAD = ("key", "may be", "what it says")
INTROS = {
    "brief": "What a brief can say. `kgraph brief schema` prints the schema for editors; "
    "[Briefs](../briefs.md) explains the rest. Ids of decisions are explained in "
    "[Decisions](decisions.md).",
    "entry": "What an entry of the catalog can say. `kgraph catalog schema` prints the schema for "
    "editors; [Catalog](../catalog.md) explains the rest.",
    "export": "What the `export.yaml` of a folder of briefs can say; every key is optional. "
    "[Pictures in a repository](../guides/pictures.md) shows it at work.",
    "architecture": "What `architecture.json` holds, by its published schema "
    "(`ontology/architecture.schema.json`).",
}


def schemas() -> dict[str, Rules]:
    """The schemas by what they are of."""
    architecture = (ROOT / "ontology" / "architecture.schema.json").read_text("utf-8")
    texts = {
        "brief": kgraph.brief_schema(),
        "entry": kgraph.entry_schema(),
        "export": kgraph.export_schema(),
        "architecture": architecture,
    }
    return {name: json.loads(text) for name, text in texts.items()}


def pages() -> Mapping[str, str]:
    """A page for each schema."""
    return {f"reference/{name}.md": _page(name, Schema(rules)) for name, rules in schemas().items()}


def _page(name: str, schema: Schema) -> str:
    title = f"Keys of {'an' if name[0] in 'ae' else 'a'} {name}"
    return page(title, INTROS[name], table(HEAD, schema.rows(schema.rules)), *_inner(schema))


def _inner(schema: Schema) -> Iterator[str]:
    """The mappings that keys lead to."""
    for name, rules in schema.mappings():
        said = str(rules.get("description", ""))
        yield f"## {name}\n\n{said}\n\n{table(HEAD, schema.rows(rules))}"
