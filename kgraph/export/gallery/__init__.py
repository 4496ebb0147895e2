"""Pages about many pictures: the index of an export, and the page that shows what changed."""
