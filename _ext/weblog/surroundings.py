"""What every page depends on: templates, static files, settings, libraries.

Owns: which of these count. Must not: know posts or pages. In: Sphinx's application. Out: one digest, which is another
one whenever all pages have to be written again.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from . import record

if TYPE_CHECKING:
    from sphinx.application import Sphinx

LIBRARIES = (
    *("Sphinx", "docutils", "myst-parser", "markdown-it-py", "mdit-py-plugins", "ablog", "Pygments", "Jinja2", "Babel"),
    *("PyStemmer", "lxml", "icalendar", "sphinx-book-theme", "pydata-sphinx-theme"),
)
"""Those that pages are made with: with another version of one, everything is read again."""
UNTOLD = {"nitpicky", "nitpick_ignore", "nitpick_ignore_regex"}
"""Settings that change what is told while pages are written, of which Sphinx takes no notice."""
PATHS = {"templates_path", "html_static_path", "matched_blog_posts"}
"""Settings that hold places on this machine, or names of files, and no content."""


def code() -> str:
    """The digest of the extension itself and the libraries."""
    return record.digest(record.digest_of_files([Path(__file__).parent]), [_version(name) for name in LIBRARIES])


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def digest(app: Sphinx, code: str, /) -> str:
    """The digest of all that every page depends on; `code` is the digest above."""
    config = app.config
    files = [name for name in (config.html_logo, config.html_favicon, config.html_search_scorer) if name]
    folders = [Path(app.confdir, name) for name in (*config.templates_path, *config.html_static_path, *files)]
    values = [value for value in config if value.name in UNTOLD or value.rebuild in ("html", "env")]
    values = [value for value in values if value.name not in PATHS]
    return record.digest(
        code,
        record.digest_of_files(folders),
        sorted((value.name, record.plain(value.value)) for value in values),
        sorted(app.tags),
        sorted((name, extension.version) for name, extension in app.extensions.items()),
    )
