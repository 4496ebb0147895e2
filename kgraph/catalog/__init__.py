"""Reading catalog entries: YAML that people write, checked, as JSON-LD; and telling what an entry says."""

from kgraph.catalog.describe import component_json, component_text
from kgraph.catalog.entries import Entry, document, read_entries, read_entry

__all__ = ["Entry", "component_json", "component_text", "document", "read_entries", "read_entry"]
