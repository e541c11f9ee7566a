"""The weblog's tests: units in folders like the code's, and small weblogs that are built."""
