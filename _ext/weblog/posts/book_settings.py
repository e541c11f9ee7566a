"""What Sphinx's settings of a book (EPUB) are for a weblog where conf.py says nothing of them.

Owns: these defaults. Must not: change what an author has set. In: Sphinx's configuration. Out: the same, with other
defaults.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weblog.posts.ablog_values import whole_address
from weblog.posts.published_site import site_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.config import Config


def register(app: Sphinx, /) -> None:
    """Has Sphinx take these where conf.py has none of its own."""
    for name, default in DEFAULTS.items():
        sphinx = app.config.values.pop(name)
        app.add_config_value(name, default, sphinx.rebuild, sphinx.valid_types)


def _title(config: Config) -> str:
    """The weblog's title, unless that is the one which ablog has for weblogs without."""
    title: str = config.blog_title
    return config.project if title == config.values["blog_title"].default else title


def _author(config: Config) -> str:
    """The author of the site; where it names none, the weblog's, by their full name."""
    if config.author not in ("", config.values["author"].default):
        return str(config.author)
    short = config.blog_default_author
    first = short if isinstance(short, str) else next(iter(short or ()), "")
    known = config.blog_authors.get(first)
    return str(known[0] if known else first or config.author)


DEFAULTS: dict[str, Callable[[Config], Any]] = {
    "epub_title": _title,
    "epub_author": _author,
    "epub_publisher": lambda config: config.epub_author,
    "epub_language": lambda config: site_language(config.language or "en"),
    "epub_identifier": lambda config: whole_address(config.blog_baseurl) or "unknown",
    "epub_scheme": lambda config: "URL" if config.blog_baseurl else "unknown",
    "epub_description": lambda config: config.blog_feed_subtitle or "unknown",
}
