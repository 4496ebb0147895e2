"""The font that pictures are written in, and its widths."""
