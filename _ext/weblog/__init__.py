"""A weblog on a Sphinx site: posts, talks, feeds, and the pages that bring them together.

Owns: the name by which Sphinx knows the extension. Must not: import Sphinx before a site is built: `python -m weblog
talk` writes a file, and whoever waits for it sits in a conference room. In: Sphinx's application. Out: a weblog.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx, /) -> ExtensionMetadata:
    """Makes a weblog of a Sphinx site."""
    from weblog import extension

    return extension.setup(app)
