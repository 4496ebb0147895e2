"""Files that people write: read with lines, held to schemas, written whole or not at all."""
