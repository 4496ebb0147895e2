"""Asking the dataset: SPARQL checked, run in a process that can be ended, its results written."""
