"""Documents about an architecture or a component.

They are values first (`document`), written as Markdown, as HTML, or as lines for a terminal.
"""
