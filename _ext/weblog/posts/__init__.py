"""Posts: what their authors typed, as values; grouped, ordered, and known to ablog."""
