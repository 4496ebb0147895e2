"""Reading catalog entries: YAML that people write, checked, as JSON-LD."""

from kgraph.catalog.entries import Entry, document, read_entries, read_entry

__all__ = ["Entry", "document", "read_entries", "read_entry"]
