"""How legible a drawing is, or promises to be."""
