"""What is said of labels, terms, equations and functions that several documents define.

Owns: the words. Must not: find duplicates (the engine does), decide which counts. In: a `Duplicate`. Out: a warning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weblog.posts.config import Subtype, warn

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_rebuild import Duplicate


def warn_of(duplicate: Duplicate, env: BuildEnvironment, /) -> bool:
    """Tells of a duplicate; False for one of an extension, whose own kind of warning may be silenced."""
    if not duplicate.is_explicit:
        return False
    location = (duplicate.docname, duplicate.line)
    path = env.doc2path(duplicate.owner, base=False) if duplicate.owner else ""
    line = f", line {duplicate.owner_line}" if duplicate.owner_line else ""
    if (duplicate.domain, duplicate.table) == ("std", "anonlabels"):
        owner = f"{path}{line}" if path else "Sphinx, which has a page of that name"
        message = f'the label "{duplicate.key}" belongs to {owner}: give one of the two another name'
    else:
        message = f"{_defined_thing(duplicate)} is already defined in {path}{line}: keep one of the two, or rename one"
    warn(Subtype.LABEL, message, location=location)
    return True


def _defined_thing(duplicate: Duplicate) -> str:
    if duplicate.domain == "citation":
        return f'the citation "{duplicate.key}"'
    if duplicate.domain == "math":
        return f'the label of an equation "{duplicate.key}"'
    if isinstance(duplicate.key, tuple):
        kind, name = duplicate.key[0], duplicate.key[-1]
        return f'the {kind} "{name}"'
    return f'"{duplicate.key}"'
