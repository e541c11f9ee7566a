"""Other projects' documentation, as sites that nobody here has written."""
