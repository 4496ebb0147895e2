"""SVG: the picture, its rules and names, its origin, and whether it is still true."""
