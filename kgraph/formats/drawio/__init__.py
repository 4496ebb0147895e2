"""draw.io: the picture as an editable model, and its curves."""
