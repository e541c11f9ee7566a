"""Units of `weblog.site.search`, a test file a module."""
