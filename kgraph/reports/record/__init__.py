"""The decision record of an architecture: what it says, part by part, and how it is set as Markdown."""
