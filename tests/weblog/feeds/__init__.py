"""Units of `weblog.feeds`, a test file a module."""
