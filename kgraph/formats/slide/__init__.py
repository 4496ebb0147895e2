"""PowerPoint: the picture as one slide of real shapes, and the connectors between them."""
