"""SVG: the picture, its rules and names, what it says of its origin, and whether it is still true."""
