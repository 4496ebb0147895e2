"""SHACL shapes, compiled to SPARQL and run on the store."""
