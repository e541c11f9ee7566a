"""A weblog with content of its own, for whatever needs known posts: what its pages show, how they look and behave."""
