"""What the weblog puts into a site's configuration before anything is read, so that Sphinx and ablog work with it.

Owns: ablog's settings as they are worked with, the folders of templates and static files, and which modules make no
page. Must not: check settings (`posts.config` does). In: Sphinx's configuration, checked. Out: the same, complete.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.i18n import CatalogRepository

from weblog.posts import ablog_bridge, ablog_settings, ablog_values, byline, words
from weblog.talks.model import EVENTS
from weblog.talks.names import SCHEDULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config

PACKAGE = Path(__file__).parents[1]
TEMPLATES = str(PACKAGE / "templates")
STATIC = str(PACKAGE / "static")
COMMANDS = frozenset(
    f"weblog.{name}"
    for name in ("__main__", "asking", "checking", "commands", "console", "importing", "preview", "publishing")
)
"""The modules that run builds, or do without; no page is made with them."""
LISTS_SHEET = "weblog/lists.css"
"""How the weblog's parts look where neither the theme nor the site has a style for them."""
BOOK_SHEET = "weblog/book.css"
"""The same in a book, for readers that know far less of CSS than browsers."""


def prepare(app: Sphinx, config: Config, /) -> None:
    """Completes the configuration."""
    for name, value in ablog_values.read(config.__getitem__)[0].items():
        config[name] = value
    config.matched_blog_posts = ablog_settings.posts_by_pattern(config.blog_post_pattern, app.srcdir)
    config.skip_injecting_base_ablog_templates = True  # its page.html would go before the theme's
    if config.weblog_byline is None:
        config.weblog_byline = byline.pages_with_cards(config)  # which makes Sphinx heed html_sidebars
    if (
        app.srcdir / EVENTS
    ).is_dir():  # saved schedules are no part of the site, whichever folders are copied as they are
        config.exclude_patterns = [*config.exclude_patterns, *(f"**{ending}" for ending in SCHEDULES)]
    config.templates_path = [*config.templates_path, TEMPLATES]
    # A site's own file goes before ours, and ablog's before both, as ever.
    config.html_static_path = [STATIC, *config.html_static_path, ablog_bridge.STYLESHEETS]
    app.add_css_file(LISTS_SHEET)
    if sheet := ablog_settings.icon_sheet(config):
        app.add_css_file(sheet)
    words.load(config.language, _folders_of_translations(app, config))


def _folders_of_translations(app: Sphinx, config: Config) -> Iterator[Path]:
    """A site's own folders of translations; its catalog of our words is compiled as Sphinx compiles one of its own."""
    found = CatalogRepository(app.srcdir, config.locale_dirs, config.language, config.source_encoding)
    for catalog in found.catalogs:
        if catalog.domain == words.CATALOG and catalog.is_outdated():
            catalog.write_mo(config.language, config.gettext_allow_fuzzy_translations)
    return found.locale_dirs
