"""Reading catalog entries: YAML that people write, checked, as JSON-LD."""

from kgraph.catalog.entries import Entry, read_entries, read_entry
from kgraph.catalog.json_ld import document

__all__ = ["Entry", "document", "read_entries", "read_entry"]
