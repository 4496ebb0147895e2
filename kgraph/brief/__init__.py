"""Briefs: reading and writing them, their statements, and what differs between two."""
