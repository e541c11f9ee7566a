"""The weblog's name in a text: `|project|` in reStructuredText, so that it stands in conf.py alone.

Owns: that substitution. Must not: take the place of one that a document defines. In: a document. Out: the same with
the name.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms import DefaultSubstitutions, SphinxTransform

NAME = "project"


class ProjectName(SphinxTransform):
    """Puts `project` of conf.py in the place of `|project|`, as Sphinx does with `|release|`."""

    default_priority = DefaultSubstitutions.default_priority

    def apply(self, **kwargs: Any) -> None:
        """Replaces each."""
        if NAME in self.document.substitution_defs:
            return
        for node in list(self.document.findall(nodes.substitution_reference)):
            if node["refname"] == NAME:
                node.replace_self(nodes.Text(self.config.project))
