"""Files that people write: read with the line of every value, and written whole or not at all."""
