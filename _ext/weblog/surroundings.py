"""What every page depends on: templates, static files, settings, libraries.

Owns: which of these count. Must not: know posts or pages. In: Sphinx's application. Out: one digest, which is another
one whenever all pages have to be written again.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from . import record

if TYPE_CHECKING:
    from sphinx.application import Sphinx

LIBRARIES = ("Sphinx", "docutils")
"""Those that are no extensions, whose versions Sphinx knows."""
PATHS = {"templates_path", "html_static_path", "matched_blog_posts"}
"""Settings that hold places on this machine, or names of files, and no content."""


def digest(app: Sphinx, code: str, /) -> str:
    """The digest of all that every page depends on; `code` is the digest of the extension itself."""
    config = app.config
    folders = [Path(app.confdir, name) for name in (*config.templates_path, *config.html_static_path)]
    values = [value for value in config.filter({"html", "env"}) if value.name not in PATHS]
    return record.digest(
        code,
        record.digest_of_files(folders),
        sorted((value.name, record.plain(value.value)) for value in values),
        sorted(app.tags),
        sorted((name, extension.version) for name, extension in app.extensions.items()),
        [version(name) for name in LIBRARIES],
    )
