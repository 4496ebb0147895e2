"""Architectures as files: Turtle and JSON, written and read back."""
