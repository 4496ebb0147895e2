"""PDF: the picture in vectors, and the pen that draws it."""
