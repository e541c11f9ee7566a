"""Units of `weblog.site`, a test file a module."""
