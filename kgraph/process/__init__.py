"""Processes of our own, asked in frames and ended at a deadline."""
