"""Units of `weblog.publishing`, and whole publications."""
