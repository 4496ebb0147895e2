"""Reading catalog entries: YAML that people write, checked, as JSON-LD."""

from kgraph.catalog.entries import SCHEMA_FILE, Entry, read_entries, read_entry
from kgraph.catalog.json_ld import document
from kgraph.catalog.layer_files import LayerFiles, open_layer
from kgraph.catalog.layering import laid_over

__all__ = [
    "SCHEMA_FILE",
    "Entry",
    "LayerFiles",
    "document",
    "laid_over",
    "open_layer",
    "read_entries",
    "read_entry",
]
