"""Units of `weblog.talks`, a test file a module."""
