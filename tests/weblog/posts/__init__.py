"""Units of `weblog.posts`, a test file a module."""
