"""Speeding up what Sphinx, docutils and MyST do: on sites that are no weblogs."""
