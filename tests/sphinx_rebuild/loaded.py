"""Loads what builds need, for a process that does nothing but fork: each build starts at once, and from the same.

In: nothing; it is imported there. Out: Sphinx and all extensions, loaded, and nothing built.
"""

from __future__ import annotations

from .builds import load

load()
