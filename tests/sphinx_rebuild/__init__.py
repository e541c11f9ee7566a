"""The engine's own tests, on sites that have no post."""
