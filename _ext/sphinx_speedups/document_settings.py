"""Sphinx asks docutils for a document's settings, and gets them of a parser of options made for the document before.

Owns: the place where Sphinx asks. Must not: know how a parser is used again (`option_parsers` does). In: a build. Out:
the same settings for each document.

Saves 5.6 % of a first build of 1,000 posts (instructions; 4.8 million a document), and 0.1 % of a one-word edit.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import sphinx.util.docutils

from . import option_parsers
from .patch import Patch, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from docutils import SettingsSpec
    from docutils.frontend import Values
    from sphinx.application import Sphinx


@contextmanager
def apply(app: Sphinx, /) -> Iterator[None]:
    """Replaces the function that makes the settings of each document that is read."""
    last = option_parsers.LastParser()

    def get_settings(
        *components: SettingsSpec | type[SettingsSpec], defaults: Mapping[str, Any], read_config_files: bool = False
    ) -> Values:
        return last.settings(components, defaults, read_config_files=read_config_files)

    with replaced(sphinx.util.docutils, "_get_settings", get_settings):
        yield


PATCH = Patch(
    name="one parser of docutils' options for all documents",
    known={
        # Sphinx 9.0; 9.1 and 9.2
        "sphinx.util.docutils:_get_settings": frozenset({"90f08e4896ef3bf4", "979325201112a14f"}),
        **option_parsers.KNOWN,
    },
    apply=apply,
)
