"""A folder of briefs to a folder of pictures and documents, kept up to date."""
