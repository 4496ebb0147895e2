"""Views to pictures: places, arrows, texts, and one writer for each format."""
