"""The dataset as frozen values.

Ontology and catalog read by a few SELECTs, one module a subject.
"""
