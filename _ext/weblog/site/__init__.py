"""The site: what brings posts, talks and feeds together into pages."""
