"""Documents about an architecture or a component, as values first, then as Markdown, HTML or lines."""
