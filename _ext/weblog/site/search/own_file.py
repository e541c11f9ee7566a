"""The file that the weblog's search page loads: where it is, and by what it is known.

Owns: its address and its sign. Must not: make it. In: nothing. Out: constants.
"""

from __future__ import annotations

NAME = "weblogSearch"
SIGNATURES = {".js": (f"{NAME}=".encode(),)}
"""What tells the file from others of that ending."""


def path_of(blog_path: str, /) -> str:
    """Where the index is, in the output."""
    return f"{blog_path}/search-index.js"
