"""From a view to a drawing: places, arrows, words, and how well they read."""
