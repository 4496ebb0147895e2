"""The decision record of an architecture: what was decided, why, what else was possible, what follows."""
