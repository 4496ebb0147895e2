"""Rectangles, curves, and what lies near what: plain geometry that knows nothing of pictures."""
