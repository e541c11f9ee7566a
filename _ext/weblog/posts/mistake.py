"""What an author is told who asked for something that makes no sense.

Owns: that error. Must not: import anything. In: a sentence. Out: an error.
"""

from __future__ import annotations


class MistakeError(ValueError):
    """A sentence that says what is wrong and what would be right; of a value of conf.py, its end."""
