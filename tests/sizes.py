"""Sizes of the engine for tests, whose sites are small: they are read and written as large ones are, all the same.

Owns: from which number on documents are many. Must not: start a build. Out: the engine's modules in this process, and
in those that it forks, changed.
"""

from __future__ import annotations

import sphinx_rebuild.processes
import sphinx_rebuild.reading
import sphinx_rebuild.writing


def count_a_few_as_many() -> None:
    """Sets the sizes."""
    sphinx_rebuild.processes.ENOUGH = 2
    sphinx_rebuild.writing.BATCH = 3
    sphinx_rebuild.reading.SHARE = 3
    sphinx_rebuild.reading.IN_MEMORY = 3
