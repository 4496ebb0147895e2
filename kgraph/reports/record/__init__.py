"""The decision record: what was decided, why, what else was possible, what follows."""
