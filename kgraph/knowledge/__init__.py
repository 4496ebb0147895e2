"""The RDF dataset: loading, reading, judging, asking."""
