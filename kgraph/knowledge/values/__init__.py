"""The dataset as frozen values: ontology and catalog read by a few SELECTs, one module a subject."""
